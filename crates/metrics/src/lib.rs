//! Error rates of face recognition and presentation attack detection, as ISO/IEC 19795-1 and ISO/IEC 30107-3 count
//! them: from scores and counts to rates, with intervals, and never without the counts.
//!
//! Pure arithmetic: no files, no clock, no source of chance; the same input gives the same figures everywhere.
//!
//! **The one convention.** A higher score is more bona fide, or more the same person. A score is *accepted* if and only
//! if it is at least the threshold. So a false accept is an attack or an impostor with `score >= threshold` (APCER,
//! FMR), and a false reject is a bona fide or genuine score below it (BPCER, FNMR).
//!
//! **Nothing is guessed.** A score that is no number is refused by [`NotFinite`]; a rate of nothing is `None`, not 0.
//!
//! ```
//! use liveface_metrics::{Curve, Share};
//!
//! let zero_of_twenty = Share { errors: 0, total: 20 };
//! assert_eq!(zero_of_twenty.rate(), Some(0.0));
//! assert!(zero_of_twenty.wilson().is_some_and(|[_, high]| high > 0.16)); // Nothing seen is not nothing there.
//!
//! let people = vec![0.9, 0.8, 0.6, 0.4];
//! let attacks = [("print".to_owned(), vec![0.1, 0.5]), ("replay".to_owned(), vec![0.2, 0.7])];
//! let curve = Curve::by_species(people, attacks.into())?;
//! assert_eq!(curve.worst(0.6), Some(("replay", Share { errors: 1, total: 2 })));
//! assert_eq!(curve.false_reject(0.6), Share { errors: 1, total: 4 });
//! assert_eq!(curve.threshold_for(0.0), Some(0.8));
//! # Ok::<(), liveface_metrics::NotFinite>(())
//! ```

mod bootstrap;
mod curve;
mod discard;
mod quantile;
mod scores;
mod share;
mod thin;

pub use bootstrap::Bootstrap;
pub use curve::{Curve, EqualError, Point, RocPoint};
pub use discard::{Comparison, Discard, Discarded, discard_curve};
pub use quantile::quantile;
pub use scores::{NotFinite, Scores};
pub use share::{Share, worst};
pub use thin::thin;
