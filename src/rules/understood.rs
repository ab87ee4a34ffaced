//! Quotations that are given to nobody, and of which readers know all the same where they come from: a credit stands behind
//! them, a colon introduces them, or they are a headline, a label or a slogan and nobody's speech.
//!
//! What the engine concludes about speakers is not touched: these are signs that asking “who says this?” would be wrong.

use super::fix::Printed;
use crate::analysis::{Analysis, Family, How, Quotation, QuotationKind};
use crate::article::{BlockKind, EntityKind};
use crate::english::classes::{
    ADJECTIVE, AUXILIARY, CLAIM_NOUN, DETERMINER, DOCUMENT_NOUN, NOUN, POSSESSIVE, PREPOSITION,
};
use crate::english::lexicon::lookup;
use crate::text::Span;

/// How many paragraphs an introduction may stand above the one with the quotation.
pub(super) const REACH: usize = 6;

/// Whether nobody would ask who says the quotation with this index.
pub(super) fn is_understood(analysis: &Analysis, index: usize) -> bool {
    let Some(place) = Place::of(analysis, index) else { return false };
    place.is_uncertain()
        || place.is_label()
        || place.is_headline()
        || place.is_credited()
        || place.is_spoken_of()
        || place.is_part_of_a_phrase()
        || place.is_introduced()
        || place.is_reported()
}

/// A quotation in what is printed of its paragraph.
struct Place<'a> {
    analysis: &'a Analysis,
    block: usize,
    /// Where it is, with its marks, in the printed text.
    at: Span,
    words: &'a str,
    before: &'a str,
    behind: &'a str,
}

impl<'a> Place<'a> {
    fn of(analysis: &'a Analysis, index: usize) -> Option<Self> {
        let quotation = &analysis.quotations[index];
        let block = quotation.block as usize;
        let printed = Printed::of(analysis, block);
        let (at, inner) = (printed.in_print(quotation.outer), printed.in_print(quotation.span));
        let text = printed.text();
        Some(Place {
            analysis,
            block,
            at,
            words: text.get(inner.range())?.trim(),
            before: text.get(..at.start as usize)?.trim_end(),
            behind: text.get(at.end as usize..)?.trim_start(),
        })
    }

    /// Where another mark of the paragraph opens or closes nothing, nobody knows which words are quoted. That is said by
    /// `unbalanced-quote`; who speaks is to be seen once it is mended.
    fn is_uncertain(&self) -> bool {
        let block = self.analysis.blocks[self.block].span;
        self.analysis.unpaired.iter().any(|mark| block.covers(mark.span))
    }

    /// `“Related:”`, `“WHAT WE KNOW SO FAR”`
    fn is_label(&self) -> bool {
        let capitals = self.words.split_whitespace().count() > 2
            && self.words.chars().any(char::is_alphabetic)
            && !self.words.chars().any(char::is_lowercase);
        capitals || self.words.ends_with(':')
    }

    /// A headline, the title of a work, or a crosshead: set as one (`– “Who needs a bridge?” –`), or in single marks where
    /// speech is in double ones. A dash in front alone is how dialogue begins.
    fn is_headline(&self) -> bool {
        let between_dashes = is_dash(self.before) && is_dash(self.behind);
        between_dashes || is_title(self.words) || self.is_in_headlines_marks()
    }

    fn is_in_headlines_marks(&self) -> bool {
        let family = |quotation: &Quotation| {
            let marks = self.analysis.slice(quotation.outer).chars().next()?;
            Some(if matches!(marks, '‘' | '\'') { Family::Single } else { Family::Double })
        };
        let mut here = self
            .analysis
            .marked_in(self.block)
            .filter(|marked| marked.depth == 0)
            .map(|m| m.family)
            .peekable();
        let one_sentence =
            !self.before.contains(['.', '!', '?']) && self.behind.trim_end_matches('.').is_empty();
        // A block quotation has no marks.
        if !one_sentence || here.peek().is_none() || !here.all(|family| family == Family::Single) {
            return false;
        }
        let said = self.analysis.quotations.iter().filter(|other| other.attribution.is_some());
        let mut families = said.filter(|other| other.kind != QuotationKind::Indirect);
        families.clone().count() > 1 && families.all(|other| family(other) != Some(Family::Single))
    }

