//! What a camera sends to RGB.

use super::{CameraEncoding, CameraFormat};
use crate::frame::FramePool;
use crate::{Limits, decode_jpeg};
use std::path::Path;
use std::sync::Arc;
use yuv::{
    YuvBiPlanarImage, YuvConversionMode, YuvPackedImage, YuvRange, YuvStandardMatrix, yuv_nv12_to_rgb,
    yuyv422_to_rgb,
};

/// The picture in `raw` as (height, width, 3) RGB, 0..=255. YUV is BT.601, limited range, as UVC cameras send it.
///
/// # Errors
/// In words: too few bytes, a damaged JPEG, or another size than agreed.
pub(super) fn to_rgb(
    raw: &[u8],
    format: CameraFormat,
    limits: &Limits,
    pool: &mut FramePool,
) -> Result<Arc<Vec<u8>>, String> {
    let (width, height) = (format.width, format.height);
    let pixels = width as usize * height as usize;
    let (range, matrix) = (YuvRange::Limited, YuvStandardMatrix::Bt601);
    let too_few = || format!("a picture of {} bytes, too few for {width}x{height}", raw.len());
    match format.encoding {
        CameraEncoding::Mjpeg => {
            let picture = decode_jpeg(raw, Path::new("camera"), limits).map_err(|e| e.to_string())?;
            if (picture.width, picture.height) != (width, height) {
                return Err(format!(
                    "a picture of {}x{}, not {width}x{height}",
                    picture.width, picture.height
                ));
            }
            Ok(Arc::new(picture.pixels))
        }
        // Drivers hand out whole memory pages: what follows the picture is not part of it.
        CameraEncoding::Yuyv => {
            let yuy = raw.get(..pixels * 2).ok_or_else(too_few)?;
            let image = YuvPackedImage { yuy, yuy_stride: width * 2, width, height };
            pool.fill(pixels * 3, |rgb| yuyv422_to_rgb(&image, rgb, width * 3, range, matrix))
                .map_err(|e| e.to_string())
        }
        CameraEncoding::Nv12 => {
            let (y_plane, rest) = raw.split_at_checked(pixels).ok_or_else(too_few)?;
            let uv_plane = rest.get(..pixels / 2).ok_or_else(too_few)?;
            let image =
                YuvBiPlanarImage { y_plane, y_stride: width, uv_plane, uv_stride: width, width, height };
            let mode = YuvConversionMode::Balanced;
            pool.fill(pixels * 3, |rgb| yuv_nv12_to_rgb(&image, rgb, width * 3, range, matrix, mode))
                .map_err(|e| e.to_string())
        }
    }
}
