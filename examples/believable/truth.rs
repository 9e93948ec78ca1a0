//! The truth beside a rendered clip, as far as it is needed here.

use anyhow::{Context as _, ensure};
use liveface::session::observation::Rect;
use liveface::vision::{MESH_POINTS, Mesh};
use serde::Deserialize;
use std::io::Read as _;
use std::path::Path;

/// From, to: milliseconds of stream time.
pub type Span = (u64, u64);

/// What this program reads.
const SCHEMA: u32 = 1;
/// Larger files are refused.
const MOST_BYTES: u64 = 512 << 20;
/// Least share of a face's landmarks' bounds inside the frame: who is walking in or out is not counted.
const LEAST_VISIBLE: f32 = 0.9;
/// A check needs to see open eyes before it can see a blink: blinks that begin earlier are not counted, milliseconds.
const WARM_UP_MS: u64 = 300;

#[derive(Deserialize)]
pub struct Truth {
    schema: u32,
    /// Width and height of the frames, pixels.
    size: [u32; 2],
    performed: Vec<Performed>,
    pub frames: Vec<FrameTruth>,
}

/// What one subject does.
#[derive(Deserialize)]
struct Performed {
    blinks: Vec<Blink>,
}

#[derive(Deserialize)]
struct Blink {
    from_ms: f32,
    to_ms: f32,
}

#[derive(Deserialize)]
pub struct FrameTruth {
    at_us: u64,
    faces: Vec<FaceTruth>,
}

/// What is true of one face; the signs of `session::observation`.
#[derive(Deserialize)]
pub struct FaceTruth {
    live: bool,
    subject: usize,
    #[serde(rename = "box")]
    bounds: [f32; 4],
    pub yaw: f32,
    eyes_covered: bool,
    /// x and y in pixels; left out of most frames of some clips.
    landmarks: Option<Vec<[f32; 3]>>,
}

impl FaceTruth {
    /// The true mesh, where it was kept.
    pub fn mesh(&self) -> Option<Mesh> {
        Some(Mesh { points: self.landmarks.clone()?, presence: 1.0 })
    }
}

impl Truth {
    /// Reads the truth of `clip`: the file of the same name that ends in `.json`.
    pub fn beside(clip: &Path) -> anyhow::Result<Self> {
        let path = clip.with_extension("json");
        let lost = || format!("{}: no truth of {}; render both again", path.display(), clip.display());
        let mut text = Vec::new();
        std::fs::File::open(&path).with_context(lost)?.take(MOST_BYTES).read_to_end(&mut text)?;
        let truth: Self = serde_json::from_slice(&text).with_context(lost)?;
        ensure!(truth.schema == SCHEMA, "{}: schema {}, not {SCHEMA}", path.display(), truth.schema);
        let mut kept =
            truth.frames.iter().flat_map(|frame| &frame.faces).filter_map(|f| f.landmarks.as_ref());
        ensure!(kept.all(|l| l.len() == MESH_POINTS), "{}: not {MESH_POINTS} landmarks", path.display());
        Ok(truth)
    }

    /// The one living face of a frame that shows no other face, if it is within the frame.
    pub fn live_face(&self, index: usize) -> Option<&FaceTruth> {
        let [face] = self.frames.get(index)?.faces.as_slice() else { return None };
        let ([x, y, width, height], [w, h]) = (face.bounds, self.size);
        let visible = Rect { x, y, width, height }.visible_share(w, h);
        (face.live && visible >= LEAST_VISIBLE).then_some(face)
    }

    /// Blinks during which every frame shows the same living face with bare eyes.
    pub fn blinks(&self) -> Vec<Span> {
        let spans = |(subject, performed): (usize, &Performed)| {
            let spans =
                performed.blinks.iter().map(|blink| (blink.from_ms as u64, blink.to_ms.ceil() as u64));
            spans.filter(|&span| self.can_see(subject, span)).collect::<Vec<_>>()
        };
        let mut blinks: Vec<Span> = self.performed.iter().enumerate().flat_map(spans).collect();
        blinks.sort_unstable();
        // Lids that fall again before they are open make one blink.
        blinks.dedup_by(|next, blink| {
            let one = next.0 <= blink.1;
            blink.1 = if one { blink.1.max(next.1) } else { blink.1 };
            one
        });
        blinks
    }

    fn can_see(&self, subject: usize, (from, to): Span) -> bool {
        let start = self.frames.first().map_or(0, |frame| frame.at_us / 1_000);
        let last = self.frames.last().map_or(0, |frame| frame.at_us / 1_000);
        let around = from.saturating_sub(WARM_UP_MS)..=to;
        from >= start + WARM_UP_MS
            && to <= last
            && self.frames.iter().enumerate().filter(|(_, f)| around.contains(&(f.at_us / 1_000))).all(
                |(i, _)| self.live_face(i).is_some_and(|face| face.subject == subject && !face.eyes_covered),
            )
    }
}
