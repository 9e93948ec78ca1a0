//! The cloud's wire format, without I/O: what is sent, how it is signed and verified, and what the answers mean.
#![forbid(unsafe_code)]

pub mod actions;
pub mod code;
mod secret;
pub mod sign;
mod wire;

pub use secret::{Credential, Secret};
pub use wire::{Action, Field, Object, SERVICE, VERSION, Wire};
