//! A desktop window for one person at a camera: it guides, measures, flashes its light, and says clearly what happened.
//!
//! ```no_run
//! use liveface_kiosk::{Kiosk, Setup, Source, Start, event};
//!
//! let mut kiosk = Kiosk::new();
//! kiosk.init(&Setup::default())?;
//! let (sink, events) = event::channel();
//! let ended = kiosk.start_auth(Start::new(Source::Video("selfie.mp4".into())), sink)?;
//! for event in events {
//!     println!("{event:?}");
//! }
//! kiosk.release();
//! # Ok::<(), liveface_kiosk::failure::Failure>(())
//! ```

mod app;
pub mod config;
pub mod event;
pub mod failure;
pub mod flow;
mod kiosk;
pub mod licence;
mod plan;
mod reach;
pub mod screen;
mod source;
pub mod speech;
pub mod view;
mod window;
pub mod words;
pub mod work;

pub use app::{App, Ended, Parts, Stop};
pub use kiosk::{AuthConfigData, Kiosk, Setup, Start};
pub use reach::{Cloud, Reach};
pub use source::{Camera, Source};
