//! The operating system's cameras, through nokhwa.

use super::device::{Device, Fault};
use super::{CameraEncoding, CameraFormat, CameraInfo, CameraOptions, CameraSelector, negotiate};
use crate::{CameraFault, FrameError};
use nokhwa::utils::{ApiBackend, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};
use nokhwa::{Camera, NokhwaError};

/// What can be converted to RGB.
const READABLE: [FrameFormat; 3] = [FrameFormat::YUYV, FrameFormat::NV12, FrameFormat::MJPEG];

/// The cameras of this machine, by number. Opens each for a moment to ask for its formats.
///
/// # Errors
/// [`FrameError::Camera`] when the system cannot be asked at all; no camera is an empty list.
pub fn list_cameras() -> Result<Vec<CameraInfo>, FrameError> {
    let failed =
        |fault: Fault| FrameError::Camera { name: "list".to_owned(), kind: fault.kind, reason: fault.reason };
    let mut cameras = found().map_err(failed)?;
    cameras.retain_mut(|camera| match open_any(camera.index).and_then(|mut device| formats(&mut device)) {
        Ok(formats) => {
            camera.formats = formats;
            true
        }
        Err(error) => {
            tracing::debug!(camera.index, %error, "camera does not tell its formats");
            !shows_nothing(&error)
        }
    });
    Ok(cameras)
}

/// Whether a device could be asked and has no readable format at all. On Linux that is mostly no camera: each webcam has a
/// second device beside it, for metadata.
fn shows_nothing(error: &NokhwaError) -> bool {
    let NokhwaError::GetPropertyError { property, error } = error else { return false };
    // The misspelling is nokhwa's.
    property == "CameraFormat" && error.contains("Fufill")
}

/// The cameras without their formats, by number.
fn found() -> Result<Vec<CameraInfo>, Fault> {
    let mut cameras: Vec<_> = nokhwa::query(ApiBackend::Auto)
        .map_err(|error| fault(&error))?
        .into_iter()
        .filter_map(|info| {
            let index = info.index().as_index().ok()?;
            let (name, description) = (info.human_name(), info.description().to_owned());
            Some(CameraInfo { index, name, description, formats: Vec::new() })
        })
        .collect();
    cameras.sort_by_key(|camera| camera.index);
    Ok(cameras)
}

/// Opens the camera that `selector` names with the best format for `options`, and starts its stream.
pub(super) fn open(selector: &CameraSelector, options: &CameraOptions) -> Result<Box<dyn Device>, Fault> {
    let index = select(&found()?, selector)?;
    let mut camera = open_any(index).map_err(|error| fault(&error))?;
    let offered = formats(&mut camera).map_err(|error| fault(&error))?;
    let format = negotiate::choose(&offered, options).ok_or_else(|| {
        Fault::new(CameraFault::Format, "it offers no YUYV, NV12 or MJPEG pictures; choose another camera")
    })?;
    let resolution = nokhwa::utils::Resolution::new(format.width, format.height);
    let exact = nokhwa::utils::CameraFormat::new(resolution, native(format.encoding), format.fps);
    let request = RequestedFormat::with_formats(RequestedFormatType::Exact(exact), &READABLE);
    camera.set_camera_requset(request).map_err(|error| fault(&error))?;
    camera.open_stream().map_err(|error| fault(&error))?;
    Ok(Box::new(Native { camera, format }))
}

/// The number of the camera that `selector` names.
fn select(cameras: &[CameraInfo], selector: &CameraSelector) -> Result<u32, Fault> {
    let missing = |reason: String| Fault::new(CameraFault::NotFound, reason);
    if cameras.is_empty() {
        return Err(missing("no camera is connected; plug one in, or use a video file".to_owned()));
    }
    let lower = |text: &str| text.to_lowercase();
    let camera = match selector {
        CameraSelector::Index(index) => cameras.iter().find(|camera| camera.index == *index),
        CameraSelector::Name(name) => cameras
            .iter()
            .find(|camera| camera.name == *name)
            .or_else(|| cameras.iter().find(|camera| lower(&camera.name).contains(&lower(name)))),
    };
    camera.map(|camera| camera.index).ok_or_else(|| {
        let there: Vec<_> = cameras.iter().map(|c| format!("{} ({})", c.index, c.name)).collect();
        missing(format!("not there; connected are {}", there.join(", ")))
    })
}

/// Opens a camera in whatever readable format it likes.
fn open_any(index: u32) -> Result<Camera, NokhwaError> {
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &READABLE);
    Camera::new(CameraIndex::Index(index), any)
}

/// The readable formats of a camera.
fn formats(camera: &mut Camera) -> Result<Vec<CameraFormat>, NokhwaError> {
    let offered = camera.compatible_camera_formats()?;
    let readable = |format: nokhwa::utils::CameraFormat| {
        let encoding = encoding(format.format())?;
        Some(CameraFormat {
            width: format.width(),
            height: format.height(),
            fps: format.frame_rate(),
            encoding,
        })
    };
    Ok(offered.into_iter().filter_map(readable).collect())
}

