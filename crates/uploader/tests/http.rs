//! The client against servers on this machine that speak real HTTP over real connections: some as they should, most not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "http/answers.rs"]
mod answers;
#[path = "http/hosts.rs"]
mod hosts;
#[path = "http/kit.rs"]
mod kit;
#[path = "http/misbehaviour.rs"]
mod misbehaviour;
#[path = "http/once.rs"]
mod once;
#[path = "http/pace.rs"]
mod pace;
#[path = "http/proxy.rs"]
mod proxy;
#[path = "http/raw.rs"]
mod raw;
#[path = "http/service.rs"]
mod service;
#[path = "http/slow.rs"]
mod slow;
#[path = "http/stalled.rs"]
mod stalled;
#[path = "http/tls.rs"]
mod tls;
