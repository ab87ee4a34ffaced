//! The cards of the header: what a key is for, and whom it declares.

use super::{Card, Hover, Line, person};
use crate::analysis::{Analysis, Declaration, EntityId};
use crate::features::dates::long_date;

/// The card of the key, the date or the declared name that holds the byte at `offset`.
pub(super) fn at(analysis: &Analysis, offset: u32) -> Option<Hover> {
    let header = &analysis.header;
    if !header.span.touches(offset) {
        return None;
    }
    if let Some(date) = header.date.as_ref().filter(|date| date.span.touches(offset)) {
        let line = Line::default().strong(&long_date(date.day)).text(", the article’s date");
        return Some(Hover { span: date.span, card: Card::line(line) });
    }
    if let Some(index) = header.declared.iter().position(|entry| entry.span.touches(offset)) {
        let declaration = Some(Declaration::Header(index as u32));
        let entity = analysis.entities.iter().position(|entity| entity.declared == declaration)?;
        let card = person::card(analysis, EntityId(entity as u32));
        return Some(Hover { span: header.declared[index].span, card });
    }
    let (span, key) = header.key_at(analysis.text(), offset)?;
    let line = Line::default().code(key).text(": ").text(meaning(key)?);
    Some(Hover { span, card: Card::line(line) })
}

/// What a key of the header is for, in half a line.
fn meaning(key: &str) -> Option<&'static str> {
    Some(match key {
        "date" => "the article’s day, as in 2024-03-01; “Thursday” and “last month” are told from it",
        "title" => "the article’s headline; of somebody declared, the title or role",
        "author" => "who wrote the article",
        "source" => "the agency or the paper that the article is from",
        "url" => "where the article was published",
        "place" => "where the article was written",
        "language" => "the article’s language, as in en-GB",
        "people" => "whom the article is about; what is declared here outranks what is inferred",
        "organisations" => "organisations that the article is about",
        "places" => "places that the article is about",
        "name" => "the full name",
        "aliases" => "other names that the article may use",
        "pronouns" => "which pronouns stand for the person: he, she or they",
        "ref" => "a page about them, or wikidata: and an item’s number",
        "note" => "a note for colleagues, shown with the name",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::card_in as card;

    #[test]
    fn keys_say_what_they_are_for() {
        insta::assert_snapshot!(card("da$0te: 2024-03-01\ntitle: Bridge\n\nIt fell."), @r"
        [date]
        `date`: the article’s day, as in 2024-03-01; “Thursday” and “last month” are told from it
        ");
        insta::assert_snapshot!(card("---\npeople:\n  - name: Ann Lee\n    no$0te: shy\n---\nIt fell."), @r"
        [note]
        `note`: a note for colleagues, shown with the name
        ");
        insta::assert_snapshot!(card("---\ntitle: The place$0 to be\n---\nIt fell."), @"nothing");
    }

    #[test]
    fn the_date_is_spelt_out_and_the_declared_have_their_card() {
        insta::assert_snapshot!(card("date 2024-$003-01\n\nIt fell."), @r"
        [2024-03-01]
        **Friday 1 March 2024**, the article’s date
        ");
        insta::assert_snapshot!(card("---\npeople:\n  - {name: Ann L$0ee, title: mayor}\n---\nLee came."), @r"
        [Ann Lee]
        **Ann Lee**, mayor⏎
        named once · first on [line 5](#Lee)⏎
        also “Lee”⏎
        declared in the [header](#Ann Lee)
        ");
    }
}
