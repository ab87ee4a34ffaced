//! The cards of people, organisations and places, and of the words that stand for them.

use super::{Card, Line, Place, line_of};
use crate::analysis::{Analysis, Declaration, EntityId, How, Mention, QuotationKind};
use crate::article::EntityKind;
use crate::features::words::{count, is_shown, name, one_line, speaker, times};
use crate::text::Lines;

/// The most names and descriptions that a card lists.
const MOST_FORMS: usize = 6;

/// The card of the entity that a mention stands for; of words that may stand for several, those.
pub(super) fn mention(analysis: &Analysis, mention: &Mention) -> Card {
    let words = one_line(&analysis.words(mention.span));
    let Some(id) = mention.entity else {
        let fits: Vec<Line> =
            mention.candidates.iter().map(|&id| Line::default().strong(&name(analysis, id))).collect();
        let whom = match fits.len() {
            0 => Line::default().text("nobody in the article fits"),
            1 => Line::default().text("perhaps ").then(either(fits)),
            2 => Line::default().text("either ").then(either(fits)),
            _ => Line::default().text("one of ").then(either(fits)),
        };
        return Card::line(Line::default().words(&words).text(" → ").then(whom));
    };
    let entity = analysis.entity(id);
    let is_name = mention.how == How::Name || words == entity.name || entity.aliases.contains(&words);
    if is_name { card(analysis, id) } else { pointer(analysis, mention.how, &words, id) }
}

/// "she → **Ana Ruiz**, Deputy Mayor", and how often she is named and quoted.
pub(in crate::features) fn pointer(analysis: &Analysis, how: How, words: &str, id: EntityId) -> Card {
    let arrow = if how == How::Annotation { " → by annotation, " } else { " → " };
    Card::of([Line::default().words(words).text(arrow).then(title(analysis, id)), figures(analysis, id)])
}

/// Who that is: name and role, how often named and quoted, what else the article calls them, and what the newsroom
/// knows.
pub(super) fn card(analysis: &Analysis, id: EntityId) -> Card {
    let entity = analysis.entity(id);
    let mut first = title(analysis, id);
    if entity.kind != EntityKind::Person {
        first = first.text(format!(", {}", entity.kind.word()));
    }
    Card::of([first, figures(analysis, id), forms(analysis, id), declared(analysis, id)])
}

/// An entity's name, in bold, and its role: "**Ana Ruiz**, Deputy Mayor".
pub(super) fn title(analysis: &Analysis, id: EntityId) -> Line {
    let line = Line::default().strong(&name(analysis, id));
    match &analysis.entity(id).role {
        Some(role) => line.text(", ").words(&role.text),
        None => line,
    }
}

/// "A", "A or B", "A, B or C".
pub(super) fn either(mut choices: Vec<Line>) -> Line {
    match choices.pop() {
        Some(last) if !choices.is_empty() => Line::joined(choices, ", ").text(" or ").then(last),
        last => last.unwrap_or_default(),
    }
}

/// "named 4 times · quoted twice (31 words) · first on line 3".
fn figures(analysis: &Analysis, id: EntityId) -> Line {
    let mentions = || analysis.entity(id).mentions.iter().map(|&i| &analysis.mentions[i as usize]);
    let said = || analysis.quotations.iter().filter(|q| speaker(q) == Some(id));
    let named = mentions().filter(|m| m.how == How::Name).count();
    let quoted = said().filter(|q| is_shown(q)).count();
    let words: usize = said().filter(|q| is_shown(q)).map(|q| count(&analysis.words(q.span))).sum();
    let reported = said().filter(|q| q.kind == QuotationKind::Indirect).count();
    let mut parts = vec![];
    if named > 0 {
        parts.push(Line::default().text(format!("named {}", times(named))));
    }
    if quoted > 0 {
        let words = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
        parts.push(Line::default().text(format!("quoted {} ({words})", times(quoted))));
    }
    if reported > 0 {
        parts.push(Line::default().text(format!("paraphrased {}", times(reported))));
    }
    if let Some(first) = mentions().next() {
        parts.push(Line::default().text("first on ").then(line_of(analysis, first.span)));
    }
    Line::joined(parts, " · ")
}

