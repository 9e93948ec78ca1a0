//! Which of a camera's formats to take.

use super::{CameraFormat, CameraOptions};

/// Below this many pixels on the shorter side a face at arm's length is too coarse to judge.
const LEAST_SIDE: u32 = 480;

/// The best of `offered`, or `None` when none is within the limits: first large enough, then fast enough (80 % of
/// the wanted rate), then nearest in size, then nearest in rate, then the least compressed.
pub(super) fn choose(offered: &[CameraFormat], options: &CameraOptions) -> Option<CameraFormat> {
    let size = |width: u32, height: u32| u64::from(width) * u64::from(height);
    let wanted = size(options.width, options.height);
    let cost = |format: &CameraFormat| {
        let small = format.width.min(format.height) < LEAST_SIDE.min(options.width.min(options.height));
        let slow = u64::from(format.fps) * 10 < u64::from(options.fps) * 8;
        let distance = size(format.width, format.height).abs_diff(wanted);
        (small, slow, distance, format.fps.abs_diff(options.fps), format.encoding)
    };
    // Chroma is shared by pairs of pixels: an odd size cannot be sent.
    let usable = |f: &&CameraFormat| {
        f.width.is_multiple_of(2)
            && f.height.is_multiple_of(2)
            && options.limits.check_picture(f.width, f.height).is_ok()
    };
    offered.iter().filter(usable).min_by_key(|format| cost(format)).copied()
}

#[cfg(test)]
mod tests {
    use super::super::CameraEncoding::{self, Mjpeg, Yuyv};
    use super::*;

    fn format(width: u32, height: u32, fps: u32, encoding: CameraEncoding) -> CameraFormat {
        CameraFormat { width, height, fps, encoding }
    }

    #[test]
    fn size_then_rate_then_compression() {
        let (vga, vga_slow) = (format(640, 480, 30, Yuyv), format(640, 480, 10, Yuyv));
        let (vga_jpeg, hd_jpeg) = (format(640, 480, 30, Mjpeg), format(1280, 720, 30, Mjpeg));
        let qvga = format(320, 240, 30, Yuyv);
        let choose = |offered: &[CameraFormat]| choose(offered, &CameraOptions::default());
        assert_eq!(choose(&[qvga, hd_jpeg, vga_jpeg, vga_slow, vga]), Some(vga));
        assert_eq!(choose(&[qvga, hd_jpeg, vga_slow, vga_jpeg]), Some(vga_jpeg), "rate before compression");
        assert_eq!(choose(&[qvga, hd_jpeg, vga_slow]), Some(hd_jpeg), "rate before nearness in size");
        assert_eq!(choose(&[qvga, vga_slow]), Some(vga_slow), "size before rate");
        assert_eq!(choose(&[qvga]), Some(qvga), "better small than nothing");
        assert_eq!(choose(&[]), None);
        assert_eq!(choose(&[format(30_000, 30_000, 30, Mjpeg), format(0, 0, 30, Yuyv)]), None);
    }
}
