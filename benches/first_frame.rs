//! From the start of the process to the first frame on screen, compared with an empty window of the
//! same kind: 1.3 times its time is allowed. Then nothing happens, and nothing may be drawn.
//!
//! `cargo bench --bench first_frame`, or without a display
//! `xvfb-run -a -s "-screen 0 1400x900x24 -noreset" cargo bench --bench first_frame`.
//!
//! It starts itself once for every window, in turns, so that a busy machine slows both kinds alike.

#![allow(clippy::unwrap_used, reason = "a benchmark on its own windows")]
#![allow(clippy::print_stdout, reason = "its output is what it is for")]
#![allow(clippy::print_stderr, reason = "a window that fails says why")]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokenscope::window::{self, Options, Program};

const PAIRS: usize = 10;
const ALLOWED: f64 = 1.3;

/// After the first frame a window may still get its focus and its size from the system.
const SETTLING: Duration = Duration::from_secs(1);
const IDLE: Duration = Duration::from_secs(3);

/// The argument that makes this program one of the windows.
const WINDOW: &str = "--window";
const KINDS: [&str; 2] = ["empty", "tokenscope"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|a| a == WINDOW) {
        Some(at) => one_window(arguments.get(at + 1).unwrap() == "empty"),
        None => compare(),
    }
}

/// What became of one window; times in milliseconds from the start of its process.
#[derive(Default)]
struct Run {
    set_up: f64,
    first_frame: f64,
    idle_frames: f64,
    resident_mib: f64,
}

fn compare() -> ExitCode {
    let mut runs: [Vec<Run>; 2] = Default::default();
    // The first pair warms the caches of the system up and doesn't count.
    for pair in 0..=PAIRS {
        for (kind, runs) in KINDS.iter().zip(&mut runs) {
            match start_or_again(kind) {
                Some(run) if pair > 0 => runs.push(run),
                Some(_) => {}
                None => {
                    println!("not measured: no window opens here (see above)");
                    return ExitCode::SUCCESS;
                }
            }
        }
    }
    println!("start of the process to the first frame on screen, {PAIRS} pairs after one warm-up");
    for (kind, runs) in KINDS.iter().zip(&runs) {
        let of = |part: fn(&Run) -> f64| median(runs.iter().map(part).collect());
        println!(
            "  {kind:10} median {:6.1} ms (the window itself {:6.1} ms), frames in {} idle seconds: \
             {:.0}, resident {:.1} MiB",
            of(|r| r.first_frame),
            of(|r| r.set_up),
            IDLE.as_secs(),
            runs.iter().map(|r| r.idle_frames).fold(0.0, f64::max),
            of(|r| r.resident_mib),
        );
    }
    let [empty, full] = runs.map(|runs| median(runs.iter().map(|r| r.first_frame).collect()));
    let ratio = full / empty;
    let word = if ratio > ALLOWED { "ABOVE" } else { "within" };
    println!("  ratio {ratio:.2}, {word} the {ALLOWED} allowed");
    ExitCode::SUCCESS
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    f64::midpoint(
        *values.get(middle).unwrap(),
        *values.get((values.len() - 1) / 2).unwrap(),
    )
}

/// A display that serves this benchmark alone starts anew when its last window closes, and refuses the
/// next one meanwhile (`Xvfb` does, unless told `-noreset`).
fn start_or_again(kind: &str) -> Option<Run> {
    start(kind).or_else(|| {
        thread::sleep(SETTLING);
        start(kind)
    })
}

/// Runs one window until it has told everything; `None` where none opens.
fn start(kind: &str) -> Option<Run> {
    let begin = Instant::now();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([WINDOW, kind])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut run = Run::default();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let passed = begin.elapsed().as_secs_f64() * 1000.0;
        match line.unwrap().split_once(' ') {
            Some(("set-up", _)) => run.set_up = passed,
            Some(("first-frame", _)) => run.first_frame = passed,
            Some(("idle-frames", number)) => run.idle_frames = number.parse().unwrap(),
            Some(("resident-kib", number)) => {
                run.resident_mib = number.parse::<f64>().unwrap() / 1024.0;
            }
            _ => {}
        }
    }
    child.wait().unwrap().success().then_some(run)
}

/// The process of one window. It tells what happens in lines on standard output.
fn one_window(empty: bool) -> ExitCode {
    let renderer = *window::renderers().first().unwrap();
    let program = (!empty).then(|| Program::new(Options::default()));
    let ran = eframe::run_native(
        "tokenscope",
        window::native_options(renderer),
        Box::new(move |creation| {
            println!("set-up .");
            let inner: Box<dyn eframe::App> = match program {
                None => Box::new(Empty),
                Some(program) => Box::new(program.run_in(&creation.egui_ctx)),
            };
            Ok(Box::new(Observed {
                inner,
                frames: Arc::default(),
                shown: false,
            }))
        }),
    );
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// An eframe window with one label in it.
struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        ui.label("An empty window");
    }
}

/// A program whose frames are counted.
struct Observed {
    inner: Box<dyn eframe::App>,
    frames: Arc<AtomicUsize>,
    /// The first frame is on screen.
    shown: bool,
}

impl eframe::App for Observed {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.frames.fetch_add(1, Ordering::Relaxed);
        // The second frame begins when the first has been handed to the screen.
        if ctx.cumulative_frame_nr() > 0 && !self.shown {
            self.shown = true;
            println!("first-frame .");
            let frames = Arc::clone(&self.frames);
            thread::spawn(move || tell_idle(&frames));
        }
        self.inner.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if ui.ctx().cumulative_frame_nr() == 0 {
            ui.ctx().request_repaint();
        }
        self.inner.ui(ui, frame);
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.inner.raw_input_hook(ctx, input);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.inner.clear_color(visuals)
    }
}

/// Counts the frames of an idle window, then ends the process.
fn tell_idle(frames: &AtomicUsize) {
    thread::sleep(SETTLING);
    let before = frames.load(Ordering::Relaxed);
    thread::sleep(IDLE);
    println!("idle-frames {}", frames.load(Ordering::Relaxed) - before);
    if let Some(kib) = resident() {
        println!("resident-kib {kib}");
    }
    std::process::exit(0);
}

/// Resident memory in KiB, where the system tells it in a file.
fn resident() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.to_owned())
}
