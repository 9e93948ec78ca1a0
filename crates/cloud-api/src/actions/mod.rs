//! The actions of `faceid`: a request and a response each.

mod liveness;

pub use liveness::{CompareFaceLiveness, CompareFaceLivenessResponse};
