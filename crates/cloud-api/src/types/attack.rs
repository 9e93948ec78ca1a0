//! What speaks for an attack.

use crate::wire::object;

object! {
    /// A trace of an attack.
    part AttackRiskDetail {
        /// `SuspectedSpoofingAttack`, `SuspectedSynthesisImage`, `SuspectedSynthesisVideo`,
        /// `SuspectedAnomalyAttack`, `SuspectedAdversarialAttack`, `SuspectedBlackIndustry` or
        /// `SuspectedWatermark`.
        kind: Option<String> = "Type",
    }
}

object! {
    /// More about a detection.
    part ExtraInfo {
        /// The known attack that is most alike; at most one.
        retrieval_liveness_extra_info: Option<Vec<RetrievalLivenessExtraInfo>> = "RetrievalLivenessExtraInfo",
    }
}

object! {
    /// A known attack that resembles the face.
    part RetrievalLivenessExtraInfo {
        /// Where it is known from: `Common` (everybody's), `Auto` (found by clustering) or `Owner` (the
        /// caller's own).
        hit_group: Option<String> = "HitGroup",
        /// Distance in spite of the name, 0..=2; below 0.6 it is that attack.
        similarity_score: Option<f64> = "SimilarityScore",
        /// Its name in that collection.
        hit_template: Option<String> = "HitTemplate",
    }
}
