use super::dates::{self, long_date};
use super::words::{count, either, is_shown, markdown, name, one_line, speaker, times};
use crate::analysis::{
    Alternative, Analysis, Attribution, Dated, EntityId, How, Mention, NestedQuotation, Quotation,
    QuotationKind, Speaker, Term, TermKind,
};
use crate::article::{Annotation, AnnotationKind, SpeakerName};
use crate::text::{Lines, Span};

/// A line break inside a paragraph: CommonMark reads the two blanks as one, and Neovim, which shows a card's
/// source, does not show them.
const BREAK: &str = "  \n";

/// A card about the thing under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words it is about, in bytes.
    pub span: Span,
    /// The card, in Markdown.
    pub markdown: String,
}

/// The card for the byte at `offset`, if something is known there: an annotation, somebody or something
/// mentioned, a date, the quotation around it, or else words in marks that are no quotation.
pub fn hover(analysis: &Analysis, offset: u32) -> Option<Hover> {
    let card = |span, markdown| Some(Hover { span, markdown });
    if let Some((span, annotation)) = annotation_at(analysis, offset) {
        return card(span, annotation_card(analysis, annotation));
    }
    if let Some(mention) = smallest_at(&analysis.mentions, |m| m.span, offset) {
        return card(mention.span, mention_card(analysis, mention));
    }
    // "three years" says it all: whatever stands around it has more to tell.
    let date = smallest_at(&analysis.dates, |d| d.span, offset);
    if let Some(date) = date.filter(|date| date.is_on_calendar()) {
        return card(date.span, date_card(analysis, date));
    }
    let nested = smallest_at(&analysis.nested, |n| n.quotation.outer, offset);
    if let Some(nested) = nested.filter(|n| n.quotation.outer.contains(offset)) {
        return card(nested.quotation.outer, nested_card(analysis, nested));
    }
    if let Some(quotation) = smallest_at(&analysis.quotations, |q| q.outer, offset) {
        return card(quotation.outer, quotation_card(analysis, quotation));
    }
    if let Some(term) = smallest_at(&analysis.terms, |t| t.outer, offset) {
        return card(term.outer, term_card(analysis, term));
    }
    let date = date.filter(|date| dates::spelt_out(date).is_some())?;
    card(date.span, date_card(analysis, date))
}

/// The shortest of the things that hold the byte at `offset`, or else of those that end there.
fn smallest_at<T>(things: &[T], span: impl Fn(&T) -> Span, offset: u32) -> Option<&T> {
    let around = things.iter().filter(|thing| span(thing).touches(offset));
    around.min_by_key(|thing| (!span(thing).contains(offset), span(thing).len()))
}

fn annotation_at(analysis: &Analysis, offset: u32) -> Option<(Span, &Annotation)> {
    let block = analysis.block_at(offset)?;
    let base = analysis.blocks[block].span.start;
    let annotations = analysis.inlines.get(block)?.annotations.iter();
    annotations.map(|a| (a.braces.shifted(base), a)).find(|(braces, _)| braces.contains(offset))
}

fn annotation_card(analysis: &Analysis, annotation: &Annotation) -> String {
    match &annotation.kind {
        AnnotationKind::Speaker(SpeakerName::Name(speaker)) => {
            let known = analysis.entities.iter().position(|e| e.name == *speaker);
            let title = known.map_or_else(|| bold(speaker), |id| title(analysis, EntityId(id as u32)));
            format!("annotation: said by {title}")
        }
        AnnotationKind::Speaker(SpeakerName::Anonymous) => {
            "annotation: said by a source who is deliberately not named".to_owned()
        }
        AnnotationKind::Scare => "annotation: words held at arm’s length, not speech".to_owned(),
        AnnotationKind::Title => "annotation: the title of a work, not speech".to_owned(),
        AnnotationKind::Entity(kind, name) => format!("annotation: the {} {}", kind.word(), bold(name)),
        AnnotationKind::Date(day) => format!("annotation: {}", long_date(*day)),
    }
}

