//! How the patches of a face answer to the halves of the screen, beyond what a sheet would.

use super::Span;
use super::answers::{Seen, mean};
use liveface_session::Part;
use liveface_session::light::Light;
use liveface_session::observation::Rgb;

/// Least share of usable pixels of a patch.
const USABLE: f32 = 0.5;

/// A patch of skin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patch {
    /// Where it is: inter-eye distances right of and below the middle of the eyes.
    pub at: [f64; 2],
    /// Left − right, top − bottom: how many times the face's mean answer it gives more to one half than to the other, less
    /// what a sheet explains.
    pub contrast: [f64; 2],
}

/// A moment of a patch: which light, ln of red, green, blue over the face's mean, and where.
type Moment = (usize, [f64; 3], [f64; 2]);

/// All patches that were seen with both pairs of halves; `ratio` is screen ÷ room light.
pub fn patches(frames: &[Seen<'_>], spans: &[Span], ratio: f64) -> Vec<Patch> {
    let skins = || frames.iter().filter_map(|frame| frame.light.skin.as_deref());
    let most = skins().map(|skin| skin.patches.len()).max().unwrap_or(0);
    let references: Vec<Option<[f64; 3]>> = frames.iter().map(reference).collect();
    let moments = |index: usize| -> Vec<Moment> {
        let moment = |(frame, reference): (&Seen<'_>, &Option<[f64; 3]>)| {
            let patch =
                frame.light.skin.as_ref()?.patches.get(index).filter(|patch| patch.usable >= USABLE)?;
            Some((frame.span?, less(logarithms(patch.light)?, (*reference)?), patch.at.map(f64::from)))
        };
        frames.iter().zip(&references).filter_map(moment).collect()
    };
    let all: Vec<Patch> = (0..most).filter_map(|index| patch(&moments(index), spans, ratio)).collect();
    less_sheet(all)
}

/// ln of the face's mean light: taking it off cancels exposure and whatever moves all of the face.
fn reference(frame: &Seen<'_>) -> Option<[f64; 3]> {
    let usable =
        frame.light.skin.iter().flat_map(|skin| &skin.patches).filter(|patch| patch.usable >= USABLE);
    mean(usable.filter_map(|patch| logarithms(patch.light)))
}

fn patch(moments: &[Moment], spans: &[Span], ratio: f64) -> Option<Patch> {
    let guard = |slot: usize| spans.get(slot).is_some_and(|span| span.light == Light::GUARD);
    let guards = moments.iter().filter(|(slot, ..)| guard(*slot));
    let base = mean(guards.map(|(_, light, _)| *light))?;
    // A half may be lit more than once: the mean of its times.
    let answer = |part: Part| {
        let lit = spans.iter().enumerate().filter(|(_, span)| span.light.part == part);
        let answers = lit.filter_map(|(slot, span)| {
            let own = moments.iter().filter(|(span, ..)| *span == slot).map(|(_, light, _)| *light);
            let beyond = less(mean(own)?, base);
            // What half a screen of this colour adds to a channel of the face.
            let whole = span.light.linear().map(|level| (0.5 * ratio * f64::from(level)).ln_1p());
            Some([dot(beyond, whole) / dot(whole, whole).max(1e-9)])
        });
        mean(answers).map(|[answer]| answer)
    };
    let contrast = [answer(Part::Left)? - answer(Part::Right)?, answer(Part::Top)? - answer(Part::Bottom)?];
    Some(Patch { at: mean(moments.iter().map(|(.., at)| *at))?, contrast })
}

/// Takes off what a sheet before the screen shows: a level, slopes and a twist for the screen's nearness, a cubic for a curl.
fn less_sheet(patches: Vec<Patch>) -> Vec<Patch> {
    let places: Vec<[f64; 2]> = patches.iter().map(|patch| patch.at).collect();
    let of = |form: fn([f64; 2]) -> f64| places.iter().map(|at| form(*at)).collect::<Vec<f64>>();
    let smooth = |cube: fn([f64; 2]) -> f64| {
        [of(|_| 1.0), of(|[x, _]| x), of(|[_, y]| y), of(|[x, y]| x * y), of(cube)]
    };
    let across = patches.iter().map(|patch| patch.contrast[0]).collect();
    let upright = patches.iter().map(|patch| patch.contrast[1]).collect();
    let across = less_forms(across, smooth(|[x, _]| x * x * x));
    let upright = less_forms(upright, smooth(|[_, y]| y * y * y));
    let left = patches.iter().zip(across).zip(upright);
    left.map(|((patch, across), upright)| Patch { at: patch.at, contrast: [across, upright] }).collect()
}

/// What is left of `values` when the best mixture of `forms` is taken off (Gram and Schmidt's way).
fn less_forms(mut values: Vec<f64>, forms: [Vec<f64>; 5]) -> Vec<f64> {
    let mut taken: Vec<Vec<f64>> = Vec::new();
    for mut form in forms {
        taken.iter().for_each(|other| less_share(&mut form, other));
        less_share(&mut values, &form);
        taken.push(form);
    }
    values
}

/// Takes the share of `form` out of `values`.
fn less_share(values: &mut [f64], form: &[f64]) {
    let product: f64 = values.iter().zip(form).map(|(a, b)| a * b).sum();
    let square: f64 = form.iter().map(|b| b * b).sum();
    if square > 1e-9 {
        values.iter_mut().zip(form).for_each(|(value, b)| *value -= product / square * b);
    }
}

fn logarithms(light: Rgb) -> Option<[f64; 3]> {
    let levels = [light.r, light.g, light.b].map(f64::from);
    levels.iter().all(|level| *level > 0.0).then(|| levels.map(f64::ln))
}

fn less([a, b, c]: [f64; 3], [d, e, f]: [f64; 3]) -> [f64; 3] {
    [a - d, b - e, c - f]
}

fn dot([a, b, c]: [f64; 3], [d, e, f]: [f64; 3]) -> f64 {
    a * d + b * e + c * f
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::light::answers::tests::lit;
    use liveface_session::emulator::Body;

    /// Root mean square of the contrasts left and right.
    fn strength(body: Body) -> f64 {
        let patches = lit(body).1.patches;
        assert!(patches.len() > 20, "{}", patches.len());
        let squares: f64 = patches.iter().map(|patch| patch.contrast[0] * patch.contrast[0]).sum();
        (squares / patches.len() as f64).sqrt()
    }

    #[test]
    fn a_face_shows_relief_and_paper_does_not() {
        let (face, sheet, curl) = (strength(Body::Face), strength(Body::Sheet), strength(Body::Curl(60.0)));
        assert!(face > 1.5 * sheet && face > 1.5 * curl, "face {face}, sheet {sheet}, curl {curl}");
    }

    #[test]
    fn any_mixture_of_the_forms_is_taken_off_whole() {
        let places: Vec<[f64; 2]> = (0..20).map(|i| [f64::from(i % 5) - 2.0, f64::from(i / 5)]).collect();
        let curl = |[x, y]: [f64; 2]| 0.3 + 0.2 * x - 0.1 * y + 0.07 * x * y + 0.05 * x * x * x;
        let sheet = places.iter().map(|at| Patch { at: *at, contrast: [curl(*at), 0.4] }).collect();
        for patch in less_sheet(sheet) {
            assert!(patch.contrast.iter().all(|value| value.abs() < 1e-9), "{patch:?}");
        }
    }
}
