//! A texture: its texels, changed in part, and filtered as the graphics hardware does.

use egui::epaint::{ImageData, ImageDelta};
use egui::{ColorImage, TextureFilter, TextureOptions};

use super::{to_float, to_index};

/// One texture.
pub(super) struct Texture {
    image: ColorImage,
    options: TextureOptions,
}

impl Texture {
    /// A whole texture.
    pub(super) fn new(whole: &ImageDelta) -> Self {
        let ImageData::Color(image) = &whole.image;
        Self {
            image: ColorImage::clone(image),
            options: whole.options,
        }
    }

    /// Changes the part that `change` names; rows that reach outside are left out.
    pub(super) fn change(&mut self, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let [left, top] = change.pos.unwrap_or_default();
        let [width, _] = image.size;
        let [whole_width, _] = self.image.size;
        for (row, pixels) in image.pixels.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * whole_width + left;
            if let Some(target) = self.image.pixels.get_mut(start..start + width) {
                target.copy_from_slice(pixels);
            }
        }
    }

    /// The texel at a place from 0 to 1, filtered as the texture asks for. Values from 0 to 255.
    pub(super) fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let [width, height] = self.image.size;
        let (x, y) = (u * to_float(width), v * to_float(height));
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(x.floor(), y.floor());
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        // Graphics hardware places samples on a grid of 256 steps to the texel.
        let step = |fraction: f32| (fraction * 256.0).round() / 256.0;
        let (right, low) = (step(x - left), step(y - top));
        let upper = self.between(left, top, right);
        if low == 0.0 {
            return upper;
        }
        let lower = self.between(left, top + 1.0, right);
        mix(upper, lower, low)
    }

    fn between(&self, x: f32, y: f32, part: f32) -> [f32; 4] {
        let left = self.texel(x, y);
        if part == 0.0 {
            return left;
        }
        mix(left, self.texel(x + 1.0, y), part)
    }

    /// One texel; outside of the texture its edge goes on.
    fn texel(&self, x: f32, y: f32) -> [f32; 4] {
        let [width, height] = self.image.size;
        let x = to_index(x).min(width.saturating_sub(1));
        let y = to_index(y).min(height.saturating_sub(1));
        self.image
            .pixels
            .get(y * width + x)
            .map_or([0.0; 4], |texel| texel.to_array().map(f32::from))
    }
}

fn mix(a: [f32; 4], b: [f32; 4], part: f32) -> [f32; 4] {
    let [a0, a1, a2, a3] = a;
    let [b0, b1, b2, b3] = b;
    [
        a0 + (b0 - a0) * part,
        a1 + (b1 - a1) * part,
        a2 + (b2 - a2) * part,
        a3 + (b3 - a3) * part,
    ]
}
