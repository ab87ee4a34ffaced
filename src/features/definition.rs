//! Where something comes from: a name from where the person is introduced, a quotation from the words that say whose
//! it is.

use super::under::{Under, annotations, introduction, under};
use crate::analysis::{Analysis, Attribution, Declaration, EntityId, How, Quotation, Speaker};
use crate::text::Span;

/// Where something under the cursor leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The words under the cursor, in bytes.
    pub origin: Span,
    /// The places, the likeliest first; never empty.
    pub targets: Vec<Target>,
}

/// A place to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which file.
    pub file: File,
    /// All that one wants to see there, in bytes of the file.
    pub full: Span,
    /// The words to go to, inside `full`.
    pub words: Span,
}

/// A file that a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// The article itself.
    Article,
    /// The newsroom's people list that has this entry: see [`People::place`](crate::entities::people::People::place).
    ListOf(u32),
}

/// Where the thing under the cursor is settled. Words that mean somebody, and annotations that name somebody, lead to the
/// entry that declares them, in the header or in the newsroom's people list, or else to where the article introduces
/// them. A quotation leads to the words that say whose it is.
pub fn definition(analysis: &Analysis, offset: u32) -> Option<Definition> {
    lead(analysis, offset, |id| declared(analysis, id).or_else(|| introduced(analysis, id)))
}

/// The same, except that people lead to where the article introduces them, though they are declared elsewhere.
pub fn declaration(analysis: &Analysis, offset: u32) -> Option<Definition> {
    lead(analysis, offset, |id| introduced(analysis, id).or_else(|| declared(analysis, id)))
}

fn lead(analysis: &Analysis, offset: u32, place: impl Fn(EntityId) -> Option<Target>) -> Option<Definition> {
    let under = under(analysis, offset)?;
    let targets: Vec<Target> = match under {
        Under::Quotation(quotation) => attribution(analysis, quotation, &place),
        _ => under.whom(analysis).into_iter().filter_map(place).collect(),
    };
    (!targets.is_empty()).then(|| Definition { origin: under.span(analysis), targets })
}

/// The words that show the speaker, with the reporting words beside them; or the annotation; or else the speaker.
fn attribution(
    analysis: &Analysis,
    quotation: &Quotation,
    place: impl Fn(EntityId) -> Option<Target>,
) -> Vec<Target> {
    let Some(attribution) = &quotation.attribution else { return vec![] };
    let words = shown_by(analysis, quotation, attribution);
    let speaker = || match attribution.speaker {
        Speaker::Entity(id) => place(id),
        _ => None,
    };
    let words = words.map(|(full, words)| Target { file: File::Article, full, words });
    words.or_else(speaker).into_iter().collect()
}

/// The words that say whose a quotation is, with the reporting words and alone.
pub(super) fn shown_by(
    analysis: &Analysis,
    quotation: &Quotation,
    attribution: &Attribution,
) -> Option<(Span, Span)> {
    if attribution.how == How::Annotation {
        let behind = |braces: &Span| braces.start == quotation.outer.end;
        let braces = annotations(analysis).map(|(braces, _)| braces).find(behind)?;
        return Some((braces, braces));
    }
    let words = attribution.shown_by?;
    let cue = attribution.cue.filter(|cue| !cue.hull(words).overlaps(quotation.outer));
    Some((cue.map_or(words, |cue| cue.hull(words)), words))
}

/// The entry that declares somebody.
pub(super) fn declared(analysis: &Analysis, id: EntityId) -> Option<Target> {
    let (file, words) = match analysis.entity(id).declared? {
        Declaration::Header(index) => (File::Article, analysis.header.declared[index as usize].span),
        Declaration::List(index) => (File::ListOf(index), analysis.options().people.place(index).1),
    };
    Some(Target { file, full: words, words })
}

