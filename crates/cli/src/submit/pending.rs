//! `liveface submit --pending`: what waits in the store, each one once.

use super::args::Submit;
use super::cloud::{self, Route};
use super::deliver::{self, Unanswered};
use super::show;
use crate::json::outcome;
use crate::{Outcome, credentials, terminal};
use anyhow::Context as _;
use jiff::Timestamp;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::{Credential, Endpoint, Object as _, Region};
use liveface_uploader::Client;
use liveface_uploader::spool::{Entry, Id, Listed, Spool, SpoolError, State};
use serde_json::{Value, json};
use std::sync::Arc;

/// Runs the command.
///
/// # Errors
/// The store cannot be used. What is wrong with single entries is told, and the status says that something is.
pub fn run(args: &Submit) -> anyhow::Result<Outcome> {
    anyhow::ensure!(!args.cloud.reencode, "--reencode needs a VIDEO: what waits is sent as it is");
    terminal::catch_interrupts()?;
    let spool = cloud::spool(&args.cloud)?;
    if let Some(id) = &args.discard {
        spool.remove(&id.parse::<Id>()?)?;
        terminal::tell(&format!("{id} is deleted"));
        return Ok(Outcome::Good);
    }
    let expired = if args.dry_run { Vec::new() } else { spool.sweep(Timestamp::now())? };
    for id in expired {
        terminal::tell(&format!("{id} was kept long enough and is deleted"));
    }
    let chosen = args.again.as_ref().map(|id| id.parse::<Id>()).transpose()?;
    let listed = spool.list(Timestamp::now())?;
    if let Some(id) = &chosen {
        anyhow::ensure!(listed.iter().any(|entry| entry.id == *id), "nothing is kept as {id}");
    }
    let listed: Vec<_> =
        listed.into_iter().filter(|entry| chosen.as_ref().is_none_or(|id| *id == entry.id)).collect();
    // Once for all, and only where something is to be sent: a keyring may ask the person to unlock it.
    let sends = |entry: &Listed| {
        !args.dry_run && (entry.state == State::Waiting || chosen.is_some() && entry.state == State::InDoubt)
    };
    let credential = match listed.iter().any(sends) {
        true => Some(credentials::find(args.cloud.credentials.as_deref())?),
        false => None,
    };
    let mut worst = Outcome::Good;
    for entry in &listed {
        anyhow::ensure!(!terminal::interrupted(), "interrupted: what was not sent still waits");
        worst = worst.max(match credential.as_ref().filter(|_| sends(entry)) {
            Some(credential) => sent(args, &spool, entry, credential)?,
            None => told(args, &spool, entry)?,
        });
    }
    if listed.is_empty() && !args.json {
        terminal::tell("nothing waits");
    }
    Ok(worst)
}

/// An entry that is not sent.
fn told(args: &Submit, spool: &Spool, listed: &Listed) -> anyhow::Result<Outcome> {
    if listed.state == State::Answered && !args.dry_run {
        return recorded(args, spool, listed);
    }
    Line::of(&listed.state).print(args, listed)?;
    Ok(if args.dry_run || listed.state == State::Busy { Outcome::Good } else { Outcome::Incomplete })
}

/// What a state means to the one who has to act.
fn word(state: &State) -> String {
    match state {
        State::Waiting => "waiting".to_owned(),
        State::Busy => "another process has it".to_owned(),
        State::InDoubt => {
            "in doubt: it may have been counted; look for it at the cloud, then send it with --again or --discard it"
                .to_owned()
        }
        State::Answered => "answered".to_owned(),
        State::Expired => "kept long enough".to_owned(),
        State::Damaged(reason) => format!("damaged: {reason}; --discard it"),
    }
}

fn sent(args: &Submit, spool: &Spool, listed: &Listed, credential: &Credential) -> anyhow::Result<Outcome> {
    let (take, now) = (if args.again.is_some() { Spool::force } else { Spool::claim }, Timestamp::now());
    let claim = match take(spool, &listed.id, now) {
        // Another process took it, or finished it, since the store was listed.
        Err(SpoolError::Busy(_) | SpoolError::NoSuch(_)) => {
            Line::of(&State::Busy).print(args, listed)?;
            return Ok(Outcome::Good);
        }
        Err(error) => return failed(args, listed, Some(&changed(&error, listed)), &error.into()),
        Ok(claim) => claim,
    };
    let result = client(args, claim.entry(), credential)
        .map_err(Unanswered::from)
        .and_then(|client| deliver::claimed(&Arc::new(client), claim));
    match result {
        Ok(delivered) => {
            Line::answered(&delivered.answer).print(args, listed)?;
            let outcome = outcome(show::verdict(&delivered.answer));
            delivered.shown();
            Ok(outcome)
        }
        Err(unanswered) => {
            // An earlier sending stays in doubt, unless this one was refused for what is in it.
            let doubted = |left| if listed.state == State::InDoubt { State::InDoubt } else { left };
            let left = unanswered.left.clone().map(doubted);
            let outcome = failed(args, listed, left.as_ref(), &unanswered.error);
            unanswered.told();
            outcome
        }
    }
}

