//! The window on paper: one picture of it, with no display and no network.

use std::fs;
use std::io;
use std::path::PathBuf;

use egui::{Pos2, RawInput, Rect, Vec2, ViewportId};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::files;
use super::raster::{Picture, Rasteriser};
use crate::app::{Action, Effect, Model, Theme};
use crate::documents::examples;
use crate::ui::{self, UiState};

/// Layout settles in a few passes; animations are over by then because each pass is half a second
/// later than the one before.
const MAX_PASSES: u32 = 12;

/// The largest side of a picture, in pixels.
const MAX_SIDE: f32 = 16_384.0;

/// What to draw, and where to.
#[derive(Debug, Clone)]
pub struct ShotOptions {
    /// The file to write.
    pub png: PathBuf,
    /// Files to load, as into the window.
    pub files: Vec<PathBuf>,
    /// A built-in example by name. Without files and example the empty window is drawn.
    pub example: Option<String>,
    /// Actions that follow, such as choosing a token.
    pub actions: Vec<Action>,
    /// The colours. [`Theme::System`] draws the dark ones.
    pub theme: Theme,
    /// The size of the window in points.
    pub size: [f32; 2],
    /// Pixels to a point.
    pub pixels_per_point: f32,
    /// The moment to judge by where no file fixes one; default: now.
    pub at: Option<Timestamp>,
    /// The zone of local times; default: the system's.
    pub zone: Option<TimeZone>,
}

impl Default for ShotOptions {
    fn default() -> Self {
        Self {
            png: PathBuf::new(),
            files: Vec::new(),
            example: None,
            actions: Vec::new(),
            theme: Theme::System,
            size: [1280.0, 800.0],
            pixels_per_point: 1.0,
            at: None,
            zone: None,
        }
    }
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ShotError {
    /// A file could not be read; a whole sentence.
    #[error("{0}")]
    File(String),
    /// There is no such example.
    #[error("there is no example named “{name}”; these are built in: {known}")]
    Example {
        /// The name that was asked for.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// The size can't be drawn.
    #[error("a picture of {width} x {height} pixels can't be drawn: each side is 1 to 16384")]
    Size {
        /// Width in pixels.
        width: f32,
        /// Height in pixels.
        height: f32,
    },
    /// The picture could not be written.
    #[error("{path} can't be written: {reason}")]
    Write {
        /// The file.
        path: String,
        /// The system's words.
        reason: String,
    },
}

/// Draws the window into a PNG file, as it first opens. Never asks the network.
pub fn shot(options: &ShotOptions) -> Result<(), ShotError> {
    shot_with(options, &mut UiState::default())
}

/// The same with a tab open, or anything else that is only about looking.
pub fn shot_with(options: &ShotOptions, state: &mut UiState) -> Result<(), ShotError> {
    let [width, height] = options.size.map(|side| side * options.pixels_per_point);
    let fits = |side: f32| (1.0..=MAX_SIDE).contains(&side);
    if !fits(width) || !fits(height) {
        return Err(ShotError::Size { width, height });
    }
    let now = options.at.unwrap_or_else(Timestamp::now);
    let zone = options.zone.clone().unwrap_or_else(TimeZone::system);
    let mut model = Model::new(now, zone);
    model.network.consent.offline = true;
    load(&mut model, &options.files, options.example.as_deref(), now)?;
    model.apply(Action::SetTheme(options.theme), now);
    for action in &options.actions {
        model.apply(action.clone(), now);
    }
    let picture = picture(&model, state, options.size, options.pixels_per_point);
    png_of(&picture)
        .and_then(|bytes| fs::write(&options.png, bytes))
        .map_err(|error| ShotError::Write {
            path: options.png.display().to_string(),
            reason: error.to_string(),
        })
}

fn load(
    model: &mut Model,
    paths: &[PathBuf],
    example: Option<&str>,
    now: Timestamp,
) -> Result<(), ShotError> {
    if let Some(name) = example {
        let example = examples::find(name).ok_or_else(|| ShotError::Example {
            name: name.to_owned(),
            known: names(),
        })?;
        model.apply(Action::Example(example.name), now);
    }
    for effect in model.apply(Action::Open(paths.to_vec()), now) {
        if let Effect::ReadFiles(paths) = effect {
            for path in paths {
                let bytes = files::read(&path).map_err(ShotError::File)?;
                model.apply(Action::FileRead(files::name(&path), bytes), now);
            }
        }
    }
    Ok(())
}

fn names() -> String {
    let names: Vec<&str> = examples::ALL.iter().map(|e| e.name).collect();
    names.join(", ")
}

/// Draws a model. `size` is in points.
pub fn picture(
    model: &Model,
    state: &mut UiState,
    size: [f32; 2],
    pixels_per_point: f32,
) -> Picture {
    let ctx = egui::Context::default();
    ui::set_up(&ctx);
    ctx.set_theme(match model.theme {
        Theme::Light => egui::Theme::Light,
        Theme::Dark | Theme::System => egui::Theme::Dark,
    });
    picture_of(&ctx, size, pixels_per_point, |ui| {
        // What a drawing asks for is of no use on paper.
        let _ = ui::show(ui, model, state);
    })
}

/// Draws any view with a context of its own. `size` is in points.
pub fn picture_of(
    ctx: &egui::Context,
    size: [f32; 2],
    pixels_per_point: f32,
    mut show: impl FnMut(&mut egui::Ui),
) -> Picture {
    let mut rasteriser = Rasteriser::new();
    let mut pass = 0;
    loop {
        let mut output = ctx.run_ui(input(size, pixels_per_point, pass), &mut show);
        rasteriser.set_textures(&mut output.textures_delta);
        pass += 1;
        // A view that never comes to rest, such as one with a turning mark, is drawn as it is.
        if (pass > 2 && !ctx.has_requested_repaint()) || pass == MAX_PASSES {
            let shapes = std::mem::take(&mut output.shapes);
            let primitives = ctx.tessellate(shapes, output.pixels_per_point);
            let background = ctx.global_style().visuals.panel_fill.to_opaque();
            let pixels = size.map(|side| to_pixels(side * output.pixels_per_point));
            let picture =
                rasteriser.paint(pixels, output.pixels_per_point, background, &primitives);
            rasteriser.free_textures(&mut output.textures_delta);
            return picture;
        }
        rasteriser.free_textures(&mut output.textures_delta);
    }
}

fn input(size: [f32; 2], pixels_per_point: f32, pass: u32) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::from(size))),
        time: Some(f64::from(pass) / 2.0),
        predicted_dt: 0.5,
        max_texture_side: Some(8192),
        focused: false,
        ..RawInput::default()
    };
    if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(pixels_per_point);
    }
    input
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts from floats saturate, and sizes are checked before"
)]
fn to_pixels(side: f32) -> usize {
    side.round() as usize
}

/// A picture as a PNG file.
pub fn png_of(picture: &Picture) -> io::Result<Vec<u8>> {
    let side = |pixels: usize| u32::try_from(pixels).map_err(io::Error::other);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side(picture.width)?, side(picture.height)?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    // Text repeats itself; what filters make of it doesn't.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer
        .write_image_data(&picture.rgba)
        .map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)?;
    Ok(bytes)
}
