//! `liveface submit` and `liveface verify --submit`, the built program, against services on this machine that speak real
//! HTTP over real connections. Every run is checked to show neither the key nor a picture.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "submit/answers.rs"]
mod answers;
#[path = "submit/evidence.rs"]
mod evidence;
#[path = "submit/keeper.rs"]
#[cfg_attr(not(unix), allow(dead_code, reason = "the store and Ctrl-C are tested on Unix"))]
mod keeper;
#[path = "../../uploader/tests/http/kit.rs"]
#[allow(dead_code, reason = "shared with the tests of the client")]
mod kit;
#[path = "submit/network.rs"]
mod network;
#[path = "../../uploader/tests/http/service.rs"]
#[allow(dead_code, reason = "shared with the tests of the client")]
mod service;
#[cfg(unix)]
#[path = "submit/store.rs"]
mod store;
#[cfg(feature = "embedded-models")]
#[path = "submit/verify.rs"]
mod verify;
#[path = "submit/world.rs"]
mod world;
