//! What the trainers ask of texts and names.

/// The byte of each code point of a text, and the end.
pub(crate) fn bytes(text: &str) -> Vec<u32> {
    text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect()
}

/// The last word of a name in lower case, without a possessive: names compare by it.
pub(crate) fn last_word(words: &str) -> String {
    let word = words.split_whitespace().next_back().unwrap_or("").to_lowercase();
    word.trim_end_matches("’s").trim_end_matches("'s").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}