    /// Behind the mark, or at the end of the line in brackets, stands where the words come from: `[AP]`, `(2015)`,
    /// `by the Herald’s Ana Ruiz`, an address, `– @anaruiz`; or they are cited in parentheses (`(“…,” Herald, May 2)`).
    fn is_credited(&self) -> bool {
        let behind = self.behind;
        let unsigned = behind.trim_start_matches(['–', '—', '-', ' ']);
        let cited =
            self.before.ends_with('(') && behind.split_once(')').is_some_and(|(source, _)| is_source(source));
        self.has_byline()
            || cited
            || behind.starts_with("http")
            || (unsigned.len() < behind.len() && unsigned.starts_with('@'))
            || has_year_in_parentheses(behind)
            || behind.lines().next().is_some_and(ends_with_credit)
    }

    /// `by Cy Moss`, `by the Herald’s Cy Moss`, but not `by Monday`.
    fn has_byline(&self) -> bool {
        let Some(author) = self.behind.strip_prefix("by ") else { return false };
        let author = author.strip_prefix("the ").unwrap_or(author);
        let start = (Printed::of(self.analysis, self.block).text().len() - author.len()) as u32;
        self.names_somebody(self.block, Span::new(start, start + 1))
    }

    /// The writer goes on about the words as words, and begins with that: `That slogan …`, `So says …`, behind the mark or in
    /// the paragraph that follows.
    fn is_spoken_of(&self) -> bool {
        let paragraph = |block: &usize| {
            self.analysis.blocks.get(*block).is_some_and(|block| block.kind == BlockKind::Paragraph)
        };
        let next = if self.behind.is_empty() {
            Some(self.block + 1).filter(paragraph).map_or("", |block| self.analysis.printed(block))
        } else {
            self.behind
        };
        let mut words = next.split_whitespace().map(bare);
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match first {
            "So" => lookup(second).cue() || matches!(second, "goes" | "went" | "reads"),
            "That" | "This" | "Those" | "These" => is_saying(second),
            _ => false,
        }
    }

    /// The words are part of one of the writer's phrases: `Ruiz’s “…” promise`, `cries of “…”`, `between “…” and “…”`.
    fn is_part_of_a_phrase(&self) -> bool {
        let governing: Vec<&str> = self.governing().split_whitespace().rev().take(2).map(bare).collect();
        let listed = match governing[..] {
            ["between", ..] => true,
            ["of", noun] => is_saying(noun) || is_cry(noun),
            _ => false,
        };
        let owner = self.before.split_whitespace().next_back().unwrap_or_default();
        let owner =
            owner.ends_with("’s") || owner.ends_with("'s") || lookup(owner).any(POSSESSIVE | DETERMINER);
        let next = lookup(bare(self.behind.split_whitespace().next().unwrap_or_default()));
        let noun = next.any(NOUN | CLAIM_NOUN) && !next.any(AUXILIARY | PREPOSITION | ADJECTIVE);
        listed || (owner && noun && self.behind.starts_with(char::is_lowercase))
    }

