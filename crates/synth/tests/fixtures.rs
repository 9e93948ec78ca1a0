//! The committed fixtures are the ones that are listed and described. What verdicts they end with is tested where the
//! checks are; whether they come out the same again takes minutes and ICT-FaceKit: run `liveface-synth fixtures`.

#![expect(clippy::expect_used, reason = "a test may panic")]

use liveface_synth::{Catalogue, ClipTruth, Entry, FixtureSpec};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect(name)
}

fn catalogue() -> Catalogue {
    toml::from_str(&text("clips.toml")).expect("the list of clips")
}

fn assert_listed(entry: &Entry) {
    let bytes = std::fs::read(folder().join(&entry.file)).expect(&entry.file);
    assert_eq!(format!("{:x}", Sha256::digest(&bytes)), entry.sha256, "{}", entry.file);
    assert_eq!(bytes.len() as u64, entry.bytes, "{}", entry.file);
}

#[test]
fn every_file_has_the_hash_of_the_list() {
    let catalogue = catalogue();
    assert_listed(&catalogue.reference);
    for clip in &catalogue.clips {
        assert_listed(&clip.entry);
        assert_listed(&clip.truth);
    }
}

#[test]
fn the_list_says_what_the_description_says() {
    let spec = FixtureSpec::from_toml(&text("scenes.toml")).expect("the description");
    let catalogue = catalogue();
    let names = |clips: Vec<&String>| clips.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(catalogue.clips.iter().map(|clip| &clip.name).collect()),
        names(spec.clips.iter().map(|clip| &clip.name).collect())
    );
    for (listed, described) in catalogue.clips.iter().zip(&spec.clips) {
        let name = &listed.name;
        assert_eq!(
            (&listed.what, &listed.actions, &listed.expect, &listed.gap),
            (&described.what, &described.actions, &described.expect, &described.gap),
            "{name}"
        );
        let truth: ClipTruth = serde_json::from_str(&text(&listed.truth.file)).expect(name);
        assert_eq!(truth.scene, described.scene, "{name}: made from another scene");
        assert_eq!(truth.species.to_string(), listed.species, "{name}");
    }
}
