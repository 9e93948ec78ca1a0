//! From a verdict here to the result: at once, or by way of a service.

use super::attempt::{Attempt, Decided, Left, clip_failed};
use super::{Ending, Update};
use crate::failure::{Failure, FailureKind, reason_of, words_of};
use crate::screen::Waiting;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::Body;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::code::SelfieResultCode;
use liveface_frames::{Frame, encode_jpeg};
use liveface_session::{Action, Level, Plan, VerdictKind};
use liveface_uploader::evidence::{Asked, Evidence, WhenTooLarge};
use liveface_uploader::{Client, Judgement, Merchant, SdkToken, SessionEvidence};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How often a merchant's server is asked for a result that is not there yet, and how long it is waited for between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(50);

/// The messages for what a service finds without saying why.
const SERVICE: (&str, &str) = ("reason-service", "remedy-service");

/// Who decides in the end.
#[derive(Clone)]
pub enum Service {
    /// This device.
    Local,
    /// The cloud, whose key is on this device.
    Cloud(Arc<Client>),
    /// The merchant's server, which has the key.
    Merchant(Arc<Merchant>),
}

impl Service {
    /// Leaves a call that is under way.
    pub(super) fn cancel(&self) {
        match self {
            Self::Local => {}
            Self::Cloud(client) => client.cancel(),
            Self::Merchant(merchant) => merchant.cancel(),
        }
    }

    /// A token for a new session.
    pub(super) fn token(&self, level: u8) -> Result<String, Failure> {
        match self {
            Self::Merchant(merchant) => {
                Ok(merchant.token(level).map_err(|error| Failure::from(&error))?.expose().to_owned())
            }
            Self::Local | Self::Cloud(_) => random_token(),
        }
    }
}

/// 32 hexadecimal digits that nobody can foresee.
fn random_token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::new(FailureKind::Inner, format!("the system gives no random numbers: {error}"))
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The result of a session.
pub(super) fn deliver(attempt: &Attempt, service: &Service, decided: Decided) -> Result<Ending, Left> {
    let job = &attempt.job;
    let Decided { report, best, recording, token } = decided;
    let sends = job.sends && report.verdict == VerdictKind::Live;
    if let Some(recording) = recording.as_ref().filter(|_| sends) {
        attempt.lengthen(recording);
    }
    let clip = recording.map(|recording| recording.finish().map_err(clip_failed)).transpose();
    if attempt.stopped() {
        return Err(Left::Stopped);
    }
    if let (Some(folder), Ok(Some(clip))) = (&job.keep, &clip) {
        keep(folder, clip).map_err(|error| {
            let what = format!("the recording cannot be kept in {}: {error}", folder.display());
            Failure::new(FailureKind::Storage, what)
        })?;
    }
    if let (Some(failure), Some((reason, remedy))) = (Failure::of_verdict(&report), reason_of(&report)) {
        let failure = failure.with_token(token);
        return Ok(Ending::Failed { failure, reason, remedy });
    }
    let passed = Ending::Passed {
        token: token.clone(),
        best_image: best
            .as_ref()
            .filter(|_| job.best_image)
            .and_then(encode_jpeg)
            .map(|jpeg| STANDARD.encode(jpeg)),
        same: report.comparison.is_some_and(|comparison| comparison.same),
        level: level(&report.plan),
    };
    let sent = Sent { attempt, token, clip: clip?.unwrap_or_default(), best };
    match service {
        Service::Local => Ok(passed),
        Service::Cloud(client) => sent.ask_cloud(client, &report.plan.actions, passed),
        Service::Merchant(merchant) => {
            let report = serde_json::to_value(&report).map_err(|error| {
                Failure::new(FailureKind::Inner, format!("the report cannot be written: {error}"))
            })?;
            sent.ask_merchant(merchant, report, passed)
        }
    }
}

/// What a plan establishes.
fn level(plan: &Plan) -> Level {
    match (plan.actions.is_empty(), plan.light.is_none()) {
        (true, true) => Level::Silent,
        (false, true) => Level::Action,
        (true, false) => Level::Light,
        (false, false) => Level::ActionLight,
    }
}

