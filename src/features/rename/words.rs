//! How the words of a name change, wherever and however much of it is written.

use crate::english::classes;
use crate::english::lexicon::lookup;
use crate::english::with_single_blanks;
use std::borrow::Cow;

/// What becomes of the words of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Of a person's: each part by itself.
    Parts(Parts),
    /// Of anything else's: these words, and no others, become those.
    Whole(String, String),
}

/// The parts of a person's name, with what becomes of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// Each given name with the words that it becomes.
    given: Vec<(String, Vec<String>)>,
    surname: (Vec<String>, Vec<String>),
    /// Jr., III
    suffix: (Vec<String>, Vec<String>),
}

/// A name in its parts.
struct Name<'a> {
    given: &'a [&'a str],
    surname: &'a [&'a str],
    suffix: &'a [&'a str],
}

fn split<'a>(words: &'a [&'a str]) -> Name<'a> {
    let is_suffix = |word: &str| matches!(&*folded(word), "jr" | "sr" | "ii" | "iii" | "iv");
    let behind = words.iter().rposition(|word| !is_suffix(word)).map_or(words.len(), |last| last + 1);
    let mut start = behind.saturating_sub(1);
    while start > 1 && is_particle(words[start - 1]) {
        start -= 1;
    }
    // A surname alone, as in “de Gaulle”.
    if start == 1 && is_particle(words[0]) && words[0].starts_with(char::is_lowercase) {
        start = 0;
    }
    Name { given: &words[..start], surname: &words[start..behind], suffix: &words[behind..] }
}

fn is_particle(word: &str) -> bool {
    lookup(word).any(classes::NAME_PARTICLE)
}

/// Whether typed words begin with a given name, as a full name does and `van der Berg` and `García Márquez` do not.
fn is_given(words: &[&str]) -> bool {
    !is_particle(words[0]) && lookup(words[0]).any(classes::FIRST_NAME)
}

/// The surname in a full name: `van der Berg`, without a suffix.
pub(in crate::features) fn surname(full: &str) -> String {
    split(&full.split_whitespace().collect::<Vec<_>>()).surname.join(" ")
}

/// A word as it is compared.
fn folded(word: &str) -> String {
    word.trim_end_matches(['.', ',']).replace('’', "'").to_lowercase()
}

fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

impl Change {
    /// Words that are replaced by others as they are.
    pub(super) fn whole(old: &str, new: &str) -> Self {
        Change::Whole(with_single_blanks(old).into_owned(), with_single_blanks(new).into_owned())
    }

    /// What becomes of a person of this full name when `written`, some or all of it, becomes `new`.
    ///
    /// On a surname alone, what is typed is the new surname, unless it begins with the given name or with another, which
    /// makes it a new full name: the surname then becomes the surname in it. What is typed beyond the given names that stand there goes with the last of them.
    pub(super) fn of_person(full: &str, written: &str, new: &str) -> Self {
        let words: Vec<&str> = full.split_whitespace().collect();
        let old = split(&words);
        let mut parts = Parts {
            given: old.given.iter().map(|&word| (word.to_owned(), vec![word.to_owned()])).collect(),
            surname: (owned(old.surname), owned(old.surname)),
            suffix: (owned(old.suffix), owned(old.suffix)),
        };
        let Some(found) = parts.find(written).filter(|_| words.len() > 1) else {
            return Change::whole(written, new);
        };
        let new: Vec<&str> = new.split_whitespace().collect();
        let full_name =
            new.len() > 1 && old.given.first().is_some_and(|first| same(first, new[0]) || is_given(&new));
        let touched: Vec<usize> = found.given.iter().map(|given| given.index).collect();
        if found.surname == 0 {
            parts.distribute(&touched, &new);
        } else if touched.is_empty() && !full_name {
            parts.surname.1 = owned(&new);
        } else {
            let new = split(&new);
            let all: Vec<usize> = (0..parts.given.len()).collect();
            parts.distribute(if touched.is_empty() { &all } else { &touched }, new.given);
            parts.surname.1 = owned(new.surname);
            if !new.suffix.is_empty() || found.suffix > 0 {
                parts.suffix.1 = owned(new.suffix);
            }
        }
        Change::Parts(parts)
    }

    /// What becomes of words that name the same: in full or in part, with a title before them or without. `None` if they
    /// are none of the words that change.
    pub(super) fn apply(&self, words: &str) -> Option<String> {
        let new = match self {
            Change::Whole(old, new) => {
                same(&with_single_blanks(words), old).then(|| in_case_of(words, old, new))?
            }
            Change::Parts(parts) => parts.apply(words)?,
        };
        (new != words).then_some(new)
    }
}

/// Given names, surname and suffix as they stand in some words.
#[derive(Debug)]
struct Found<'a> {
    /// The words, each with its place.
    words: Vec<(usize, &'a str)>,
    given: Vec<Given>,
    /// How many words of the surname there are, from its end.
    surname: usize,
    suffix: usize,
}

#[derive(Debug)]
struct Given {
    index: usize,
    how: Written,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Out,
    /// `A.` or `A`
    Initial,
    /// `J.R.R.`, for all that are left.
    Initials,
}

impl Parts {
    /// Finds the parts of the name at the end of some words.
    fn find<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        let words: Vec<(usize, &str)> = text
            .split_whitespace()
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
            .collect();
        let ends_with = |end: usize, part: &[String]| {
            let most = part.len().min(end);
            let fits = |n: &usize| {
                words[end - n..end]
                    .iter()
                    .zip(&part[part.len() - n..])
                    .all(|((_, word), part)| same(word, part))
            };
            (1..=most).rev().find(fits).unwrap_or(0)
        };
        let suffix = ends_with(words.len(), &self.suffix.0);
        let behind = words.len() - suffix;
        let surname = ends_with(behind, &self.surname.0);
        let mut given = vec![];
        let mut left = self.given.len();
        for (_, word) in words[..behind - surname].iter().rev() {
            let known = self.given[..left].iter();
            if let Some(index) = known.clone().rposition(|(old, _)| same(old, word)) {
                given.push(Given { index, how: Written::Out });
                left = index;
            } else if let Some(index) = known.clone().rposition(|(old, _)| is_initial(word, old)) {
                given.push(Given { index, how: Written::Initial });
                left = index;
            } else if left > 1 && is_initials(word, &self.given[..left]) {
                given.push(Given { index: 0, how: Written::Initials });
                left = 0;
            } else {
                break;
            }
        }
        given.reverse();
        (surname > 0 || !given.is_empty()).then_some(Found { words, given, surname, suffix })
    }

    /// Gives new words to the given names with these indices: one each, and what is left to the last.
    fn distribute(&mut self, indices: &[usize], new: &[&str]) {
        for (i, &index) in indices.iter().enumerate() {
            let from = i.min(new.len());
            let to = if i + 1 == indices.len() { new.len() } else { (i + 1).min(new.len()) };
            self.given[index].1 = owned(&new[from..to]);
        }
    }

    fn apply(&self, text: &str) -> Option<String> {
        let found = self.find(text)?;
        let first = found.words.len() - found.suffix - found.surname - found.given.len();
        let old: Vec<&str> = found.words[first..].iter().map(|(_, word)| *word).collect();
        let mut new: Vec<Cow<str>> = vec![];
        for (given, word) in found.given.iter().zip(&old) {
            let becomes = &self.given[given.index].1;
            match given.how {
                // A given name alone stays one word.
                Written::Out if found.surname == 0 => new.extend(becomes.first().map(|w| w.as_str().into())),
                Written::Out => new.extend(becomes.iter().map(|word| word.as_str().into())),
                Written::Initial => {
                    let letter = becomes.first().and_then(|new| initial(new, word.ends_with('.')));
                    new.extend(letter.map(Cow::from));
                }
                Written::Initials => new.push(self.initials(word).into()),
            }
        }
        if found.surname > 0 || new.is_empty() {
            new.extend(self.new_surname(found.surname).iter().map(|word| word.as_str().into()));
        }
        let gets_suffix = self.suffix.0.is_empty() && !found.given.is_empty() && found.surname > 0;
        if found.suffix > 0 || gets_suffix {
            new.extend(self.suffix.1.iter().map(|word| word.as_str().into()));
        }
        let (head, place) = (found.words[first].0, &found.words[first..]);
        let mut text_of_new = text[..head].to_owned();
        for (i, word) in new.iter().enumerate() {
            if i > 0 {
                // Where there are as many words as before, each line keeps its end.
                let same_count = new.len() == old.len();
                let blank = |i: usize| &text[place[i - 1].0 + place[i - 1].1.len()..place[i].0];
                text_of_new.push_str(if same_count { blank(i) } else { " " });
            }
            text_of_new += &in_case_of(&old.concat(), &self.surname.0.concat(), word);
        }
        Some(text_of_new)
    }

    /// The new surname, without its particles where the old one stood without.
    fn new_surname(&self, found: usize) -> &[String] {
        let (old, new) = (&self.surname.0, &self.surname.1);
        let particles =
            new.iter().take(new.len().saturating_sub(1)).take_while(|word| is_particle(word)).count();
        if found > 0 && found < old.len() { &new[particles..] } else { new }
    }

    fn initials(&self, written: &str) -> String {
        let new = self.given.iter().flat_map(|(_, new)| new);
        new.filter_map(|word| initial(word, written.contains('.'))).collect()
    }
}

