//! Which face is followed, and when the whole frame is searched again.

use super::VisionError;
use super::config::VisionConfig;
use super::detect::{Detection, Detector, overlap};
use super::features;
use super::geometry::{Square, distance};
use super::mesh::Mesher;
use super::timing::Stopwatch;
use liveface_frames::Frame;
use liveface_session::Timestamp;
use liveface_session::observation::Rect;

/// Least overlap of a detection with the followed face to be the same one.
const SAME_FACE: f32 = 0.2;
/// Largest move of the middle between two frames over the side, and largest growth or shrinkage of the side.
/// Beyond, the mesh has slipped off.
const JUMP: f32 = 0.5;
const GROWTH: f32 = 1.6;

/// How far the square may be off before it follows the face, in parts of its side (and radians): a network that sees the
/// very same square again tells the very same points. Chosen on eight still portraits with noise and five clips of
/// `clips/intel`. On 11 stills of other people points then move from frame to frame by 0.15 % of the inter-eye distance
/// instead of 0.85 with the own mesh, by 0.42 instead of 0.53 with the reference one.
const SLACK: f32 = 0.02;

/// What a frame shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Located {
    Nobody,
    /// The mesh lies on the one face; `tracked` when no detection was needed to find it.
    Face {
        tracked: bool,
    },
    Many(usize),
}

/// The followed face.
#[derive(Clone, Copy, Debug)]
struct Track {
    /// Where the mesh looks next.
    square: Square,
    /// The mesh's bounds in the last frame.
    bounds: Rect,
    /// The detector's box when it last saw the face, and the square of that frame.
    detected: (Rect, Square),
    /// When the detector last saw this face.
    confirmed: Timestamp,
    /// When the whole frame was last searched.
    searched: Timestamp,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Nobody,
    Following(Track),
    Crowd { count: usize, searched: Timestamp },
}

/// Detector, mesh network and what is followed.
pub(crate) struct Tracker {
    pub detector: Detector,
    pub mesher: Mesher,
    config: VisionConfig,
    state: State,
}

impl Tracker {
    pub fn new(detector: Detector, mesher: Mesher, config: VisionConfig) -> Self {
        Self { detector, mesher, config, state: State::Nobody }
    }

    /// Forgets the followed face.
    pub fn reset(&mut self) {
        self.state = State::Nobody;
    }

    /// Follows the face into `frame`, or searches the frame when it is time to.
    pub fn locate(&mut self, frame: &Frame, watch: &mut Stopwatch) -> Result<Located, VisionError> {
        let due = |searched: Timestamp| frame.at().since(searched) >= self.config.redetect;
        match self.state {
            State::Crowd { count, searched } if !due(searched) => Ok(Located::Many(count)),
            State::Following(track) if !due(track.searched) => match self.follow(frame, track, watch)? {
                Some(track) => {
                    self.state = State::Following(track);
                    Ok(Located::Face { tracked: true })
                }
                None => self.search(frame, None, watch),
            },
            State::Following(track) => self.search(frame, Some(track), watch),
            State::Nobody | State::Crowd { .. } => self.search(frame, None, watch),
        }
    }

    /// The detector's box around the followed face, moved and scaled as the face has since.
    pub fn detector_box(&self) -> Option<Rect> {
        let State::Following(track) = self.state else { return None };
        let (bounds, then) = track.detected;
        let grown = track.square.side / then.side;
        let (x, y) = bounds.centre();
        let (dx, dy) = ((x - then.centre[0]) * grown, (y - then.centre[1]) * grown);
        let (width, height) = (bounds.width * grown, bounds.height * grown);
        let (x, y) = (track.square.centre[0] + dx - width / 2.0, track.square.centre[1] + dy - height / 2.0);
        Some(Rect { x, y, width, height })
    }

