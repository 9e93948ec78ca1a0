//! A folder of pictures as a stream.
//!
//! Times come from the first of these that fits:
//! 1. `timestamps.csv` in the folder: a header `file,ms` or `file,us`, then one line per picture in order of time,
//!    its name and its time since the start in milliseconds or microseconds (decimals allowed). Only pictures listed
//!    are read.
//! 2. Every picture's name ends in `_<number>ms` before its extension (`front_0040ms.jpg`): milliseconds.
//! 3. Otherwise the pictures play at 25 frames a second, in order of the last number in their names, then of name.

use crate::bounded::{malformed, read_file};
use crate::{Frame, FrameError, FrameId, FrameSource, Limits, SourceInfo, Timestamp, still};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Frames a second of pictures without times.
const DEFAULT_FPS: u64 = 25;
/// The file that gives the times.
const TIMES_FILE: &str = "timestamps.csv";
/// Name endings of pictures; anything else in the folder is ignored.
const PICTURES: [&str; 5] = ["jpg", "jpeg", "png", "webp", "bmp"];
/// Longest file name, bytes: that of common file systems.
const MAX_NAME: usize = 255;
/// Most bytes of a line of `timestamps.csv`, for bounding the file: the longest file name and a number.
const LINE_BYTES: u64 = MAX_NAME as u64 + 45;

/// Frames of a folder of JPEG, PNG, WebP or BMP pictures, all of one size; see the module's text for their times.
#[derive(Debug)]
pub struct FolderSource {
    limits: Limits,
    pictures: VecDeque<(PathBuf, Timestamp)>,
    first: Option<Frame>,
    info: SourceInfo,
    bytes: u64,
    next_id: u64,
}

impl FolderSource {
    /// Opens the folder `path`, sets the times of its pictures and decodes the first one.
    ///
    /// # Errors
    /// [`FrameError::Io`] when it is not a readable folder, [`FrameError::Malformed`] when it holds no picture, or a
    /// time falls or cannot be read (naming file and line), [`FrameError::Limit`] when the number of pictures, their
    /// bytes in all or the length are over `limits`.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, FrameError> {
        let table = path.join(TIMES_FILE);
        let pictures =
            if table.is_file() { listed(path, &table, limits)? } else { named(path, found(path, limits)?)? };
        let last = pictures
            .last()
            .ok_or_else(|| malformed(path, "no picture in it; put JPEG or PNG files there"))?
            .1;
        let count = pictures.len() as u64;
        limits.check_frames(count).map_err(|fault| fault.at(path))?;
        let length = last.since(Timestamp::ZERO);
        limits.check_duration(length).map_err(|fault| fault.at(path))?;
        let info = SourceInfo { duration: Some(length), frames: Some(count), ..SourceInfo::default() };
        let mut source =
            Self { limits: *limits, pictures: pictures.into(), first: None, info, bytes: 0, next_id: 0 };
        source.first = source.read()?;
        if let Some(first) = &source.first {
            let span = last.since(first.at()).as_secs_f64();
            let fps = (count > 1 && span > 0.0).then(|| (count - 1) as f64 / span);
            source.info = SourceInfo { width: first.width(), height: first.height(), fps, ..source.info };
        }
        Ok(source)
    }

    fn read(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some((path, at)) = self.pictures.pop_front() else { return Ok(None) };
        let bytes = read_file(&path, &self.limits)?;
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        self.limits.check_file(self.bytes).map_err(|fault| fault.at(&path))?;
        let picture = still::decode(&bytes, &path, &self.limits)?;
        let size = (picture.width, picture.height);
        if self.next_id > 0 && size != (self.info.width, self.info.height) {
            return Err(malformed(&path, "it has another size than the first picture; make all of one size"));
        }
        let id = FrameId(self.next_id);
        self.next_id += 1;
        let frame = Frame::new(id, at, size, Arc::new(picture.pixels));
        frame.map(Some).ok_or_else(|| malformed(&path, "its pixels do not fit its size; export it again"))
    }
}

impl FrameSource for FolderSource {
    fn info(&self) -> SourceInfo {
        self.info
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        let next = self.read();
        if next.is_err() {
            self.pictures.clear();
        }
        next
    }
}

