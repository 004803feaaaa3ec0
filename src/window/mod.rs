//! The window on a screen (eframe) and on paper (`shot`): the only place that joins the model, the
//! views, the clock, the clipboard, the files and the network.

mod app;
mod asker;
mod clipboard;
mod files;
mod keeper;
mod open;
mod outside;
mod program;
mod raster;
mod shortcuts;
mod shot;

pub use files::MAX_FILE_BYTES;
pub use open::{Options, WindowError, native_options, open, renderers};
pub use program::Program;
pub use raster::{Picture, Rasteriser};
pub use shot::{ShotError, ShotOptions, picture, picture_of, png_of, shot, shot_with};