fn bold(words: &str) -> String {
    format!("**{}**", markdown(words))
}

/// An entity's name, in bold, and its role: "**Ana Ruiz**, Deputy Mayor".
fn title(analysis: &Analysis, id: EntityId) -> String {
    let role = analysis.entity(id).role.as_ref().map(|role| format!(", {}", markdown(&role.text)));
    bold(&analysis.entity(id).name) + &role.unwrap_or_default()
}

fn mention_card(analysis: &Analysis, mention: &Mention) -> String {
    let words = one_line(analysis.slice(mention.span));
    let Some(id) = mention.entity else {
        let fits: Vec<_> = mention.candidates.iter().map(|&id| bold(&analysis.entity(id).name)).collect();
        let whom = match fits.len() {
            0 => "nobody in the article fits".to_owned(),
            1 => format!("perhaps {}", fits[0]),
            2 => format!("either {}", either(&fits)),
            _ => format!("one of {}", either(&fits)),
        };
        return format!("{} → {whom}", markdown(&words));
    };
    let entity = analysis.entity(id);
    let is_name = mention.how == How::Name || words == entity.name || entity.aliases.contains(&words);
    if is_name {
        entity_card(analysis, id)
    } else {
        format!("{} → {}", markdown(&words), title(analysis, id))
    }
}

fn entity_card(analysis: &Analysis, id: EntityId) -> String {
    let entity = analysis.entity(id);
    let mut lines = vec![title(analysis, id)];
    if entity.kind != crate::article::EntityKind::Person {
        lines[0] += &format!(", {}", entity.kind.word());
    }
    lines.push(figures(analysis, id));
    if !entity.aliases.is_empty() {
        let aliases: Vec<_> = entity.aliases.iter().map(|alias| format!("“{}”", markdown(alias))).collect();
        lines.push(format!("also {}", aliases.join(", ")));
    }
    let declared = analysis.declared(entity);
    lines.extend(declared.and_then(|d| d.reference.as_ref()).map(|reference| markdown(reference)));
    lines.extend(declared.and_then(|d| d.note.as_ref()).map(|note| markdown(note)));
    lines.join(BREAK)
}

/// "named 4 times · quoted twice (31 words) · first on line 3".
fn figures(analysis: &Analysis, id: EntityId) -> String {
    let mentions = || analysis.entity(id).mentions.iter().map(|&i| &analysis.mentions[i as usize]);
    let said = || analysis.quotations.iter().filter(|q| speaker(q) == Some(id));
    let named = mentions().filter(|m| m.how == How::Name).count();
    let quoted = said().filter(|q| is_shown(q)).count();
    let words: usize = said().filter(|q| is_shown(q)).map(|q| count(analysis.slice(q.span))).sum();
    let reported = said().filter(|q| q.kind == QuotationKind::Indirect).count();
    let mut parts = vec![];
    if named > 0 {
        parts.push(format!("named {}", times(named)));
    }
    if quoted > 0 {
        let words = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
        parts.push(format!("quoted {} ({words})", times(quoted)));
    }
    if reported > 0 {
        parts.push(format!("paraphrased {}", times(reported)));
    }
    if let Some(first) = mentions().next() {
        parts.push(format!("first on line {}", line_number(analysis, first.span)));
    }
    parts.join(" · ")
}

fn line_number(analysis: &Analysis, span: Span) -> u32 {
    Lines::new(analysis.text()).line(span.start)
}

/// What the words mean, as one would write it and as `annotate` does, and from which day that was counted.
fn date_card(analysis: &Analysis, date: &Dated) -> String {
    let mut lines = vec![];
    if let (Some(value), Some(spelt)) = (&date.value, dates::spelt_out(date)) {
        let code = if spelt == *value { String::new() } else { format!(" · `{value}`") };
        lines.push(bold(&spelt) + &code);
    }
    match (&date.value, date.fault) {
        (_, Some(fault)) => lines.push(dates::fault(fault)),
        (None, None) => lines.push(
            "needs the article’s date: add `date: 2023-09-15` (with the day of this article) at the top"
                .to_owned(),
        ),
        _ => {}
    }
    lines.extend(dates::counted_from(analysis, date));
    lines.join(BREAK)
}

