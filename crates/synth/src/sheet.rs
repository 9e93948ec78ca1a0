//! A contact sheet: every fixture at a glance.

mod font;

use crate::catalogue::{Catalogue, ClipEntry, SCHEMA};
use crate::truth::write_whole;
use image::RgbImage;
use image::imageops::{self, FilterType};
use liveface_frames::{FrameError, Limits, open};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Pictures of each clip.
const PICTURES: usize = 4;
/// Bytes of a list of fixtures, at most, and its clips.
const MOST_BYTES: u64 = 4 << 20;
const MOST_CLIPS: usize = 256;
/// Size of a picture, pixels.
const PICTURE: (u32, u32) = (160, 120);
/// Clips side by side.
const COLUMNS: u32 = 2;
/// Between clips, and room for the label above the pictures, pixels.
const GAP: u32 = 8;
const LABEL: u32 = font::HEIGHT as u32 + 5;
const PAPER: image::Rgb<u8> = image::Rgb([24, 24, 26]);
const INK: image::Rgb<u8> = image::Rgb([236, 236, 232]);

/// Why a contact sheet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The list of fixtures is missing or is none.
    #[error("cannot read {path}: make the fixtures first")]
    Catalogue {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        source: io::Error,
    },
    /// A clip cannot be played.
    #[error(transparent)]
    Clip(#[from] FrameError),
    /// The sheet could not be written.
    #[error("cannot write {path}: give a folder that may be written to")]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes a contact sheet (PNG) of the fixtures in `folder` to `out`: of each clip its name, its species and pictures
/// from its middle parts and of what is done in it.
///
/// # Errors
/// [`SheetError`], which names the file; no sheet is left half-written.
pub fn write_sheet(folder: &Path, out: &Path) -> Result<(), SheetError> {
    let path = folder.join("clips.toml");
    let catalogue = read(&path).map_err(|source| SheetError::Catalogue { path, source })?;
    let (width, height) = cell();
    let rows = (catalogue.clips.len() as u32).div_ceil(COLUMNS);
    let mut sheet = RgbImage::from_pixel(COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP, PAPER);
    for (i, clip) in (0u32..).zip(&catalogue.clips) {
        let at = (GAP + i % COLUMNS * (width + GAP), GAP + i / COLUMNS * (height + GAP));
        label(&mut sheet, at, &format!("{} - {}", clip.name, clip.species));
        for (n, picture) in (0u32..).zip(pictures(folder, clip)?) {
            imageops::replace(&mut sheet, &picture, i64::from(at.0 + n * PICTURE.0), i64::from(at.1 + LABEL));
        }
    }
    write_png(out, &sheet).map_err(|source| SheetError::Write { path: out.to_owned(), source })
}

/// The list of fixtures at `path`.
fn read(path: &Path) -> io::Result<Catalogue> {
    let mut text = String::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(io::Error::other(format!("larger than {} MiB", MOST_BYTES >> 20)));
    }
    let catalogue: Catalogue = toml::from_str(&text)
        .map_err(|e| io::Error::other(e.message().split_whitespace().collect::<Vec<_>>().join(" ")))?;
    if catalogue.schema != SCHEMA {
        return Err(io::Error::other(format!("schema is {}, not {SCHEMA}", catalogue.schema)));
    }
    if catalogue.clips.len() > MOST_CLIPS {
        return Err(io::Error::other(format!("more than {MOST_CLIPS} clips")));
    }
    Ok(catalogue)
}

/// Writes `picture` as PNG under a temporary name that becomes `path` once it is complete.
///
/// # Errors
/// What the system said.
pub fn write_png(path: &Path, picture: &RgbImage) -> io::Result<()> {
    let mut png = io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).map_err(io::Error::other)?;
    write_whole(path, png.get_ref())
}

/// Size of a clip with its label.
fn cell() -> (u32, u32) {
    (PICTURE.0 * PICTURES as u32, PICTURE.1 + LABEL)
}

fn label(sheet: &mut RgbImage, (left, top): (u32, u32), text: &str) {
    let widest = cell().0 as usize / font::ADVANCE;
    let text: String = text.chars().take(widest).collect();
    for (x, y) in font::dots(&text) {
        sheet.put_pixel(left + x as u32, top + y as u32, INK);
    }
}

/// Small pictures of a clip.
fn pictures(folder: &Path, clip: &ClipEntry) -> Result<Vec<RgbImage>, FrameError> {
    let mut source = open(&folder.join(&clip.entry.file), &Limits::default())?;
    let times = times(clip);
    let mut wanted = times.iter().peekable();
    let mut found = Vec::new();
    while let Some(frame) = source.next_frame()? {
        while wanted.next_if(|ms| frame.at().as_millis() >= **ms).is_some() {
            let whole = RgbImage::from_raw(frame.width(), frame.height(), frame.pixels().to_vec());
            let small =
                |whole: RgbImage| imageops::resize(&whole, PICTURE.0, PICTURE.1, FilterType::Triangle);
            found.extend(whole.map(small));
        }
    }
    Ok(found)
}

/// When to look, milliseconds: while things are done (a blink is shut after two fifths of its time), and evenly.
fn times(clip: &ClipEntry) -> Vec<u64> {
    let shut = |from: u64, to: u64| from.saturating_add(to.saturating_sub(from).saturating_mul(2) / 5);
    let mut done: Vec<u64> = clip.events.iter().map(|done| shut(done.from_ms, done.to_ms)).collect();
    done.truncate(PICTURES / 2);
    let even = PICTURES - done.len();
    done.extend((0..even).map(|i| clip.duration_ms.saturating_mul(2 * i as u64 + 1) / (2 * even as u64)));
    for ms in &mut done {
        // The last frame may come well before the end.
        *ms = (*ms).min(clip.duration_ms.saturating_mul(9) / 10);
    }
    done.sort_unstable();
    done
}