    /// Looks at the whole frame, then at the face it found or at the one followed so far.
    fn search(
        &mut self,
        frame: &Frame,
        followed: Option<Track>,
        watch: &mut Stopwatch,
    ) -> Result<Located, VisionError> {
        let faces = self.detector.detect(frame, watch)?;
        let (largest, count) = largest_and_count(faces, &self.config);
        self.state = State::Nobody;
        if count > 1 {
            self.state = State::Crowd { count, searched: frame.at() };
            return Ok(Located::Many(count));
        }
        if let Some(track) = followed
            && let Some(track) = self.confirm(frame, track, largest, watch)?
        {
            self.state = State::Following(track);
            return Ok(Located::Face { tracked: true });
        }
        let Some(found) = largest else { return Ok(Located::Nobody) };
        match self.begin(frame, &found, watch)? {
            Some(track) => {
                self.state = State::Following(track);
                Ok(Located::Face { tracked: false })
            }
            None => Ok(Located::Nobody),
        }
    }

    /// Goes on following after a search, if what the search found does not speak against it.
    fn confirm(
        &mut self,
        frame: &Frame,
        mut track: Track,
        found: Option<Detection>,
        watch: &mut Stopwatch,
    ) -> Result<Option<Track>, VisionError> {
        track.searched = frame.at();
        match found {
            Some(found) if overlap(&found.bounds, &track.bounds) >= SAME_FACE => {
                track.confirmed = frame.at();
                let followed = self.follow(frame, track, watch)?;
                Ok(followed.map(|track| Track { detected: (found.bounds, track.square), ..track }))
            }
            Some(_) => Ok(None),
            None if frame.at().since(track.confirmed) < self.config.unconfirmed => {
                self.follow(frame, track, watch)
            }
            None => Ok(None),
        }
    }

    /// Lays the mesh on a newly found face: once by the detector's box, once more by the mesh's own points.
    fn begin(
        &mut self,
        frame: &Frame,
        found: &Detection,
        watch: &mut Stopwatch,
    ) -> Result<Option<Track>, VisionError> {
        let mut square = first_square(found, self.mesher.box_scale);
        for _ in 0..2 {
            let present = self.mesher.fit(frame, &square, watch)?.presence >= self.config.presence;
            if !present {
                return Ok(None);
            }
            square = self.mesher.square();
        }
        let bounds = features::bounds(self.mesher.mesh());
        let at = frame.at();
        Ok(Some(Track { square, bounds, detected: (found.bounds, square), confirmed: at, searched: at }))
    }

    /// Lays the mesh where the face was; `None` when there is no face, or another one.
    fn follow(
        &mut self,
        frame: &Frame,
        track: Track,
        watch: &mut Stopwatch,
    ) -> Result<Option<Track>, VisionError> {
        let present = self.mesher.fit(frame, &track.square, watch)?.presence >= self.config.presence;
        let fitted = self.mesher.square();
        let moved = distance(fitted.centre, track.square.centre) / track.square.side;
        let grown = (fitted.side / track.square.side).max(track.square.side / fitted.side);
        let plausible = moved < JUMP && grown < GROWTH;
        let square = track.square.drawn_to(fitted, SLACK);
        let bounds = features::bounds(self.mesher.mesh());
        Ok((present && plausible).then_some(Track { square, bounds, ..track }))
    }
}

/// The square around a detection, turned so that its eyes are level.
pub(crate) fn first_square(found: &Detection, scale: f32) -> Square {
    let [left, right, ..] = found.points;
    let (x, y) = found.bounds.centre();
    Square {
        centre: [x, y],
        side: scale * found.bounds.width.max(found.bounds.height),
        angle: (right[1] - left[1]).atan2(right[0] - left[0]),
    }
}

/// The face with the largest area, and how many faces count beside and including it.
pub(crate) fn largest_and_count(faces: &[Detection], config: &VisionConfig) -> (Option<Detection>, usize) {
    let area = |face: &Detection| face.bounds.width * face.bounds.height;
    let Some(largest) = faces.iter().copied().max_by(|a, b| area(a).total_cmp(&area(b))) else {
        return (None, 0);
    };
    let least = config.second_face * area(&largest);
    let further = faces
        .iter()
        .filter(|face| **face != largest && area(face) >= least && face.score >= config.second_score);
    (Some(largest), 1 + further.count())
}
