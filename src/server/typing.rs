//! The writer's calm: what is only wrong because a sentence is half typed is not shown yet.
//!
//! A quotation is open until its closing mark is typed, and has no speaker until `she said` stands behind it. An error
//! that comes and goes while one types teaches its reader to look away. So, while somebody is typing:
//!
//! - nothing new is shown in the paragraph that is being typed, nor behind it, where a quotation left open may reach;
//! - what was shown stays, and what is mended goes at once.
//!
//! Typing ends with the paragraph, with an edit elsewhere, with a larger change, when the document is saved, and with a
//! pause: a short one behind a finished sentence or a single key, a longer one in the middle. At the end of a paragraph
//! an unfinished sentence is no mistake however long one thinks about its next word, and a quotation that is open there
//! may yet be closed: that is an error only of somebody who has gone on, or away.

use super::documents::Snapshot;
use crate::analysis::Analysis;
use crate::rules::Diagnostic;
use crate::text::Span;
use ropey::Rope;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Who has not typed for so long in the middle of a sentence is not typing.
const PAUSE: Duration = Duration::from_secs(2);
/// The same behind a finished sentence, and after a key or two. Longer than a fluent typist needs for a key, and short
/// enough to be taken for at once.
const HESITATION: Duration = Duration::from_millis(300);
/// Who has not typed for so long at the end of an unfinished sentence, with nothing behind it in its paragraph, is not
/// looking for a word, but gone.
const THOUGHT: Duration = Duration::from_secs(60);
/// So many keys one after the other make typing certain.
const CERTAIN: u32 = 3;

/// The most characters that a keystroke inserts: a pair of marks, which some editors complete.
const KEYSTROKE: usize = 2;
/// The most bytes that are inserted or removed while somebody goes on typing: a completed name, a word that is removed.
const STEP: usize = 64;

/// Somebody is typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Typing {
    /// The byte behind the last edit.
    pub(crate) at: u32,
    /// When it was made.
    last: Instant,
    /// How many keys were pressed one after the other.
    keys: u32,
    /// Whether a sentence ends at `at`.
    sentence_ends: bool,
    /// Whether the paragraph does.
    paragraph_ends: bool,
}

/// An edit of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edit<'a> {
    /// Its first byte.
    pub(crate) start: usize,
    /// How many bytes it removed.
    pub(crate) removed: usize,
    /// What it put there.
    pub(crate) inserted: &'a str,
}

impl Typing {
    /// Whether somebody types, after these edits, of which the last one made `rope`.
    ///
    /// Typing begins when a character is inserted; to remove one from a finished sentence is no typing.
    pub(crate) fn after(before: Option<Typing>, edits: &[Edit], rope: &Rope, now: Instant) -> Option<Typing> {
        let last = edits.last()?;
        let at = last.start + last.inserted.len();
        let begins =
            before.is_none_or(|b| last.start != b.at as usize && last.start + last.removed != b.at as usize);
        let keys = if begins { 1 } else { before.map_or(0, |before| before.keys) + 1 };
        let typing = Typing {
            at: at as u32,
            last: now,
            keys,
            sentence_ends: ends_sentence(rope, at),
            paragraph_ends: ends_paragraph(rope, at),
        };
        let small = |edit: &Edit| edit.inserted.len() <= STEP && edit.removed <= STEP;
        let goes_on = before.is_some_and(|before| {
            let still = now.duration_since(before.last) < PAUSE || !before.is_pause(now);
            still && is_near(rope, before.at as usize, at)
        });
        if goes_on && edits.iter().all(small) {
            return Some(typing);
        }
        let keystroke = |edit: &Edit| {
            let characters = edit.inserted.chars().count();
            (1..=KEYSTROKE).contains(&characters) && edit.removed <= '“'.len_utf8()
        };
        edits.iter().all(keystroke).then_some(typing)
    }

    /// How long one must not have typed to have stopped, with no sentence left unfinished.
    fn pause(&self) -> Duration {
        match (self.sentence_ends, self.paragraph_ends) {
            (false, true) => THOUGHT,
            (false, false) if self.keys >= CERTAIN => PAUSE,
            _ => HESITATION,
        }
    }

