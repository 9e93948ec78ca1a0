//! `liveface eval`, `report` and `tune` as a person runs them: the fixtures, runs that are killed, shards, and what is wrong with
//! manifests and results. With the project's own pack on the embedded engine, so that every machine counts the same.
#![cfg(feature = "embedded-models")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and say what they skip"
)]

mod eval {
    mod bad;
    mod fixtures;
    mod kill;
    mod shards;
    mod tune;
    mod world;
}
