//! What the oval of the session's page shows: a clip's picture, as in a mirror.

use crate::display::{Rgb, Shot};
use crate::program::fixture;
use liveface_frames::{Frame, Limits, open};

/// Where the page of a window of 1280 × 720 has its oval, and half its sides, pixels.
const CENTRE: (f32, f32) = (301.9, 360.0);
const RADIUS: (f32, f32) = (226.5, 298.0);

/// A place in the oval that no other page writes on.
pub(crate) const IN_OVAL: (i16, i16) = (302, 590);

/// How far the oval is, on the mean of all channels (0..=255), from the clip's nearest frame, mirrored and not.
pub(crate) fn distances(shot: &Shot, clip: &str) -> (f32, f32) {
    let path = fixture(&format!("clips/{clip}.mp4"));
    let mut source = open(&path, &Limits::default()).expect("a clip");
    let mut best = (f32::INFINITY, f32::INFINITY);
    while let Some(frame) = source.next_frame().expect("a frame") {
        best.0 = best.0.min(distance(shot, &frame, -1.0));
        best.1 = best.1.min(distance(shot, &frame, 1.0));
    }
    best
}

/// `side` is -1 where the window's right is the picture's left.
fn distance(shot: &Shot, frame: &Frame, side: f32) -> f32 {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    // The oval shows the whole height of the picture, and of its width what is left of the same scale.
    let scale = height / (2.0 * RADIUS.1);
    let mut sum = 0.0;
    let mut count = 0.0;
    for step in 0..600_u16 {
        // Spirals over the inner nine tenths of the oval.
        let (turn, out) = (f32::from(step) * 2.4, (f32::from(step) / 600.0).sqrt() * 0.9);
        let (dx, dy) = (turn.cos() * out * RADIUS.0, turn.sin() * out * RADIUS.1);
        let seen = shot.at((CENTRE.0 + dx) as usize, (CENTRE.1 + dy) as usize);
        let (x, y) = (width * 0.5 + side * dx * scale, height * 0.5 + dy * scale);
        let true_one = pixel(frame, (x as usize, y as usize));
        sum += (0..3).map(|c| f32::from(seen[c].abs_diff(true_one[c]))).sum::<f32>();
        count += 3.0;
    }
    sum / count
}

fn pixel(frame: &Frame, (x, y): (usize, usize)) -> Rgb {
    let at = (y * frame.width() as usize + x) * 3;
    [frame.pixels()[at], frame.pixels()[at + 1], frame.pixels()[at + 2]]
}
