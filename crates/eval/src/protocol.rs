//! What is frozen before the first clip, so that nobody can choose it by the results.

use crate::clip::{Measure, Networks};
use crate::summary::Protocol;
use crate::{EvalError, Manifest, Store};
use liveface::infer::Backend;
use liveface_session::Config;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::Read as _;

/// Where the protocol is kept.
const ADDRESS: &str = "protocol.json";

/// SHA-256 of a value's JSON, hexadecimal.
pub(crate) fn sha256_of(value: &impl Serialize) -> String {
    // What is hashed here has string keys and finite numbers, which JSON can hold.
    let json = serde_json::to_vec(value).unwrap_or_default();
    sha256_of_bytes(&json)
}

/// SHA-256 of bytes, hexadecimal.
pub(crate) fn sha256_of_bytes(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// SHA-256 of everything that `input` gives, hexadecimal.
pub(crate) fn sha256_from(mut input: impl std::io::Read, hash: &mut Sha256) -> std::io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(()),
            read => hash.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// The protocol of a run. Without networks (recorded traces only) it names none.
pub(crate) fn protocol(
    manifest: &Manifest,
    (config, measure): (&Config, Measure),
    networks: Option<&Networks>,
) -> Protocol {
    let mut protocol = Protocol {
        sha256: String::new(),
        name: manifest.name.clone(),
        manifest_sha256: manifest.sha256.clone(),
        config_sha256: sha256_of(config),
        models: networks.map(Networks::models).unwrap_or_default(),
        backend: networks
            .map_or_else(|| "none: recorded traces".to_owned(), |n| backend(n.runtime.backend())),
        clips: manifest.entries.len() as u64,
        measure: measure.name().to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        program_sha256: program_sha256().unwrap_or_else(|| "unknown".to_owned()),
    };
    protocol.sha256 = sha256_of(&protocol);
    protocol
}

/// SHA-256 of what of a protocol decides how a clip ends, whatever manifest names it.
pub(crate) fn deciding(protocol: &Protocol) -> String {
    let Protocol { config_sha256, models, backend, measure, program_sha256, .. } = protocol;
    sha256_of(&(config_sha256, models, backend, measure, program_sha256))
}

fn backend(backend: &Backend) -> String {
    match backend {
        Backend::Native { version: Some(version), .. } => format!("ONNX Runtime {version}"),
        Backend::Native { .. } => "ONNX Runtime".to_owned(),
        _ => "embedded".to_owned(),
    }
}

/// SHA-256 of the running program: the only name of the code that cannot be stale.
fn program_sha256() -> Option<String> {
    let mut hash = Sha256::new();
    sha256_from(std::fs::File::open(std::env::current_exe().ok()?).ok()?, &mut hash).ok()?;
    Some(format!("{:x}", hash.finalize()))
}

/// Freezes the protocol at `store`, or makes sure that the frozen one is the same.
pub(crate) fn freeze(store: &Store, protocol: &Protocol) -> Result<(), EvalError> {
    let mut bytes = serde_json::to_vec_pretty(protocol).unwrap_or_default();
    bytes.push(b'\n');
    if store.put_new(ADDRESS, bytes)? {
        return Ok(());
    }
    let there = frozen(store)?;
    match difference(&there, protocol) {
        None => Ok(()),
        Some(what) => Err(EvalError::place(
            store.name(),
            format!(
                "it holds an evaluation with {what}: go on with what it was begun with, or name another folder"
            ),
        )),
    }
}

/// The protocol that is frozen at `store`.
pub(crate) fn frozen(store: &Store) -> Result<Protocol, EvalError> {
    let bytes = store.get(ADDRESS)?.ok_or_else(|| {
        EvalError::place(
            store.name(),
            "it holds no evaluation: name a folder that `liveface eval --out` wrote",
        )
    })?;
    serde_json::from_slice(&bytes).map_err(|_| {
        EvalError::place(
            &store.full(ADDRESS),
            "it is damaged: delete it, then run the evaluation again with --resume",
        )
    })
}

/// What differs between two protocols, in words; `None` for the same.
pub(crate) fn difference(a: &Protocol, b: &Protocol) -> Option<&'static str> {
    if a.sha256 == b.sha256 {
        return None;
    }
    let cases = [
        (a.manifest_sha256 != b.manifest_sha256, "another manifest"),
        (a.config_sha256 != b.config_sha256, "other thresholds"),
        (a.models != b.models, "other models"),
        (a.measure != b.measure, "another --measure"),
        (a.backend != b.backend, "another inference back end"),
        (a.program_sha256 != b.program_sha256, "another program"),
    ];
    Some(cases.into_iter().find(|(differs, _)| *differs).map_or("another protocol", |(_, what)| what))
}

/// This machine in a few words: processor, threads, system. No name of its own, which could name a person.
#[must_use]
pub fn machine() -> String {
    let mut text = String::new();
    let read =
        std::fs::File::open("/proc/cpuinfo").and_then(|file| file.take(1 << 16).read_to_string(&mut text));
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let processor = model.filter(|_| read.is_ok()).map_or("processor unknown", |(_, name)| name.trim());
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{processor}, {threads} threads, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

/// The machines' names, each once and in order.
pub(crate) fn each_once(machines: impl IntoIterator<Item = String>) -> Vec<String> {
    let once: BTreeMap<String, ()> = machines.into_iter().map(|name| (name, ())).collect();
    once.into_keys().collect()
}
