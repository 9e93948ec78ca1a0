//! Verified packs of ONNX networks: manifest, licence and SHA-256 checks, embedded weights, where a pack is found.
//!
//! A [`Pack`] in hand means that every file has the size and SHA-256 its [`Manifest`](manifest::Manifest) declares, that
//! every network has a licence, and that each decoder's data fits the declared shapes.

mod check;
mod error;
mod lookup;
pub mod manifest;
mod pack;

pub use error::PackError;
pub use lookup::{Lookup, user_data_dir};
pub use manifest::{ModelEntry, Role};
pub use pack::{Model, Origin, Pack};