    /// What stands before the first of several stretches in marks that are listed.
    fn governing(&self) -> &'a str {
        let mut before = self.before;
        let printed = Printed::of(self.analysis, self.block);
        let stretches: Vec<Span> = (self.analysis.marked_in(self.block).filter(|marked| marked.depth == 0))
            .map(|marked| printed.in_print(marked.outer))
            .filter(|span| span.end <= self.at.start)
            .collect();
        for stretch in stretches.iter().rev() {
            let mut between = before.get(stretch.end as usize..).unwrap_or_default().trim();
            if let Some((_, behind)) = between.strip_prefix('(').and_then(|aside| aside.split_once(')')) {
                between = behind;
            }
            let mut words = between.split([' ', ',']).filter(|word| !word.is_empty());
            if !words.all(|word| matches!(word, "and" | "or")) {
                break;
            }
            before = before.get(..stretch.start as usize).unwrap_or_default().trim_end();
        }
        before
    }

    /// A colon leads to the words, in this paragraph or above a run of quoted ones, and the sentence that it ends names
    /// somebody, or says what is quoted; or a document is what the sentence is about: `The ad targets “…”`.
    fn is_introduced(&self) -> bool {
        let here = Span::new(0, self.before.len() as u32);
        if !self.before.is_empty() && self.before != "—" {
            let sentence = last_sentence(self.before);
            let colon = self.before.ends_with(':');
            let place = Span::new(here.end - sentence.len() as u32, here.end);
            return (colon
                && (self.names_somebody(self.block, place) || sentence.split_whitespace().any(is_saying)))
                || (!has_ended(self.before)
                    && sentence.split_whitespace().any(shows_words)
                    && !is_passive_report(sentence))
                || (sentence.ends_with('?') && self.names_somebody(self.block, place));
        }
        let quoted = |block: &usize| self.analysis.printed(*block).starts_with(['“', '"', '‘', '«']);
        let above = (self.block.saturating_sub(REACH)..self.block).rev().find(|block| !quoted(block));
        above.is_some_and(|block| {
            let text = self.analysis.printed(block).trim_end();
            let sentence = last_sentence(text);
            let place = Span::new((text.len() - sentence.len()) as u32, text.len() as u32);
            text.ends_with(':') && self.names_somebody(block, place)
        })
    }

    /// Whether a mention that begins here stands for a person or a body with a name. A pronoun names nobody, and neither do
    /// words that may mean anybody.
    fn names_somebody(&self, block: usize, place: Span) -> bool {
        let place = Printed::of(self.analysis, block).in_file(place);
        let mentions = &self.analysis.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < place.start);
        let here = mentions[first..].iter().take_while(|mention| mention.span.start < place.end);
        let mut named =
            here.filter(|mention| mention.how != How::Pronoun).filter_map(|mention| mention.entity);
        named.any(|id| {
            let entity = self.analysis.entity(id);
            entity.named && matches!(entity.kind, EntityKind::Person | EntityKind::Organisation)
        })
    }

    /// Reporting words stand beside the marks, though the engine has not found who is their subject: `footage of Ruiz
    /// saying, “…”`, `“…,” Way said`. It is otherwise with the passive: `was called “…”` leaves out
    /// who called it so.
    fn is_reported(&self) -> bool {
        let lead = self.before.trim_end_matches([',', ':', ' ']);
        let lead = last_sentence(lead.strip_suffix(" that").unwrap_or(lead));
        // Behind a stop the sentence with the verb is another one: `“Late,” he said. “No.”`
        let goes_on = !has_ended(lead) && !lead.ends_with(['”', '"']);
        let touches = goes_on && lead.split_whitespace().next_back().is_some_and(reports);
        let mut behind = self.behind.split_whitespace();
        let (first, second) = (behind.next().unwrap_or_default(), behind.next().unwrap_or_default());
        // `“It will fall.” Lee said nothing`: another sentence.
        let leads_on = !self.words.ends_with('.') || self.words.ends_with("...");
        let subject = leads_on && begins_with_capital(first) && !has_ended(first);
        (touches && !is_passive_report(lead)) || (subject && reports(second))
    }
}

/// A reporting verb that is nothing else.
fn reports(word: &str) -> bool {
    let class = lookup(bare(word));
    class.cue() && class.verb() && !class.any(NOUN)
}

/// A word without the marks that touch it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn begins_with_capital(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// Nothing but dashes, with or without dots: `–`, `...—`.
fn is_dash(text: &str) -> bool {
    let dash = |c| matches!(c, '–' | '—' | '-');
    text.contains(dash) && text.chars().all(|c| dash(c) || matches!(c, '.' | ' '))
}

/// Whether a sentence has stopped here, be it inside a closing mark.
fn has_ended(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', ')', ' ']).ends_with(['.', '!', '?'])
}

/// From the last stop that ends a sentence.
fn last_sentence(text: &str) -> &str {
    let inside = text.trim_end_matches(['.', '!', '?', ' ']);
    let start =
        [". ", "! ", "? ", ".” ", ".\" "].iter().filter_map(|stop| Some(inside.rfind(stop)? + stop.len()));
    &text[start.max().unwrap_or(0)..]
}

/// A slogan, a promise, a line: words that somebody said, and not what holds them.
fn is_saying(word: &str) -> bool {
    let word = bare(word);
    let class = lookup(word);
    (class.any(CLAIM_NOUN) && !class.any(DOCUMENT_NOUN))
        || matches!(word, "line" | "lines" | "phrase" | "quotation" | "saying" | "slogan" | "slogans")
}

/// What shows words to the public, and has them from whoever put it there: `The ad targets “…”`.
fn shows_words(word: &str) -> bool {
    const SHOW: [&str; 14] = [
        "ad",
        "ads",
        "advert",
        "advertisement",
        "banner",
        "billboard",
        "caption",
        "commercial",
        "headline",
        "placard",
        "poster",
        "slogan",
        "tweet",
        "tweets",
    ];
    SHOW.contains(&bare(word))
}