fn term_card(analysis: &Analysis, term: &Term) -> String {
    let what = match term.kind {
        TermKind::Scare => "words held at arm’s length",
        TermKind::Title => "the title of a work",
        TermKind::Nickname => "a nickname",
        TermKind::Word => "a word spoken of as a word",
    };
    format!("{}: {what}, not speech", markdown(analysis.slice(term.outer)))
}

/// Who says a quotation, by which words, how sure that is and why.
pub(super) fn quotation_card(analysis: &Analysis, quotation: &Quotation) -> String {
    let Some(attribution) = &quotation.attribution else {
        return "Nobody is shown to have said this".to_owned();
    };
    let mut lines = vec![who(analysis, attribution)];
    lines.extend(shown_by(analysis, attribution));
    lines.extend(how_sure(attribution));
    if attribution.speaker != Speaker::Ambiguous && !attribution.alternatives.is_empty() {
        lines.push(format!("or else {}", either(&with_percent(analysis, &attribution.alternatives))));
    }
    lines.join(BREAK)
}

/// Who said a quotation inside a quotation, by which words, and who passes it on. How sure that is hangs on whoever
/// does, and is left out.
fn nested_card(analysis: &Analysis, nested: &NestedQuotation) -> String {
    let mut lines = match &nested.quotation.attribution {
        None => vec!["Nobody is shown to have said this".to_owned()],
        Some(attribution) => {
            let mut lines = vec![who(analysis, attribution)];
            lines.extend(shown_by(analysis, attribution));
            lines
        }
    };
    let outer = analysis.quotations[nested.within as usize].attribution.as_ref();
    lines.extend(outer.and_then(|by| passed_on_by(analysis, by)));
    lines.join(BREAK)
}

/// "quoted by **Ana Ruiz**", or "quoted by “he”" where that may be anybody.
fn passed_on_by(analysis: &Analysis, attribution: &Attribution) -> Option<String> {
    let whom = match attribution.speaker {
        Speaker::Entity(id) => bold(&analysis.entity(id).name),
        Speaker::Anonymous => "a source who is deliberately not named".to_owned(),
        Speaker::Unresolved | Speaker::Ambiguous => {
            format!("“{}”", markdown(analysis.slice(attribution.shown_by?)))
        }
    };
    Some(format!("quoted by {whom}"))
}

fn who(analysis: &Analysis, attribution: &Attribution) -> String {
    match attribution.speaker {
        Speaker::Entity(id) => title(analysis, id),
        Speaker::Anonymous => "A source who is deliberately not named".to_owned(),
        Speaker::Unresolved => "Nobody in the article fits the words that show the speaker".to_owned(),
        Speaker::Ambiguous => {
            let fits = with_percent(analysis, &attribution.alternatives);
            format!("Either {}", either(&fits))
        }
    }
}

fn with_percent(analysis: &Analysis, alternatives: &[Alternative]) -> Vec<String> {
    let entry =
        |a: &Alternative| format!("**{}** ({})", markdown(&name(analysis, a.entity)), percent(a.confidence));
    alternatives.iter().map(entry).collect()
}

/// "by “the deputy mayor”, a description, with “said” (line 3)".
fn shown_by(analysis: &Analysis, attribution: &Attribution) -> Option<String> {
    if attribution.how == How::Annotation {
        return Some("by an annotation".to_owned());
    }
    let span = attribution.shown_by?;
    let words = markdown(analysis.slice(span));
    let line = line_number(analysis, span);
    let mut text = match attribution.how {
        How::Continued => format!("goes on from “{words}”"),
        How::Name => format!("by “{words}”, a name"),
        How::Description => format!("by “{words}”, a description"),
        How::Pronoun | How::Annotation => format!("by “{words}”, a pronoun"),
    };
    if let Some(cue) = attribution.cue {
        text += &format!(", with “{}”", markdown(analysis.slice(cue)));
    }
    Some(format!("{text} (line {line})"))
}

