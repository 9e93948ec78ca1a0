//! Whether the face is still the one that was first seen: nobody may step in for somebody else half-way.

use super::VisionConfig;
use crate::compare::{Embedding, SimilarityMap};
use liveface_session::Timestamp;
use liveface_session::observation::Face;

/// A face turned further than this, in degrees, is not measured: its embedding tells less.
const MOST_TURN: f32 = 30.0;
/// Nor is one whose mouth is open further (gap over width): it pulls the corners, by which the face is aligned, down. With
/// the own pack a rendered person who drops the jaw falls from 99 to 57 of 100.
const MOST_OPEN: f32 = 0.35;
/// Nor is one that the mesh network takes for covered with more than this probability. It stays the face in view meanwhile:
/// behind a hand nobody becomes somebody else unnoticed.
pub(crate) const MOST_COVER: f32 = 0.5;

/// Remembers the first face of an unbroken appearance. The embedding stays here.
#[derive(Default)]
pub(crate) struct Anchor {
    first: Option<Embedding>,
    /// When a face was last in view, and when it was last measured.
    seen: Option<Timestamp>,
    measured: Option<Timestamp>,
}

impl Anchor {
    /// Takes that one face is in view; says whether to measure it now, or as soon as it shows itself well. A face that was
    /// found anew always is.
    pub fn is_due(&mut self, at: Timestamp, face: &Face, config: &VisionConfig) -> bool {
        let gone = self.seen.replace(at).is_none_or(|seen| at.since(seen) > config.identity_holds);
        if gone {
            (self.first, self.measured) = (None, None);
        }
        let frontal = face.pose.yaw.abs().max(face.pose.pitch.abs()) <= MOST_TURN;
        frontal
            && face.mouth <= MOST_OPEN
            && (!face.tracked || super::is_due(self.measured, at, config.identity_every))
    }

    /// Takes the face's embedding; gives its similarity to the first one, 0..=100.
    pub fn compare(&mut self, at: Timestamp, embedding: Embedding, map: &SimilarityMap) -> Option<f32> {
        self.measured = Some(at);
        match &self.first {
            Some(first) => map.compare(&embedding, first).map(|compared| compared.similarity),
            None => {
                self.first = Some(embedding);
                Some(100.0)
            }
        }
    }
}