    /// Whether one has stopped typing, and no sentence is left unfinished.
    fn is_pause(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last) >= self.pause()
    }

    /// Whether what is open at the end of the paragraph may still be closed.
    fn may_close(&self, now: Instant) -> bool {
        self.paragraph_ends && now.saturating_duration_since(self.last) < THOUGHT
    }

    /// When, after `now`, a pause comes or what is open may no longer be closed, if nobody types; `None` if neither will.
    pub(crate) fn next_pause(&self, now: Instant) -> Option<Instant> {
        let pauses = [Some(self.pause()), self.paragraph_ends.then_some(THOUGHT)];
        pauses.into_iter().flatten().map(|pause| self.last + pause).find(|pause| *pause > now)
    }
}

/// Whether a sentence ends at a byte: there is a full stop before it, marks and blanks aside. A straight mark behind a
/// blank opens the next one.
fn ends_sentence(rope: &Rope, at: usize) -> bool {
    let Ok(at) = rope.try_byte_to_char(at) else { return false };
    let mut before = rope.chars_at(at).reversed().take(8).peekable();
    while let Some(c) = before.next() {
        let opens = matches!(c, '"' | '\'') && before.peek().is_none_or(|c| c.is_whitespace());
        if opens || !c.is_whitespace() && !"”’\"')»]}".contains(c) {
            return ".!?…".contains(c);
        }
    }
    false
}

/// Whether a paragraph ends at a byte: nothing stands behind it but marks that editors complete, and then a blank line or
/// the end of the text.
fn ends_paragraph(rope: &Rope, at: usize) -> bool {
    const FAR: usize = 64;
    let Ok(at) = rope.try_byte_to_char(at) else { return false };
    let mut behind = rope.chars_at(at).skip_while(|c| "”’\"')»]}".contains(*c)).take(FAR);
    let (mut feeds, mut returns) = (0, 0);
    let goes_on = behind.any(|c| {
        feeds += u32::from(c == '\n');
        returns += u32::from(c == '\r');
        feeds.max(returns) > 1 || !c.is_whitespace()
    });
    !goes_on || feeds.max(returns) > 1
}

/// Whether no paragraph ends between two bytes, as far as a writer jumps back to mend a word.
fn is_near(rope: &Rope, a: usize, b: usize) -> bool {
    const FAR: usize = 2_000;
    let (start, end) = (a.min(b), a.max(b).min(rope.len_bytes()));
    if start > end || end - start > FAR {
        return false;
    }
    let words = rope.get_byte_slice(start..end);
    words.is_some_and(|words| !has_blank_line(&words.to_string()))
}

/// Whether a line without words stands between others. One at the end is where the next paragraph begins.
fn has_blank_line(text: &str) -> bool {
    text.trim().lines().any(|line| line.trim().is_empty())
}

/// What was shown of a document, and what is held back.
#[derive(Debug, Default)]
pub(crate) struct Calm {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Code and message of each diagnostic that was shown last.
    shown: Vec<(&'static str, String)>,
    /// The last revision at which typing has ended.
    settled: u64,
    /// When somebody last looked at what is to be shown, if something was held back then.
    held: Option<Instant>,
}

impl Calm {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something is held back that a pause will show.
    pub(crate) fn holds(&self) -> bool {
        self.state().held.is_some()
    }

    /// From when on the next pause counts, if something is held back: from the last look at it, since a pause may have passed
    /// meanwhile, or from `begun` if nobody has looked since then.
    pub(crate) fn held_since(&self, begun: Instant) -> Option<Instant> {
        self.state().held.map(|held| held.max(begun))
    }

    /// Typing has ended with this revision of the text.
    pub(crate) fn settle(&self, revision: u64) {
        self.state().settled = revision;
    }

