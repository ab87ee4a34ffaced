//! Names as an article uses them, and whom they come to mean.

use super::*;

/// A name as somebody writes it somewhere.
#[derive(Clone, Copy)]
struct Written<'a> {
    words: &'a str,
    odds: [u8; 3],
    gloss: Option<Gloss>,
}

fn person(words: &str) -> Written<'_> {
    Written { words, odds: [200, 0, 0], gloss: None }
}

/// A name that somewhere seems to be something, with the odds of a person, an organisation, a place.
fn seems(words: &str, odds: [u8; 3]) -> Written<'_> {
    Written { odds, ..person(words) }
}

/// The cast of an article that names these.
fn cast_of(written: &[Written]) -> Cast {
    let mut spellings: Vec<&str> = vec![];
    let mut uses = vec![];
    for Written { words, odds, gloss } in written.iter().copied() {
        let known = spellings.iter().position(|known| *known == words);
        let spelling = known.unwrap_or_else(|| {
            spellings.push(words);
            spellings.len() - 1
        }) as u32;
        uses.push(NameUse { spelling, kind: NameKind::Person, odds, gender: 0, reports: false, gloss });
    }
    let names: Vec<Name> = spellings.into_iter().map(Name::new).collect();
    let names: Vec<&Name> = names.iter().collect();
    Cast::of(&[], Uses { all: &uses, names: &names, annotated: &[] }).0
}

fn cast(names: &[&str]) -> (Vec<String>, Cast) {
    let cast = cast_of(&names.iter().map(|n| person(n)).collect::<Vec<_>>());
    let who = cast
        .links
        .from(0)
        .map(|l| l.iter().map(|c| &*cast.characters[*c].name).collect::<Vec<_>>().join("/"))
        .collect();
    (who, cast)
}

/// For each use, the characters it fits.
fn links(cast: &Cast) -> Vec<Vec<usize>> {
    cast.links.from(0).map(<[usize]>::to_vec).collect()
}

#[test]
fn all_places_where_a_name_stands_say_together_what_it_names() {
    let uses = [[20, 10, 200], [120, 10, 100], [20, 10, 210]].map(|odds| seems("Marlow", odds));
    let cast = cast_of(&uses);
    assert_eq!(cast.characters.iter().map(|c| c.kind).collect::<Vec<_>>(), [EntityKind::Place]);
    assert_eq!(links(&cast), [[0], [0], [0]]);
}

#[test]
fn capitals_that_are_a_name_nowhere_are_none_and_elsewhere_are_one() {
    let once = cast_of(&[seems("Harbour Lights", [20, 40, 10])]);
    assert!(once.characters.is_empty() && once.links[0].is_empty());
    let twice = cast_of(&[seems("Harbour Lights", [20, 40, 10]), seems("Harbour Lights", [0, 250, 0])]);
    assert_eq!(links(&twice), [[0], [0]]);
}

#[test]
fn a_word_is_its_bearer_unless_it_rather_is_a_town() {
    let uses = |odds| [person("Harriet Lincoln"), seems("Lincoln", odds)];
    let who = |odds| {
        let cast = cast_of(&uses(odds));
        cast.characters[cast.links[1][0]].name.to_string()
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

#[test]
fn surnames_of_several_words_are_their_bearers() {
    assert_eq!(cast(&["Pieter van der Meer", "Van der Meer"]).0[1], "Pieter van der Meer");
    assert_eq!(cast(&["Hisham al-Masri", "al-Masri", "Al-Masri"]).0, ["Hisham al-Masri"; 3]);
    assert_eq!(
        cast(&["Ngozi Okafor-Bello", "Emeka Okafor", "Okafor-Bello", "Okafor"]).0[2..],
        ["Ngozi Okafor-Bello", "Emeka Okafor"]
    );
    assert_eq!(cast(&["Rosa Elena Quispe Mamani", "Quispe"]).0, ["Rosa Elena Quispe Mamani"; 2]);
    assert_eq!(cast(&["Marie-Ève Tremblay", "Marie-Ève"]).0, ["Marie-Ève Tremblay"; 2]);
    assert_eq!(cast(&["Kim Jong Un", "Kim"]).0, ["Kim Jong Un"; 2]);
}

#[test]
fn a_surname_is_rather_that_of_somebody_without_a_hyphen() {
    assert_eq!(cast(&["Annelies de Bruijn-Visser", "Kees Visser", "Visser"]).0[2], "Kees Visser");
}

#[test]
fn a_suffix_tells_a_son_from_his_father() {
    assert_eq!(
        cast(&["Walter Harlan Jr.", "Walter Harlan Sr."]).0,
        ["Walter Harlan Jr.", "Walter Harlan Sr."]
    );
}

#[test]
fn a_nickname_and_a_short_form_are_somebodys() {
    assert_eq!(cast(&["Walter “Buck” Harlan", "Buck"]).0, ["Walter Harlan"; 2]);
    assert_eq!(cast(&["Raymond Attla", "Ray"]).0, ["Raymond Attla"; 2]);
    assert_eq!(cast(&["Raymond Attla", "Ray Ek", "Ray"]).0[2], "Ray Ek", "who is named so");
    let mut uses = [person("Marcos da Silva"), person("Juba")];
    uses[1].gloss = Some(Gloss::KnownAs);
    assert_eq!(links(&cast_of(&uses)), [[0], [0]]);
}

#[test]
fn bodies_are_known_by_parts_of_their_names() {
    let body = |words| seems(words, [0, 230, 0]);
    let who = |names: &[&'static str], gloss| {
        let mut uses: Vec<Written> = names.iter().map(|name| body(*name)).collect();
        uses[1].gloss = gloss;
        links(&cast_of(&uses))
    };
    assert_eq!(who(&["Hansol Heavy Industries", "Hansol"], None), [[0], [0]]);
    assert_eq!(who(&["Red Kettle Foods", "Red Kettle"], None), [[0], [0]]);
    assert_eq!(who(&["Metal Workers’ Union", "MWU"], None), [[0], [0]]);
    assert_eq!(who(&["National Safety Committee", "KNKT"], Some(Gloss::Acronym)), [[0], [0]]);
    assert_eq!(who(&["Defense Department", "Pentagon"], None), [[0], [0]]);
    assert_eq!(who(&["Boston Globe", "Boston"], None), [[0], [1]], "a city is no paper");
    assert_eq!(who(&["Bank of Marlow", "Bank"], None), [[0], [1]]);
}

#[test]
fn spellings_of_one_name_are_one_person() {
    let (who, cast) = cast(&["Sergei Lavrin", "Sergey Lavrin", "Sergei Lavrin"]);
    assert_eq!(who, ["Sergei Lavrin"; 3]);
    assert_eq!(cast.slips.iter().map(|s| s.at).collect::<Vec<_>>(), [1]);
    let (who, cast) = self::cast(&["José Ibáñez", "José Ibáñez", "Jose Ibanez", "Ibanez"]);
    assert_eq!(who[..3], ["José Ibáñez"; 3]);
    assert_eq!(cast.slips[0].suggestion, "José Ibáñez");
}

#[test]
fn surnames_that_know_gender_are_no_slips() {
    let names = ["Tomasz Kowalski", "Tomasz Kowalski", "Joanna Kowalska", "Kowalska"];
    assert_eq!(cast(&names).1.slips, []);
    assert_eq!(cast(&names).0[3], "Joanna Kowalska");
}
