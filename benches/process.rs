//! Whole processes: `report --offline` of one saved inspection has 15 ms and 30 MiB.
//!
//! `cargo bench --bench process`. The peak of memory is read with GNU time where it is installed.

#![allow(clippy::unwrap_used, reason = "a benchmark on its own data")]
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Included rather than asked of the library, which would take minutes to link.
const SAVED: &str = include_str!("../assets/examples/healthy-v2.tokenscope.json");

const RUNS: usize = 40;

fn main() {
    let file = std::env::temp_dir().join("tokenscope-bench.tokenscope.json");
    std::fs::write(&file, SAVED).unwrap();
    let program = env!("CARGO_BIN_EXE_tokenscope");
    let path = file.to_str().unwrap();
    let arguments = ["report", "--offline", path];

    let mut times: Vec<Duration> = (0..=RUNS)
        .map(|_| run(program, &arguments))
        .skip(1)
        .collect();
    times.sort();
    let at = |part: usize| times.get(times.len() * part / 100).unwrap().as_secs_f64() * 1000.0;
    println!("report --offline of one saved inspection, {RUNS} runs after one warm-up");
    println!(
        "  median {:.1} ms, 10th percentile {:.1} ms, 90th {:.1} ms",
        at(50),
        at(10),
        at(90)
    );
    match peak(program, &arguments) {
        Some(kib) => println!("  peak memory {:.1} MiB", kib / 1024.0),
        None => println!("  peak memory not measured: GNU time is not installed"),
    }
    std::fs::remove_file(&file).unwrap();
}

fn run(program: &str, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let time = start.elapsed();
    assert!(
        status.code().is_some_and(|code| code != 2),
        "the report was refused: {status}"
    );
    time
}

/// Peak resident memory in KiB, as GNU time tells it.
fn peak(program: &str, arguments: &[&str]) -> Option<f64> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M", program])
        .args(arguments)
        .stdout(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8_lossy(&output.stderr)
        .lines()
        .last()?
        .trim()
        .parse()
        .ok()
}
