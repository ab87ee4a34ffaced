//! Articles in which people marked who is who: reading them, and laying an analysis beside them. The notation is that
//! of `tests/coreference/README.md`.

use super::metrics::{Entity, Scores};
use onrecord::analysis::{Analysis, Options};
use onrecord::text::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// An article and its marks.
#[derive(Debug, PartialEq)]
pub(crate) struct Marked {
    /// The text without marks.
    pub(crate) text: String,
    /// Which words mean whom, by start; the outer one first.
    pub(crate) mentions: Vec<(Span, String)>,
}

/// Reads the notation; an error says what is wrong and on which line.
pub(crate) fn read(marked: &str) -> Result<Marked, String> {
    let mut text = String::new();
    let mut mentions = vec![];
    let mut open: Vec<usize> = vec![];
    let mut rest = marked;
    while let Some(next) = rest.chars().next() {
        let line = || 1 + text.matches('\n').count();
        rest = &rest[next.len_utf8()..];
        match next {
            '[' => open.push(text.len()),
            '|' => {
                let (id, behind) =
                    rest.split_once(']').ok_or_else(|| format!("line {}: no “]” behind “|”", line()))?;
                let start = open.pop().ok_or_else(|| format!("line {}: “|{id}]” closes nothing", line()))?;
                let name = id.trim_start_matches(['+', '@']);
                if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
                    return Err(format!(
                        "line {}: “{id}” is no id: use a to z, with + or @ in front",
                        line()
                    ));
                }
                mentions.push((Span::from(start..text.len()), id.to_owned()));
                rest = behind;
            }
            ']' => return Err(format!("line {}: “]” without an id", line())),
            other => text.push(other),
        }
    }
    if !open.is_empty() {
        return Err("a “[” is never closed".to_owned());
    }
    mentions.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    Ok(Marked { text, mentions })
}

/// The articles of a folder, by name.
pub(crate) fn articles(folder: &Path) -> Vec<(String, Marked)> {
    let listing = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = listing.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let article = |path: &PathBuf| {
        let marked = std::fs::read_to_string(path).map_err(|e| e.to_string()).and_then(|text| read(&text));
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (name, marked.unwrap_or_else(|e| panic!("{}: {e}", path.display())))
    };
    paths.iter().map(article).collect()
}

/// When a mention of ours is the same as one that people marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matching {
    /// The same words, from the first letter to the last.
    Exact,
    /// Both hold the last word that people marked, and begin or end together: “the mayor of the town” is the mayor,
    /// and “Mayor Ana Ruiz” is Ruiz. Each mention is matched once, with the likest.
    Head,
}

/// Whom we say is meant: the named entities of an analysis, with the words that mean them.
pub(crate) fn found(article: &Marked) -> Vec<(String, Vec<Span>)> {
    let analysis = Analysis::new(article.text.as_str(), Options::default());
    let named = analysis.entities.iter().filter(|e| e.named && !e.mentions.is_empty());
    let spans = |mentions: &[u32]| mentions.iter().map(|m| analysis.mentions[*m as usize].span).collect();
    named.map(|e| (e.name.clone(), spans(&e.mentions))).collect()
}

/// How alike our reading of an article is to its marks.
pub(crate) fn score(article: &Marked, matching: Matching) -> Scores {
    let mut gold: BTreeMap<&str, Entity> = BTreeMap::new();
    for (number, (_, id)) in article.mentions.iter().enumerate() {
        gold.entry(id).or_default().push(number as u32);
    }
    let entities = found(article);
    let ours: Vec<Span> = entities.iter().flat_map(|(_, spans)| spans.iter().copied()).collect();
    let same = matched(article, &ours, matching);
    let mut next = 0;
    let mut numbers = |spans: &[Span]| -> Entity {
        let mut number = |_: &Span| {
            next += 1;
            // Beyond the gold mentions are those of ours alone.
            same[next - 1].map_or((article.mentions.len() + next) as u32, |gold| gold as u32)
        };
        spans.iter().map(&mut number).collect()
    };
    let found: Vec<Entity> = entities.iter().map(|(_, spans)| numbers(spans)).collect();
    Scores::of(&gold.into_values().collect::<Vec<_>>(), &found)
}

/// For each span of ours, the index of the mention in the gold that it is.
pub(crate) fn matched(article: &Marked, ours: &[Span], matching: Matching) -> Vec<Option<usize>> {
    let rounds: &[fn(&Marked, Span, Span) -> bool] = match matching {
        Matching::Exact => &[|_, gold, ours| gold == ours],
        Matching::Head => &[
            |_, gold, ours| gold == ours,
            |article, gold, ours| gold.end == ours.end && ours.covers(last_word(article, gold)),
            |article, gold, ours| gold.start == ours.start && ours.covers(last_word(article, gold)),
        ],
    };
    let mut same = vec![None; ours.len()];
    let mut taken = vec![false; article.mentions.len()];
    for alike in rounds {
        for (span, same) in ours.iter().zip(&mut same).filter(|(_, same)| same.is_none()) {
            let fits = |(i, (gold, _)): (usize, &(Span, String))| !taken[i] && alike(article, *gold, *span);
            *same = article.mentions.iter().enumerate().position(fits);
            if let Some(gold) = *same {
                taken[gold] = true;
            }
        }
    }
    same
}

fn last_word(article: &Marked, span: Span) -> Span {
    let words = span.of(&article.text);
    let start = words.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    Span::new(span.start + start as u32, span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_may_stand_inside_each_other() {
        let article = read("[Ana Ruiz|ruiz] and [[her|ruiz] firm|+firm] left [Bath|@bath].").unwrap();
        assert_eq!(article.text, "Ana Ruiz and her firm left Bath.");
        let words: Vec<_> =
            article.mentions.iter().map(|(s, id)| (s.of(&article.text), id.as_str())).collect();
        assert_eq!(words, [("Ana Ruiz", "ruiz"), ("her firm", "+firm"), ("her", "ruiz"), ("Bath", "@bath")]);
    }

    #[test]
    fn what_is_malformed_says_where() {
        assert_eq!(read("a\n[Ann|ann").unwrap_err(), "line 2: no “]” behind “|”");
        assert_eq!(read("Ann|ann]").unwrap_err(), "line 1: “|ann]” closes nothing");
        assert_eq!(read("[Ann]").unwrap_err(), "line 1: “]” without an id");
        assert_eq!(
            read("[Ann|Ann Lee]").unwrap_err(),
            "line 1: “Ann Lee” is no id: use a to z, with + or @ in front"
        );
        assert_eq!(read("[Ann").unwrap_err(), "a “[” is never closed");
    }

    #[test]
    fn a_title_and_what_follows_a_head_do_not_count_where_heads_are_matched() {
        let article = read("Mayor [Ana Ruiz|ruiz] met [the head|bo] of [Acme|+acme].").unwrap();
        let ours = ["Mayor Ana Ruiz", "the head of Acme", "Acme", "Ana"].map(|words| {
            let start = article.text.find(words).unwrap();
            Span::from(start..start + words.len())
        });
        assert_eq!(matched(&article, &ours, Matching::Exact), [None, None, Some(2), None]);
        assert_eq!(matched(&article, &ours, Matching::Head), [Some(0), Some(1), Some(2), None]);
    }
}
