//! Pictures without a display: of simple views, of the window, and the program's icon.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "points to pixels and back, all of them small"
)]

mod common_picture;

use std::path::{Path, PathBuf};

use common_picture::{difference, picture_of_harness};
use egui::{Align2, Color32, FontId, Pos2, Rect, Stroke, Ui, pos2, vec2};
use egui_kittest::Harness;
use tokenscope::window::{Picture, Rasteriser, ShotError, ShotOptions, picture_of, png_of, shot};

/// A folder of this test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tokenscope-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn decode(path: &Path) -> Picture {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgba).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgba);
    Picture {
        width: info.width as usize,
        height: info.height as usize,
        rgba,
    }
}

/// A red square and a line of text.
fn simple_ui(ui: &mut Ui) {
    let painter = ui.painter();
    painter.rect_filled(
        Rect::from_min_size(pos2(10.0, 10.0), vec2(20.0, 20.0)),
        0.0,
        Color32::RED,
    );
    let font = FontId::proportional(14.0);
    painter.text(
        pos2(50.0, 10.0),
        Align2::LEFT_TOP,
        "Hello",
        font,
        Color32::WHITE,
    );
}

#[test]
fn a_simple_view_has_the_colours_that_it_draws() {
    let background = egui::Visuals::dark().panel_fill.to_array();
    let red = [255, 0, 0, 255];
    for points in [1.0, 1.5, 2.0] {
        let ctx = egui::Context::default();
        ctx.set_theme(egui::Theme::Dark);
        let picture = picture_of(&ctx, [120.0, 40.0], points, simple_ui);
        let at = |x: f32, y: f32| {
            picture
                .pixel((x * points) as usize, (y * points) as usize)
                .unwrap()
        };
        assert_eq!(
            (picture.width, picture.height),
            ((120.0 * points) as usize, (40.0 * points) as usize)
        );
        let rows = [
            ("corner", 0.0, 0.0, background),
            ("before the square", 8.0, 20.0, background),
            ("inside", 20.0, 20.0, red),
            ("near its edge", 12.0, 12.0, red),
            ("after the square", 32.0, 20.0, background),
            ("far away", 118.0, 38.0, background),
        ];
        for (name, x, y, expected) in rows {
            assert_eq!(at(x, y), expected, "{name} at {points}");
        }
        let text = (50..90).flat_map(|x| (10..26).map(move |y| (x as f32, y as f32)));
        let brightest = text.map(|(x, y)| at(x, y)[0]).max().unwrap();
        assert!(brightest > 200, "no text at {points}: {brightest}");
    }
}

#[test]
fn a_view_that_never_rests_is_drawn_as_it_is() {
    let ctx = egui::Context::default();
    let picture = picture_of(&ctx, [40.0, 40.0], 1.0, |ui| {
        ui.ctx().request_repaint();
        simple_ui(ui);
    });
    assert_eq!(picture.pixel(20, 20), Some([255, 0, 0, 255]));
}

#[test]
fn a_harness_shows_the_same_picture() {
    let view = |ui: &mut Ui| {
        let _ = ui.button("A button");
        ui.monospace("eyJ0eXAi");
    };
    let mut harness = Harness::builder()
        .with_size(vec2(200.0, 60.0))
        .with_theme(egui::Theme::Dark)
        .build_ui(view);
    harness.run();
    let ctx = egui::Context::default();
    ctx.set_theme(egui::Theme::Dark);
    // The harness gives its views a margin of eight points.
    let own = picture_of(&ctx, [200.0, 60.0], 1.0, |ui| {
        egui::Frame::central_panel(ui.style())
            .inner_margin(8.0)
            .show(ui, view);
    });
    let driven = picture_of_harness(&harness);
    assert!(
        difference(&driven, &own) <= 2,
        "{}",
        difference(&driven, &own)
    );
}

