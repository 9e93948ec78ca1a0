//! A recorded video and a photo to the cloud, or to a service of one's own that speaks its API.
//!
//! ```text
//! TENCENTCLOUD_SECRET_ID=… TENCENTCLOUD_SECRET_KEY=… \
//! cargo run --release -p liveface-examples --example submit_video -- VIDEO PHOTO [intl|nearby|REGION|https://HOST:PORT]
//! ```
#![allow(clippy::print_stdout, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use liveface_cloud_api::{Credential, Endpoint};
use liveface_uploader::evidence::{Asked, Evidence, WhenTooLarge};
use liveface_uploader::{Client, Judgement};

fn main() -> anyhow::Result<()> {
    let usage = "usage: submit_video VIDEO PHOTO [ENDPOINT]";
    let mut args = std::env::args().skip(1);
    let (video, photo) = (args.next().context(usage)?, args.next().context(usage)?);
    let endpoint: Endpoint = args.next().map_or(Ok(Endpoint::default()), |text| text.parse())?;
    // The key is never an argument: the list of processes would show it.
    let id = std::env::var("TENCENTCLOUD_SECRET_ID").context("TENCENTCLOUD_SECRET_ID is not set")?;
    let key = std::env::var("TENCENTCLOUD_SECRET_KEY").context("TENCENTCLOUD_SECRET_KEY is not set")?;

    let asked = Asked::Silent;
    let prepared = Evidence::new(std::fs::read(photo)?, std::fs::read(video)?)
        .prepare(&asked, WhenTooLarge::Reencode)?;
    prepared.changes.iter().for_each(|change| println!("encoded again: {change}"));

    let client = Client::new(Credential::new(id, key), endpoint);
    let answer = client.compare_face_liveness(&prepared.request)?;
    let judgement = Judgement::of(&answer, &asked);
    println!("{:?}: {} ({})", judgement.verdict, judgement.message, judgement.code);
    Ok(())
}
