//! A folder of portraits and the file that says where the mesh points of each face are.

use super::PortraitError;
use crate::math::{Vec3, linear_from_srgb, vec3};
use crate::picture::Picture;
use liveface_frames::{Frame, Limits, read_still};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Mesh points of a face, irises included.
const POINTS: usize = 478;
/// Mesh points on the skin: the irises come after them.
pub(super) const SKIN_POINTS: usize = 468;
/// The largest landmark file, bytes: some 5000 portraits.
const MOST_BYTES: u64 = 128 << 20;
/// The largest portrait along a side, pixels.
const MOST_PIXELS: u32 = 8192;
/// Endings of picture files, in the order in which they are tried.
const ENDINGS: [&str; 3] = ["jpg", "jpeg", "png"];

/// Portraits whose skin can be worn, with their landmarks.
pub struct Portraits {
    folder: PathBuf,
    entries: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct File {
    schema: u32,
    topology: String,
    portraits: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    width: u32,
    height: u32,
    points: Vec<[f32; 3]>,
}

/// One portrait, ready to be projected.
pub(super) struct Portrait {
    /// Linear light, 0..=1.
    pub picture: Picture,
    /// The first [`SKIN_POINTS`] mesh points, pixels from the upper left corner.
    pub points: Vec<[f32; 2]>,
}

impl std::fmt::Debug for Portraits {
    /// Only how many: names and landmarks are of people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Portraits").field("count", &self.entries.len()).finish_non_exhaustive()
    }
}

impl Portraits {
    /// Pictures of `folder` (JPEG or PNG) with the landmarks that the file `landmarks` gives for them: JSON
    /// `{"schema": 1, "topology": "mediapipe-478", "portraits": {name: {"width", "height", "points": [[x, y, z] × 478]}}}`,
    /// x and y in pixels of the picture, `name` = file name without ending.
    ///
    /// # Errors
    /// [`PortraitError`], which names the file.
    pub fn open(folder: &Path, landmarks: &Path) -> Result<Self, PortraitError> {
        if !folder.is_dir() {
            return Err(PortraitError::Read { path: folder.into(), hint: "give a folder of portraits" });
        }
        let unreadable = || PortraitError::Read {
            path: landmarks.into(),
            hint: "give the JSON file of mesh points that belongs to the portraits",
        };
        let mut text = String::new();
        let file = std::fs::File::open(landmarks).map_err(|_| unreadable())?;
        file.take(MOST_BYTES + 1).read_to_string(&mut text).map_err(|_| unreadable())?;
        let wrong = |what: String| PortraitError::Content { path: landmarks.into(), what };
        if text.len() as u64 > MOST_BYTES {
            return Err(wrong(format!("larger than {MOST_BYTES} bytes: split the folder")));
        }
        let file: File =
            serde_json::from_str(&text).map_err(|error| wrong(format!("not landmarks: {error}")))?;
        if file.schema != 1 || file.topology != "mediapipe-478" {
            return Err(wrong(format!(
                "schema {} with topology {:?}: give schema 1 with mediapipe-478",
                file.schema, file.topology
            )));
        }
        if let Some((name, what)) =
            file.portraits.iter().find_map(|(name, entry)| Some((name, entry.fault()?)))
        {
            return Err(wrong(format!("{name}: {what}")));
        }
        Ok(Self { folder: folder.into(), entries: file.portraits })
    }

    /// Names of the portraits, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Reads one portrait.
    pub(super) fn read(&self, name: &str) -> Result<Portrait, PortraitError> {
        let entry = self.entries.get(name).ok_or_else(|| PortraitError::Unknown { name: name.into() })?;
        let path = ENDINGS
            .map(|ending| self.folder.join(format!("{name}.{ending}")))
            .into_iter()
            .find(|p| p.is_file());
        let path = path.ok_or_else(|| PortraitError::Read {
            path: self.folder.join(format!("{name}.jpg")),
            hint: "the landmark file names this portrait: put the picture into the folder",
        })?;
        let frame =
            read_still(&path, &Limits::default()).map_err(|source| PortraitError::Picture { source })?;
        if (frame.width(), frame.height()) != (entry.width, entry.height) {
            let what = format!(
                "is {} × {} pixels, but its landmarks were found on {} × {}: find them again",
                frame.width(),
                frame.height(),
                entry.width,
                entry.height
            );
            return Err(PortraitError::Content { path, what });
        }
        let points = entry.points.iter().take(SKIN_POINTS).map(|p| [p[0], p[1]]).collect();
        Ok(Portrait { picture: linear(&frame), points })
    }
}

impl Entry {
    fn fault(&self) -> Option<String> {
        let sizes = 1..=MOST_PIXELS;
        if !sizes.contains(&self.width) || !sizes.contains(&self.height) {
            return Some(format!("{} × {} pixels: 1 to {MOST_PIXELS} are allowed", self.width, self.height));
        }
        if self.points.len() != POINTS {
            return Some(format!("{} points: {POINTS} are needed", self.points.len()));
        }
        let far = 4.0 * self.width.max(self.height) as f32;
        let index = self.points.iter().position(|p| p.iter().any(|x| !x.is_finite() || x.abs() > far))?;
        Some(format!("point {index} lies far outside the picture"))
    }
}

fn linear(frame: &Frame) -> Picture {
    let table: Vec<f32> = (0..256).map(|level| linear_from_srgb(level as f32 / 255.0)).collect();
    let level = |x: u8| table.get(usize::from(x)).copied().unwrap_or_default();
    let pixels: Vec<Vec3> =
        frame.pixels().chunks_exact(3).map(|p| vec3(level(p[0]), level(p[1]), level(p[2]))).collect();
    Picture { width: frame.width() as usize, height: frame.height() as usize, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_landmarks_are_refused_in_one_line() -> std::io::Result<()> {
        let folder = std::env::temp_dir().join(format!("liveface-portraits-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("landmarks.json");
        let entry = |points: usize, x: &str| {
            let point = format!("[{x},2,0]");
            let points = vec![point; points].join(",");
            format!(
                r#"{{"schema":1,"topology":"mediapipe-478","portraits":{{"a":{{"width":9,"height":9,"points":[{points}]}}}}}}"#
            )
        };
        let other = entry(POINTS, "1").replace("mediapipe-478", "ibug-68");
        let cases = [
            ("{", "not landmarks"),
            (&*entry(5, "1"), "478"),
            (&*entry(POINTS, "1e9"), "outside"),
            (&*other, "ibug-68"),
        ];
        for (text, said) in cases {
            std::fs::write(&file, text)?;
            let error = Portraits::open(&folder, &file).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.contains(said) && !error.contains('\n'), "{error}");
        }
        std::fs::write(&file, entry(POINTS, "1"))?;
        let opened = Portraits::open(&folder, &file).map_err(std::io::Error::other)?;
        assert!(opened.names().eq(["a"]));
        let missing = opened.read("a").err().map(|e| e.to_string()).unwrap_or_default();
        assert!(missing.contains("a.jpg"), "{missing}");
        std::fs::remove_dir_all(folder)
    }
}
