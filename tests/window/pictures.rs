//! A few pictures of the whole window, drawn without a graphics driver.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test window pictures` draws them anew.

use std::time::Duration;

use egui::{FullOutput, TexturesDelta, Theme};
use egui_kittest::{Harness, SnapshotOptions, TestRenderer};
use tokenscope::app::Action;
use tokenscope::documents::{Documents, examples};
use tokenscope::net::Exchange;
use tokenscope::ui::Tab;
use tokenscope::window::{Picture, Rasteriser, png_of};

use crate::common_api;
use crate::desk::{Desk, Window, build, click};

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

/// A window with an example in it. Examples fix their own moment, and the zone is UTC, so the picture is
/// the same on every day and on every machine.
fn window(example: Option<&str>, tab: Tab, theme: Theme, prepare: fn(&mut Desk)) -> Window {
    sized([1100.0, 700.0], example, tab, theme, prepare)
}

/// The same in another size.
fn sized(
    size: [f32; 2],
    example: Option<&str>,
    tab: Tab,
    theme: Theme,
    prepare: fn(&mut Desk),
) -> Window {
    let builder = Harness::builder()
        .with_size(size)
        .renderer(CpuRenderer(Rasteriser::new()));
    let mut desk = Desk::new(Documents::default());
    if let Some(example) = example {
        desk.act(Action::Example(examples::find(example).unwrap().name));
    }
    prepare(&mut desk);
    desk.state.tab = tab;
    let mut window = build(builder, desk);
    window.ctx.set_theme(theme);
    window.run();
    window
}

/// Compares what a window shows with the picture of that name.
fn compare(name: &str, window: &mut Window) {
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

/// Nothing more than the example.
fn as_it_is(_: &mut Desk) {}

/// A live window that has asked a few addresses and keeps a key history.
fn asked(desk: &mut Desk) {
    let host = "https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4";
    let rows = [
        ("/v2.0/.well-known/openid-configuration", 1753, 212, None),
        ("/discovery/v2.0/keys", 15_234, 96, None),
        (
            "/v2.0/.well-known/openid-configuration?appid=5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f",
            0,
            10_000,
            Some("no answer within 10 s"),
        ),
        (
            "/discovery/v2.0/keys?appid=5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f",
            0,
            88,
            Some("answered 404"),
        ),
    ];
    let exchange = |(path, bytes, took, failure): (&str, u64, u64, Option<&str>)| Exchange {
        url: format!("{host}{path}"),
        at: desk.clock,
        status: failure.is_none().then_some(200),
        bytes,
        took: Duration::from_millis(took),
        failure: failure.map(str::to_owned),
    };
    desk.model.network.log = rows.map(exchange).into();
    desk.model.network.consent.offline = false;
    desk.model.history.folder = Some("/home/ada/.local/share/tokenscope/keys".to_owned());
    desk.model.history.on = true;
}

#[test]
fn empty() {
    let mut window = window(None, Tab::Claims, Theme::Dark, as_it_is);
    compare("empty-dark", &mut window);
}

#[test]
fn graph_token() {
    let mut window = window(Some("graph-token"), Tab::Claims, Theme::Dark, as_it_is);
    compare("graph-token-dark", &mut window);
}

#[test]
fn saml_app_keys() {
    let mut window = window(Some("saml-app"), Tab::Keys, Theme::Light, as_it_is);
    compare("saml-app-keys-light", &mut window);
}

#[test]
fn healthy() {
    let mut window = window(Some("healthy-v2"), Tab::Authority, Theme::Light, as_it_is);
    compare("healthy-v2-light", &mut window);
}

#[test]
fn api() {
    let mut window = window(Some("graph-token"), Tab::Api, Theme::Dark, configure);
    compare("api-dark", &mut window);
}

#[test]
fn timeline() {
    let mut window = window(Some("rollover"), Tab::Timeline, Theme::Dark, as_it_is);
    compare("timeline-dark", &mut window);
}

#[test]
fn timeline_in_light() {
    let mut window = window(Some("rollover"), Tab::Timeline, Theme::Light, as_it_is);
    compare("timeline-light", &mut window);
}

#[test]
fn requests() {
    let mut window = window(Some("saml-app"), Tab::Authority, Theme::Light, asked);
    click(&mut window, "4 requests left this computer");
    compare("requests-light", &mut window);
}

#[test]
fn watch() {
    let mut window = window(Some("saml-app"), Tab::Keys, Theme::Dark, asked);
    click(&mut window, "Watch");
    compare("watch-dark", &mut window);
}

/// A configuration that the API doesn't start with, and settings that may decide.
fn broken(desk: &mut Desk) {
    configure(desk);
    desk.model.error = None;
    let inspection = desk.model.inspection.as_mut().unwrap();
    inspection.error = None;
    inspection.comparison.truncate(3);
    let sentence =
        "No audience is configured: Microsoft.Identity.Web throws IDW10106 at its start.";
    desk.model.api.fails_to_start = Some(sentence.to_owned());
    desk.model.api.reading.notes.push(sentence.to_owned());
}

#[test]
fn api_that_does_not_start() {
    let size = [900.0, 800.0];
    let mut window = sized(size, Some("graph-token"), Tab::Api, Theme::Light, broken);
    compare("api-light", &mut window);
}

/// One place that only the key history knows, and a key that was seen there.
fn remembered(desk: &mut Desk) {
    let keys = &mut desk.model.inspection.as_mut().unwrap().keys;
    let last = keys.sources.len() - 1;
    let place = &mut keys.sources[last];
    (place.only_past, place.fetched, place.answers) = (true, None, 0);
    for key in &mut keys.keys {
        key.listed_at.retain(|column| *column != last);
    }
    keys.keys[1].seen.at.push(last);
}

#[test]
fn keys_from_the_history() {
    let mut window = window(Some("saml-app"), Tab::Keys, Theme::Light, remembered);
    compare("keys-history-light", &mut window);
}
