//! Decoded pictures to upright RGB.

use super::stream::{Matrix, Turn, Yuv};
use crate::error::Fault;
use crate::frame::FramePool;
use std::sync::Arc;
use yuv::{YuvPlanarImage, YuvRange, YuvStandardMatrix, yuv420_to_rgb};

/// Bytes of a pixel.
const RGB: usize = 3;

/// Converts pictures, reusing the memory of frames nobody holds any more.
#[derive(Default)]
pub(crate) struct Converter {
    pool: FramePool,
    flat: Vec<u8>,
}

impl Converter {
    /// The picture as (height, width, 3) RGB after `turn`.
    pub(crate) fn convert(&mut self, picture: &Yuv, turn: Turn) -> Result<Arc<Vec<u8>>, Fault> {
        let size = (picture.width as usize, picture.height as usize);
        let len = size.0 * size.1 * RGB;
        if turn == Turn::default() {
            return self.pool.fill(len, |rgb| fill_rgb(picture, rgb));
        }
        self.flat.resize(len, 0);
        fill_rgb(picture, &mut self.flat)?;
        let flat = &self.flat;
        self.pool.fill(len, |rgb| {
            turn_into(flat, size, turn, rgb);
            Ok(())
        })
    }
}

fn fill_rgb(picture: &Yuv, rgb: &mut [u8]) -> Result<(), Fault> {
    let [y_plane, u_plane, v_plane] = &picture.planes;
    let [y_stride, u_stride, v_stride] = picture.strides;
    let (width, height) = (picture.width, picture.height);
    let image = YuvPlanarImage { y_plane, y_stride, u_plane, u_stride, v_plane, v_stride, width, height };
    let range = if picture.colour.full_range == Some(true) { YuvRange::Full } else { YuvRange::Limited };
    let matrix = match picture.colour.matrix.unwrap_or_default() {
        Matrix::Bt601 => YuvStandardMatrix::Bt601,
        Matrix::Bt709 => YuvStandardMatrix::Bt709,
        Matrix::Bt2020 => YuvStandardMatrix::Bt2020,
    };
    yuv420_to_rgb(&image, rgb, width * RGB as u32, range, matrix)
        .map_err(|e| Fault::malformed(format!("a decoded picture is incomplete ({e}); record it again")))
}

/// Writes `flat`, (height, width, 3), turned into `out`.
fn turn_into(flat: &[u8], (width, height): (usize, usize), turn: Turn, out: &mut [u8]) {
    let out_width = if turn.quarters % 2 == 1 { height } else { width };
    for (at, pixel) in out.chunks_exact_mut(RGB).enumerate() {
        let (x, y) = (at % out_width, at / out_width);
        // Where the pixel at (x, y) of the upright picture was before the clockwise quarter turns …
        let (from_x, from_y) = match turn.quarters % 4 {
            0 => (x, y),
            1 => (y, height - 1 - x),
            2 => (width - 1 - x, height - 1 - y),
            _ => (width - 1 - y, x),
        };
        // … and before the mirror.
        let from_x = if turn.mirror { width - 1 - from_x } else { from_x };
        let from = (from_y * width + from_x) * RGB;
        pixel.copy_from_slice(&flat[from..from + RGB]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_move_pixels_where_they_belong() {
        // a b c
        // d e f
        let flat: Vec<u8> = (b'a'..=b'f').flat_map(|letter| [letter; RGB]).collect();
        let cases = [
            (false, 0, "abcdef"),
            (false, 1, "daebfc"),
            (false, 2, "fedcba"),
            (false, 3, "cfbead"),
            (true, 0, "cbafed"),
            (true, 1, "fcebda"),
        ];
        for (mirror, quarters, expected) in cases {
            let mut out = vec![0; flat.len()];
            turn_into(&flat, (3, 2), Turn { mirror, quarters }, &mut out);
            let letters: String = out.iter().step_by(RGB).map(|&byte| byte as char).collect();
            assert_eq!(letters, expected, "mirror {mirror}, {quarters} quarter turns");
        }
    }
}