/// What crowds do.
fn is_cry(word: &str) -> bool {
    matches!(word, "cries" | "chants" | "shouts" | "calls" | "cry")
}

/// `was called`, `are described as`
fn is_passive_report(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().map(bare).collect();
    let be =
        |word: &str| matches!(word, "is" | "are" | "was" | "were" | "been" | "being" | "be" | "get" | "got");
    words.windows(2).any(|pair| be(pair[0]) && lookup(pair[1]).cue())
}

/// Several words, all with a capital but the small ones, and no sentence.
fn is_title(words: &str) -> bool {
    let sentence = words.ends_with(['.', '!', '?', ';']);
    let long = words.split_whitespace().map(bare).filter(|word| word.chars().count() > 3);
    !sentence && long.clone().count() > 2 && long.clone().all(begins_with_capital)
}

/// `Bath Herald, May 2`, but not `Nobody heard it`.
fn is_source(text: &str) -> bool {
    let mut long = text.split_whitespace().map(bare).filter(|word| word.chars().count() > 3);
    begins_with_capital(text) && long.all(|word| !word.starts_with(char::is_lowercase))
}

/// `(2015)`, `(poster, 2015)`, `(a poster in Bath 2015)`, but not `(2000 came)` and not `(she left in 2015)`.
fn has_year_in_parentheses(behind: &str) -> bool {
    let inside = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let Some((credit, _)) = inside else { return false };
    let mut words = credit.split_whitespace().rev();
    let year = words
        .next()
        .and_then(|word| bare(word).parse().ok())
        .is_some_and(|year| (1500..2100).contains(&year));
    year && !words.next().is_some_and(|before| lookup(before).any(PREPOSITION))
}

