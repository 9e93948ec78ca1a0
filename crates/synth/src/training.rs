//! Labelled crops of faces for training: people and attacks in light, pose and camera drawn from wide ranges.

mod draw;

use crate::attack::tremor;
use crate::camera::Sensor;
use crate::film::{Assets, Detail, FilmError};
use crate::light::Illumination;
use crate::math::{Dice, Mat3, Vec3, hash};
use crate::raster::Lens;
use crate::render::{Shutter, render};
use crate::room::Room;
use crate::stage::Act;
use crate::truth::{FaceTruth, Species};
use crate::wear::Rigid;
use draw::Draw;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use liveface_frames::Timestamp;
use rayon::prelude::*;
use serde::Serialize;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Side of every picture, pixels.
const SIDE: usize = 256;
/// Pictures of one person, or of one attack, in a row: making somebody costs as much as several pictures.
const SITTING: u64 = 16;
/// Pictures in one folder, with one file of labels.
const SHARD: u64 = 1024;
/// JPEG quality: high enough that a training recipe can add its own compression.
const QUALITY: u8 = 95;
/// Nothing here needs the texture of a pore.
const COARSE: Detail = Detail { texels: 256, moments: 1, photo: 320 };

/// What to make.
#[derive(Clone, Debug)]
pub struct TrainingSpec {
    /// How many pictures.
    pub count: u64,
    /// Chooses everything; picture `i` is the same whatever the count.
    pub seed: u64,
    /// Folder to write to; made if missing.
    pub out_dir: PathBuf,
}