/// `A.` or `A`.
fn initial(word: &str, stop: bool) -> Option<String> {
    let letter = word.chars().next()?;
    Some(if stop { format!("{letter}.") } else { letter.to_string() })
}

fn is_initial(word: &str, name: &str) -> bool {
    let bare = word.trim_end_matches('.');
    bare.chars().count() == 1 && name.chars().next().is_some_and(|c| c.is_uppercase() && bare.starts_with(c))
}

fn is_initials(word: &str, names: &[(String, Vec<String>)]) -> bool {
    let letters = word.chars().filter(|c| *c != '.');
    let firsts = names.iter().filter_map(|(name, _)| name.chars().next());
    word.chars().all(|c| c == '.' || c.is_uppercase()) && letters.eq(firsts)
}

/// `new` in capitals, if `written` is and `plain`, which it is written for, is not.
fn in_case_of(written: &str, plain: &str, new: &str) -> String {
    let capitals = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase)
    };
    if capitals(written) && !capitals(plain) { new.to_uppercase() } else { new.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each of `forms` becomes when `written` of `full` becomes `new`.
    fn renamed(full: &str, written: &str, new: &str, forms: &[&str]) -> String {
        let change = Change::of_person(full, written, new);
        let becomes = |form: &&str| change.apply(form).unwrap_or_else(|| format!("({form})"));
        forms.iter().map(becomes).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_full_name_changes_in_all_its_forms() {
        let forms = ["Ana Ruiz", "Ruiz", "Ana", "A. Ruiz", "A Ruiz", "Deputy Mayor Ruiz", "ANA RUIZ", "Ek"];
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ana Ruiz", "Ana Maria Ruiz-Lopez", &forms), @"Ana Maria Ruiz-Lopez | Ruiz-Lopez | (Ana) | A. Ruiz-Lopez | A Ruiz-Lopez | Deputy Mayor Ruiz-Lopez | ANA MARIA RUIZ-LOPEZ | (Ek)");
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ana Ruiz", "Bea Ek", &forms), @"Bea Ek | Ek | Bea | B. Ek | B Ek | Deputy Mayor Ek | BEA EK | (Ek)");
    }

    #[test]
    fn a_surname_changes_wherever_it_stands() {
        let forms = ["Ana Ruiz", "Ruiz", "Ana", "A. Ruiz"];
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ruiz", "Ruíz", &forms), @"Ana Ruíz | Ruíz | (Ana) | A. Ruíz");
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ruiz", "van Dyke", &forms), @"Ana van Dyke | van Dyke | (Ana) | A. van Dyke");
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ruiz", "Ana Ek", &forms), @"Ana Ek | Ek | (Ana) | A. Ek");
    }

    #[test]
    fn a_given_name_changes_alone() {
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ana", "Anna", &["Ana Ruiz", "Ruiz", "Ana"]), @"Anna Ruiz | (Ruiz) | Anna");
    }

    #[test]
    fn given_names_that_are_left_out_are_left_alone() {
        let forms = ["Ana Maria Ruiz", "Ana M. Ruiz", "A.M. Ruiz", "A. M. Ruiz", "Ana Ruiz"];
        insta::assert_snapshot!(renamed("Ana Maria Ruiz", "Ana Ruiz", "Eva Ek", &forms), @"Eva Maria Ek | Eva M. Ek | E.M. Ek | E. M. Ek | Eva Ek");
        insta::assert_snapshot!(renamed("Ana Maria Ruiz", "Ana Maria Ruiz", "Ana Ek", &forms), @"Ana Ek | Ana Ek | A. Ek | A. Ek | Ana Ek");
    }

    #[test]
    fn particles_and_suffixes_are_parts_of_a_surname() {
        let forms = ["Ana van der Berg", "van der Berg", "Berg", "A. van der Berg"];
        insta::assert_snapshot!(renamed("Ana van der Berg", "van der Berg", "de Vries", &forms), @"Ana de Vries | de Vries | Vries | A. de Vries");
        let forms = ["Bo Ek Jr.", "Bo Ek", "Ek"];
        insta::assert_snapshot!(renamed("Bo Ek Jr.", "Bo Ek", "Bo Park", &forms), @"Bo Park Jr. | Bo Park | Park");
        insta::assert_snapshot!(renamed("Bo Ek", "Bo Ek", "Bo Park Jr.", &["Bo Ek", "Ek"]), @"Bo Park Jr. | Park");
    }

    #[test]
    fn a_family_name_may_come_first() {
        insta::assert_snapshot!(renamed("Kim Jong Un", "Kim Jong Un", "Lee Jong Un", &["Kim Jong Un", "Kim"]), @"Lee Jong Un | Lee");
    }

    #[test]
    fn one_name_becomes_another_whatever_its_words_are() {
        insta::assert_snapshot!(renamed("Cher", "Cher", "Ana Ruiz", &["Cher", "CHER", "Cherie"]), @"Ana Ruiz | ANA RUIZ | (Cherie)");
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ana Ruiz", "Anita", &["Ana Ruiz", "Ruiz", "Ana"]), @"Anita | Anita | Anita");
    }

    #[test]
    fn lines_keep_their_ends() {
        insta::assert_snapshot!(renamed("Ana Ruiz", "Ruiz", "Ek", &["Ana\nRuiz"]), @r"
        Ana
        Ek
        ");
    }
}