/// What is sent of a session.
struct Sent<'a> {
    attempt: &'a Attempt,
    token: String,
    clip: Vec<u8>,
    best: Option<Frame>,
}

impl Sent<'_> {
    fn best_jpeg(&self) -> Option<Vec<u8>> {
        self.best.as_ref().and_then(encode_jpeg)
    }

    fn ask_cloud(self, client: &Client, actions: &[Action], passed: Ending) -> Result<Ending, Left> {
        self.attempt.tell(Update::Waiting(Waiting::Uploading));
        let given = self.attempt.job.photo.as_ref().map(|photo| photo.file.to_vec());
        let photo = given.or_else(|| self.best_jpeg()).unwrap_or_default();
        let asked = if actions.is_empty() { Asked::Silent } else { Asked::Actions(actions.to_vec()) };
        let evidence = Evidence::new(photo, self.clip);
        let prepared = evidence
            .prepare(&asked, WhenTooLarge::Reencode)
            .map_err(|error| Failure::new(FailureKind::Recording, error.to_string()))?;
        let body = Body::of(&prepared.request)
            .map_err(|error| Failure::new(FailureKind::Inner, error.to_string()))?;
        let answer = client.send::<CompareFaceLiveness>(&body).map_err(|error| Failure::from(&error))?;
        let judgement = Judgement::of(&answer, &asked);
        if judgement.verdict == VerdictKind::Live {
            return Ok(passed);
        }
        let (reason, remedy) = judgement.reason.map_or(SERVICE, words_of);
        let failure = Failure::new(FailureKind::Service, judgement.message)
            .with_detail(judgement.code.to_string())
            .with_token(self.token);
        let insufficient = judgement.verdict == VerdictKind::Incomplete;
        Ok(Ending::Failed { failure: Failure { insufficient, ..failure }, reason, remedy })
    }

    fn ask_merchant(
        self,
        merchant: &Merchant,
        report: serde_json::Value,
        passed: Ending,
    ) -> Result<Ending, Left> {
        self.attempt.tell(Update::Waiting(Waiting::Uploading));
        let failed = |error| Failure::from(&error);
        let token = SdkToken::new(self.token.as_str()).map_err(failed)?;
        let best_frame = self.best_jpeg();
        let evidence = SessionEvidence { video: self.clip, best_frame, report: Some(report) };
        merchant.upload(&token, &evidence).map_err(failed)?;
        self.attempt.tell(Update::Waiting(Waiting::Result));
        let mut result = merchant.result(&token).map_err(failed)?;
        for _ in 0..TRIES {
            if result.code() != Some(SelfieResultCode::NotFinished) {
                break;
            }
            pause(self.attempt)?;
            result = merchant.result(&token).map_err(failed)?;
        }
        if result.code() == Some(SelfieResultCode::Success) {
            return Ok(passed);
        }
        let (reason, remedy) = SERVICE;
        let waiting = result.code() == Some(SelfieResultCode::NotFinished);
        let what = if waiting {
            "the service has not decided in time"
        } else {
            "the service did not accept the check"
        };
        let failure =
            Failure::new(FailureKind::Service, what).with_detail(result.to_string()).with_token(self.token);
        let failure = Failure { insufficient: waiting, ..failure };
        Ok(Ending::Failed { failure, reason, remedy })
    }
}

fn pause(attempt: &Attempt) -> Result<(), Left> {
    for _ in 0..PAUSE.as_millis() / STEP.as_millis() {
        std::thread::sleep(STEP);
        if attempt.stopped() {
            return Err(Left::Stopped);
        }
    }
    Ok(())
}

/// Keeps a recording under the time it was made at, readable by its owner only.
fn keep(folder: &Path, clip: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    std::fs::create_dir_all(folder)?;
    // Readable by its owner only, from its first byte on.
    let mut file = tempfile::Builder::new().prefix(".session-").suffix(".part").tempfile_in(folder)?;
    file.write_all(clip)?;
    let name = jiff::Timestamp::now().strftime("session-%Y%m%dT%H%M%S%.6fZ.mp4").to_string();
    file.persist(folder.join(name))?;
    Ok(())
}