    /// What of `found` is to be shown now.
    pub(crate) fn sift<'a>(&self, found: &'a [Diagnostic], snapshot: &Snapshot) -> Vec<&'a Diagnostic> {
        let found: Vec<&Diagnostic> = found.iter().collect();
        let mut state = self.state();
        // Not before: whoever asks meanwhile whether something is held back would ask in vain.
        let now = Instant::now();
        let text = &snapshot.text;
        let typing = text.typing.filter(|_| text.revision > state.settled);
        let all = found.len();
        let shown = match typing {
            Some(typing) if typing.is_pause(now) && typing.may_close(now) => {
                let typed = typed(&snapshot.analysis, typing.at);
                let is_here = |d: &Diagnostic| d.span.end > typed.from;
                let open = found.iter().any(|d| d.code == OPEN && is_here(d));
                quiet(found, &state.shown, |d| open && is_here(d))
            }
            Some(typing) if typing.is_pause(now) => found,
            Some(typing) => {
                let typed = typed(&snapshot.analysis, typing.at);
                // With an opening mark, the next paragraph would go on with what is open above.
                let open = |d: &Diagnostic| d.code == OPEN && d.span.end > typed.may_go_on;
                quiet(found, &state.shown, |d| d.span.end > typed.from || open(d))
            }
            None => found,
        };
        state.held = (shown.len() < all).then_some(now);
        let now = shown.iter().map(|diagnostic| (diagnostic.code, diagnostic.message.as_str()));
        if !state.shown.iter().map(|(code, said)| (*code, said.as_str())).eq(now.clone()) {
            state.shown = now.map(|(code, said)| (code, said.to_owned())).collect();
        }
        shown
    }
}

/// The rule about marks that are not closed.
const OPEN: &str = "unbalanced-quote";

/// `found` without those of what `is_typed` by which there would be more of a rule than there were: of those, the ones
/// that say what was said before stay, and else the first ones.
fn quiet<'a>(
    found: Vec<&'a Diagnostic>,
    shown: &[(&'static str, String)],
    is_typed: impl Fn(&Diagnostic) -> bool,
) -> Vec<&'a Diagnostic> {
    let mut room: FxHashMap<&str, usize> = FxHashMap::default();
    for (code, _) in shown {
        *room.entry(code).or_default() += 1;
    }
    for diagnostic in found.iter().filter(|diagnostic| !is_typed(diagnostic)) {
        if let Some(room) = room.get_mut(diagnostic.code) {
            *room = room.saturating_sub(1);
        }
    }
    let said_before = |d: &Diagnostic| shown.iter().any(|(code, said)| *code == d.code && *said == d.message);
    let mut stays: Vec<bool> = found.iter().map(|diagnostic| !is_typed(diagnostic)).collect();
    for again in [true, false] {
        for (diagnostic, stays) in found.iter().zip(&mut stays) {
            let room = room.get_mut(diagnostic.code);
            if !*stays
                && said_before(diagnostic) == again
                && let Some(room) = room.filter(|room| **room > 0)
            {
                *room -= 1;
                *stays = true;
            }
        }
    }
    let mut stays = stays.into_iter();
    found.into_iter().filter(|_| stays.next().unwrap_or(true)).collect()
}

/// What is being typed: everything from a byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Typed {
    from: u32,
    /// The paragraph before, where this one has hardly begun.
    may_go_on: u32,
}

/// The paragraph that is being typed at `at`, and all behind it. The lines at the top belong together, as a header that
/// is not closed yet.
fn typed(analysis: &Analysis, at: u32) -> Typed {
    const HARDLY: u32 = 8;
    let text = analysis.text();
    let at = at.min(text.len() as u32);
    let behind = analysis.blocks.partition_point(|block| block.span.start <= at);
    let (before, _) = analysis.blocks.split_at(behind);
    let start = |i: usize| before.len().checked_sub(i).map_or(0, |i| before[i].span.start);
    if !text.get(..at as usize).is_some_and(has_blank_line) {
        return Typed { from: 0, may_go_on: 0 };
    }
    match before.last() {
        Some(block) if is_in(analysis, block.span, at) => {
            let begun = at.saturating_sub(block.span.start) > HARDLY;
            Typed { from: start(1), may_go_on: if begun { start(1) } else { start(2) } }
        }
        _ => Typed { from: at, may_go_on: start(1) },
    }
}

