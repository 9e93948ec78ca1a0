//! The head of ICT-FaceKit (Li et al. 2020, "Learning formation of physically-based face attributes"; MIT).

use super::eyes::Eyeball;
use super::landmarks::{Anchor, TABLE};
use super::lids::Lids;
use super::obj::{self, content};
use super::pose::{MODES, Sparse};
use super::{Built, HeadError, HeadModel, HeadPart, PARTS, Places};
use crate::math::{Vec3, mix};
use crate::mesh::Triangle;
use rayon::prelude::*;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Vertices of every file.
const COUNT: usize = 26_719;
/// Identity modes in use, of 100: the later ones move nothing by more than a hair.
const IDENTITIES: usize = 72;
/// Shorter ways of an expression are left out, cm.
const STILL: f32 = 0.001;

// Vertices of one kind lie together (vertex table of ICT-FaceKit's README).
const FACE: Range<usize> = 0..9_409;
const MOUTH: Range<usize> = 11_248..13_294;
const SOCKETS: Range<usize> = 13_294..14_062;
const GUMS: Range<usize> = 14_062..17_039;
const TEETH: Range<usize> = 17_039..21_451;
/// Image left: the subject's right.
const LEFT_EYE: Range<usize> = 23_021..24_591;
const LEFT_SHELL: Range<usize> = 23_021..23_791;
const RIGHT_EYE: Range<usize> = 21_451..23_021;
const RIGHT_SHELL: Range<usize> = 21_451..22_221;
/// Lacrimal fluid, blend and occlusion meshes: the materials do without.
const WET: Range<usize> = 24_591..25_351;

/// Rim of the upper and the lower lid at the image left, without the corners, and of both at the corners.
const UPPER: [Range<usize>; 6] = [1529..1547, 1930..1931, 1933..1934, 1961..1962, 1990..1991, 1528..1529];
const LOWER: Range<usize> = 1507..1528;

/// Lids stay this far above the eyeballs, cm.
const FILM: f32 = 0.05;
/// Upper and lower teeth are lowered by this, cm: so that the incisors show below a raised lip and the lower molars stay
/// behind the corners of an open mouth.
const LOWERED: [f32; 2] = [0.1, 0.22];
/// Teeth and gums are made narrower by this and set back, cm: on some heads they stick through the corners of the lips.
const NARROWER: f32 = 0.97;
const BACK: f32 = 0.15;

const PLACES: Places = Places {
    nose_tip: 4857,
    mouth_corners: [5708, 6213],
    chin: 966,
    ears: [0, 0],
    neck: Vec3 { x: 0.0, y: -8.0, z: -2.0 },
};

pub(super) fn read(folder: &Path) -> Result<HeadModel, HeadError> {
    let folder = model_folder(folder);
    let neutral_file = folder.join("generic_neutral_mesh.obj");
    let mut neutral = obj::read(&neutral_file)?;
    if neutral.points.len() != COUNT {
        let what = format!(
            "has {} vertices instead of ICT-FaceKit's {COUNT}: fetch the file again",
            neutral.points.len()
        );
        return Err(content(&neutral_file, what));
    }
    let modes = identities(&folder, &neutral.points)?;
    let expressions = expressions(&folder, &neutral.points, &MODES)?;
    let blinks = expressions_of_lids(&folder, &neutral.points)?;
    let parts = parts(&neutral.triangles);
    set_teeth(&mut neutral.points, expressions.first().map_or(&[], Vec::as_slice));
    let eyes = [(LEFT_EYE, LEFT_SHELL), (RIGHT_EYE, RIGHT_SHELL)]
        .map(|(all, shell)| Eyeball::new(&mut neutral.points, all, shell));
    let rest = neutral.points;
    let lids = lids(&rest, &blinks);
    let guarded = [0, 1].map(|side| eyes[side].guarded(&rest, FACE, FILM));
    let mut anchors: Vec<Anchor> = TABLE.to_vec();
    anchors.extend(eyes[0].iris(&rest, &parts[HeadPart::LeftEye as usize]));
    anchors.extend(eyes[1].iris(&rest, &parts[HeadPart::RightEye as usize]));
    let places = Places { ears: ears(&rest), ..PLACES };
    let inner = [MOUTH, GUMS, TEETH];
    let built =
        Built { rest, uv: neutral.uv, parts, modes, expressions, eyes, lids, guarded, anchors, places };
    Ok(HeadModel::finish(built, |i| inner.iter().any(|range| range.contains(&i))))
}

/// Moves teeth, gums and tongue; those that `jaw` moves are the lower ones.
fn set_teeth(points: &mut [Vec3], jaw: &[(u32, Vec3)]) {
    let mut lower = vec![0.0_f32; points.len()];
    for &(i, way) in jaw {
        lower[i as usize] = (way.length() * 2.0).min(1.0);
    }
    for (point, lower) in points.iter_mut().zip(lower).take(TEETH.end).skip(GUMS.start) {
        *point = Vec3 {
            x: point.x * NARROWER,
            y: point.y - mix(LOWERED[0], LOWERED[1], lower),
            z: point.z - BACK,
        };
    }
}

