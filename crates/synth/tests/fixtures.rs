//! The committed fixtures are what this crate draws.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use liveface_synth::{Catalogue, clips, portrait};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures"))
}

fn catalogue() -> Catalogue {
    toml::from_str(&fs::read_to_string(folder().join("clips.toml")).unwrap()).unwrap()
}

#[test]
fn every_file_has_the_size_and_hash_the_catalogue_and_the_readme_give() {
    let catalogue = catalogue();
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let entries = catalogue.clips.iter().map(|clip| &clip.entry).chain([&catalogue.reference]);
    let mut total = 0;
    for entry in entries {
        let bytes = fs::read(folder().join(&entry.file)).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!((bytes.len() as u64, &hash), (entry.bytes, &entry.sha256), "{}", entry.file);
        assert!(readme.contains(&hash), "README.md lacks the hash of {}", entry.file);
        total += entry.bytes;
    }
    assert!(total < 2 << 20, "{total} bytes of fixtures");
}

#[test]
fn the_catalogue_lists_the_clips_this_crate_draws() {
    let listed = catalogue().clips;
    let drawn = clips();
    assert_eq!(listed.len(), drawn.len());
    for (listed, drawn) in listed.iter().zip(&drawn) {
        assert_eq!(
            (listed.name.as_str(), listed.mode, listed.duration_ms),
            (drawn.name, drawn.mode, drawn.duration_ms)
        );
        assert_eq!(listed.events, drawn.events());
    }
}

/// The committed picture is compressed, so it is compared by peak signal-to-noise ratio, not byte by byte.
#[test]
fn the_committed_portrait_is_the_one_drawn_today() {
    let committed = image::open(folder().join("person.jpg")).unwrap().into_rgb8();
    let drawn = portrait().unwrap();
    assert_eq!((committed.width(), committed.height()), (drawn.width(), drawn.height()));
    let squares: f64 =
        committed.iter().zip(drawn.pixels()).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2)).sum();
    let psnr = 10.0 * (255.0 * 255.0 * committed.len() as f64 / squares).log10();
    assert!(psnr > 34.0, "{psnr:.1} dB: run `liveface-synth fixtures fixtures` and commit what it writes");
}
