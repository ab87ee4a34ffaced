//! One keystroke after the other, to be counted by an instrument.
//!
//!     cargo run --release --example keystrokes -- BYTES|FILE KEYSTROKES [crowd] [sentence] [at=BYTE]
//!
//! Makes an article of that many bytes, a `crowd` of people in it, or reads one, and types that many letters in its
//! middle: at the end of a word, or a `sentence` there or at a BYTE. Callgrind counts the instructions of `keystroke` alone (`--collect-atstart=no
//! --toggle-collect='keystrokes::keystroke'`); a timer shows the same to people, of
//! each keystroke if `EACH` is set in the environment.

#![allow(clippy::print_stdout, reason = "the times go to standard output")]

use onrecord::analysis::{Analysis, Edited, Options, Remains};
use onrecord::newsroom::Settings;
use onrecord::rules;
use onrecord::text::SharedText;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[path = "../../benches/shared/mod.rs"]
mod shared;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize| arguments.get(i).and_then(|a| a.parse::<usize>().ok());
    let asked = |what: &str| arguments.iter().any(|a| a == what);
    let text = match number(0) {
        Some(bytes) if asked("crowd") => Some(shared::crowd(bytes)),
        Some(bytes) => Some(shared::article(bytes)),
        None => arguments.first().and_then(|path| std::fs::read_to_string(path).ok()),
    };
    let (Some(text), Some(keystrokes)) = (text, number(1)) else {
        eprintln!("usage: keystrokes BYTES|FILE KEYSTROKES [crowd] [sentence] [at=BYTE]");
        return ExitCode::FAILURE;
    };
    // Texts are made beforehand: what is counted is the engine's work alone.
    let place = arguments.iter().find_map(|a| a.strip_prefix("at=")?.parse().ok());
    let texts = match asked("sentence") {
        true => a_sentence(&text, place.unwrap_or_else(|| shared::middle(&text)), keystrokes),
        false => letters(&text, keystrokes),
    };
    let start = Instant::now();
    let analysis = Analysis::new(text.as_str(), Options::default());
    let opened = start.elapsed();
    let mut version = Version { found: rules::check(&analysis), analysis };
    let mut slowest = Duration::ZERO;
    let mut short = 0;
    let mut remains = Remains::default();
    let start = Instant::now();
    for (text, edit) in texts {
        let begun = Instant::now();
        let next = keystroke(&version, text, edit, remains);
        slowest = slowest.max(begun.elapsed());
        if std::env::var_os("EACH").is_some() {
            let patched = next.analysis.patched_from(&version.analysis);
            println!("{:?} {:?}", begun.elapsed(), patched.map(|p| (p.same_people, p.blocks.len())));
        }
        short += usize::from(next.analysis.patched_from(&version.analysis).is_some());
        remains = std::mem::replace(&mut version, next).analysis.into_remains().1;
    }
    let typed = start.elapsed() / keystrokes.max(1) as u32;
    let mentions = version.analysis.mentions.len();
    println!(
        "opened in {opened:?}; {typed:?} a keystroke, {slowest:?} the slowest, {short} of {keystrokes} the short way; \
         {mentions} mentions"
    );
    ExitCode::SUCCESS
}

/// An article with so many letters typed at the end of a word in its middle.
fn letters(text: &str, keystrokes: usize) -> Vec<(SharedText, Edited)> {
    let mut text = text.to_owned();
    let mut next = || {
        let place = shared::middle(&text);
        text = shared::with_a_letter_in_the_middle(&text);
        (text.as_str().into(), letter_at(place))
    };
    (0..keystrokes).map(|_| next()).collect()
}

/// An article with a sentence typed, again and again, at a place.
fn a_sentence(text: &str, place: usize, keystrokes: usize) -> Vec<(SharedText, Edited)> {
    const WORDS: &str = " the spokesman told reporters on Tuesday that it would";
    let (before, behind) = text.split_at(place);
    let typed = WORDS.repeat(keystrokes / WORDS.len() + 1);
    let next = |end: usize| (format!("{before}{}{behind}", &typed[..end]).into(), letter_at(place + end - 1));
    (1..=keystrokes).map(next).collect()
}

/// A letter of one byte that is typed.
fn letter_at(place: usize) -> Edited {
    let start = place as u32;
    Edited { start, old_end: start, new_end: start + 1 }
}

/// A version of an article, and what was found in it.
struct Version {
    analysis: Analysis,
    found: Vec<rules::Diagnostic>,
}

/// What the engine does for a keystroke, as the server asks it to: analyse the text, of which it is told what was edited, and
/// find what is wrong with it.
#[inline(never)]
fn keystroke(before: &Version, text: SharedText, edit: Edited, remains: Remains) -> Version {
    let analysis =
        before.analysis.update_within(text, before.analysis.options().clone(), Some(edit), remains);
    let found = rules::recheck(&before.analysis, &before.found, &analysis, &Settings::default());
    Version { analysis, found }
}
