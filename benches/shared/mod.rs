//! Articles of any length, made from the one in `examples`.

const HARBOUR: &str = include_str!("../../examples/harbour.article");

/// The example again and again up to `size` bytes, cut at the end of a paragraph. Every clause has a number of
/// its own, so that no paragraph is the same as another and none is read for free.
pub(crate) fn article(size: usize) -> String {
    let mut text = String::with_capacity(size + 2_000);
    let mut clauses = 0;
    for paragraph in HARBOUR.trim().split("\n\n").cycle() {
        if text.len() >= size {
            break;
        }
        number_clauses(paragraph, &mut clauses, &mut text);
        text.push_str("\n\n");
    }
    text
}

/// "It rained, and then it snowed." to "It rained 1, and then it snowed 2.", from `clauses` on.
fn number_clauses(paragraph: &str, clauses: &mut usize, text: &mut String) {
    let mut before = ' ';
    let mut characters = paragraph.chars().peekable();
    while let Some(character) = characters.next() {
        let ends_word = before.is_ascii_lowercase() && ",.;:!?".contains(character);
        if ends_word && characters.peek().is_some_and(|next| next.is_whitespace() || "”\"’".contains(*next))
        {
            *clauses += 1;
            text.push_str(&format!(" {clauses}"));
        }
        text.push(character);
        before = character;
    }
}

/// As [`article`], with other people in every repetition of the example.
pub(crate) fn crowd(size: usize) -> String {
    let one = HARBOUR.trim();
    let repetitions = size / one.len() + 1;
    let mut clauses = 0;
    let mut text = String::with_capacity(size + 2_000);
    for repetition in 0..repetitions {
        let mut cast = one.to_owned();
        for name in ["Dahl", "Anand", "Stefansdottir", "Lunde"] {
            cast = cast.replace(name, &surname(name, repetition));
        }
        for paragraph in cast.split("\n\n") {
            if text.len() < size {
                number_clauses(paragraph, &mut clauses, &mut text);
                text.push_str("\n\n");
            }
        }
    }
    text
}

/// A surname that nobody else has, and that looks like one: letters only.
fn surname(stem: &str, repetition: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "kor", "lin", "mus", "nev", "pol", "rid", "sto", "tan", "vik"];
    let mut name = stem.to_owned();
    for place in [100, 10, 1] {
        name += SYLLABLES[repetition / place % 10];
    }
    name
}

/// The text with an `x` at the end of a word in its middle.
pub(crate) fn with_a_letter_in_the_middle(text: &str) -> String {
    let middle = middle(text);
    format!("{}x{}", &text[..middle], &text[middle..])
}

/// The end of a word in the middle of a text, in bytes.
pub(crate) fn middle(text: &str) -> usize {
    let half = &text.as_bytes()[text.len() / 2..];
    text.len() / 2 + half.iter().position(|byte| *byte == b' ').unwrap_or(half.len())
}
