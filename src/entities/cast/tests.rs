//! Names as an article uses them, and whom they come to mean.

use super::*;

fn person(words: &str) -> NameUse<'_> {
    NameUse {
        words,
        kind: NameKind::Person,
        sure: words.contains(' '),
        odds: [200, 0, 0],
        gender: 0,
        reports: false,
        glosses: false,
        annotated: None,
    }
}

fn cast(names: &[&str]) -> (Vec<String>, Cast) {
    let uses: Vec<NameUse> = names.iter().map(|n| person(n)).collect();
    let cast = Cast::of(&[], &uses);
    let who = cast
        .links
        .iter()
        .map(|l| l.iter().map(|c| cast.characters[*c].name.as_str()).collect::<Vec<_>>().join("/"))
        .collect();
    (who, cast)
}

/// A name that somewhere seems to be something, with the odds of a person, an organisation, a place.
fn seems(words: &str, odds: [u8; 3]) -> NameUse<'_> {
    NameUse { odds, sure: false, ..person(words) }
}

#[test]
fn all_places_where_a_name_stands_say_together_what_it_names() {
    let uses = [[20, 10, 200], [120, 10, 100], [20, 10, 210]].map(|odds| seems("Marlow", odds));
    let cast = Cast::of(&[], &uses);
    assert_eq!(cast.characters.iter().map(|c| c.kind).collect::<Vec<_>>(), [EntityKind::Place]);
    assert_eq!(cast.links, [[0], [0], [0]]);
}

#[test]
fn capitals_that_are_a_name_nowhere_are_none_and_elsewhere_are_one() {
    let once = Cast::of(&[], &[seems("Harbour Lights", [20, 40, 10])]);
    assert!(once.characters.is_empty() && once.links[0].is_empty());
    let twice = Cast::of(&[], &[seems("Harbour Lights", [20, 40, 10]), seems("Harbour Lights", [0, 250, 0])]);
    assert_eq!(twice.links, [[0], [0]]);
}

#[test]
fn a_word_is_its_bearer_unless_it_rather_is_a_town() {
    let uses = |odds| [person("Harriet Lincoln"), seems("Lincoln", odds)];
    let who = |odds| {
        let cast = Cast::of(&[], &uses(odds));
        cast.characters[cast.links[1][0]].name.clone()
    };
    assert_eq!(who([90, 5, 140]), "Harriet Lincoln");
    assert_eq!(who([10, 5, 240]), "Lincoln");
}

#[test]
fn surnames_and_given_names_go_to_the_full_name_wherever_it_stands() {
    assert_eq!(cast(&["Ruiz", "Ana Ruiz", "Ana"]).0, ["Ana Ruiz", "Ana Ruiz", "Ana Ruiz"]);
    assert_eq!(cast(&["Bo Li Na", "Bo"]).0, ["Bo Li Na", "Bo Li Na"]);
}

#[test]
fn initials_and_suffixes_make_no_new_person() {
    assert_eq!(cast(&["John F. Marsh Jr.", "John Marsh", "Marsh"]).0, ["John F. Marsh Jr."; 3]);
}

#[test]
fn relatives_share_a_surname() {
    assert_eq!(cast(&["Ana Ruiz", "Pedro Ruiz", "Ruiz"]).0[2], "Ana Ruiz/Pedro Ruiz");
}

#[test]
fn a_slip_is_the_better_established_name() {
    let (who, cast) = cast(&["Tam Jong Wu", "Tam Jon Wu", "Tam Jong Wu"]);
    assert_eq!(who, ["Tam Jong Wu"; 3]);
    assert_eq!(cast.slips.len(), 1);
    assert_eq!((cast.slips[0].at, cast.slips[0].suggestion.as_str()), (1, "Tam Jong Wu"));
}

#[test]
fn a_surname_alone_may_slip_too() {
    let (who, cast) = cast(&["Margaret Lindqvist", "Lindqvist", "Lindqivst"]);
    assert_eq!(who, ["Margaret Lindqvist"; 3]);
    assert_eq!(
        cast.slips.iter().map(|s| (s.at, s.suggestion.as_str())).collect::<Vec<_>>(),
        [(2, "Lindqvist")]
    );
}

#[test]
fn two_people_who_both_exist_are_no_slip() {
    assert!(cast(&["Mark Lee", "Mary Lee", "Mark Lee"]).1.slips.is_empty());
}
