//! Thin client of the cloud: a recorded video and a photo to `CompareFaceLiveness`, once, and a typed verdict back.
//!
//! - [`evidence`] checks and, where allowed, re-encodes what is to be sent.
//! - [`Client`] sends it: one deadline, safe repetitions, backup endpoints. [`AsyncClient`] is the same as futures.
//! - [`Judgement`] is the answer in the words of the local engine's verdict.
//! - [`spool`] keeps what could not be delivered, and hands it out exactly once.
#![forbid(unsafe_code)]

mod attempts;
mod calls;
mod client;
mod error;
pub mod evidence;
mod http;
mod judgement;
mod rate;
pub mod spool;

pub use calls::AsyncClient;
pub use client::{Client, Options};
pub use error::{Delivery, Error, Phase};
pub use judgement::Judgement;

/// What this client calls itself.
pub(crate) const CLIENT: &str = concat!("liveface/", env!("CARGO_PKG_VERSION"));
