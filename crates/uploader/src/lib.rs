//! Thin client of the cloud: a recorded video and a photo to `CompareFaceLiveness`, once, and a typed verdict back.
//!
//! - [`evidence`] checks and, where allowed, re-encodes what is to be sent.
//! - [`Client`] sends it: one deadline, safe repetitions, backup endpoints. [`AsyncClient`] is the same as futures.
//! - [`Merchant`] is the other way: an app and its own server, which holds the key.
//! - [`Judgement`] is the answer in the words of the local engine's verdict.
//! - [`spool`] keeps what could not be delivered, and hands it out exactly once.
#![forbid(unsafe_code)]

mod attempts;
mod calls;
mod client;
mod clip;
mod error;
pub mod evidence;
mod http;
mod judgement;
mod merchant;
mod rate;
mod rounds;
pub mod spool;

pub use calls::AsyncClient;
pub use client::{Client, Options};
pub use clip::{Clip, ClipError};
pub use error::{Delivery, Error, Phase};
pub use judgement::Judgement;
pub use merchant::{Merchant, MerchantFault, SdkToken, SelfieResult, SessionEvidence};

/// What this client calls itself.
pub(crate) const CLIENT: &str = concat!("liveface/", env!("CARGO_PKG_VERSION"));