/// Why training pictures could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TrainingError {
    /// A scene cannot be drawn.
    #[error(transparent)]
    Film(#[from] FilmError),
    /// The folder holds pictures of another run.
    #[error("{path} is of a run with another seed, head, portraits or version: give another folder")]
    OtherRun {
        /// The file that says so.
        path: PathBuf,
    },
    /// A file or folder could not be written.
    #[error("cannot write {path}: give a folder that may be written to")]
    Write {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// One line of a shard's `labels.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Label {
    /// Version of this layout.
    schema: u32,
    /// Picture, beside the labels.
    file: String,
    /// Number among all pictures.
    index: u64,
    /// Which person: equal numbers are one head with one skin.
    person: u64,
    /// Portrait whose skin is worn, if one is: split sets by it as well, for one skin may be on several heads.
    #[serde(skip_serializing_if = "Option::is_none")]
    portrait: Option<String>,
    /// Tone of the skin, 0 (Fitzpatrick I) to 1 (VI); left out for a picture of somebody who wears a portrait.
    #[serde(skip_serializing_if = "Option::is_none")]
    tone: Option<f32>,
    /// What is before the camera.
    species: Species,
    /// Illuminance on the face, lux.
    lux: f32,
    /// The face, landmarks in pixels of this picture; also that of a print or a mask.
    face: FaceTruth,
}

/// Makes the pictures, shard by shard: `000000/000000.jpg` … and `000000/labels.jsonl`, which is written when all
/// pictures of its shard are there. A shard that has its labels is left as it is, so that a stopped run can go on.
/// `done` hears how many pictures there are after each shard.
///
/// # Errors
/// [`TrainingError`]; shards finished before it stay.
pub fn training(
    assets: &Assets,
    spec: &TrainingSpec,
    mut done: impl FnMut(u64),
) -> Result<(), TrainingError> {
    same_run(assets, spec)?;
    for first in (0..spec.count).step_by(SHARD as usize) {
        let last = (first + SHARD).min(spec.count);
        let folder = spec.out_dir.join(format!("{:06}", first / SHARD));
        let labels = folder.join("labels.jsonl");
        if !complete(&labels, last - first) {
            fs::create_dir_all(&folder).map_err(write_error(&folder))?;
            shard(assets, spec.seed, first..last, &folder)?;
        }
        done(last);
    }
    Ok(())
}

/// Notes what the pictures of the folder are made from, or checks that it is the same as before.
fn same_run(assets: &Assets, spec: &TrainingSpec) -> Result<(), TrainingError> {
    let portraits = assets.portraits.as_ref().map_or(0, |portraits| portraits.names().count());
    let head = assets.head.rest.iter().fold(0, |sum, p| hash(sum ^ u64::from(p.x.to_bits() ^ p.y.to_bits())));
    let run = format!(
        "liveface-synth {}, seed {}, head {head:016x}, {portraits} portraits\n",
        env!("CARGO_PKG_VERSION"),
        spec.seed
    );
    let path = spec.out_dir.join("run.txt");
    match fs::read_to_string(&path) {
        Ok(found) if found == run => Ok(()),
        Ok(_) => Err(TrainingError::OtherRun { path }),
        Err(_) => {
            fs::create_dir_all(&spec.out_dir).map_err(write_error(&spec.out_dir))?;
            fs::write(&path, run).map_err(write_error(&path))
        }
    }
}

/// Whether `labels` has a line for each of `count` pictures.
fn complete(labels: &Path, count: u64) -> bool {
    fs::read(labels).is_ok_and(|text| text.iter().filter(|&&byte| byte == b'\n').count() as u64 == count)
}

fn shard(
    assets: &Assets,
    seed: u64,
    indices: std::ops::Range<u64>,
    folder: &Path,
) -> Result<(), TrainingError> {
    let sittings: Vec<u64> = indices.clone().step_by(SITTING as usize).collect();
    let made: Vec<Vec<Label>> = sittings
        .par_iter()
        .map(|&first| sitting(assets, seed, first..(first + SITTING).min(indices.end), folder))
        .collect::<Result<_, _>>()?;
    let path = folder.join("labels.jsonl");
    let part = folder.join("labels.part");
    let mut text = Vec::new();
    for label in made.iter().flatten() {
        serde_json::to_writer(&mut text, label).map_err(|e| write_error(&path)(e.into()))?;
        text.push(b'\n');
    }
    fs::write(&part, text).and_then(|()| fs::rename(&part, &path)).map_err(write_error(&path))
}

/// Bits for picture `index` of `seed` that no other pair shares by design.
fn chosen(seed: u64, index: u64) -> u64 {
    hash(hash(seed).wrapping_add(index))
}

/// One person, or one attack, in different light, pose and distance.
fn sitting(
    assets: &Assets,
    seed: u64,
    indices: std::ops::Range<u64>,
    folder: &Path,
) -> Result<Vec<Label>, TrainingError> {
    let mut dice = Dice::new(chosen(seed, indices.start));
    let draw = Draw::of(&mut dice, assets);
    let act = Act::new(assets, &draw.subject, &draw.scene, (dice.bits(), COARSE))?;
    indices.map(|index| take(assets, &draw, &act, (seed, index), folder)).collect()
}

/// Takes, writes and labels one picture.
fn take(
    assets: &Assets,
    draw: &Draw,
    act: &Act,
    (seed, index): (u64, u64),
    folder: &Path,
) -> Result<Label, TrainingError> {
    let mut dice = Dice::new(chosen(seed ^ 0x7461_6B65, index));
    let shot = draw.shot(&mut dice);
    let (shift, _) = tremor(dice.bits(), 0, 1.0);
    let camera = Rigid { turn: Mat3::turn(0.0, shot.tilt, shot.roll), shift: shift + shot.shift };
    let played = act.still(assets, &shot.moment, &camera);
    let lens = framed(&played.landmarks, &shot);
    let light = Illumination::new(&shot.lights, draw.face()).map_err(FilmError::from)?;
    let room = Room::new(dice.bits(), draw.subject.place.distance, &shot.lights);
    let mut drawables = vec![room.drawable(&camera, &camera)];
    drawables.extend(played.drawables);
    let micros = shot.micros;
    let shutter = Shutter { at_us: micros, open_us: 1.0, readout_us: 0.0, moments: COARSE.moments };
    let picture = render(&drawables, &light, &lens, &shutter);
    let mut sensor = Sensor::new(&shot.camera, dice.bits());
    let (rgb, _) = sensor.develop(&picture, index, Timestamp::from_micros(micros.unsigned_abs()));
    let file = format!("{index:06}.jpg");
    write_picture(&folder.join(&file), &rgb)?;
    let lux = light.ambient_lux(draw.face())
        + light.screen_irradiance(draw.face(), &light.quarters(micros)).luminance();
    Ok(Label {
        schema: 1,
        file,
        index,
        person: draw.subject.person.seed,
        portrait: draw.subject.person.portrait.clone(),
        tone: act.tone().or(draw.subject.person.portrait.is_none().then_some(draw.tone)),
        species: draw.species.clone(),
        lux,
        face: FaceTruth::seen(&played.landmarks, &played.moment, &lens, draw.species.is_live())
            .of(0, &draw.subject.person),
    })
}

/// A square lens whose picture holds the face of `landmarks` (camera space) as `shot` asks.
fn framed(landmarks: &[Vec3], shot: &draw::ShotDraw) -> Lens {
    let unit = Lens { width: 1, height: 1, focal: 1.0, centre: [0.0; 2] };
    let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
    for place in landmarks.iter().map(|&p| unit.project(p)) {
        low = [low[0].min(place.x), low[1].min(place.y)];
        high = [high[0].max(place.x), high[1].max(place.y)];
    }
    let side = (high[0] - low[0]).max(high[1] - low[1]).max(1e-3) * shot.context;
    let focal = SIDE as f32 / side;
    let middle =
        [(low[0] + high[0]) / 2.0 + shot.off[0] * side, (low[1] + high[1]) / 2.0 + shot.off[1] * side];
    let centre = middle.map(|m| SIDE as f32 / 2.0 - m * focal);
    Lens { width: SIDE, height: SIDE, focal, centre }
}

fn write_picture(path: &Path, rgb: &[u8]) -> Result<(), TrainingError> {
    let mut jpeg = Vec::with_capacity(40_000);
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(rgb, SIDE as u32, SIDE as u32, ExtendedColorType::Rgb8)
        .map_err(|e| write_error(path)(io::Error::other(e)))?;
    fs::File::create(path).and_then(|mut file| file.write_all(&jpeg)).map_err(write_error(path))
}

fn write_error(path: &Path) -> impl FnOnce(io::Error) -> TrainingError {
    let path = path.to_owned();
    move |source| TrainingError::Write { path, source }
}