/// What else the article calls somebody: "also “Ruiz”, “the deputy mayor”".
fn forms(analysis: &Analysis, id: EntityId) -> Line {
    let entity = analysis.entity(id);
    let mentions = entity.mentions.iter().map(|&i| &analysis.mentions[i as usize]);
    let described = mentions.filter(|m| m.how == How::Description).map(|m| one_line(&analysis.words(m.span)));
    let mut forms: Vec<String> = vec![];
    for form in entity.aliases.iter().map(|alias| one_line(alias)).chain(described) {
        let known = forms.iter().chain([&entity.name]).any(|known| known.eq_ignore_ascii_case(&form));
        if !known {
            forms.push(form);
        }
    }
    let more = forms.len() > MOST_FORMS;
    forms.truncate(MOST_FORMS);
    if forms.is_empty() {
        return Line::default();
    }
    let listed = Line::joined(forms.iter().map(|form| Line::default().quoted(form)), ", ");
    let line = Line::default().text("also ").then(listed);
    if more { line.text(" and others") } else { line }
}

/// What the header or the people list says: "people.yaml, line 12: she · wikidata:Q42 · call her office first".
fn declared(analysis: &Analysis, id: EntityId) -> Line {
    let entity = analysis.entity(id);
    let (Some(declaration), Some(declared)) = (entity.declared, analysis.declared(entity)) else {
        return Line::default();
    };
    let (listed, source) = match declaration {
        Declaration::Header(_) => {
            ("declared in the ", Line::default().link("header", Place::Article(declared.span)))
        }
        Declaration::List(index) => {
            let (file, span) = analysis.options().people.place(index);
            let name = file.path.file_name().unwrap_or_default().to_string_lossy();
            let line = Lines::new(&file.text).line(span.start);
            ("listed in ", Line::default().link(&name, Place::File { path: file.path.clone(), line }))
        }
    };
    let pronouns = declared.pronouns.iter().map(|pronouns| Line::default().words(pronouns));
    let reference = declared.reference.iter().map(|reference| match address(reference) {
        Some(address) => Line::default().link(reference, Place::Web(address)),
        None => Line::default().words(reference),
    });
    let note = declared.note.iter().map(|note| Line::default().words(note));
    let said = Line::joined(pronouns.chain(reference).chain(note), " · ");
    if said.is_empty() { Line::default().text(listed).then(source) } else { source.text(": ").then(said) }
}