/// Whether a cursor at `at` is in a paragraph, or on the line below its unfinished sentence.
fn is_in(analysis: &Analysis, paragraph: Span, at: u32) -> bool {
    let text = analysis.text();
    let line_ends = text[paragraph.end.min(at) as usize..at as usize].matches('\n').count();
    let finished =
        paragraph.of(text).trim_end_matches(['”', '’', '"', '\'', ')']).ends_with(['.', '!', '?', '…']);
    let goes_on = line_ends == 1 && !finished && !analysis.options().layout.line_is_paragraph;
    paragraph.touches(at) || line_ends == 0 || goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;

    fn now() -> Instant {
        Instant::now()
    }

    fn edit(start: usize, removed: usize, inserted: &str) -> Edit<'_> {
        Edit { start, removed, inserted }
    }

    /// Whether somebody types after each of these edits of `text`, which is the text behind all of them.
    fn types(text: &str, edits: &[Edit]) -> Vec<bool> {
        let rope = Rope::from_str(text);
        let mut typing = None;
        let typed = edits.iter().map(|edit| {
            typing = Typing::after(typing, std::slice::from_ref(edit), &rope, now());
            typing.is_some()
        });
        typed.collect()
    }

    #[test]
    fn typing_begins_with_a_character_and_goes_on_nearby() {
        let text = "One. It fell.\n\nTwo.";
        assert_eq!(types(text, &[edit(5, 0, "I"), edit(6, 0, "t"), edit(6, 1, "")]), [true, true, true]);
        assert_eq!(types(text, &[edit(5, 0, "I"), edit(16, 1, "")]), [true, false], "another paragraph");
        assert_eq!(types(text, &[edit(12, 1, "")]), [false], "removed from what was finished");
        assert_eq!(types(text, &[edit(5, 0, "It fell.")]), [false], "pasted");
        assert_eq!(types(text, &[edit(5, 0, "I"), edit(6, 0, "t fell.")]), [true, true], "completed");
        assert_eq!(types(text, &[edit(0, 0, "“”")]), [true], "completed marks");
    }

    #[test]
    fn typing_ends_with_a_pause() {
        let (rope, long_ago) = (Rope::from_str("It fell."), now().checked_sub(PAUSE));
        let before =
            long_ago.map(|last| Typing { at: 8, last, keys: 9, sentence_ends: false, paragraph_ends: false });
        assert!(before.is_some() && Typing::after(before, &[edit(7, 1, "")], &rope, now()).is_none());
    }

    #[test]
    fn a_pause_is_as_long_as_what_is_unfinished() {
        /// The first of the pauses that is one after so many keys, the last of which stands before `|`.
        fn pause(text: &str, keys: u32) -> Duration {
            let (at, last) = (text.find('|').unwrap(), now());
            let rope = Rope::from_str(&text.replacen('|', "", 1));
            let before = Typing {
                at: at as u32 - 1,
                last,
                keys: keys - 1,
                sentence_ends: false,
                paragraph_ends: false,
            };
            let typing = Typing::after(Some(before), &[edit(at - 1, 0, "x")], &rope, last).unwrap();
            let pause = *[HESITATION, PAUSE, THOUGHT].iter().find(|p| typing.is_pause(last + **p)).unwrap();
            assert_eq!(typing.next_pause(last), Some(last + pause), "a clock rings then, and not before");
            pause
        }
        assert_eq!(pause("It fell. |It rained.", 6), HESITATION, "a finished sentence");
        assert_eq!(pause("It fell on| us.", 6), PAUSE);
        assert_eq!(pause("It fell on| us.", 1), HESITATION, "a single key");
        assert_eq!(pause("It fell and|", 6), THOUGHT, "the next word is being looked for");
        assert_eq!(pause("It fell. “|”\n\nIt rained.", 1), THOUGHT, "and what is said");
        assert_eq!(pause("It fell. \"|", 1), THOUGHT, "a straight mark opens as well");
        assert_eq!(pause("\"It fell.\"|", 6), HESITATION);
        assert_eq!(pause("It fell and|\r\nIt rained.", 6), PAUSE, "the paragraph goes on");
    }

    #[test]
    fn a_pause_that_passes_while_one_looks_is_noticed() {
        let last = now();
        let typing = Typing { at: 9, last, keys: 1, sentence_ends: true, paragraph_ends: false };
        let looked = last + HESITATION - Duration::from_millis(1);
        let calm = Calm { state: Mutex::new(State { held: Some(looked), ..State::default() }) };
        let pause = |begun| typing.next_pause(calm.held_since(begun)?);
        assert_eq!(pause(last), Some(last + HESITATION), "however late one asks");
        assert_eq!(pause(last + HESITATION), None, "nobody looked: that does not make one look for ever");
        assert_eq!(Calm::default().held_since(last), None, "nothing is held back");
    }

    #[test]
    fn what_is_open_at_the_end_of_a_paragraph_may_be_closed_for_a_while() {
        let last = now();
        let typing = |paragraph_ends| Typing { at: 9, last, keys: 9, sentence_ends: true, paragraph_ends };
        assert!(typing(true).is_pause(last + HESITATION) && typing(true).may_close(last + PAUSE));
        assert!(!typing(true).may_close(last + THOUGHT) && !typing(false).may_close(last));
        assert_eq!(typing(true).next_pause(last), Some(last + HESITATION));
        assert_eq!(typing(true).next_pause(last + HESITATION), Some(last + THOUGHT), "it is looked at again");
        assert_eq!(typing(true).next_pause(last + THOUGHT), None);
    }

    /// What is being typed where `|` stands, and the paragraph above that may go on.
    fn zones(article: &str) -> (String, String) {
        let at = article.find('|').unwrap();
        let analysis = Analysis::new(article.replacen('|', "", 1), Options::default());
        let Typed { from, may_go_on } = typed(&analysis, at as u32);
        let text = analysis.text();
        (text[from as usize..].to_owned(), text[may_go_on as usize..from as usize].trim_end().to_owned())
    }

    fn zone(article: &str) -> String {
        zones(article).0
    }

    #[test]
    fn the_paragraph_and_all_behind_it_is_being_typed() {
        assert_eq!(zone("Rain fell.\n\nOne came. Two| left.\n\nMore."), "One came. Two left.\n\nMore.");
        assert_eq!(zones("Rain fell.\n\n“One came.\n\n|"), ("".into(), "“One came.".into()), "a new one");
        assert_eq!(zones("Rain fell.\n\n“It fell.\n\n“A|"), ("“A".into(), "“It fell.".into()));
        assert_eq!(zone("Rain fell.\n\nOne came, and it\n|"), "One came, and it\n", "a soft break");
        assert_eq!(zone("Rain fell.\n\n“One came.”\n|"), "", "it is finished");
        assert_eq!(zone("---\ntitle: One\npl|"), "---\ntitle: One\npl", "the header");
        assert_eq!(zone("Rain fell.\r\n\r\nOne came, t|oo."), "One came, too.");
        assert_eq!(zone("|"), "");
    }

    fn diagnostic(code: &'static str, start: u32, message: &str) -> Diagnostic {
        let (span, message) = (Span::new(start, start + 1), message.to_owned());
        Diagnostic {
            code,
            span,
            message,
            severity: crate::rules::Severity::Error,
            related: vec![],
            about: None,
            fixes: vec![],
        }
    }

    /// The messages that are shown of `found`, after `shown`, while everything from byte 10 is being typed.
    fn sifted(found: &[(u32, &str)], shown: &[&str]) -> Vec<String> {
        let found: Vec<_> =
            found.iter().map(|(start, message)| diagnostic("open", *start, message)).collect();
        let shown: Vec<_> = shown.iter().map(|&message| ("open", message.to_owned())).collect();
        let quiet = quiet(found.iter().collect(), &shown, |d| d.span.end > 10);
        quiet.into_iter().map(|diagnostic| diagnostic.message.clone()).collect()
    }

    #[test]
    fn nothing_new_is_shown_in_what_is_being_typed() {
        assert_eq!(sifted(&[(0, "a"), (20, "b")], &[]), ["a"]);
        assert_eq!(sifted(&[(0, "a"), (20, "b")], &["a"]), ["a"]);
        assert_eq!(sifted(&[(0, "a"), (20, "b")], &["a", "b"]), ["a", "b"], "it was there before");
        assert_eq!(sifted(&[(20, "b"), (30, "c")], &["c"]), ["c"], "the one that was there");
        assert_eq!(sifted(&[(20, "b, longer")], &["b"]), ["b, longer"], "it grows while one mends it");
    }
}
