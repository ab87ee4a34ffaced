//! One keystroke after the other, to be counted by an instrument.
//!
//!     cargo run --release --example keystrokes -- BYTES KEYSTROKES [crowd]
//!
//! Makes an article of that many bytes and types that many letters in its middle. `.ci/instructions.py` runs it under
//! callgrind, which counts the instructions of `keystroke` alone; a timer shows the same to people.

#![allow(clippy::print_stdout, reason = "the times go to standard output")]

use onrecord::analysis::{Analysis, Options};
use onrecord::rules;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

#[path = "../../benches/shared/mod.rs"]
mod shared;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize| arguments.get(i).and_then(|a| a.parse::<usize>().ok());
    let (Some(bytes), Some(keystrokes)) = (number(0), number(1)) else {
        eprintln!("usage: keystrokes BYTES KEYSTROKES [crowd]");
        return ExitCode::FAILURE;
    };
    let crowd = arguments.get(2).is_some_and(|a| a == "crowd");
    let mut text = if crowd { shared::crowd(bytes) } else { shared::article(bytes) };
    let start = Instant::now();
    let mut analysis = Analysis::new(text.as_str(), Options::default());
    let opened = start.elapsed();
    // Texts are made beforehand: what is counted is the engine's work alone.
    let texts: Vec<Arc<str>> = (0..keystrokes)
        .map(|_| {
            text = shared::with_a_letter_in_the_middle(&text);
            text.as_str().into()
        })
        .collect();
    let start = Instant::now();
    for text in texts {
        analysis = keystroke(&analysis, text);
    }
    let typed = start.elapsed() / keystrokes.max(1) as u32;
    println!("opened in {opened:?}, {typed:?} a keystroke; {} mentions", analysis.mentions.len());
    ExitCode::SUCCESS
}

/// What the engine does for a keystroke: analyse the text and find what is wrong with it.
#[inline(never)]
fn keystroke(analysis: &Analysis, text: Arc<str>) -> Analysis {
    let after = analysis.update(text);
    black_box(rules::check(&after));
    after
}
