//! Teams that go by the name of their town: `Leeds beat Hull 3-1`. Only where a result stands beside the name; a
//! country's team goes by the country's name and stays one.

use super::{Name, NameKind};
use crate::english::classes::COUNTRY;
use crate::english::lexicon::lookup;
use crate::english::{Kind, Token};

/// What one team does to another.
const RESULTS: [&str; 14] = [
    "beat",
    "beats",
    "beating",
    "defeated",
    "downed",
    "drew",
    "edged",
    "hammered",
    "lost",
    "outscored",
    "routed",
    "thrashed",
    "trailed",
    "upset",
];
/// How many words may stand between two teams: `lost at home to`.
const BETWEEN: usize = 6;
/// The odds of a town's name that is a team's here.
const TEAM: [u8; 3] = [0, 230, 25];

/// Makes organisations of towns that play. `names` are those of the block, in order.
pub(super) fn mark(text: &str, tokens: &[Token], names: &mut [Name]) {
    if !tokens.iter().any(|t| t.kind == Kind::Number) {
        return;
    }
    let page = Page { text, tokens };
    let plays: Vec<bool> = (0..names.len()).map(|at| page.plays(names, at)).collect();
    for (name, _) in names.iter_mut().zip(plays).filter(|(name, plays)| *plays && page.is_town(name)) {
        (name.kind, name.sure, name.odds) = (NameKind::Organisation, false, TEAM);
    }
}

struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Page<'_> {
    fn is_town(&self, name: &Name) -> bool {
        name.kind == NameKind::Place && !lookup(name.span(self.tokens).of(self.text)).any(COUNTRY)
    }

    /// Whether a name stands in a line of results, or beside what one team did to another in a sentence with a score.
    fn plays(&self, names: &[Name], at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &names[before]);
        let (own, behind) = (&names[at], names.get(at + 1));
        let pairs = [before.map(|other| (other, own)), behind.map(|other| (own, other))];
        pairs.into_iter().flatten().any(|(one, two)| self.is_line(one, two))
            || self.has_score(own)
                && (pairs.into_iter().flatten().any(|(one, two)| self.is_match(one, two))
                    || self.is_result(own.last as usize + 1)
                    || own.title.checked_sub(1).is_some_and(|before| self.is_result(before as usize)))
    }

    /// `Leeds 3 Hull 1`, `Chicago 98, Milwaukee 91`
    fn is_line(&self, one: &Name, two: &Name) -> bool {
        let after = one.last as usize + 1;
        let between = (two.title as usize).saturating_sub(after);
        let comma = between == 2 && self.tokens[after + 1].kind == Kind::Comma;
        (between == 1 || comma) && self.is_count(after) && self.is_count(two.last as usize + 1)
    }

    /// `Denver lost at home to Utah`
    fn is_match(&self, one: &Name, two: &Name) -> bool {
        let gap = one.last as usize + 1..two.title as usize;
        let stops = |i: usize| self.tokens[i].is_terminal() || self.tokens[i].kind == Kind::Comma;
        gap.len() <= BETWEEN && gap.clone().any(|i| self.is_result(i)) && !gap.clone().any(stops)
    }

    fn is_result(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| RESULTS.contains(&t.of(self.text)))
    }

    fn is_count(&self, i: usize) -> bool {
        let digits = |t: &Token| t.span.len() <= 3 && t.of(self.text).bytes().all(|b| b.is_ascii_digit());
        self.tokens.get(i).is_some_and(|t| t.kind == Kind::Number && digits(t))
    }

    /// Whether the sentence that a name stands in has a score: `3-1`, `98–91`.
    fn has_score(&self, name: &Name) -> bool {
        let ends = |t: &&Token| t.is_terminal();
        let before = self.tokens[..name.first as usize].iter().rev().take_while(|t| !ends(t));
        let behind = self.tokens[name.last as usize..].iter().take_while(|t| !ends(t));
        before.chain(behind).any(|token| self.is_score(token))
    }

    fn is_score(&self, token: &Token) -> bool {
        let count = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let parts = || token.of(self.text).split_once(['-', '–']);
        token.kind == Kind::Number && parts().is_some_and(|(one, two)| count(one) && count(two))
    }
}

#[cfg(test)]
mod tests {
    use crate::english::names::names;
    use crate::english::tokens;

    /// Each town and team.
    fn read(text: &str) -> Vec<String> {
        let cut = tokens(text);
        let show = |n: &super::Name| format!("{}: {:?}", n.span(&cut).of(text), n.kind);
        names(text, &cut, false).iter().map(show).collect()
    }

    #[test]
    fn a_town_that_plays_is_a_team() {
        assert_eq!(
            read("Denver lost at home to Boston 3-1."),
            ["Denver: Organisation", "Boston: Organisation"]
        );
        assert_eq!(read("Boston 3 Denver 1"), ["Boston: Organisation", "Denver: Organisation"]);
    }

    #[test]
    fn where_they_play_is_a_town() {
        let names = read("Denver beat Boston 3-1 in Chicago.");
        assert_eq!(names[2], "Chicago: Place");
    }

    #[test]
    fn a_town_without_a_score_and_a_country_are_places() {
        assert_eq!(read("Denver beat the floods."), ["Denver: Place"]);
        assert_eq!(read("Sweden beat Norway 3-1."), ["Sweden: Place", "Norway: Place"]);
    }
}
