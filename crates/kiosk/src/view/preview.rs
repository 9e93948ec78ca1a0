//! The camera's picture as one texture that is filled again and again.

use eframe::egui::{self, Color32, ColorImage, ImageData, TextureHandle, TextureOptions};
use std::sync::Arc;

/// A picture of the camera, as the camera sees it (not mirrored).
#[derive(Clone, Copy, Debug)]
pub struct PreviewPicture<'p> {
    /// Columns; above zero.
    pub width: u32,
    /// Rows; above zero.
    pub height: u32,
    /// Rows of RGB, 0..=255 a channel, `3 * width * height` bytes; a picture of any other length is not shown.
    pub rgb: &'p [u8],
}

/// The texture, and the pixels it was last filled with: kept so that their memory serves the next picture too.
pub(super) struct Preview {
    texture: TextureHandle,
    pixels: Arc<ColorImage>,
}

impl Preview {
    pub(super) fn new(ctx: &egui::Context, picture: &PreviewPicture<'_>) -> Option<Self> {
        let size = picture.size()?;
        let pixels = Arc::new(ColorImage::from_rgb(size, picture.rgb));
        let image = ImageData::Color(Arc::clone(&pixels));
        Some(Self { texture: ctx.load_texture("preview", image, TextureOptions::LINEAR), pixels })
    }

    /// Takes the next picture; `false` if it has another size or is none.
    pub(super) fn fill(&mut self, picture: &PreviewPicture<'_>) -> bool {
        if picture.size() != Some(self.pixels.size) {
            return false;
        }
        // Alone once the last picture is uploaded; copied, for this once, while it is still under way.
        let pixels = Arc::make_mut(&mut self.pixels);
        for (pixel, rgb) in pixels.pixels.iter_mut().zip(picture.rgb.chunks_exact(3)) {
            *pixel = Color32::from_rgb(rgb[0], rgb[1], rgb[2]);
        }
        // A part of the texture that is all of it: it is written in place, not made anew.
        let image = ImageData::Color(Arc::clone(&self.pixels));
        self.texture.set_partial([0, 0], image, TextureOptions::LINEAR);
        true
    }

    pub(super) fn texture(&self) -> egui::TextureId {
        self.texture.id()
    }

    /// Width over height.
    pub(super) fn aspect(&self) -> f32 {
        let [width, height] = self.pixels.size;
        width as f32 / height.max(1) as f32
    }
}

impl PreviewPicture<'_> {
    /// Columns and rows, if there are as many bytes as they need.
    fn size(&self) -> Option<[usize; 2]> {
        let size = [self.width as usize, self.height as usize];
        let bytes = size[0].checked_mul(size[1])?.checked_mul(3)?;
        (bytes > 0 && bytes == self.rgb.len()).then_some(size)
    }
}