fn encoding(format: FrameFormat) -> Option<CameraEncoding> {
    match format {
        FrameFormat::YUYV => Some(CameraEncoding::Yuyv),
        FrameFormat::NV12 => Some(CameraEncoding::Nv12),
        FrameFormat::MJPEG => Some(CameraEncoding::Mjpeg),
        _ => None,
    }
}

fn native(encoding: CameraEncoding) -> FrameFormat {
    match encoding {
        CameraEncoding::Yuyv => FrameFormat::YUYV,
        CameraEncoding::Nv12 => FrameFormat::NV12,
        CameraEncoding::Mjpeg => FrameFormat::MJPEG,
    }
}

/// An open camera of nokhwa.
struct Native {
    camera: Camera,
    format: CameraFormat,
}

impl Device for Native {
    fn format(&self) -> CameraFormat {
        self.format
    }

    fn capture(&mut self, raw: &mut Vec<u8>) -> Result<(), Fault> {
        let picture = self.camera.frame_raw().map_err(|error| fault(&error))?;
        raw.clear();
        raw.extend_from_slice(&picture);
        Ok(())
    }
}

/// Sorts an error of nokhwa, which keeps the system's error only as text.
fn fault(error: &NokhwaError) -> Fault {
    let text = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    let says = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    let (kind, remedy) = if says(&["ermission denied", "os error 13", "not permitted", "os error 1)"]) {
        (
            CameraFault::Denied,
            "access is denied; add this user to the group video, or allow the camera in the privacy settings",
        )
    } else if says(&["busy", "os error 16"]) {
        (CameraFault::Busy, "another program uses it; close that program")
    } else if says(&["No such file", "os error 2)"]) {
        (CameraFault::NotFound, "it is not there; check its cable and its number")
    } else if says(&["No such device", "os error 19)"]) {
        (CameraFault::Disconnected, "it stopped answering; check its cable, then start again")
    } else if shows_nothing(error) {
        (CameraFault::Format, "it offers no YUYV, NV12 or MJPEG pictures; choose another camera")
    } else if matches!(error, NokhwaError::GetPropertyError { .. } | NokhwaError::SetPropertyError { .. }) {
        (CameraFault::Format, "it refuses the format; ask for another size or choose another camera")
    } else {
        (CameraFault::Disconnected, "it stopped answering; check its cable, then start again")
    };
    Fault::new(kind, format!("{remedy} ({text})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera(index: u32, name: &str) -> CameraInfo {
        CameraInfo { index, name: name.to_owned(), description: String::new(), formats: Vec::new() }
    }

    #[test]
    fn a_camera_is_chosen_by_number_or_name() {
        let cameras = [camera(0, "HD Webcam Pro"), camera(2, "HD Webcam")];
        let select = |selector: &str| select(&cameras, &selector.into());
        assert_eq!(select("2").unwrap(), 2);
        assert_eq!(select("HD Webcam").unwrap(), 2, "the exact name wins");
        assert_eq!(select("pro").unwrap(), 0);
        let missing = select("1").unwrap_err();
        assert_eq!(missing.kind, CameraFault::NotFound);
        assert_eq!(missing.reason, "not there; connected are 0 (HD Webcam Pro), 2 (HD Webcam)");
        assert!(super::select(&[], &"0".into()).unwrap_err().reason.contains("plug one in"));
    }

    #[test]
    fn errors_of_the_system_are_sorted_and_carry_a_remedy() {
        let sort = |text: &str| {
            let fault = fault(&NokhwaError::OpenDeviceError("0".to_owned(), text.to_owned()));
            (fault.kind, fault.reason)
        };
        assert_eq!(sort("V4L2 Error: Permission denied (os error 13)").0, CameraFault::Denied);
        let (kind, reason) = sort("V4L2 Error: Device or resource busy (os error 16)");
        assert_eq!(kind, CameraFault::Busy);
        assert!(reason.contains("close that program"));
        assert_eq!(sort("V4L2 Error: No such file or directory (os error 2)").0, CameraFault::NotFound);
        assert_eq!(sort("V4L2 Error: No such device (os error 19)").0, CameraFault::Disconnected);
        let property = |property: &str, text: &str| NokhwaError::GetPropertyError {
            property: property.to_owned(),
            error: text.to_owned(),
        };
        let gone = fault(&property("Resolution", "width          : 640\n No such device (os error 19)"));
        assert_eq!(gone.kind, CameraFault::Disconnected, "pulled out between opening and streaming");
        assert!(gone.reason.contains("width : 640 No such device"), "{}", gone.reason);
        let metadata = fault(&property("CameraFormat", "Failed to Fufill"));
        assert!(metadata.reason.contains("choose another camera"), "{}", metadata.reason);
    }
}
