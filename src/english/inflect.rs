// English inflection by rule, for the word lists; used by `build.rs`, which makes all forms beforehand.

/// The forms of an irregular verb that differ from the rule; alternatives are separated by `/`.
pub struct Irregular {
    /// said
    pub past: Option<String>,
    /// spoken
    pub participle: Option<String>,
    /// goes
    pub third: Option<String>,
    /// saying
    pub ing: Option<String>,
}

/// All forms of a verb besides its base.
pub struct Forms {
    /// says
    pub third: String,
    /// said
    pub past: String,
    /// said
    pub participle: String,
    /// saying
    pub ing: String,
}

impl Forms {
    /// Inflects a verb by rule, except where `irregular` says otherwise; `doubles` if its last letter is
    /// doubled (`admitted`) although it has more than one syllable.
    pub fn of(base: &str, irregular: Option<&Irregular>, doubles: bool) -> Forms {
        let given = |pick: fn(&Irregular) -> &Option<String>| irregular.and_then(|i| pick(i).clone());
        let past = given(|i| &i.past).unwrap_or_else(|| regular_past(base, doubles));
        Forms {
            third: given(|i| &i.third).unwrap_or_else(|| plural(base)),
            participle: given(|i| &i.participle).unwrap_or_else(|| past.clone()),
            ing: given(|i| &i.ing).unwrap_or_else(|| regular_ing(base, doubles)),
            past,
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Adds -s as nouns do in the plural and verbs in the third person.
pub fn plural(base: &str) -> String {
    match base {
        "person" => return "people".to_owned(),
        "child" | "grandchild" => return format!("{base}ren"),
        "wife" | "housewife" | "midwife" => return format!("{}ves", &base[..base.len() - 2]),
        _ => {}
    }
    if let Some(stem) = base.strip_suffix("man").filter(|s| !matches!(*s, "hu" | "ger" | "ro")) {
        return format!("{stem}men");
    }
    let mut end = base.chars().rev();
    let (last, before) = (end.next().unwrap_or(' '), end.next().unwrap_or(' '));
    match last {
        'y' if !is_vowel(before) => format!("{}ies", &base[..base.len() - 1]),
        's' | 'x' | 'z' => format!("{base}es"),
        'h' if matches!(before, 'c' | 's') => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

/// Whether a regular verb doubles its last letter: one syllable, consonant, vowel, consonant.
fn doubles(base: &str) -> bool {
    let letters: Vec<char> = base.chars().collect();
    let [.., a, b, c] = letters[..] else { return false };
    let syllables = letters.windows(2).filter(|w| is_vowel(w[0]) && !is_vowel(w[1])).count();
    !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y') && syllables == 1
}

fn regular_past(base: &str, double: bool) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if base.ends_with('y') && !base.chars().rev().nth(1).is_some_and(is_vowel) {
        format!("{}ied", &base[..base.len() - 1])
    } else if double || doubles(base) {
        format!("{base}{}ed", &base[base.len() - 1..])
    } else {
        format!("{base}ed")
    }
}

fn regular_ing(base: &str, double: bool) -> String {
    if base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("ye") && !base.ends_with("oe") {
        format!("{}ing", &base[..base.len() - 1])
    } else if double || doubles(base) {
        format!("{base}{}ing", &base[base.len() - 1..])
    } else {
        format!("{base}ing")
    }
}
