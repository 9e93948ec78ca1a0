//! Decides whether a live person is in front of the camera: observations and time in, a verdict with its reasons out.
//!
//! Deterministic: it sees no pixel and reads no clock, file or random source, so every decision can be replayed,
//! tested in microseconds, and explained.
//!
//! ```
//! use liveface_session::{Config, Output, Plan, Session, Timestamp, emulator::Emulator};
//!
//! let mut session = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
//! for observation in Emulator::person(7).frames() {
//!     session.handle_observation(&observation)?;
//!     while let Some(output) = session.poll_output() {
//!         if let Output::Hint(hint) = output { println!("{}", hint.remedy()) }
//!     }
//!     if session.verdict().is_some() { break }
//! }
//! assert_eq!(session.into_report().message, "live");
//! # Ok::<(), liveface_session::SessionError>(())
//! ```

mod acting;
mod best_frame;
pub mod challenge;
mod checks;
pub mod code;
pub mod config;
pub mod emulator;
mod error;
mod findings;
pub mod light;
mod motion;
pub mod needs;
pub mod observation;
mod output;
mod placement;
mod plan;
pub mod quality;
pub mod random;
mod reflecting;
pub mod reflection;
pub mod report;
mod segment;
mod session;
pub mod shown;
mod stage;
mod stream;
pub mod time;
pub mod trace;
mod verdict;

pub use challenge::{Challenge, ChallengeError, Level};
pub use checks::{Movement, movements};
pub use code::Code;
pub use config::{Config, ConfigError};
pub use error::SessionError;
pub use light::{Light, LightPlan, LightPlanError, Part};
pub use needs::Needs;
pub use observation::{Face, Faces, Observation};
pub use output::{FrameRole, Hint, Output, Prompt};
pub use plan::{Action, Plan};
pub use report::{Report, VerdictKind};
pub use session::Session;
pub use stage::StageKind;
pub use time::{FrameId, Timestamp};
pub use verdict::{Evidence, Incomplete, LightGap, LightRejection, PhotoFault, Rejection, Verdict};
