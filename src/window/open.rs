//! Opens the window: finds a display, then a renderer that works on it.

use std::iter::repeat_n;
use std::path::PathBuf;

use super::program::Program;
use crate::archive::Archive;
use crate::documents::examples;
use crate::net::{Client, ClientOptions};

/// The name of the program, of the window, and of its `.desktop` file.
const NAME: &str = "tokenscope";

/// What the window starts with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files to load.
    pub files: Vec<PathBuf>,
    /// A built-in example by name. Without files and example the first example is shown.
    pub example: Option<String>,
    /// Start offline.
    pub offline: bool,
    /// Ask hosts that are not Microsoft's too.
    pub ask_other_hosts: bool,
    /// Certificates, PEM or DER, of authorities to trust beside the system's.
    pub authorities: Vec<Vec<u8>>,
    /// Where the key history is kept, once it is switched on.
    pub archive: Option<Archive>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display, or it can't be used; why, as the end of a sentence.
    #[error("there is no display to open a window on: {0}")]
    NoDisplay(String),
    /// No renderer works on the display; why, as the end of a sentence.
    #[error("no renderer works on this display ({0}): install or update the graphics driver")]
    NoRenderer(String),
    /// Something else; a sentence without its full stop.
    #[error("{0}")]
    Other(String),
}

/// Opens the window and comes back when it was closed.
pub fn open(options: Options) -> Result<(), WindowError> {
    check_display()?;
    if let Some(name) = &options.example
        && examples::find(name).is_none()
    {
        let message = format!("there is no built-in example named “{name}”");
        return Err(WindowError::Other(message));
    }
    if !options.authorities.is_empty() {
        let client = ClientOptions {
            authorities: options.authorities.clone(),
            ..ClientOptions::default()
        };
        Client::new(&client).map_err(|error| WindowError::Other(error.to_string()))?;
    }
    let mut failures = Vec::new();
    let attempts = repeat_n(options, renderers().len());
    for (renderer, options) in renderers().iter().zip(attempts) {
        match run(*renderer, options).map_err(window_error) {
            Err(WindowError::NoRenderer(reason)) => failures.push(reason),
            other => return other,
        }
    }
    let error = WindowError::NoRenderer(failures.join("; "));
    tell(&error);
    Err(error)
}

/// The renderers to try, in order: wgpu first where it is compiled in, because remote desktops on
/// Windows often lack OpenGL and macOS has deprecated it.
pub fn renderers() -> &'static [eframe::Renderer] {
    #[cfg(any(feature = "wgpu", not(target_os = "linux")))]
    return &[eframe::Renderer::Wgpu, eframe::Renderer::Glow];
    #[cfg(not(any(feature = "wgpu", not(target_os = "linux"))))]
    return &[eframe::Renderer::Glow];
}

/// What the window asks of the system: its size, its icon, the renderer.
pub fn native_options(renderer: eframe::Renderer) -> eframe::NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title(NAME)
        .with_app_id(NAME)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([720.0, 480.0])
        .with_drag_and_drop(true);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions {
        viewport,
        renderer,
        persist_window: false,
        // There is hardly a gradient to smooth. Colours stay exact, and a software renderer is faster.
        dithering: false,
        // They are ours: see `shortcuts`.
        clipboard_shortcuts: false,
        ..eframe::NativeOptions::default()
    }
}

fn run(renderer: eframe::Renderer, options: Options) -> eframe::Result {
    let program = Program::new(options);
    eframe::run_native(
        NAME,
        native_options(renderer),
        Box::new(|creation| Ok(Box::new(program.run_in(&creation.egui_ctx)))),
    )
}

/// On systems where a display is named by the environment: is there a name at all? winit would say
/// so too, but only after it has been started, which can't be done twice.
fn check_display() -> Result<(), WindowError> {
    if cfg!(any(windows, target_os = "macos")) {
        return Ok(());
    }
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .into_iter()
        .any(set)
    {
        return Ok(());
    }
    Err(WindowError::NoDisplay(
        "none of DISPLAY, WAYLAND_DISPLAY and WAYLAND_SOCKET is set".to_owned(),
    ))
}

fn window_error(error: eframe::Error) -> WindowError {
    match error {
        eframe::Error::WinitEventLoop(error) => {
            let words = error.to_string();
            // In front of the reason stands the place in winit's source.
            let reason = words.rsplit(": ").next().unwrap_or_default();
            WindowError::NoDisplay(format!("{}{}", uncapitalised(reason), display_name()))
        }
        eframe::Error::Winit(error) => {
            WindowError::NoDisplay(format!("it gives no window, {error}"))
        }
        eframe::Error::AppCreation(error) => {
            WindowError::Other(format!("the window can't be set up: {error}"))
        }
        eframe::Error::Glutin(error) => WindowError::NoRenderer(format!("OpenGL: {error}")),
        eframe::Error::NoGlutinConfigs(_, error) => {
            WindowError::NoRenderer(format!("OpenGL offers no way to draw: {error}"))
        }
        eframe::Error::OpenGL(error) => WindowError::NoRenderer(format!("OpenGL: {error}")),
        #[cfg(any(feature = "wgpu", not(target_os = "linux")))]
        eframe::Error::Wgpu(error) => WindowError::NoRenderer(format!("wgpu: {error}")),
    }
}

/// " (DISPLAY is :99)" where the environment names a display: the name is what is wrong most often.
fn display_name() -> String {
    let named = |name: &str| {
        let value = std::env::var(name).ok().filter(|v| !v.is_empty())?;
        Some(format!(" ({name} is {value})"))
    };
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .into_iter()
        .find_map(named)
        .unwrap_or_default()
}

/// The reason as the end of a sentence; names in capitals stay.
fn uncapitalised(reason: &str) -> String {
    let mut characters = reason.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first
            .to_lowercase()
            .chain([second])
            .chain(characters)
            .collect(),
        _ => reason.to_owned(),
    }
}

/// A program without a console can say it only in a box of the system's own.
fn tell(error: &WindowError) {
    #[cfg(windows)]
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(NAME)
        .set_description(format!(
            "The window can't be opened: {error}.\n\n“tokenscope report FILE” prints the report \
             without one."
        ))
        .show();
    #[cfg(not(windows))]
    let _ = error;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_ends_a_sentence() {
        let rows = [
            (
                "a sentence",
                "Failed to open connection to X server",
                "failed to open connection to X server",
            ),
            ("a name", "EGL is missing", "EGL is missing"),
            ("short", "X", "X"),
            ("nothing", "", ""),
        ];
        for (name, reason, expected) in rows {
            assert_eq!(uncapitalised(reason), expected, "{name}");
        }
    }
}