/// How an entry stands that could not be claimed as it was listed.
fn changed(error: &SpoolError, listed: &Listed) -> State {
    match error {
        SpoolError::Damaged { reason, .. } => State::Damaged(reason.clone()),
        SpoolError::Expired(_) => State::Expired,
        SpoolError::InDoubt(_) => State::InDoubt,
        SpoolError::Answered(_) => State::Answered,
        _ => listed.state.clone(),
    }
}

fn failed(
    args: &Submit,
    listed: &Listed,
    left: Option<&State>,
    error: &anyhow::Error,
) -> anyhow::Result<Outcome> {
    let error = format!("{error:#}").replace('\n', " ");
    Line::failed(left, &error).print(args, listed)?;
    Ok(Outcome::Broken)
}

/// The client for an entry.
fn client(args: &Submit, entry: &Entry, credential: &Credential) -> anyhow::Result<Client> {
    let action = &entry.action;
    anyhow::ensure!(
        *action == CompareFaceLiveness::NAME,
        "it is a {action}, which this program does not send"
    );
    cloud::client_of(credential.clone(), &args.cloud, route(args, entry)?)
}

/// An answer that was recorded and never shown.
fn recorded(args: &Submit, spool: &Spool, listed: &Listed) -> anyhow::Result<Outcome> {
    let answered = match spool.answer(&listed.id) {
        Ok(Some(answered)) => answered,
        Ok(None) => return Ok(Outcome::Good),
        Err(SpoolError::Busy(_) | SpoolError::NoSuch(_)) => {
            Line::of(&State::Busy).print(args, listed)?;
            return Ok(Outcome::Good);
        }
        Err(error) => return failed(args, listed, Some(&changed(&error, listed)), &error.into()),
    };
    let answer = answered.summary().clone();
    let refused = answer.get(deliver::REFUSED).and_then(Value::as_str);
    match refused {
        Some(why) => Line::failed(None, why).print(args, listed)?,
        None => Line::answered(&answer).print(args, listed)?,
    }
    if let Err(error) = answered.finish() {
        terminal::tell(&format!("{error}; the answer stays in the store"));
    }
    Ok(if refused.is_some() { Outcome::Broken } else { outcome(show::verdict(&answer)) })
}

/// Where the entry was meant for, unless the arguments say otherwise.
fn route(args: &Submit, entry: &Entry) -> anyhow::Result<Route> {
    // Wherever it goes: people were told in which region their faces are worked on.
    let stored = entry.region.as_deref().map(str::parse::<Region>).transpose()?;
    let region = args.cloud.region.clone().or(stored);
    let mut endpoints = match args.cloud.endpoint {
        Some(_) => Route::new(&args.cloud).endpoints,
        None => entry.hosts.iter().map(|host| stored_endpoint(host)).collect::<Result<Vec<_>, _>>()?,
    };
    if args.cloud.endpoint.is_none() {
        endpoints.extend(args.cloud.backup.iter().cloned());
    }
    Ok(Route { endpoints, region })
}

fn stored_endpoint(url: &str) -> anyhow::Result<Endpoint> {
    let own = [Endpoint::Intl, Endpoint::Nearby]
        .into_iter()
        .chain(Region::KNOWN.iter().filter_map(|region| region.parse().ok()).map(Endpoint::Regional));
    match own.into_iter().find(|endpoint| endpoint.to_string() == url) {
        Some(endpoint) => Ok(endpoint),
        None => url.parse().with_context(|| "its endpoint cannot be used: name one with --endpoint"),
    }
}

/// What is told of one entry.
struct Line<'a> {
    /// The state in JSON.
    state: &'static str,
    /// What it means to the one who has to act.
    meaning: String,
    error: Option<&'a str>,
    answer: Option<&'a Value>,
}

impl<'a> Line<'a> {
    fn of(state: &State) -> Self {
        Self { state: token(state), meaning: word(state), error: None, answer: None }
    }

    fn answered(answer: &'a Value) -> Self {
        Self { answer: Some(answer), ..Self::of(&State::Answered) }
    }

    /// One that has no answer; `None` where it is not kept, since it would be refused again.
    fn failed(left: Option<&State>, error: &'a str) -> Self {
        let gone = || Self { state: "refused", meaning: "not kept".to_owned(), error: None, answer: None };
        Self { error: Some(error), ..left.map_or_else(gone, Self::of) }
    }

    /// A line of JSON, or a line for a person and what was answered below it.
    fn print(self, args: &Submit, listed: &Listed) -> anyhow::Result<()> {
        let Self { state, meaning, error, answer } = self;
        let (id, created) = (listed.id.as_str(), format!("{:.0}", listed.created));
        if args.json {
            let expires = format!("{:.0}", listed.expires);
            let object = json!({
                "schema": 1, "id": id, "created": created, "expires": expires, "state": state, "error": error,
                "answer": answer,
            });
            return terminal::print(&object.to_string());
        }
        let text = error.map_or_else(|| meaning.clone(), |error| format!("{meaning}: {error}"));
        terminal::print(&format!("{id}  {created}  {text}"))?;
        answer.map_or(Ok(()), |answer| terminal::print(&show::summary(answer)))
    }
}

/// The state in JSON.
const fn token(state: &State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Busy => "busy",
        State::InDoubt => "in_doubt",
        State::Answered => "answered",
        State::Expired => "expired",
        State::Damaged(_) => "damaged",
    }
}
