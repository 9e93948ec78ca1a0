//! `liveface cameras`: which cameras there are, and what they offer.

use crate::args::JsonOnly;
use crate::{Outcome, terminal};
use serde::Serialize;

/// A camera of this machine.
#[derive(Clone, Debug, Serialize)]
pub struct Camera {
    /// The number to use in `camera:N`.
    pub index: u32,
    /// Name that its maker gave it.
    pub name: String,
    /// What else the system says of it.
    pub description: String,
    /// What it offers, e.g. `640×480 at 30 fps, Mjpeg`; empty while it cannot be opened.
    pub formats: Vec<String>,
}

/// What `cameras --json` prints, and `doctor --json` under `cameras`.
#[derive(Clone, Debug, Serialize)]
pub struct Cameras {
    /// Whether this program was built with cameras.
    pub supported: bool,
    /// Those that were found.
    pub cameras: Vec<Camera>,
    /// Why there is none, and what to do.
    pub problem: Option<String>,
}

/// What `cameras --json` prints.
#[derive(Serialize)]
struct CamerasObject<'c> {
    schema: u32,
    #[serde(flatten)]
    cameras: &'c Cameras,
}

/// Runs the command. No camera is `Broken`.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(args: &JsonOnly) -> anyhow::Result<Outcome> {
    let cameras = find();
    if args.json {
        terminal::print(&serde_json::to_string(&CamerasObject { schema: 1, cameras: &cameras })?)?;
    } else if !cameras.cameras.is_empty() {
        terminal::print(&cameras.lines().join("\n"))?;
    }
    let Some(problem) = &cameras.problem else { return Ok(Outcome::Good) };
    terminal::tell(&format!("liveface: {problem}"));
    Ok(Outcome::Broken)
}

impl Cameras {
    /// A line for each camera, and one for each thing it offers.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for camera in &self.cameras {
            lines.push(format!("camera:{}  {} ({})", camera.index, camera.name, camera.description));
            lines.extend(camera.formats.iter().map(|format| format!("  {format}")));
        }
        lines
    }

    #[cfg(feature = "camera")]
    fn of(cameras: Vec<Camera>) -> Self {
        let problem = cameras.is_empty().then(|| {
            "no camera found: plug one in, and check that this user may use it (on Linux: the group `video`)"
                .to_owned()
        });
        Self { supported: true, cameras, problem }
    }
}

/// Looks for cameras.
#[cfg(feature = "camera")]
pub fn find() -> Cameras {
    match liveface_frames::list_cameras() {
        Ok(found) => Cameras::of(found.into_iter().map(described).collect()),
        Err(error) => {
            let problem = Some(format!("no camera found: {error}"));
            Cameras { supported: true, cameras: Vec::new(), problem }
        }
    }
}

/// Says that there are none in this build.
#[cfg(not(feature = "camera"))]
pub fn find() -> Cameras {
    let problem = "this program was built without cameras: build it with `cargo build --release --features camera` \
                   (on Linux that needs libclang)";
    Cameras { supported: false, cameras: Vec::new(), problem: Some(problem.to_owned()) }
}

#[cfg(feature = "camera")]
fn described(info: liveface_frames::CameraInfo) -> Camera {
    let formats = info.formats.iter().map(|format| {
        format!("{}×{} at {} fps, {:?}", format.width, format.height, format.fps, format.encoding)
    });
    Camera { index: info.index, name: info.name, description: info.description, formats: formats.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_is_listed_by_the_name_that_verify_takes() {
        let camera = Camera {
            index: 2,
            name: "Front".into(),
            description: "/dev/video2".into(),
            formats: vec!["640×480 at 30 fps, Mjpeg".into()],
        };
        let lines = Cameras { supported: true, cameras: vec![camera], problem: None }.lines();
        assert_eq!(lines, ["camera:2  Front (/dev/video2)", "  640×480 at 30 fps, Mjpeg"]);
    }
}
