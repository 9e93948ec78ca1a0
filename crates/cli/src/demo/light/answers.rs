//! From observations to answers: the face's colour against the guards, frame by frame.

use super::Span;
use super::patches::{Patch, patches};
use liveface_session::light::Light;
use liveface_session::observation::{FaceLight, Rgb};
use liveface_session::{Faces, Observation};

/// Log-chromaticity: ln(R/G), ln(B/G) of linear light.
pub type Chroma = [f64; 2];

/// A frame this near to a change of the screen has light of both colours, milliseconds.
const EDGE_MS: f64 = 30.0;
/// Least share of frames in which a region must be usable to be used at all.
const REGULAR: f64 = 0.8;
/// What came back.
#[derive(Debug, Default)]
pub struct Answers {
    /// (milliseconds, the face's chromaticity less the room's, against the guards), in order of time.
    pub points: Vec<(f64, Chroma)>,
    /// The patches of the face that were seen well enough.
    pub patches: Vec<Patch>,
}

/// A frame with one face.
pub struct Seen<'a> {
    /// When, milliseconds.
    pub ms: f64,
    /// The light on the face.
    pub light: &'a FaceLight,
    /// The room's own chromaticity.
    pub room: Chroma,
    /// The light whose colour alone it shows.
    pub span: Option<usize>,
}

impl Answers {
    /// What came back in `seen` while `spans` were shown, `lag` milliseconds late; `ratio` is screen ÷ room light.
    pub fn of(seen: &[Observation], spans: &[Span], lag: f64, ratio: f64) -> Self {
        let frames = frames(seen, spans, lag);
        let face: Vec<(usize, Chroma)> = series(&frames);
        let at = |index: usize| frames.get(index).and_then(|frame| frame.span);
        let guard =
            |index: usize| at(index).and_then(|i| spans.get(i)).is_some_and(|s| s.light == Light::GUARD);
        // The median: other colours than the session's may reach into its guards.
        let guards: Vec<Chroma> = face.iter().filter(|(index, _)| guard(*index)).map(|(_, c)| *c).collect();
        let Some(base) = median(&guards) else { return Self::default() };
        let point = |(index, chroma): &(usize, Chroma)| Some((frames.get(*index)?.ms, less(*chroma, base)));
        let points = face.iter().filter_map(point).collect();
        Self { points, patches: patches(&frames, spans, ratio) }
    }
}

fn frames<'a>(seen: &'a [Observation], spans: &[Span], lag: f64) -> Vec<Seen<'a>> {
    let one_face = seen.iter().filter_map(|seen| match &seen.faces {
        Faces::One(face) => Some((seen.at.as_micros() as f64 / 1e3, &face.light)),
        Faces::None | Faces::Many(_) => None,
    });
    let lights: Vec<_> = one_face.collect();
    let room_is_seen = regular(&lights, |light| light.background);
    let frame = |(ms, light): (f64, &'a FaceLight)| {
        let room = if room_is_seen { chroma(light.background)? } else { [0.0; 2] };
        let on_screen = ms - lag;
        let alone = |span: &Span| (span.from + EDGE_MS..=span.until - EDGE_MS).contains(&on_screen);
        Some(Seen { ms, light, room, span: spans.iter().position(alone) })
    };
    lights.iter().copied().filter_map(frame).collect()
}

const REGIONS: [fn(&FaceLight) -> Rgb; 5] =
    [|l| l.forehead, |l| l.left_cheek, |l| l.right_cheek, |l| l.nose, |l| l.chin];