/// `FaceXModel` in `folder` if it is there.
fn model_folder(folder: &Path) -> PathBuf {
    let inner = folder.join("FaceXModel");
    if inner.is_dir() { inner } else { folder.to_owned() }
}

fn identities(folder: &Path, neutral: &[Vec3]) -> Result<Vec<Vec<Vec3>>, HeadError> {
    let mode = |k: usize| -> Result<Vec<Vec3>, HeadError> {
        let mut points = obj::read_points(&folder.join(format!("identity{k:03}.obj")), COUNT)?;
        for (point, &rest) in points.iter_mut().zip(neutral) {
            *point = *point - rest;
        }
        Ok(points)
    };
    // Collected before errors are looked at, so that the first file in order is the one named.
    let read: Vec<_> = (0..IDENTITIES).into_par_iter().map(mode).collect();
    read.into_iter().collect()
}

fn expressions(folder: &Path, neutral: &[Vec3], names: &[&str]) -> Result<Vec<Sparse>, HeadError> {
    let mode = |name: &&str| -> Result<Sparse, HeadError> {
        let points = obj::read_points(&folder.join(format!("{name}.obj")), COUNT)?;
        let ways = points.iter().zip(neutral).map(|(&moved, &rest)| moved - rest);
        Ok((0_u32..).zip(ways).filter(|&(i, way)| moves(i as usize) && way.length() > STILL).collect())
    };
    let read: Vec<_> = names.par_iter().map(mode).collect();
    read.into_iter().collect()
}

/// Eyeballs turn as a whole instead.
fn moves(index: usize) -> bool {
    !(RIGHT_EYE.contains(&index) || LEFT_EYE.contains(&index) || WET.contains(&index))
}

fn expressions_of_lids(folder: &Path, neutral: &[Vec3]) -> Result<[Sparse; 2], HeadError> {
    let mut read = expressions(folder, neutral, &["eyeBlink_R", "eyeBlink_L"])?.into_iter();
    Ok([read.next().unwrap_or_default(), read.next().unwrap_or_default()])
}

fn lids(rest: &[Vec3], blinks: &[Sparse; 2]) -> [Lids; 2] {
    let [upper, lower] = [UPPER.into_iter().flatten().collect(), LOWER.collect()];
    let mirrored = |rim: &Vec<usize>| rim.iter().map(|&i| mirror(rest, i)).collect();
    let others = (mirrored(&upper), mirrored(&lower));
    let [left, right] = blinks;
    [Lids::new(rest, left, upper, lower), Lids::new(rest, right, others.0, others.1)]
}

/// The vertex of the face at the place of `index` on the other side.
fn mirror(rest: &[Vec3], index: usize) -> usize {
    let Vec3 { x, y, z } = rest[index];
    let distance = |i: &usize| (rest[*i] - Vec3 { x: -x, y, z }).length();
    FACE.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(index)
}

/// Upper ends of the ears: the highest points that stand out from the head.
fn ears(rest: &[Vec3]) -> [usize; 2] {
    let high = |side: f32| {
        let score = |i: &usize| {
            let p = rest[*i];
            if p.x * side > 8.2 && (-4.0..3.0).contains(&p.z) { p.y } else { f32::MIN }
        };
        FACE.max_by(|a, b| score(a).total_cmp(&score(b))).unwrap_or(0)
    };
    [high(-1.0), high(1.0)]
}

fn parts(triangles: &[Triangle]) -> [Vec<Triangle>; PARTS] {
    let mut parts: [Vec<Triangle>; PARTS] = Default::default();
    for &triangle in triangles {
        if let Some(part) = part(triangle) {
            parts[part as usize].push(triangle);
        }
    }
    parts
}

fn part(triangle: Triangle) -> Option<HeadPart> {
    let any = |range: &Range<usize>| triangle.points.iter().any(|&i| range.contains(&(i as usize)));
    let kinds = [
        (MOUTH, Some(HeadPart::Mouth)),
        (GUMS, Some(HeadPart::Mouth)),
        (TEETH, Some(HeadPart::Teeth)),
        (LEFT_SHELL, Some(HeadPart::LeftEye)),
        (RIGHT_SHELL, Some(HeadPart::RightEye)),
        (LEFT_EYE, None),
        (RIGHT_EYE, None),
        (WET, None),
        (FACE.start..SOCKETS.end, Some(HeadPart::Skin)),
    ];
    kinds.iter().find(|(range, _)| any(range)).map_or(Some(HeadPart::Lashes), |(_, part)| *part)
}
