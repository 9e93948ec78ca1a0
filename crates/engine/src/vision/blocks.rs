//! A frame shrunk by a whole, even number, as the detector wants most of them: what bilinear samples halfway between pixels
//! add up to is the plain sum of a block, to the bit, and much sooner found.

use super::geometry::Affine;
use super::warp::BATCH;
use liveface_frames::Frame;

/// Bytes of a pixel.
const RGB: usize = 3;
/// Largest side of a block, pixels: its sums fit 16 bits.
const MOST: usize = 16;

/// The blocks of one frame.
pub(super) struct Blocks<'a> {
    pixels: &'a [u8],
    /// Bytes of a row.
    stride: usize,
    /// Side of a block, pixels.
    side: usize,
}

impl<'a> Blocks<'a> {
    /// The blocks that `map` makes of the upper left `part` (columns, rows) of its crop; `None` where it maps a pixel to
    /// anything else than a whole block inside the frame.
    pub fn of(frame: &'a Frame, map: &Affine, (columns, rows): (usize, usize)) -> Option<Self> {
        let side = map.xx as usize;
        let (width, height) = (frame.width() as usize, frame.height() as usize);
        let whole = *map == Affine::stretch([side as f32; 2], [0.0; 2]);
        let even = side.is_multiple_of(2) && (2..=MOST).contains(&side);
        let inside = columns * side <= width && rows * side <= height;
        (whole && even && inside).then_some(Self { pixels: frame.pixels(), stride: width * RGB, side })
    }

    /// A quarter of the sum of each of `count` blocks from (row, column) on, red, green and blue.
    pub fn sums(&self, (row, column): (usize, usize), count: usize, colours: &mut [[f32; BATCH]; 3]) {
        let bytes = count * self.side * RGB;
        let first = row * self.side * self.stride + column * self.side * RGB;
        let mut columns = [0_u16; BATCH * MOST * RGB];
        for row in self.pixels[first..].chunks(self.stride).take(self.side) {
            columns.iter_mut().zip(&row[..bytes]).for_each(|(sum, &level)| *sum += u16::from(level));
        }
        for (i, block) in columns[..bytes].chunks_exact(self.side * RGB).enumerate() {
            let (pixels, _) = block.as_chunks::<RGB>();
            let [r, g, b] =
                pixels.iter().fold([0; 3], |[r, g, b], pixel| [r + pixel[0], g + pixel[1], b + pixel[2]]);
            for (colours, sum) in colours.iter_mut().zip([r, g, b]) {
                colours[i] = f32::from(sum) / 4.0;
            }
        }
    }
}