/// Chromaticity of the face less the room's, of every frame that shows all regions that most frames show.
fn series(frames: &[Seen<'_>]) -> Vec<(usize, Chroma)> {
    let lights: Vec<_> = frames.iter().map(|frame| (frame.ms, frame.light)).collect();
    let regions: Vec<_> = REGIONS.into_iter().filter(|region| regular(&lights, region)).collect();
    let of = |(index, frame): (usize, &Seen<'_>)| {
        let all: Option<Vec<Chroma>> = regions.iter().map(|region| chroma(region(frame.light))).collect();
        Some((index, less(mean(all?.into_iter())?, frame.room)))
    };
    frames.iter().enumerate().filter_map(of).collect()
}

/// Whether most frames have usable pixels in a region.
fn regular(lights: &[(f64, &FaceLight)], region: impl Fn(&FaceLight) -> Rgb) -> bool {
    let usable = lights.iter().filter(|(_, light)| chroma(region(light)).is_some()).count();
    !lights.is_empty() && usable as f64 >= REGULAR * lights.len() as f64
}

/// Log-chromaticity of a region; `None` where it had no usable pixel.
fn chroma(light: Rgb) -> Option<Chroma> {
    let [r, g, b] = [light.r, light.g, light.b].map(f64::from);
    (r > 0.0 && g > 0.0 && b > 0.0).then(|| [(r / g).ln(), (b / g).ln()])
}

fn less(a: Chroma, b: Chroma) -> Chroma {
    [a[0] - b[0], a[1] - b[1]]
}

/// Mean of some vectors, if there are any.
pub fn mean<const N: usize>(values: impl Iterator<Item = [f64; N]>) -> Option<[f64; N]> {
    let (sum, count) = values.fold(([0.0; N], 0.0), |(mut sum, count), value| {
        sum.iter_mut().zip(value).for_each(|(sum, part)| *sum += part);
        (sum, count + 1.0)
    });
    (count > 0.0).then(|| sum.map(|part| part / count))
}

/// Median of each coordinate, if there are any values.
fn median(values: &[Chroma]) -> Option<Chroma> {
    let middle = |coordinate: fn(&Chroma) -> f64| {
        let mut sorted: Vec<f64> = values.iter().map(coordinate).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied()
    };
    Some([middle(|[u, _]| *u)?, middle(|[_, v]| *v)?])
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use liveface_session::LightPlan;
    use liveface_session::emulator::{Body, Emulator, Lighting};
    use liveface_session::light::Shown;

    /// Somebody before the screen of a minted plan, 60 ms late.
    pub fn lit(body: Body) -> (Vec<Span>, Answers) {
        let plan = LightPlan::mint(&[7; 32]).unwrap();
        let shown: Vec<Shown> = liveface_session::shown::as_planned(&plan);
        let mut frames = Emulator { duration_ms: 5_400, ..Emulator::person(3) }.frames();
        frames.iter_mut().for_each(|frame| Lighting { body, ..Lighting::default() }.paint(frame, &shown));
        let span = |(shown, slot): (&Shown, &liveface_session::light::Slot)| {
            let from = shown.at.as_millis() as f64;
            Span { from, until: from + f64::from(slot.ms), light: shown.light }
        };
        let spans: Vec<Span> = shown.iter().zip(&plan.slots).map(span).collect();
        let answers = Answers::of(&frames, &spans, 60.0, 0.5);
        (spans, answers)
    }

    #[test]
    fn a_colour_comes_back_after_the_lag_and_grey_is_zero() {
        let (spans, answers) = lit(Body::Face);
        let during = |span: &Span| {
            let inside = answers.points.iter().filter(|(ms, _)| (span.from + 100.0..span.until).contains(ms));
            mean(inside.map(|(_, chroma)| *chroma)).unwrap()
        };
        for span in &spans {
            let [r, g, b] = span.light.linear();
            let [u, v] = during(span);
            let sign = |value: f64| if value.abs() < 0.02 { 0.0 } else { value.signum() };
            assert_eq!(
                [sign(u), sign(v)],
                [sign(f64::from(r - g)), sign(f64::from(b - g))],
                "{span:?}: {u} {v}"
            );
        }
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        let answers = Answers::of(&[], &[], 60.0, 0.5);
        assert!(answers.points.is_empty() && answers.patches.is_empty());
    }
}