#[test]
fn a_shot_is_a_png_of_the_size_that_was_asked_for() {
    let folder = Folder::new("shot-size");
    let rows = [
        ("as it is", [320.0, 200.0], 1.0, (320, 200)),
        ("sharp", [320.0, 200.0], 2.0, (640, 400)),
    ];
    for (name, size, pixels_per_point, expected) in rows {
        let png = folder.file("shot.png");
        let options = ShotOptions {
            png: png.clone(),
            size,
            pixels_per_point,
            ..ShotOptions::default()
        };
        shot(&options).unwrap();
        let bytes = std::fs::read(&png).unwrap();
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{name}");
        let picture = decode(&png);
        assert_eq!((picture.width, picture.height), expected, "{name}");
        assert!(
            picture.rgba.iter().skip(3).step_by(4).all(|a| *a == 255),
            "{name}: see-through"
        );
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = Folder::new("shot-errors");
    let options = ShotOptions {
        png: folder.file("shot.png"),
        size: [320.0, 200.0],
        ..ShotOptions::default()
    };
    let rows: [(&str, ShotOptions, &str); 5] = [
        (
            "no pixels",
            ShotOptions {
                size: [0.0, 200.0],
                ..options.clone()
            },
            "0 x 200 pixels",
        ),
        (
            "too many pixels",
            ShotOptions {
                pixels_per_point: 100.0,
                ..options.clone()
            },
            "32000 x 20000 pixels",
        ),
        (
            "a missing file",
            ShotOptions {
                files: vec![folder.file("none.har")],
                ..options.clone()
            },
            "none.har can't be read",
        ),
        (
            "an unknown example",
            ShotOptions {
                example: Some("nonsense".to_owned()),
                ..options.clone()
            },
            "no example named “nonsense”",
        ),
        (
            "a folder that isn't there",
            ShotOptions {
                png: folder.file("none/shot.png"),
                ..options.clone()
            },
            "can't be written",
        ),
    ];
    for (name, options, expected) in rows {
        let error: ShotError = shot(&options).unwrap_err();
        assert!(error.to_string().contains(expected), "{name}: {error}");
    }
}

/// The icon: a magnifier over the three parts of a token.
fn icon_ui(ui: &mut Ui) {
    let hex = |text| Color32::from_hex(text).unwrap();
    let painter = ui.painter();
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(256.0, 256.0));
    painter.rect_filled(whole.shrink(8.0), 52.0, hex("#14171c"));
    painter.rect_stroke(
        whole.shrink(8.0),
        52.0,
        Stroke::new(4.0, hex("#2e3642")),
        egui::StrokeKind::Inside,
    );
    let parts = [
        ("#ff7b93", 56.0, 96.0),
        ("#c792ea", 104.0, 150.0),
        ("#5ccfe6", 152.0, 70.0),
    ];
    for (color, top, width) in parts {
        let part = Rect::from_min_size(pos2(44.0, top), vec2(width, 30.0));
        painter.rect_filled(part, 15.0, hex(color));
    }
    let (centre, radius) = (pos2(146.0, 124.0), 54.0);
    let rim = centre + vec2(radius, radius) * std::f32::consts::FRAC_1_SQRT_2;
    let end = pos2(216.0, 194.0);
    for (width, color) in [(38.0, "#14171c"), (24.0, "#e6e9ef")] {
        painter.line_segment([rim, end], Stroke::new(width, hex(color)));
        painter.circle_filled(end, width / 2.0, hex(color));
        painter.circle_stroke(centre, radius, Stroke::new(width - 8.0, hex(color)));
    }
    painter.circle_filled(centre, radius - 8.0, Color32::from_white_alpha(16));
}

fn icon() -> Picture {
    let ctx = egui::Context::default();
    let input = egui::RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(256.0, 256.0))),
        ..egui::RawInput::default()
    };
    let mut output = ctx.run_ui(input, icon_ui);
    let mut rasteriser = Rasteriser::new();
    rasteriser.set_textures(&mut output.textures_delta);
    let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
    let mut icon = rasteriser.paint([256, 256], 1.0, Color32::TRANSPARENT, &primitives);
    output.drop_without_applying_deltas();
    // PNG wants colours that aren't multiplied with their alpha.
    for pixel in icon.rgba.chunks_exact_mut(4) {
        let color = Color32::from_rgba_premultiplied(pixel[0], pixel[1], pixel[2], pixel[3]);
        pixel.copy_from_slice(&color.to_srgba_unmultiplied());
    }
    icon
}

/// `UPDATE_ICON=1 cargo test --test shot` draws it anew.
#[test]
fn the_icon_is_the_one_drawn_here() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icon.png");
    let drawn = icon();
    if std::env::var_os("UPDATE_ICON").is_some() {
        std::fs::write(&path, png_of(&drawn).unwrap()).unwrap();
    }
    assert!(difference(&decode(&path), &drawn) <= 1);
}
