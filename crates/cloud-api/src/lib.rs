//! The cloud's wire format, without I/O: what is sent, how it is signed and verified, and what the answers mean.
#![forbid(unsafe_code)]

pub mod actions;
pub mod call;
pub mod code;
pub mod endpoint;
pub mod envelope;
pub mod merchant;
mod secret;
pub mod sign;
pub mod types;
mod wire;

pub use call::{Body, Call, Language, SignedCall};
pub use code::{
    AndroidCode, ApiCode, Billed, ErrorCode, IdentityAndroidCode, IdentityIosCode, IdentityResultCode,
    IosCode, Known, SelfieResultCode, WebCode,
};
pub use endpoint::{Endpoint, Region};
pub use envelope::{Answer, ApiError, EnvelopeError};
pub use secret::{Credential, Secret};
pub use wire::{Action, Field, Object, SERVICE, VERSION, Wire};
