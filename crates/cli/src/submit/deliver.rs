//! One submission: sent at once, or by way of the store that outlives a crash.

use super::args::Cloud;
use super::cloud;
use super::show::CloudObject;
use crate::terminal;
use anyhow::Context as _;
use jiff::Timestamp;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::code::{ApiCode, Kind};
use liveface_cloud_api::{Body, Object as _};
use liveface_uploader::evidence::Asked;
use liveface_uploader::spool::{Answered, Claim, Entry, State};
use liveface_uploader::{Client, Delivery, Error, Judgement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name under which an entry says what was asked for.
const ASKED: &str = "actions";

/// The field of a recorded answer that is a refusal, with its words.
pub const REFUSED: &str = "refused";

/// What came of a submission that was answered.
pub struct Delivered {
    /// The answer without pictures, as it is printed and recorded.
    pub answer: Value,
    /// The best frame, JPEG.
    pub best_frame: Option<Vec<u8>>,
    /// What the store holds of it until it was shown.
    record: Option<Answered>,
}

impl Delivered {
    fn new(judgement: Judgement) -> anyhow::Result<Self> {
        let answer = serde_json::to_value(CloudObject::new(&judgement))?;
        Ok(Self { answer, best_frame: judgement.best_frame, record: None })
    }

    /// The answer was shown: the store need not remember it.
    pub fn shown(self) {
        if let Some(Err(error)) = self.record.map(Answered::finish) {
            terminal::tell(&format!("{error}; the answer stays in the store"));
        }
    }
}

/// Why an entry has no answer, and how it stands now.
pub struct Unanswered {
    /// Why.
    pub error: anyhow::Error,
    /// Waiting or in doubt; `None` where nothing of it is kept.
    pub left: Option<State>,
    /// What the store holds of a refusal until it was shown.
    record: Option<Answered>,
}

impl Unanswered {
    fn new(error: impl Into<anyhow::Error>, left: Option<State>) -> Self {
        Self { error: error.into(), left, record: None }
    }

    /// Why, and how the entry stands; a refusal is forgotten by the store.
    pub fn told(self) -> (anyhow::Error, Option<State>) {
        if let Some(Err(error)) = self.record.map(Answered::finish) {
            terminal::tell(&format!("{error}; the refusal stays in the store"));
        }
        (self.error, self.left)
    }
}

impl From<anyhow::Error> for Unanswered {
    /// Nothing was done: the entry is as it was.
    fn from(error: anyhow::Error) -> Self {
        Self::new(error, Some(State::Waiting))
    }
}

/// Sends it, and keeps nothing.
///
/// # Errors
/// There is no answer.
pub fn once(client: &Arc<Client>, body: Body, asked: &Asked) -> anyhow::Result<Delivered> {
    let answer = cloud::call(client, Arc::new(body))??;
    Delivered::new(Judgement::of(&answer, asked))
}

/// Stores it, sends it, and keeps it where it could not be delivered.
///
/// # Errors
/// There is no answer; says what became of it.
pub fn kept(client: &Arc<Client>, body: Body, asked: &Asked, args: &Cloud) -> anyhow::Result<Delivered> {
    let spool = cloud::spool(args)?;
    let named = match &args.store {
        Some(Some(folder)) => format!(" --store={}", folder.display()),
        _ => String::new(),
    };
    let entry = Entry {
        action: CompareFaceLiveness::NAME.to_owned(),
        body: body.into_bytes(),
        hosts: client.endpoints().iter().map(ToString::to_string).collect(),
        region: Some(client.region().to_string()),
        note: BTreeMap::from([(ASKED.to_owned(), wire_codes(asked))]),
    };
    let now = Timestamp::now();
    let id = spool.store(&entry, now)?;
    drop(entry);
    let place = spool.folder().display();
    let claim = spool.claim(&id, now).with_context(|| format!("kept as {id} in {place}"))?;
    claimed(client, claim).map_err(Unanswered::told).map_err(|(error, left)| match left {
        Some(State::Waiting) => {
            error.context(format!("kept as {id} in {place}: `liveface submit --pending{named}` sends it again"))
        }
        Some(_) => error.context(format!(
            "kept as {id} in {place}, in doubt: look for it at the cloud, then `liveface submit --pending{named}` with \
             --again {id} or --discard {id}"
        )),
        None => error,
    })
}

/// Sends an entry in hand.
///
/// # Errors
/// There is no answer; says what became of the entry.
pub fn claimed(client: &Arc<Client>, mut claim: Claim) -> Result<Delivered, Unanswered> {
    let (id, asked) = (claim.id().clone(), asked(claim.entry()));
    if terminal::interrupted() {
        return Err(Unanswered::new(anyhow::anyhow!("interrupted: it was not sent"), Some(State::Waiting)));
    }
    let body = Arc::new(Body::from_json(claim.entry().body.clone()));
    claim.mark_sending().map_err(|error| Unanswered::new(error, Some(State::Waiting)))?;
    let doubt = |error| Unanswered::new(error, Some(State::InDoubt));
    // Left here by Ctrl-C, the claim stays as it is: in doubt.
    let error = match cloud::call(client, body).map_err(doubt)? {
        Ok(answer) => {
            let mut delivered = Delivered::new(Judgement::of(&answer, &asked)).map_err(doubt)?;
            // The answer counts even where it cannot be recorded.
            match claim.answered(&delivered.answer) {
                Ok(record) => delivered.record = Some(record),
                Err(error) => terminal::tell(&format!("{error}; it stays in the store as {id}, in doubt")),
            }
            return Ok(delivered);
        }
        Err(error) => error,
    };
    let settled = match error.delivery() {
        Delivery::Unknown => claim.doubt().map(|()| Some(State::InDoubt)),
        Delivery::NotSent => claim.release().map(|()| Some(State::Waiting)),
        Delivery::Refused if !is_about_the_evidence(&error) => claim.release().map(|()| Some(State::Waiting)),
        Delivery::Refused => {
            let refusal = json!({ REFUSED: error.to_string() });
            match claim.answered(&refusal) {
                Ok(record) => {
                    return Err(Unanswered { error: error.into(), left: None, record: Some(record) });
                }
                Err(problem) => Err(problem),
            }
        }
    };
    match settled {
        Ok(left) => Err(Unanswered::new(error, left)),
        Err(problem) => Err(doubt(anyhow::Error::new(error).context(problem))),
    }
}

/// Whether the same evidence would be refused again, whatever is mended elsewhere. (Asked of refusals only, which what may
/// be charged is not.)
fn is_about_the_evidence(error: &Error) -> bool {
    let kind = error.code().and_then(|code| code.code()).map(ApiCode::kind);
    matches!(kind, Some(Kind::Photo | Kind::Video | Kind::Liveness | Kind::Comparison))
}

/// `2,1` for blink and mouth; empty for nothing.
fn wire_codes(asked: &Asked) -> String {
    let actions = match asked {
        Asked::Silent => &[][..],
        Asked::Actions(actions) => actions,
    };
    let codes: Vec<_> = actions.iter().map(|action| action.wire_code().to_string()).collect();
    codes.join(",")
}

fn asked(entry: &Entry) -> Asked {
    let codes = entry.note.get(ASKED).map_or("", String::as_str);
    let actions: Vec<_> = codes.split(',').filter_map(|code| code.parse().ok()).collect();
    if actions.is_empty() { Asked::Silent } else { Asked::Actions(actions) }
}
