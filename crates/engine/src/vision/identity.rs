//! Whether the face is still the one that was first seen: nobody may step in for somebody else half-way.

use super::VisionConfig;
use crate::compare::{Embedding, SimilarityMap};
use liveface_session::Timestamp;
use liveface_session::observation::Face;
use std::time::Duration;

/// A face turned further than this, in degrees, is not measured: its embedding tells less.
const MOST_TURN: f32 = 30.0;
/// A face whose mouth is open further (gap over width) waits: it pulls the corners, by which the face is aligned, down. With
/// the own pack a rendered person who drops the jaw falls from 99 to 57 of 100.
const MOST_OPEN: f32 = 0.35;
/// So does one that the mesh network takes for covered with more than this probability.
const MOST_COVER: f32 = 0.5;
/// Longest wait for a face to show itself better: then it is measured as it is. Shorter than the least evidence of a
/// session (2 s by default), so that whoever steps in behind a hand or with an open mouth is measured within it.
const LONGEST_WAIT: Duration = Duration::from_millis(1_500);

/// Remembers the first face of an unbroken appearance. The embeddings stay here.
pub(crate) struct Anchor {
    first: Option<Embedding>,
    /// The last measurement; its memory serves the next one.
    pub latest: Embedding,
    /// When a face was last in view, and when it was last measured.
    seen: Option<Timestamp>,
    measured: Option<Timestamp>,
}

impl Default for Anchor {
    fn default() -> Self {
        Self { first: None, latest: Embedding::unmeasured(), seen: None, measured: None }
    }
}

impl Anchor {
    /// Takes that one face is in view, and how probably it is covered; says whether to measure it now. A face that was found
    /// anew always is, unless it hides; one that hides is, when that has lasted. The first one must show itself.
    pub fn is_due(&mut self, at: Timestamp, face: &Face, cover: f32, config: &VisionConfig) -> bool {
        let gone = self.seen.replace(at).is_none_or(|seen| at.since(seen) > config.identity_holds);
        if gone {
            (self.first, self.measured) = (None, None);
        }
        let frontal = face.pose.yaw.abs().max(face.pose.pitch.abs()) <= MOST_TURN;
        let hides = face.mouth > MOST_OPEN || cover > MOST_COVER;
        let due = if hides {
            self.measured.is_some_and(|measured| at.since(measured) >= LONGEST_WAIT)
        } else {
            !face.tracked || super::is_due(self.measured, at, config.identity_every)
        };
        frontal && due
    }

    /// Takes that [`Self::latest`] was measured; gives its similarity to the first one, 0..=100.
    pub fn compare(&mut self, at: Timestamp, map: &SimilarityMap) -> Option<f32> {
        self.measured = Some(at);
        match &self.first {
            Some(first) => map.compare(&self.latest, first).map(|compared| compared.similarity),
            None => {
                self.first = Some(std::mem::replace(&mut self.latest, Embedding::unmeasured()));
                Some(100.0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vision::measures::Measures;
    use crate::vision::{Mesh, face_of};

    fn face(mouth: f32) -> Face {
        let mesh = Mesh { points: vec![[0.0; 3]; crate::vision::MESH_POINTS], presence: 1.0 };
        let measures = Measures::of_network(&[0.3, 0.3, mouth, 0.0, 0.0, 0.0, 0.0], 0.0);
        face_of(&mesh, &measures, true)
    }

    /// When, in milliseconds, a face of one kind from 300 ms on is measured until 3 s, after one that shows itself.
    fn measured(mouth: f32, cover: f32) -> Vec<u64> {
        let (config, map) =
            (VisionConfig::default(), SimilarityMap::new(vec![[-1.0, 0.0], [1.0, 100.0]]).unwrap());
        let mut anchor = Anchor::default();
        let mut times = Vec::new();
        for ms in (0..3_000).step_by(100) {
            let (at, shown) =
                (Timestamp::from_millis(ms), if ms < 300 { (0.0, 0.0) } else { (mouth, cover) });
            if anchor.is_due(at, &face(shown.0), shown.1, &config) {
                times.push(ms);
                assert!(anchor.latest.assign(&[1.0]));
                anchor.compare(at, &map);
            }
        }
        times
    }

    #[test]
    fn a_face_that_shows_itself_is_measured_every_300_ms() {
        assert_eq!(measured(0.1, 0.1), (0..3_000).step_by(300).collect::<Vec<_>>());
    }

    #[test]
    fn a_face_that_hides_is_measured_all_the_same_before_a_session_could_pass() {
        for (mouth, cover) in [(0.8, 0.0), (0.0, 0.9)] {
            assert_eq!(measured(mouth, cover), [0, 1_500], "mouth {mouth}, cover {cover}");
        }
    }

    #[test]
    fn the_first_face_must_show_itself() {
        let mut anchor = Anchor::default();
        let config = VisionConfig::default();
        let hidden =
            (0..30).any(|i| anchor.is_due(Timestamp::from_millis(100 * i), &face(0.8), 0.0, &config));
        assert!(!hidden);
        assert!(anchor.is_due(Timestamp::from_millis(3_000), &face(0.0), 0.0, &config));
    }
}
