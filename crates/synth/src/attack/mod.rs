//! Attacks: what stands in for a person before the camera.

mod contour;
pub(crate) mod digital;
mod hand;
pub(crate) mod mask;
mod paper;
mod piece;
mod press;
pub(crate) mod print;
pub(crate) mod replay;
mod screen;
mod shell;
#[cfg(test)]
mod testing;
mod texture;
mod tremor;
mod warp;

pub(crate) use tremor::tremor;