/// `… [AP.]`, but not `[Laughter.]`
fn ends_with_credit(behind: &str) -> bool {
    let behind = behind.trim_end_matches('.');
    let Some((_, credit)) = behind.strip_suffix(']').and_then(|text| text.rsplit_once('[')) else {
        return false;
    };
    let sounds =
        ["Laughter", "Laughs", "Applause", "Cheers", "Cheering", "Pause", "Boos", "Crosstalk", "Sic"];
    let first = credit.split_whitespace().next().map_or("", bare);
    begins_with_capital(credit) && !sounds.contains(&first)
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::flagged;

    /// The words that are flagged in an article that has named the mayor and an engineer, and goes on with `text`.
    fn asked(text: &str) -> Vec<String> {
        flagged("unattributed-quote", &format!("Mayor Ann Lee met the engineer Bo Park.\n\n{text}"))
    }

    #[test]
    fn speech_without_a_sign() {
        for text in [
            "The rain had stopped by noon. “We knew in spring that it would fall.”",
            "“We knew in spring that it would fall.”",
            "“We knew in spring that it would fall.”\n\nThis story has been updated.",
            "The rain had stopped. “We knew in spring that it would fall.” It rained again. [Laughter.]",
            "The bridge was called “a disgrace that the town will pay for twice over.”",
        ] {
            assert_eq!(asked(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_shows_words_shows_those_of_its_own_sentence() {
        assert!(asked("The billboard at the quay promises “a bridge that will not fall again.”").is_empty());
        for text in [
            "A billboard stood at the quay. “We knew in spring that the bridge would fall.”",
            "It rained on the banner! “We knew in spring that the bridge would fall.”",
            "The ad was called “a disgrace that the town will pay for twice over.”",
        ] {
            assert_eq!(asked(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_dash_in_front_alone_begins_a_line_of_dialogue() {
        assert!(asked("— “Who needs a bridge?” —").is_empty());
        for text in [
            "— “We knew in spring that the bridge would fall.”",
            "... “We knew in spring that the bridge would fall” ...",
        ] {
            assert_eq!(asked(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_credit_stands_behind_the_words() {
        for text in [
            "BRIDGE FALLS “The old bridge gave way to the flood on a night that nobody will forget.” [Bath Herald]",
            "BRIDGE FALLS “The old bridge gave way.” See the pictures at nine. [AP.]",
            "“No bridge for strangers!” (poster, 2015) — “Yes to the old ferry” (2017).",
            "—“An engineer who does not sleep,” by the Herald’s Cy Moss.",
            "“The bridge will be late and will cost twice as much as we were told.” https://example.org/bridge",
            "“Very good engineer. Very good, this man” – @annlee in Bath.",
            "I agree with every word of it (“Old bridge fell like a stone,” Bath Herald, May 2).",
        ] {
            assert!(asked(text).is_empty(), "{text}: {:?}", asked(text));
        }
    }

    #[test]
    fn not_every_capital_and_not_every_number_is_a_credit() {
        for text in [
            "“The bridge that fell in the flood will stand” by Monday.",
            "The rain had stopped. “We knew in spring that it would fall.” (All 2000 of us heard it.)",
            "The rain had stopped. “We knew in spring that it would fall.” (She left in 2015.)",
            "The rain had stopped. “We knew in spring that it would fall.” (She left in 2015)",
            "The rain had stopped. “We knew in spring that it would fall.” (Route 3015)",
            "(“We knew in spring that the bridge would fall.” Nobody laughed then.)",
        ] {
            assert_eq!(asked(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn headlines_and_labels_are_not_said() {
        for text in [
            "“Related:”",
            "“THE BRIDGE THAT NOBODY WANTED” It fell on Monday.",
            "– “Who needs a bridge?” –",
            "The film, “Nine Nights on the Old Bridge,” opens today.",
        ] {
            assert!(asked(text).is_empty(), "{text}: {:?}", asked(text));
        }
        let said = "“It fell,” Lee said. “It fell hard,” Park said.";
        assert!(
            asked(&format!("{said}\n\n‘A bridge for everybody’\n\nPark left.")).is_empty(),
            "a crosshead"
        );
        let pulled =
            format!("{said}\n\nIt rained on the quay all night.\n\n“A bridge for everybody!”\n\nPark left.");
        assert_eq!(asked(&pulled), ["“A bridge for everybody!”"], "in the marks of speech");
    }

    #[test]
    fn words_that_the_writer_speaks_of() {
        for text in [
            "“It is the ferry, stupid, and nothing else.” That slogan won her the town.",
            "“It is the ferry that this town is about.”\n\nSo says a voice at the start of the film.",
            "It was the end of Lee’s “we will build it if you vote for it” promise.",
            "There is an argument between “this has to do with the bridge” and “this has nothing to do with it.”",
            "One heard cries of “Shame!” (for Lee) or, “You had it coming” (for Park).",
            "The ad targets a “corrupt little council that has let the bridge rot for years.”",
        ] {
            assert!(asked(text).is_empty(), "{text}: {:?}", asked(text));
        }
    }

    #[test]
    fn the_writer_goes_on_about_the_words_at_once() {
        let quotation = "“We knew in spring that the bridge would fall.”";
        assert!(asked(&format!("{quotation}\n\nThat phrase won her the town.")).is_empty());
        for behind in [
            " The rain had stopped before that promise was heard.",
            "\n\nPark left the town before that promise was heard.",
            "\n\n# That promise\n\nPark left the town.",
            "\n\nThat bridge fell.",
        ] {
            assert_eq!(asked(&format!("{quotation}{behind}")).len(), 1, "{behind}");
        }
    }

    #[test]
    fn reporting_words_of_another_sentence_report_something_else() {
        assert!(asked("“We knew in spring that it would fall,” Way said.").is_empty());
        for text in [
            "The rain had stopped. “We knew in spring that it would fall.” Nobody said a word.",
            "The rain had stopped. “We knew in spring that it would fall” Monday. Says who?",
        ] {
            assert_eq!(asked(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_colon_leads_to_the_words() {
        for text in [
            "In village after village, Park lobbied for a higher bridge: “No one should have to swim to school.”",
            "Then came the laugh line: “I would rather swim than pay for that bridge.”",
            "From Cy Moss at the Herald:\n\n“It takes cunning to build a bridge.\n\n“Or it takes patience and a lot of stone.”",
            "Footage shows Park saying, “ you have to give them a bridge, you have to do that.”",
            "Why did Park stand in the rain? “My mother says that I must save up for a boat.”",
        ] {
            assert!(asked(text).is_empty(), "{text}: {:?}", asked(text));
        }
        for text in [
            "Late that night:\n\n“No one should have to swim to school in May.”",
            "Why did she stand in the rain? “No one should have to swim to school in May.”",
        ] {
            assert_eq!(asked(text).len(), 1, "nobody is named: {text}");
        }
    }

    #[test]
    fn one_fault_at_a_time() {
        let unclosed = "It rained. “We knew that it would fall. Nobody told us “why” or when it fell.";
        let codes = crate::rules::fixture::diagnostics(unclosed);
        assert!(codes.contains("unbalanced-quote") && !codes.contains("unattributed-quote"), "{codes}");
    }
}
