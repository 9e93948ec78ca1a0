//! `liveface submit --pending`: what waits in the store, each one once.

use super::args::Submit;
use super::cloud::{self, Route};
use super::deliver::{self, Unanswered};
use super::show;
use crate::json::outcome;
use crate::{Outcome, terminal};
use anyhow::Context as _;
use jiff::Timestamp;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::{Endpoint, Object as _, Region};
use liveface_uploader::Client;
use liveface_uploader::spool::{Entry, Id, Listed, Spool, SpoolError, State};
use serde_json::{Value, json};
use std::sync::Arc;

/// Runs the command.
///
/// # Errors
/// The store cannot be used. What is wrong with single entries is told, and the status says that something is.
pub fn run(args: &Submit) -> anyhow::Result<Outcome> {
    terminal::catch_interrupts()?;
    let spool = cloud::spool(&args.cloud)?;
    if let Some(id) = &args.discard {
        spool.remove(&id.parse::<Id>()?)?;
        return Ok(Outcome::Good);
    }
    for id in spool.sweep(Timestamp::now())? {
        terminal::tell(&format!("{id} was kept long enough and is deleted"));
    }
    let chosen = args.again.as_ref().map(|id| id.parse::<Id>()).transpose()?;
    let listed = spool.list(Timestamp::now())?;
    if let Some(id) = &chosen {
        anyhow::ensure!(listed.iter().any(|entry| entry.id == *id), "nothing is kept as {id}");
    }
    let mut worst = Outcome::Good;
    for entry in listed.iter().filter(|entry| chosen.as_ref().is_none_or(|id| *id == entry.id)) {
        anyhow::ensure!(!terminal::interrupted(), "interrupted: what was not sent still waits");
        worst = worst.max(one(args, &spool, entry)?);
    }
    if listed.is_empty() && !args.json {
        terminal::tell("nothing waits");
    }
    Ok(worst)
}

fn one(args: &Submit, spool: &Spool, listed: &Listed) -> anyhow::Result<Outcome> {
    if args.dry_run {
        tell(args, listed, &word(&listed.state), None)?;
        return Ok(Outcome::Good);
    }
    let forced = args.again.is_some();
    match &listed.state {
        State::Waiting => sent(args, spool, listed),
        State::InDoubt if forced => sent(args, spool, listed),
        State::Answered => recorded(args, spool, listed),
        state => {
            tell(args, listed, &word(state), None)?;
            Ok(if *state == State::Busy { Outcome::Good } else { Outcome::Incomplete })
        }
    }
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

fn sent(args: &Submit, spool: &Spool, listed: &Listed) -> anyhow::Result<Outcome> {
    let (take, now) = (if args.again.is_some() { Spool::force } else { Spool::claim }, Timestamp::now());
    let claim = match take(spool, &listed.id, now) {
        // Another process took it, or finished it, since the store was listed.
        Err(SpoolError::Busy(_) | SpoolError::NoSuch(_)) => {
            tell(args, listed, &word(&State::Busy), None)?;
            return Ok(Outcome::Good);
        }
        Err(error) => {
            tell(args, listed, &format!("{:#}", anyhow::Error::from(error)), None)?;
            return Ok(Outcome::Broken);
        }
        Ok(claim) => claim,
    };
    let result = client(args, claim.entry())
        .map_err(|error| Unanswered { error, left: Some(listed.state.clone()) })
        .and_then(|client| deliver::claimed(&Arc::new(client), claim));
    match result {
        Ok(delivered) => {
            tell(args, listed, "answered", Some(&delivered.answer))?;
            let outcome = outcome(show::verdict(&delivered.answer));
            delivered.shown();
            Ok(outcome)
        }
        Err(Unanswered { error, left }) => {
            // An earlier sending stays in doubt, whatever became of this one.
            let left = left.map(|left| if listed.state == State::InDoubt { State::InDoubt } else { left });
            let left = left.as_ref().map_or_else(|| "not kept".to_owned(), word);
            tell(args, listed, &format!("{left}: {error:#}"), None)?;
            Ok(Outcome::Broken)
        }
    }
}

/// The client for an entry.
fn client(args: &Submit, entry: &Entry) -> anyhow::Result<Client> {
    let action = &entry.action;
    anyhow::ensure!(
        *action == CompareFaceLiveness::NAME,
        "it is a {action}, which this program does not send"
    );
    cloud::client(&args.cloud, route(args, entry)?)
}

/// An answer that was recorded and never shown.
fn recorded(args: &Submit, spool: &Spool, listed: &Listed) -> anyhow::Result<Outcome> {
    let Some(answered) = spool.answer(&listed.id)? else { return Ok(Outcome::Good) };
    let answer = answered.summary().clone();
    let refused = answer.get(deliver::REFUSED).and_then(Value::as_str);
    match refused {
        Some(why) => tell(args, listed, &format!("not kept: {why}"), None)?,
        None => tell(args, listed, "answered", Some(&answer))?,
    }
    answered.finish()?;
    Ok(if refused.is_some() { Outcome::Broken } else { outcome(show::verdict(&answer)) })
}

/// Where the entry was meant for, unless the arguments say otherwise.
fn route(args: &Submit, entry: &Entry) -> anyhow::Result<Route> {
    if args.cloud.endpoint.is_some() {
        return Ok(Route::new(&args.cloud));
    }
    let endpoints = entry.hosts.iter().map(|host| stored_endpoint(host)).collect::<Result<_, _>>()?;
    let region = entry.region.as_deref().map(str::parse::<Region>).transpose()?;
    Ok(Route { endpoints, region: args.cloud.region.clone().or(region) })
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

fn tell(args: &Submit, listed: &Listed, state: &str, answer: Option<&Value>) -> anyhow::Result<()> {
    let (id, created) = (listed.id.as_str(), format!("{:.0}", listed.created));
    if args.json {
        let expires = format!("{:.0}", listed.expires);
        let line =
            json!({ "id": id, "created": created, "expires": expires, "state": state, "answer": answer });
        return terminal::print(&line.to_string());
    }
    terminal::print(&format!("{id}  {created}  {state}"))?;
    answer.map_or(Ok(()), |answer| terminal::print(&show::summary(answer)))
}
