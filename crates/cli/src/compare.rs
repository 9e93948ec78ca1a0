//! `liveface compare`: two pictures, one or two people.

use crate::args::{Common, Compare};
use crate::{Outcome, setup, terminal, verify};
use anyhow::Context as _;
use liveface::compare::Embedding;
use liveface::model_hashes;
use liveface::vision::Vision;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What `compare --json` prints.
#[derive(Debug, Serialize)]
struct Comparison {
    schema: u32,
    similarity: f32,
    cosine: f32,
    threshold: f32,
    same: bool,
    models: BTreeMap<String, String>,
}

/// Runs the command.
///
/// # Errors
/// A picture that cannot be read or does not show exactly one face; models.
pub fn run(common: &Common, args: &Compare) -> anyhow::Result<Outcome> {
    let threshold = setup::config(args.config.as_deref())?.comparison.threshold;
    let pictures = [verify::photo(&args.first)?, verify::photo(&args.second)?];
    let (pack, mut vision) = setup::vision(common)?;
    let first = embed(&mut vision, &pictures[0], &args.first)?;
    let second = embed(&mut vision, &pictures[1], &args.second)?;
    let compared =
        vision.similarity_map().compare(&first, &second).context("the faces could not be compared")?;
    let (similarity, cosine) = (compared.similarity, compared.cosine);
    let same = similarity >= threshold;
    let result = Comparison { schema: 1, similarity, cosine, threshold, same, models: model_hashes(&pack) };
    terminal::print(&if args.json { serde_json::to_string(&result)? } else { summary(&result) })?;
    Ok(if same { Outcome::Good } else { Outcome::Rejected })
}

fn embed(vision: &mut Vision, picture: &liveface_frames::Frame, path: &Path) -> anyhow::Result<Embedding> {
    vision.embed(picture).with_context(|| format!("{} cannot be compared", path.display()))
}

fn summary(result: &Comparison) -> String {
    let words = if result.same { "SAME PERSON" } else { "ANOTHER PERSON" };
    format!(
        "{words}  similarity {:.1}, needed {:.0} (cosine {:.3})",
        result.similarity, result.threshold, result.cosine
    )
}
