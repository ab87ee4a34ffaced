//! Firms that share a name with something else: `Amazon and Google`. Beside an organisation, a listed one is one, too.

use super::{Name, NameKind};
use crate::english::Token;
use crate::english::tagger::gazetteer::{BODY, CITY, COUNTRY, ORGANISATION, STATE, TOWN, Walk};

/// What is a place for certain, or may be a town.
const PLACE: u8 = COUNTRY | STATE | CITY | TOWN;

/// The odds of such a name.
const FIRM: [u8; 3] = [0, 230, 25];

/// Makes organisations of listed ones that “and” joins to one. `names` are those of the block, in order.
pub(super) fn mark(text: &str, tokens: &[Token], names: &mut [Name]) {
    for at in 1..names.len() {
        let (one, two) = (&names[at - 1], &names[at]);
        let (from, to) = (one.span(tokens).end, two.span(tokens).start);
        if text.get(from as usize..to as usize).is_none_or(|between| between.trim() != "and") {
            continue;
        }
        let listed = |name: &Name| {
            let known = known(text, &tokens[name.first as usize..=name.last as usize]);
            matches!(name.kind, NameKind::Place | NameKind::Unknown)
                && known & (ORGANISATION | BODY) != 0
                && known & PLACE == 0
        };
        let body = |name: &Name| name.kind == NameKind::Organisation;
        let place = match () {
            () if listed(one) && body(two) => at - 1,
            () if body(one) && listed(two) => at,
            () => continue,
        };
        let name = &mut names[place];
        (name.kind, name.sure, name.odds) = (NameKind::Organisation, false, FIRM);
    }
}

/// What the gazetteer knows of a name as a whole.
fn known(text: &str, name: &[Token]) -> u8 {
    let mut walk = Walk::default();
    let mut known = 0;
    for token in name {
        let Some(so_far) = walk.word(token.of(text)) else { return 0 };
        known = so_far;
    }
    known
}

#[cfg(test)]
mod tests {
    use crate::english::names::names;
    use crate::english::tokens;

    #[test]
    fn a_firm_beside_a_firm_is_one() {
        let kinds = |text: &str| {
            let cut = tokens(text);
            names(text, &cut, false).iter().map(|name| format!("{:?}", name.kind)).collect::<Vec<_>>()
        };
        assert_eq!(kinds("Amazon and Google cut prices."), ["Organisation", "Organisation"]);
        assert_ne!(kinds("The Amazon and the Nile flooded."), ["Organisation", "Organisation"]);
    }
}
