//! The arrows between the crates, as drawn in `crates/README.md`.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which packages of the workspace a package may use, tests included. A new crate gets a line here.
const ARROWS: [(&str, &[&str]); 13] = [
    ("liveface-session", &[]),
    ("liveface-models", &[]),
    ("liveface-frames", &["liveface-session"]),
    ("liveface", &["liveface-session", "liveface-frames", "liveface-models"]),
    (
        "liveface-cli",
        &[
            "liveface",
            "liveface-session",
            "liveface-frames",
            "liveface-models",
            "liveface-cloud-api",
            "liveface-uploader",
            "liveface-eval",
            "liveface-metrics",
        ],
    ),
    ("liveface-cloud-api", &[]),
    ("liveface-metrics", &[]),
    (
        "liveface-eval",
        &["liveface", "liveface-session", "liveface-frames", "liveface-models", "liveface-metrics"],
    ),
    ("liveface-uploader", &["liveface-cloud-api", "liveface-frames", "liveface-session"]),
    ("liveface-synth", &["liveface-session", "liveface-frames"]),
    (
        "liveface-kiosk",
        &[
            "liveface",
            "liveface-session",
            "liveface-frames",
            "liveface-models",
            "liveface-cloud-api",
            "liveface-uploader",
            "liveface-synth",
        ],
    ),
    ("liveface-benches", &["liveface", "liveface-cloud-api", "liveface-uploader"]),
    (
        "liveface-examples",
        &["liveface", "liveface-synth", "liveface-cloud-api", "liveface-uploader", "liveface-metrics"],
    ),
];

/// The packages that run networks.
const RUNTIMES: [&str; 3] = ["ort", "rten", "rten-tensor"];

struct Package {
    name: String,
    dir: PathBuf,
    uses: BTreeSet<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn packages() -> Vec<Package> {
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let all = crates.chain([root().join("benches"), root().join("examples")]);
    all.filter(|dir| dir.join("Cargo.toml").is_file()).map(package).collect()
}

fn package(dir: PathBuf) -> Package {
    let manifest: toml::Table = fs::read_to_string(dir.join("Cargo.toml")).unwrap().parse().unwrap();
    let name = manifest["package"]["name"].as_str().unwrap().to_owned();
    let mut uses = BTreeSet::new();
    collect(&manifest, &mut uses);
    Package { name, dir, uses }
}

/// The names in every table of dependencies: normal, build, development, and of one target.
fn collect(table: &toml::Table, uses: &mut BTreeSet<String>) {
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        if !key.ends_with("dependencies") {
            collect(inner, uses);
            continue;
        }
        for (name, dependency) in inner {
            // A dependency may go by another name here.
            let renamed = dependency.get("package").and_then(toml::Value::as_str);
            uses.insert(renamed.unwrap_or(name).to_owned());
        }
    }
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Whether a path in this code begins with a runtime: `ort::` does, `report::` does not.
fn names_runtime(code: &str) -> bool {
    let words = code
        .split("::")
        .filter_map(|before| before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next());
    words.into_iter().any(|word| RUNTIMES.iter().any(|runtime| runtime.replace('-', "_") == word))
}

#[test]
fn no_package_uses_one_that_no_arrow_leads_to() {
    let packages = packages();
    let ours: BTreeSet<_> = packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(ours, ARROWS.iter().map(|(name, _)| *name).collect(), "packages, and the list of arrows");
    for package in &packages {
        let (_, allowed) = ARROWS.iter().find(|(name, _)| *name == package.name).unwrap();
        for used in package.uses.iter().filter(|used| ours.contains(used.as_str())) {
            assert!(allowed.contains(&used.as_str()), "{} uses {used}: no arrow for that", package.name);
        }
    }
}

#[test]
fn only_the_engine_depends_on_an_inference_runtime() {
    for runtime in RUNTIMES {
        let users: Vec<_> = packages().into_iter().filter(|package| package.uses.contains(runtime)).collect();
        let names: Vec<_> = users.iter().map(|package| package.name.as_str()).collect();
        assert_eq!(names, ["liveface"], "packages that use {runtime}");
    }
}

#[test]
fn in_the_engine_only_infer_names_an_inference_runtime() {
    let engine = packages().into_iter().find(|package| package.name == "liveface").unwrap();
    let (src, infer) = (engine.dir.join("src"), engine.dir.join("src/infer"));
    let naming = |file: &PathBuf| names_runtime(&fs::read_to_string(file).unwrap());
    let (inside, outside): (Vec<_>, Vec<_>) =
        rust_files(&src).into_iter().filter(naming).partition(|file| file.starts_with(&infer));
    assert!(!inside.is_empty(), "this test looks for what the code says nowhere");
    assert_eq!(outside, Vec::<PathBuf>::new(), "only src/infer may name a runtime");
}

#[test]
fn the_session_can_use_nothing_that_reads_a_clock_or_a_file() {
    let session = packages().into_iter().find(|package| package.name == "liveface-session").unwrap();
    // libm, hkdf and sha2 compute: none of them can ask a system for anything but the kind of its processor.
    let known = ["hkdf", "libm", "proptest", "serde", "serde_json", "sha2", "thiserror"].map(str::to_owned);
    assert_eq!(session.uses, BTreeSet::from(known), "a new dependency of the session needs a reason");
}