/// "almost certain (97 %): the attribution follows the quotation". What the writer has said is not weighed, and where there
/// is nobody to be sure of, there is only the pattern.
fn how_sure(attribution: &Attribution) -> Option<String> {
    let evidence = in_words(attribution.evidence);
    match attribution.speaker {
        _ if attribution.how == How::Annotation => return None,
        Speaker::Unresolved | Speaker::Ambiguous => return Some(evidence),
        Speaker::Entity(_) | Speaker::Anonymous => {}
    }
    let words = match attribution.confidence {
        0.95.. => "almost certain",
        0.85.. => "very likely",
        0.7.. => "likely",
        0.5.. => "more likely than not",
        _ => "a guess",
    };
    Some(format!("{words} ({}): {evidence}", percent(attribution.confidence)))
}

/// Never 100 %: nobody but the writer is that sure.
fn percent(probability: f32) -> String {
    format!("{:.0} %", (probability * 100.0).min(99.0))
}

/// A pattern in plain English. One that has no sentence of its own yet is shown as it is called.
fn in_words(evidence: &str) -> String {
    let words = match evidence {
        "quote-subject-verb" | "quote-verb-subject" => "the attribution follows the quotation",
        "subject-verb-quote" => "the attribution leads into the quotation",
        "subject-verb-clause" => "the quotation is part of what is reported",
        "inside-attribution" => "the quotation stands inside the attribution",
        "quote-according-to" | "according-to-quote" => "“according to” names the speaker",
        "passive-by" => "“by” names the speaker",
        "possessor-noun-quote" => "the words are somebody’s claim or statement",
        "label" => "a name stands in front, with a colon",
        "colon" => "a colon opens the quotation",
        "signature" | "block-quotation" => "a name is signed under it",
        "subject-of-sentence" => "the subject of the sentence, without a reporting verb",
        "speech-goes-on" => "the same speaker goes on",
        "introduced" => "the sentence before introduces it",
        "followed" => "the sentence after it names the speaker",
        "introduced-before" => "the paragraph before introduces it",
        "next-paragraph" => "the speaker of the paragraph before goes on",
        "open-quotation" => "the quotation has been open since an earlier paragraph",
        "attributed-later" => "the attribution comes where the quotation ends",
        "reported-clause" => "a clause reports what was said",
        "according-to-clause" => "“according to” names the source",
        other => return other.replace('-', " "),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::Builder;

    /// The words the card is about, and the card.
    fn card(builder: Builder) -> String {
        let (analysis, cursor) = builder.build();
        match hover(&analysis, cursor) {
            Some(hover) => {
                format!("[{}]\n{}", analysis.slice(hover.span), hover.markdown.replace(BREAK, "⏎\n"))
            }
            None => "nothing".to_owned(),
        }
    }

    /// Ana Ruiz, quoted twice, once by her role.
    fn ruiz(article: &str) -> Builder {
        Builder::new(article)
            .person("Ana Ruiz")
            .role("Deputy Mayor")
            .alias("|Ruiz| said")
            .mention("the deputy mayor", How::Description)
            .quote("“It took years,”")
            .by("Ana Ruiz", "|Ruiz| said", How::Name)
            .cue("said")
            .quote("“Too long,”")
            .by("Ana Ruiz", "the deputy mayor", How::Description)
    }

    #[test]
    fn a_name_shows_the_person() {
        insta::assert_snapshot!(card(ruiz("Deputy Mayor An$0a Ruiz came.\n\n“It took years,” Ruiz said. “Too long,” the deputy mayor added.")), @r"
        [Ana Ruiz]
        **Ana Ruiz**, Deputy Mayor⏎
        named twice · quoted twice (5 words) · first on line 1⏎
        also “Ruiz”
        ");
    }

    #[test]
    fn a_description_shows_whom_it_stands_for() {
        insta::assert_snapshot!(card(ruiz("Deputy Mayor Ana Ruiz came.\n\n“It took years,” Ruiz said. “Too long,” the $0deputy mayor added.")), @r"
        [the deputy mayor]
        the deputy mayor → **Ana Ruiz**, Deputy Mayor
        ");
    }

    #[test]
    fn a_quotation_shows_its_speaker_and_the_evidence() {
        let article = "Deputy Mayor Ana Ruiz came.\n\n“It took $0years,” Ruiz said. “Too long,” the deputy mayor added.";
        insta::assert_snapshot!(card(ruiz(article)), @r"
        [“It took years,”]
        **Ana Ruiz**, Deputy Mayor⏎
        by “Ruiz”, a name, with “said” (line 3)⏎
        almost certain (97 %): the attribution follows the quotation
        ");
        let article = "Deputy Mayor Ana Ruiz came.\n\n“It took years,” Ruiz said. $0“Too long,” the deputy mayor added.";
        insta::assert_snapshot!(card(ruiz(article)), @r"
        [“Too long,”]
        **Ana Ruiz**, Deputy Mayor⏎
        by “the deputy mayor”, a description (line 3)⏎
        almost certain (97 %): the attribution follows the quotation
        ");
    }

    /// What Bo Ek said, as Ana Ruiz tells it.
    fn told(article: &str) -> Builder {
        Builder::new(article).person("Ana Ruiz").person("Bo Ek").quote("“‘It will fall,’ Ek said,”")
    }

    #[test]
    fn a_quotation_inside_a_quotation_shows_who_passes_it_on() {
        let article = "“‘It w$0ill fall,’ Ek said,” said Ana Ruiz. Bo Ek is an engineer.";
        let by_ruiz = |article| told(article).by("Ana Ruiz", "Ana Ruiz", How::Name);
        let ek = |builder: Builder| {
            builder.quote("‘It will fall,’").nested().by("Bo Ek", "|Ek| said", How::Name).cue("Ek |said|")
        };
        insta::assert_snapshot!(card(ek(by_ruiz(article))), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name, with “said” (line 1)⏎
        quoted by **Ana Ruiz**
        ");
        let behind = "“‘It will fall,’$0 Ek said,” said Ana Ruiz. Bo Ek is an engineer.";
        insta::assert_snapshot!(card(ek(by_ruiz(behind))), @r"
        [“‘It will fall,’ Ek said,”]
        **Ana Ruiz**⏎
        by “Ana Ruiz”, a name (line 1)⏎
        almost certain (97 %): the attribution follows the quotation
        ");
        let nobody = by_ruiz(article).quote("‘It will fall,’").nested();
        insta::assert_snapshot!(card(nobody), @r"
        [‘It will fall,’]
        Nobody is shown to have said this⏎
        quoted by **Ana Ruiz**
        ");
    }

    #[test]
    fn who_passes_a_quotation_on_may_be_unclear() {
        let article = "“‘It w$0ill fall,’ Ek said,” she said. Bo Ek and Ana Ruiz came.";
        let ek =
            |builder: Builder| builder.quote("‘It will fall,’").nested().by("Bo Ek", "|Ek| said", How::Name);
        insta::assert_snapshot!(card(ek(told(article).unresolved("she"))), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name (line 1)⏎
        quoted by “she”
        ");
        insta::assert_snapshot!(card(ek(told(article).anonymous())), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name (line 1)⏎
        quoted by a source who is deliberately not named
        ");
        insta::assert_snapshot!(card(ek(told(article))), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name (line 1)
        ");
    }

    #[test]
    fn a_mention_inside_a_quotation_comes_first() {
        let builder =
            Builder::new("“Ask $0Bo,” said Ana Ruiz.").person("Ana Ruiz").person("Bo").quote("“Ask Bo,”");
        insta::assert_snapshot!(card(builder), @r"
        [Bo]
        **Bo**⏎
        named once · first on line 1
        ");
    }

    #[test]
    fn a_pronoun_that_fits_two_shows_both() {
        let builder = Builder::new("Al Roe met Bo Ek. “Done,” h$0e said.")
            .person("Al Roe")
            .person("Bo Ek")
            .unclear("|he| said", How::Pronoun, &["Bo Ek", "Al Roe"]);
        insta::assert_snapshot!(card(builder), @r"
        [he]
        he → either **Bo Ek** or **Al Roe**
        ");
    }

    #[test]
    fn doubt_is_shown() {
        let people = |article| Builder::new(article).person("Al Roe").person("Bo Ek");
        let ambiguous = people("Al Roe met Bo Ek. “Do$0ne,” he said.")
            .quote("“Done,”")
            .ambiguous("|he| said", &[("Bo Ek", 0.6), ("Al Roe", 0.4)]);
        insta::assert_snapshot!(card(ambiguous), @r"
        [“Done,”]
        Either **Bo Ek** (60 %) or **Al Roe** (40 %)⏎
        by “he”, a pronoun (line 1)⏎
        the attribution follows the quotation
        ");
        let unsure = people("Al Roe met Bo Ek. “Do$0ne,” he said.")
            .quote("“Done,”")
            .by("Bo Ek", "|he| said", How::Pronoun)
            .or_else(&[("Al Roe", 0.1)]);
        insta::assert_snapshot!(card(unsure), @r"
        [“Done,”]
        **Bo Ek**⏎
        by “he”, a pronoun (line 1)⏎
        almost certain (97 %): the attribution follows the quotation⏎
        or else **Al Roe** (10 %)
        ");
        let unresolved = people("Al Roe met Bo Ek. “Do$0ne,” she said.").quote("“Done,”").unresolved("she");
        insta::assert_snapshot!(card(unresolved), @r"
        [“Done,”]
        Nobody in the article fits the words that show the speaker⏎
        by “she”, a pronoun (line 1)⏎
        the attribution follows the quotation
        ");
        insta::assert_snapshot!(card(people("Al Roe met Bo Ek. “Do$0ne.”").quote("“Done.”")), @r"
        [“Done.”]
        Nobody is shown to have said this
        ");
    }

    #[test]
    fn dates_are_spelt_out() {
        let date = |value| card(Builder::new("It opened on Thurs$0day.").date("Thursday", value));
        insta::assert_snapshot!(date(Some("2023-09-14")), @r"
        [Thursday]
        **Thursday 14 September 2023**
        ");
        insta::assert_snapshot!(date(Some("2023-08")), @r"
        [Thursday]
        **August 2023**
        ");
        insta::assert_snapshot!(date(Some("2015")), @r"
        [Thursday]
        **2015**
        ");
        insta::assert_snapshot!(date(None), @r"
        [Thursday]
        needs the article’s date: add `date: 2023-09-15` (with the day of this article) at the top
        ");
    }

    #[test]
    fn words_in_marks_that_are_no_speech_say_so() {
        let builder = Builder::new("The “sma$0rt” crane.").term("“smart”", TermKind::Scare);
        insta::assert_snapshot!(card(builder), @r"
        [“smart”]
        “smart”: words held at arm’s length, not speech
        ");
    }

    #[test]
    fn an_organisation_says_what_it_is() {
        let builder = Builder::new("The *Me$0t Office* spoke.").organisation("Met Office");
        insta::assert_snapshot!(card(builder), @r"
        [Met Office]
        **Met Office**, organisation⏎
        named once · first on line 1
        ");
    }

    #[test]
    fn there_is_no_card_where_nothing_is_known() {
        insta::assert_snapshot!(card(Builder::new("It $0rained.")), @"nothing");
    }
}