/// The mention that introduces somebody, in its paragraph.
pub(super) fn introduced(analysis: &Analysis, id: EntityId) -> Option<Target> {
    let words = introduction(analysis, id)?;
    let paragraph = analysis.block_at(words.start).map(|block| analysis.blocks[block].span);
    Some(Target { file: File::Article, full: paragraph.map_or(words, |p| p.hull(words)), words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::article::people_list;
    use crate::entities::people::{ListFile, People};
    use crate::features::fixture::Builder;
    use std::sync::Arc;

    /// The words under the cursor, an arrow, and the words it leads to with some of what is around them.
    fn shown(analysis: &Analysis, definition: Option<Definition>) -> String {
        let Some(definition) = definition else { return "nothing".to_owned() };
        let target = |target: &Target| {
            let text = match target.file {
                File::Article => analysis.text(),
                File::ListOf(index) => &analysis.options().people.place(index).0.text,
            };
            assert!(target.full.covers(target.words));
            let before = &text[target.full.start as usize..target.words.start as usize];
            let behind = &text[target.words.end as usize..target.full.end as usize];
            let behind = behind.lines().next().unwrap_or_default();
            format!("{before}[{}]{behind}", target.words.of(text))
        };
        let targets: Vec<_> = definition.targets.iter().map(target).collect();
        format!("{} → {}", analysis.slice(definition.origin), targets.join(" | "))
    }

    fn at(builder: Builder) -> String {
        let (analysis, cursor) = builder.build();
        shown(&analysis, definition(&analysis, cursor))
    }

    /// What the engine itself makes of an article; `$0` is the cursor.
    fn read(article: &str, options: Options) -> (Analysis, u32) {
        let cursor = article.find("$0").unwrap() as u32;
        (Analysis::new(article.replace("$0", ""), options), cursor)
    }

    fn ruiz(article: &str) -> Builder {
        Builder::new(article)
            .person("Ana Ruiz")
            .alias("years,” |Ruiz| said")
            .mention("the deputy mayor", How::Description)
            .mention("|She| paused", How::Pronoun)
            .quote("“It took years,”")
            .by("Ana Ruiz", "years,” |Ruiz| said", How::Name)
            .cue("Ruiz |said|")
    }

    #[test]
    fn names_descriptions_and_pronouns_lead_to_the_introduction() {
        let article = "Ana Ruiz came.\n\n“It took years,” Ruiz said. She paused, the deputy mayor.";
        let to = |words: &str| at(ruiz(&article.replacen(words, &format!("$0{words}"), 1)));
        assert_eq!(to("Ruiz said"), "Ruiz → [Ana Ruiz] came.");
        assert_eq!(to("She"), "She → [Ana Ruiz] came.");
        assert_eq!(to("the deputy mayor"), "the deputy mayor → [Ana Ruiz] came.");
        assert_eq!(to("Ana Ruiz"), "Ana Ruiz → [Ana Ruiz] came.", "an editor then offers the references");
        assert_eq!(to("paused"), "nothing");
    }

    #[test]
    fn a_surname_that_comes_first_is_no_introduction() {
        let builder = Builder::new("“No,” Ruiz said. Ana Ruiz is the deputy mayor. “Late,” s$0he said.")
            .person("Ana Ruiz")
            .alias("|Ruiz| said")
            .mention("she", How::Pronoun);
        assert_eq!(at(builder), "she → “No,” Ruiz said. [Ana Ruiz] is the deputy mayor. “Late,” she said.");
    }

    #[test]
    fn a_quotation_leads_to_its_attribution() {
        let article = "Ana Ruiz came.\n\n“It t$0ook years,” Ruiz said. She paused, the deputy mayor.";
        assert_eq!(at(ruiz(article)), "“It took years,” → [Ruiz] said");
        let article = "“One.”{speaker=\"Ana Ruiz\"} Ana Ruiz came. “T$0wo.”{speaker=anonymous} “Three.”";
        let builder = Builder::new(article)
            .person("Ana Ruiz")
            .quote("“One.”")
            .by_annotation("Ana Ruiz")
            .quote("“Two.”")
            .anonymous()
            .quote("“Three.”");
        assert_eq!(at(builder), "“Two.” → [{speaker=anonymous}]");
    }

    #[test]
    fn an_annotation_leads_to_whom_it_names() {
        let article = "Ana Ruiz came. “One.”{speaker=\"An$0a Ruiz\"}";
        let builder = Builder::new(article).person("Ana Ruiz").quote("“One.”").by_annotation("Ana Ruiz");
        assert_eq!(at(builder), "Ana Ruiz → [Ana Ruiz] came. “One.”{speaker=\"Ana Ruiz\"}");
    }

    #[test]
    fn words_that_fit_two_lead_to_both() {
        let builder = Builder::new("Ana Ruiz met Eva Ek.\n\nThen s$0he left.")
            .person("Ana Ruiz")
            .person("Eva Ek")
            .unclear("she", How::Pronoun, &["Eva Ek", "Ana Ruiz"]);
        assert_eq!(at(builder), "she → Ana Ruiz met [Eva Ek]. | [Ana Ruiz] met Eva Ek.");
    }

    #[test]
    fn who_is_declared_is_found_in_the_header_or_in_the_newsrooms_list() {
        let article = "---\npeople:\n  - name: Ana Ruiz\n---\nAna Ruiz met Bo Park. “No,” $0Ruiz said.\n";
        let (analysis, cursor) = read(article, Options::default());
        assert_eq!(shown(&analysis, definition(&analysis, cursor)), "Ruiz → [Ana Ruiz]");
        let in_the_text = shown(&analysis, declaration(&analysis, cursor));
        assert_eq!(in_the_text, "Ruiz → [Ana Ruiz] met Bo Park. “No,” Ruiz said.");

        let list = "- Cy Dole\n- name: Ana Ruiz\n  title: deputy mayor\n";
        let file = ListFile { path: "people.yaml".into(), text: list.into(), entries: people_list(list).0 };
        let options = Options { people: Arc::new(People::new(vec![file])), ..Options::default() };
        let (analysis, cursor) = read("Ana Ruiz met Bo Park. “No,” $0Ruiz said.\n", options);
        let definition = definition(&analysis, cursor).unwrap();
        assert_eq!(definition.targets[0].file, File::ListOf(1));
        assert_eq!(shown(&analysis, Some(definition)), "Ruiz → [Ana Ruiz]");
    }

    #[test]
    fn an_entry_of_the_header_leads_to_itself_and_to_the_introduction() {
        let article = "---\npeople:\n  - name: Ana $0Ruiz\n---\nAna Ruiz met Bo Park.\n";
        let (analysis, cursor) = read(article, Options::default());
        assert_eq!(shown(&analysis, definition(&analysis, cursor)), "Ana Ruiz → [Ana Ruiz]");
        let in_the_text = shown(&analysis, declaration(&analysis, cursor));
        assert_eq!(in_the_text, "Ana Ruiz → [Ana Ruiz] met Bo Park.");
    }
}