/// The page that a `ref` leads to.
fn address(reference: &str) -> Option<String> {
    if let Some(item) = reference.strip_prefix("wikidata:") {
        let is_item =
            item.len() > 1 && item.starts_with('Q') && item[1..].bytes().all(|b| b.is_ascii_digit());
        return is_item.then(|| format!("https://www.wikidata.org/wiki/{item}"));
    }
    let is_page = reference.starts_with("https://") || reference.starts_with("http://");
    (is_page && !reference.contains(char::is_whitespace)).then(|| reference.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{card, card_in, shown};
    use crate::analysis::{Analysis, How, Options};
    use crate::article::people_list;
    use crate::entities::people::{ListFile, People};
    use crate::features::fixture::Builder;
    use std::sync::Arc;

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
        named twice · quoted twice (5 words) · first on [line 1](#Ana Ruiz)⏎
        also “Ruiz”, “the deputy mayor”
        ");
    }

    #[test]
    fn a_description_shows_whom_it_stands_for() {
        insta::assert_snapshot!(card(ruiz("Deputy Mayor Ana Ruiz came.\n\n“It took years,” Ruiz said. “Too long,” the $0deputy mayor added.")), @r"
        [the deputy mayor]
        the deputy mayor → **Ana Ruiz**, Deputy Mayor⏎
        named twice · quoted twice (5 words) · first on [line 1](#Ana Ruiz)
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
    fn an_organisation_says_what_it_is() {
        let builder = Builder::new("The *Me$0t Office* spoke.").organisation("Met Office");
        insta::assert_snapshot!(card(builder), @r"
        [Met Office]
        **Met Office**, organisation⏎
        named once · first on [line 1](#Met Office)
        ");
    }

    #[test]
    fn the_header_says_more() {
        let article = "---\npeople:\n  - {name: Ana Ruiz, title: engineer, pronouns: she, ref: wikidata:Q42, note: hard of hearing}\n---\nAna Ruiz came.";
        let analysis = Analysis::new(article, Options::default());
        insta::assert_snapshot!(shown(&analysis, article.rfind("Ruiz").unwrap() as u32), @r"
        [Ana Ruiz]
        **Ana Ruiz**, engineer⏎
        named once · first on [line 5](#Ana Ruiz)⏎
        [header](#Ana Ruiz): she · [wikidata:Q42](https://www.wikidata.org/wiki/Q42) · hard of hearing
        ");
    }

    #[test]
    fn the_people_list_says_more() {
        let list = "- Bo Ek\n- name: Ana Ruiz\n  title: engineer\n  note: call the *office* first\n";
        let (entries, _) = people_list(list);
        let file = ListFile { path: "/desk/people.yaml".into(), text: list.into(), entries };
        let options = Options { people: Arc::new(People::new(vec![file])), ..Options::default() };
        let analysis = Analysis::new("Ana Ruiz and Bo Ek came.", options);
        insta::assert_snapshot!(shown(&analysis, 0), @r"
        [Ana Ruiz]
        **Ana Ruiz**, engineer⏎
        named once · first on [line 1](#Ana Ruiz)⏎
        [people.yaml](people.yaml#2): call the \*office\* first
        ");
        insta::assert_snapshot!(shown(&analysis, 13), @r"
        [Bo Ek]
        **Bo Ek**⏎
        named once · first on [line 1](#Bo Ek)⏎
        listed in [people.yaml](people.yaml#1)
        ");
    }

    #[test]
    fn they_shows_the_group() {
        insta::assert_snapshot!(card_in("The firefighters reached the pier at noon. They said th$0ey had been called late."), @r"
        [they]
        they → **The firefighters**⏎
        paraphrased once · first on [line 1](#The firefighters)
        ");
        insta::assert_snapshot!(card_in("Ana Ruiz and Bo Ek reached the pier at noon. The$0y said they had been called late."), @r"
        [They]
        They → **Ana Ruiz and Bo Ek**⏎
        paraphrased once · first on [line 1](#Ana Ruiz and Bo Ek)
        ");
    }

    #[test]
    fn a_group_that_is_counted_shows_who_is_in_it() {
        insta::assert_snapshot!(card_in("Deputy Ana Ruiz and Deputy Bo Ek met on Monday.\n\n“It is late,” the two de$0puties said."), @r"
        [two deputies]
        two deputies → **Ana Ruiz and Bo Ek**⏎
        quoted once (3 words) · first on [line 3](#two deputies)
        ");
    }

    #[test]
    fn the_company_shows_its_name() {
        insta::assert_snapshot!(card_in("Acme Tools closed its works. “It is late,” the com$0pany said."), @r"
        [the company]
        the company → **Acme Tools**⏎
        named once · quoted once (3 words) · first on [line 1](#Acme Tools)
        ");
        insta::assert_snapshot!(card_in("Acme Tools closed it$0s works."), @r"
        [its]
        its → **Acme Tools**⏎
        named once · first on [line 1](#Acme Tools)
        ");
    }

    #[test]
    fn a_group_without_a_name_has_a_card_of_its_own() {
        insta::assert_snapshot!(card_in("“It is late,” two of$0ficials said."), @r"
        [two officials]
        **two officials**⏎
        quoted once (3 words) · first on [line 1](#two officials)
        ");
    }
}
