//! `liveface submit`: a recorded video and a photo to the cloud, and the same verdict words back.

pub mod args;
mod cloud;
mod deliver;
mod pending;
pub mod session;
mod show;

use crate::files::{self, OutputFile};
use crate::json::outcome;
use crate::{Outcome, terminal};
use args::{Cloud, Kind, Submit};
use cloud::Route;
use deliver::Delivered;
use jiff::Timestamp;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::{Body, Object as _};
use liveface_uploader::Client;
use liveface_uploader::evidence::{Asked, Evidence, WhenTooLarge};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

pub use show::{Sent, summary, verdict};

/// Longest video or photo that is read, bytes.
const MAX_FILE: u64 = 256_000_000;

/// Runs the command.
///
/// # Errors
/// The evidence cannot be sent, or there is no answer.
pub fn run(args: &Submit) -> anyhow::Result<Outcome> {
    let (Some(video), Some(reference)) = (&args.video, &args.reference) else { return pending::run(args) };
    files::distinct(
        &[Some(video.as_path()), Some(reference), args.best_frame.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>(),
    )?;
    terminal::catch_interrupts()?;
    let best_frame = args.best_frame.as_deref().map(OutputFile::create).transpose()?;
    let asked = asked(args)?;
    let evidence =
        Evidence::new(cloud::read(reference, MAX_FILE, "photo")?, cloud::read(video, MAX_FILE, "video")?);
    if args.dry_run {
        let (body, _) = prepare(evidence, &asked, &args.cloud)?;
        terminal::print(&dry_run(args, &body)?)?;
        return Ok(Outcome::Good);
    }
    // A missing key or store is told before anything takes time.
    let client = client(&args.cloud)?;
    let (body, sent) = prepare(evidence, &asked, &args.cloud)?;
    let delivered = send(&client, &args.cloud, body, &asked)?;
    terminal::print(&if args.json {
        object(&delivered.answer, &sent).to_string()
    } else {
        std::iter::once(summary(&delivered.answer)).chain(sent.rows()).collect::<Vec<_>>().join("\n")
    })?;
    let outcome = outcome(verdict(&delivered.answer));
    let best = write_best(best_frame, args.best_frame.as_deref(), delivered.best_frame.as_deref());
    delivered.shown();
    best.map(|()| outcome)
}

/// Checks the evidence, and encodes it again where that is needed and allowed.
///
/// # Errors
/// The first thing the cloud would refuse.
pub fn prepare(evidence: Evidence, asked: &Asked, cloud: &Cloud) -> anyhow::Result<(Body, Sent)> {
    let prepared = evidence.prepare(asked, when_too_large(cloud))?;
    let sent = Sent::new(&prepared);
    Ok((Body::of(&prepared.request)?, sent))
}

const fn when_too_large(cloud: &Cloud) -> WhenTooLarge {
    if cloud.reencode { WhenTooLarge::Reencode } else { WhenTooLarge::Refuse }
}

/// The client that the arguments ask for.
///
/// # Errors
/// There is no key, or the certificates cannot be read.
pub fn client(cloud: &Cloud) -> anyhow::Result<Arc<Client>> {
    cloud::client(cloud, Route::new(cloud)).map(Arc::new)
}

/// Sends it: with `--store` by way of the store.
///
/// # Errors
/// There is no answer.
pub fn send(client: &Arc<Client>, cloud: &Cloud, body: Body, asked: &Asked) -> anyhow::Result<Delivered> {
    match &cloud.store {
        None => deliver::once(client, body, asked),
        Some(_) => deliver::kept(client, body, asked, cloud),
    }
}

/// The answer with what was sent for it.
pub fn object(answer: &Value, sent: &Sent) -> Value {
    let mut object = answer.clone();
    if let Value::Object(fields) = &mut object {
        fields.insert("sent".to_owned(), json!(sent));
    }
    object
}

fn asked(args: &Submit) -> anyhow::Result<Asked> {
    match (args.kind, args.actions.as_slice()) {
        (None | Some(Kind::Silent), []) => Ok(Asked::Silent),
        (Some(Kind::Silent), _) => anyhow::bail!("--actions needs --type ACTION: SILENT asks for none"),
        (_, actions) => Ok(Asked::Actions(actions.to_vec())),
    }
}

fn write_best(file: Option<OutputFile>, path: Option<&Path>, jpeg: Option<&[u8]>) -> anyhow::Result<()> {
    match (file, path, jpeg) {
        (Some(file), _, Some(jpeg)) => file.write(jpeg),
        (Some(_), Some(path), None) => {
            terminal::tell(&format!("the cloud sent no best frame: {} was not written", path.display()));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What would be signed and sent now.
fn dry_run(args: &Submit, body: &Body) -> anyhow::Result<String> {
    let client: Client = cloud::client_for_show(&args.cloud, Route::new(&args.cloud))?;
    let signed = client.sign(CompareFaceLiveness::NAME, body, Timestamp::now().as_second());
    let url = client.endpoints().first().map(liveface_cloud_api::Endpoint::url).unwrap_or_default();
    let curl = signed.curl(&url, "body.json");
    let (canonical, to_sign) = (signed.signed.canonical_request, signed.signed.string_to_sign);
    let bytes = body.as_bytes().len();
    if args.json {
        let object = json!({
            "schema": 1, "canonical_request": canonical, "string_to_sign": to_sign, "curl": curl, "body_bytes": bytes,
        });
        return Ok(object.to_string());
    }
    Ok(format!(
        "-- canonical request\n{canonical}\n\n-- string to sign\n{to_sign}\n\n\
         -- request (body.json stands for its {bytes} bytes, which hold the faces and are not written)\n{curl}"
    ))
}
