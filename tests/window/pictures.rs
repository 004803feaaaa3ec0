//! A few pictures of the whole window, drawn without a graphics driver.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test window pictures` draws them anew.

use egui::{FullOutput, TexturesDelta, Theme};
use egui_kittest::{Harness, SnapshotOptions, TestRenderer};
use tokenscope::app::Action;
use tokenscope::documents::{Documents, examples};
use tokenscope::ui::Tab;
use tokenscope::window::{Picture, Rasteriser, png_of};

use crate::common_api;
use crate::desk::{Desk, build};

/// The program's own rasteriser in the place of a graphics card.
struct CpuRenderer(Rasteriser);

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.set_textures(delta);
        self.0.free_textures(delta);
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "points to pixels, all of them small"
    )]
    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let points = output.pixels_per_point;
        let size = ctx.content_rect().size() * points;
        let pixels = [size.x.round() as usize, size.y.round() as usize];
        let primitives = ctx.tessellate(output.shapes.clone(), points);
        let background = ctx.global_style().visuals.panel_fill;
        let picture = self.0.paint(pixels, points, background, &primitives);
        let checked = |pixels: usize| u32::try_from(pixels).map_err(|error| error.to_string());
        image::RgbaImage::from_raw(
            checked(picture.width)?,
            checked(picture.height)?,
            picture.rgba,
        )
        .ok_or_else(|| "a picture of another size".to_owned())
    }
}

/// Sets an API that was made by hand beside the token that is shown.
fn configure(desk: &mut Desk) {
    desk.model.api = common_api::api();
    desk.model.error = Some("IDX10511: Signature validation failed. Keys tried: …".to_owned());
    let inspection = desk.model.inspection.as_mut().unwrap();
    inspection.api = common_api::api();
    inspection.comparison = common_api::comparison();
    inspection.error = Some(common_api::error());
    inspection.predictions = common_api::predictions();
}

/// Draws the window with an example in it. Examples fix their own moment, and the zone is UTC, so the
/// picture is the same on every day and on every machine.
fn compare(name: &str, example: Option<&str>, tab: Tab, theme: Theme) {
    let builder = Harness::builder()
        .with_size([1100.0, 700.0])
        .renderer(CpuRenderer(Rasteriser::new()));
    let mut desk = Desk::new(Documents::default());
    if let Some(example) = example {
        desk.act(Action::Example(examples::find(example).unwrap().name));
    }
    if tab == Tab::Api {
        configure(&mut desk);
    }
    desk.state.tab = tab;
    let mut window = build(builder, desk);
    window.ctx.set_theme(theme);
    window.run();
    // Rounding differs between processors in a few pixels of slanted lines at most.
    let options = SnapshotOptions::new().threshold(0.6).max_failed_pixels(20);
    window.snapshot_options(name, &options);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        // The program's own pictures are a third smaller than the harness's.
        let image = window.render().unwrap();
        let picture = Picture {
            width: image.width() as usize,
            height: image.height() as usize,
            rgba: image.into_raw(),
        };
        let file = format!("tests/snapshots/{name}.png");
        std::fs::write(file, png_of(&picture).unwrap()).unwrap();
    }
}

#[test]
fn empty() {
    compare("empty-dark", None, Tab::Claims, Theme::Dark);
}

#[test]
fn graph_token() {
    compare(
        "graph-token-dark",
        Some("graph-token"),
        Tab::Claims,
        Theme::Dark,
    );
}

#[test]
fn saml_app_keys() {
    compare(
        "saml-app-keys-light",
        Some("saml-app"),
        Tab::Keys,
        Theme::Light,
    );
}

#[test]
fn healthy() {
    compare(
        "healthy-v2-light",
        Some("healthy-v2"),
        Tab::Authority,
        Theme::Light,
    );
}

#[test]
fn api() {
    compare("api-dark", Some("graph-token"), Tab::Api, Theme::Dark);
}

#[test]
fn timeline() {
    compare(
        "timeline-dark",
        Some("rollover"),
        Tab::Timeline,
        Theme::Dark,
    );
}
