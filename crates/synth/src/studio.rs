//! Pictures and recordings of people that attacks show.

use crate::figure::Figure;
use crate::film::{Assets, Detail, Film, FilmError, Photograph, Recording};
use crate::light::Illumination;
use crate::math::{Vec3, linear_from_srgb, vec3};
use crate::mesh::Drawable;
use crate::performance::Moment;
use crate::picture::Picture;
use crate::raster::Lens;
use crate::render::{Shutter, render};
use crate::room::Room;
use crate::scene::{CameraSpec, Lamp, Lights, Medium, Place, Replay, Scene, Subject, Surroundings};
use crate::stage::Track;
use crate::wear::Rigid;
use liveface_frames::Timestamp;

/// From the camera to the person who is recorded, cm.
pub(crate) const RECORDED_AT: f32 = 50.0;
/// Frame rate and size of recordings.
const RECORDED: (f32, u32, u32) = (25.0, 360, 480);

/// A picture of the person of `subject`, taken in good light: the face is `share` of its width. `aspect` is width ÷
/// height; left out: 4:5.
///
/// # Errors
/// A portrait to be worn is missing.
pub(crate) fn photograph(
    assets: &Assets,
    subject: &Subject,
    detail: Detail,
    share: f32,
    aspect: Option<f32>,
) -> Result<Photograph, FilmError> {
    let sitter = sitter(subject);
    let figure = Figure::new(&assets.head, assets.portraits.as_deref(), &sitter, detail.texels)?;
    let still = Rigid { turn: crate::math::Mat3::IDENTITY, shift: Vec3::ZERO };
    let pose = figure.pose(&assets.head, &Moment::default(), &still);
    let lights = studio_light();
    let room = Room::new(subject.person.seed, 100.0, &lights);
    let mut drawables: Vec<Drawable> = vec![room.drawable(&still, &still)];
    drawables.extend(figure.drawables((&assets.head, &assets.cuts), &pose, None));
    let height = detail.photo;
    let width = (height as f32 * aspect.unwrap_or(0.8)) as usize;
    let lens = framing(width, height, share);
    let light = Illumination::new(&lights, vec3(0.0, 0.0, -90.0))?;
    let shutter = Shutter { at_us: 0, open_us: 1.0, readout_us: 0.0, moments: detail.moments };
    let mut picture = render(&drawables, &light, &lens, &shutter);
    expose(&mut picture);
    let landmarks = pose.landmarks(&assets.head).into_iter().map(|p| across(&lens, p)).collect();
    Ok(Photograph { picture, landmarks })
}

/// The person alone, at rest, before a studio camera.
fn sitter(subject: &Subject) -> Subject {
    let place = Place { right: 0.0, up: 0.0, distance: 90.0 };
    let performance = crate::performance::Performance { idle: 0.0, ..Default::default() };
    Subject { place, performance, medium: Medium::Flesh, ..subject.clone() }
}

/// A lens 90 cm from a face (14 cm wide) that makes it `share` of the width.
fn framing(width: usize, height: usize, share: f32) -> Lens {
    let focal = share * width as f32 * 90.0 / 14.0;
    Lens { width, height, focal, centre: [width as f32 / 2.0, height as f32 * 0.5] }
}

fn studio_light() -> Lights {
    let lamp = |azimuth, lux| Lamp { azimuth, elevation: 25.0, lux, kelvin: 5600.0, radius: 25.0 };
    Lights {
        lamps: vec![lamp(-35.0, 320.0), lamp(40.0, 180.0)],
        surroundings: Surroundings { lux: 260.0, kelvin: 5600.0, overhead: 0.3, map: None },
        screen: None,
    }
}

/// Scales to 0..=1: the brightest fiftieth becomes white.
fn expose(picture: &mut Picture) {
    let mut levels: Vec<f32> = picture.pixels.iter().map(|p| p.luminance()).collect();
    levels.sort_by(f32::total_cmp);
    let white = levels.get(levels.len() * 49 / 50).copied().unwrap_or(1.0).max(1e-3);
    for pixel in &mut picture.pixels {
        let p = *pixel * (0.9 / white);
        *pixel = vec3(p.x.min(1.0), p.y.min(1.0), p.z.min(1.0));
    }
}

fn across(lens: &Lens, p: Vec3) -> [f32; 2] {
    let q = lens.project(p);
    [q.x / lens.width as f32, q.y / lens.height as f32]
}

/// What a screen shows of `subject`: a recording of the performance, or one still picture.
///
/// # Errors
/// A portrait or an environment map is missing.
pub(crate) fn recording(
    assets: &Assets,
    subject: &Subject,
    replay: &Replay,
    scene: &Scene,
    detail: Detail,
) -> Result<(Recording, Track), FilmError> {
    if replay.still {
        let Photograph { picture, landmarks } = photograph(assets, subject, detail, 0.62, None)?;
        let track = vec![(Timestamp::ZERO, landmarks.clone())];
        return Ok((Recording { frames: vec![(Timestamp::ZERO, picture)], landmarks }, track));
    }
    let (fps, width, height) = RECORDED;
    let place = Place { right: 0.0, up: 0.0, distance: RECORDED_AT };
    let filmed = Scene {
        seed: scene.seed ^ 0x7265_636F_7264,
        subjects: vec![Subject { place, medium: Medium::Flesh, ..subject.clone() }],
        lights: replay.recorded_lights.as_deref().cloned().unwrap_or_default(),
        camera: CameraSpec { width, height, fps, field_of_view: 36.0, noise: 0.8, ..CameraSpec::default() },
        injection: None,
        ..*scene
    };
    let mut frames = Vec::new();
    let mut track = Track::new();
    let mut film = Film::new(assets, &filmed)?;
    while let Some(shot) = film.next() {
        track.push((shot.at, film.landmarks_across()));
        frames.push((shot.at, linear(&shot.rgb, shot.width, shot.height)));
    }
    let landmarks = track.first().map(|(_, places)| places.clone()).unwrap_or_default();
    Ok((Recording { frames, landmarks }, track))
}

fn linear(rgb: &[u8], width: usize, height: usize) -> Picture {
    let table: Vec<f32> = (0..=255u8).map(|level| linear_from_srgb(f32::from(level) / 255.0)).collect();
    let pixels =
        rgb.chunks_exact(3).map(|p| vec3(table[p[0] as usize], table[p[1] as usize], table[p[2] as usize]));
    Picture { width, height, pixels: pixels.collect() }
}
