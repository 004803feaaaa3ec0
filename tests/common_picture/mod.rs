//! Pictures of views that are driven by `egui_kittest`, drawn without a graphics driver.

use std::sync::Arc;

use egui::epaint::{ImageData, ImageDelta};
use egui::{Color32, TextureId, TextureOptions, TexturesDelta};
use egui_kittest::Harness;
use tokenscope::window::{Picture, Rasteriser};

/// What the harness shows now. The font atlas is read from the context, so that this works after
/// any number of steps; a view that loads textures of its own would miss them.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::redundant_closure_for_method_calls,
    reason = "points to pixels, all of them small; the method's lifetime fits only in a closure"
)]
pub(crate) fn picture_of_harness<State>(harness: &Harness<'_, State>) -> Picture {
    let ctx = &harness.ctx;
    let mut rasteriser = Rasteriser::new();
    let atlas = ImageData::Color(Arc::new(ctx.fonts(|fonts| fonts.image())));
    let mut delta = TexturesDelta::default();
    delta.push(
        TextureId::default(),
        ImageDelta::full(atlas, TextureOptions::LINEAR),
    );
    rasteriser.set_textures(&mut delta);
    let points = ctx.pixels_per_point();
    let size = ctx.content_rect().size() * points;
    let pixels = [size.x.round() as usize, size.y.round() as usize];
    let primitives = ctx.tessellate(harness.output().shapes.clone(), points);
    let background: Color32 = ctx.global_style().visuals.panel_fill;
    rasteriser.paint(pixels, points, background, &primitives)
}

/// The largest difference of any channel of any pixel; 255 where the sizes differ.
pub(crate) fn difference(a: &Picture, b: &Picture) -> u8 {
    if (a.width, a.height) != (b.width, b.height) {
        return 255;
    }
    a.rgba
        .iter()
        .zip(&b.rgba)
        .map(|(a, b)| a.abs_diff(*b))
        .max()
        .unwrap_or(0)
}
