//! The window on a screen (eframe) and on paper (`shot`): the only place that joins the model, the
//! views, the clock, the clipboard, the files and the network.