/// The pictures in the folder, in no order.
fn found(folder: &Path, limits: &Limits) -> Result<Vec<PathBuf>, FrameError> {
    let io = |source| FrameError::Io { path: folder.to_path_buf(), source };
    let mut pictures = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|e| PICTURES.contains(&e.as_str())) {
            pictures.push(path);
            limits.check_frames(pictures.len() as u64).map_err(|fault| fault.at(folder))?;
        }
    }
    Ok(pictures)
}

/// Sets times by the pictures' names.
fn named(folder: &Path, pictures: Vec<PathBuf>) -> Result<Vec<(PathBuf, Timestamp)>, FrameError> {
    let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let count = pictures.len();
    let mut keyed: Vec<_> = pictures.into_iter().map(|path| (millis(&stem(&path)), path)).collect();
    let timed = keyed.iter().filter(|(time, _)| time.is_some()).count();
    if timed > 0 && timed < count {
        let reason = format!("{timed} of {count} picture names end in _<number>ms; name all so, or none");
        return Err(malformed(folder, reason));
    }
    if timed == 0 {
        // A name without a number comes after all that have one.
        for (key, path) in &mut keyed {
            *key = Some(last_number(&stem(path)).unwrap_or(u64::MAX));
        }
    }
    keyed.sort();
    let at = |(index, (key, path)): (usize, (Option<u64>, PathBuf))| {
        let ordinal = Timestamp::from_micros(index as u64 * 1_000_000 / DEFAULT_FPS);
        let time = if timed == 0 { ordinal } else { Timestamp::from_millis(key.unwrap_or_default()) };
        (path, time)
    };
    Ok(keyed.into_iter().enumerate().map(at).collect())
}

/// The number in a name that ends in `_<number>ms`.
fn millis(stem: &str) -> Option<u64> {
    let (_, digits) = stem.strip_suffix("ms")?.rsplit_once('_')?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The last run of digits in a name.
fn last_number(stem: &str) -> Option<u64> {
    stem.split(|c: char| !c.is_ascii_digit()).rfind(|run| !run.is_empty())?.parse().ok()
}

/// The pictures and times listed in `table`.
fn listed(folder: &Path, table: &Path, limits: &Limits) -> Result<Vec<(PathBuf, Timestamp)>, FrameError> {
    let table_bytes = limits.frames.saturating_add(1).saturating_mul(LINE_BYTES);
    let bytes = read_file(table, &Limits { file_bytes: table_bytes.min(limits.file_bytes), ..*limits })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| malformed(table, "it is not UTF-8 text; save it as CSV again"))?;
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let micros_per_unit = match lines.next().map(|(_, header)| header.trim()) {
        Some("file,ms") => 1_000.0,
        Some("file,us") => 1.0,
        _ => return Err(malformed(table, "line 1: expected the header file,ms or file,us")),
    };
    let mut pictures: Vec<(PathBuf, Timestamp)> = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: String| malformed(table, format!("line {}: {what}", index + 1));
        let (name, at) = entry(line, micros_per_unit).map_err(wrong)?;
        if let Some((_, before)) = pictures.last().filter(|(_, before)| at < *before) {
            return Err(wrong(format!(
                "{name} is at {at}, before the picture above it at {before}; sort by time"
            )));
        }
        pictures.push((folder.join(name), at));
    }
    Ok(pictures)
}

/// One line of the table: name and time, or what is wrong.
fn entry(line: &str, micros_per_unit: f64) -> Result<(&str, Timestamp), String> {
    let (name, time) = line.rsplit_once(',').ok_or("expected a file name, a comma and a time")?;
    let name = name.trim();
    // The table of a folder from elsewhere must not reach other files.
    if name.is_empty() || name == ".." || name.len() > MAX_NAME || name.contains(['/', '\\', ':']) {
        let start: String = name.chars().take(40).collect();
        return Err(format!("{start:?} is not the name of a file in the folder"));
    }
    let time: f64 = time.trim().parse().map_err(|_| "its time is not a number".to_owned())?;
    let micros = time * micros_per_unit;
    // 2^53: beyond it, whole microseconds are not exact.
    if !(0.0..9_007_199_254_740_992.0).contains(&micros) {
        return Err(format!("a time of {time:e}; give one from 0 on"));
    }
    Ok((name, Timestamp::from_micros(micros.round() as u64)))
}
