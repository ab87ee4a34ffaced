//! How to leave a rule alone: here, in the file, in the project.

use super::header::{last_line, newline, top};
use super::{Change, HouseFile, Question};
use crate::analysis::Analysis;
use crate::article::{Block, BlockKind, HeaderStyle};
use crate::rules::Diagnostic;
use crate::text::{Edit, Span};

/// All ways, the narrowest first.
pub(super) fn ways(question: &Question, diagnostic: &Diagnostic) -> Vec<(String, Change)> {
    let (analysis, code) = (question.analysis, diagnostic.code);
    let mut ways = vec![];
    if let Some(edit) = here(analysis, diagnostic) {
        ways.push((format!("Ignore {code} in this paragraph"), Change::Article(vec![edit])));
    }
    ways.push((format!("Ignore {code} in this article"), Change::Article(vec![in_file(analysis, code)])));
    if let Some((file, edits)) = question.configuration.and_then(|file| Some((file, in_project(file, code)?)))
    {
        let title = format!("Switch {code} off in {}", file.name());
        ways.push((title, Change::File(file.clone(), edits)));
    }
    ways
}

/// A comment above the paragraph; at its end where the one above would speak of the whole file.
fn here(analysis: &Analysis, diagnostic: &Diagnostic) -> Option<Edit> {
    let index = analysis.block_at(diagnostic.span.start)?;
    let block = &analysis.blocks[index];
    if diagnostic.span.start < block.span.start || block.kind == BlockKind::Comment {
        return None;
    }
    let comment = format!("{{% ignore {} %}}", diagnostic.code);
    if analysis.options().layout.markdown && block.kind != BlockKind::Quotation {
        return Some(Edit::insert(end_of_words(analysis, block), format!(" {comment}")));
    }
    let first = analysis.blocks[..index].iter().all(|above| above.kind == BlockKind::Comment);
    if first {
        let words = analysis.slice(block.span);
        let end = block.span.start + words.trim_end().len() as u32;
        return Some(Edit::insert(end, format!(" {comment}")));
    }
    let line = newline(analysis.text());
    let blank = if analysis.options().layout.line_is_paragraph { "" } else { line };
    Some(Edit::insert(line_start(analysis, block.span.start), format!("{comment}{line}{blank}")))
}

/// The last place in a block of Markdown: a line above it would not be in its list, and one below a heading belongs to
/// the heading's mark.
fn end_of_words(analysis: &Analysis, block: &Block) -> u32 {
    let words = analysis.slice(block.span);
    let line = match block.kind {
        BlockKind::Heading(_) => words.lines().next().unwrap_or(words),
        _ => words,
    };
    block.span.start + line.trim_end().len() as u32
}

/// The first byte of the line with the byte at `offset`, if only blanks stand between.
fn line_start(analysis: &Analysis, offset: u32) -> u32 {
    let before = &analysis.text()[..offset as usize];
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    if before[start..].trim().is_empty() { start as u32 } else { offset }
}

/// A comment in the header, or at the top.
fn in_file(analysis: &Analysis, code: &str) -> Edit {
    let line = newline(analysis.text());
    let comment = format!("{{% ignore {code} %}}");
    let header = analysis.header.span;
    match (analysis.header.style, last_line(analysis)) {
        (HeaderStyle::Yaml, Some(close)) => Edit::insert(close.start, format!("# {comment}{line}")),
        (HeaderStyle::Lines, _) => {
            let rest = &analysis.text()[header.end as usize..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let runs_on = !rest[blanks..].is_empty() && !rest[blanks..].starts_with(['\n', '\r']);
            let span = Span::new(header.end, header.end + blanks as u32);
            let behind = if runs_on { format!("{line}{line}") } else { String::new() };
            Edit::replace(span, format!("{line}{comment}{behind}"))
        }
        _ => Edit::insert(top(analysis), format!("{comment}{line}{line}")),
    }
}

/// `off` for the rule in `onrecord.toml`, all else as it is. `None` if the file is broken.
fn in_project(file: &HouseFile, code: &str) -> Option<Vec<Edit>> {
    let Some(text) = &file.text else {
        return Some(vec![Edit::insert(0, format!("[rules]\n{code} = \"off\"\n"))]);
    };
    let mut document: toml_edit::DocumentMut = text.parse().ok()?;
    let rules = document.entry("rules").or_insert(toml_edit::table());
    let rules = rules.as_table_like_mut()?;
    match rules.get_mut(code).and_then(|rule| rule.as_table_like_mut()) {
        Some(rule) => drop(rule.insert("severity", toml_edit::value("off"))),
        None => drop(rules.insert(code, toml_edit::value("off"))),
    }
    let changed = document.to_string();
    Some(vec![difference(text, &changed)])
}

/// The one edit that makes `new` of `old`.
fn difference(old: &str, new: &str) -> Edit {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let start = same(&mut old.chars().zip(new.chars()));
    let end = same(&mut old[start..].chars().rev().zip(new[start..].chars().rev()));
    Edit::replace(Span::from(start..old.len() - end), &new[start..new.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::rules::check;
    use crate::text::apply;

    /// The articles that the ways of leaving the first diagnostic of `code` alone make.
    fn ignored(code: &str, text: &str) -> Vec<String> {
        let analysis = Analysis::new(text, Options::default());
        let found = check(&analysis).into_iter().find(|diagnostic| diagnostic.code == code).unwrap();
        let edits = here(&analysis, &found).into_iter().chain([in_file(&analysis, code)]);
        let articles: Vec<String> = edits.map(|edit| apply(text, [&edit])).collect();
        for article in &articles {
            let analysis = Analysis::new(article.as_str(), Options::default());
            let left = check(&analysis).into_iter().filter(|diagnostic| diagnostic.code == code).count();
            let before = check(&Analysis::new(text, Options::default()));
            let before = before.iter().filter(|diagnostic| diagnostic.code == code).count();
            assert!(left < before, "nothing is ignored in\n{article}");
            assert!(check(&analysis).iter().all(|d| !d.code.starts_with("malformed")), "{article}");
        }
        articles
    }

    #[test]
    fn a_comment_above_the_paragraph_or_at_the_top() {
        assert_eq!(
            ignored("unbalanced-quote", "Rain fell.\n\nIt fell,” Ann Lee said."),
            [
                "Rain fell.\n\n{% ignore unbalanced-quote %}\n\nIt fell,” Ann Lee said.",
                "{% ignore unbalanced-quote %}\n\nRain fell.\n\nIt fell,” Ann Lee said.",
            ]
        );
    }

    #[test]
    fn in_the_first_paragraph_it_stands_at_the_end() {
        let text = "It fell,” Ann Lee said.\r\n\r\nIt rained,” Bo Park said.\r\n";
        assert_eq!(
            ignored("unbalanced-quote", text),
            [
                "It fell,” Ann Lee said. {% ignore unbalanced-quote %}\r\n\r\nIt rained,” Bo Park said.\r\n",
                "{% ignore unbalanced-quote %}\r\n\r\nIt fell,” Ann Lee said.\r\n\r\nIt rained,” Bo Park said.\r\n",
            ]
        );
    }

    #[test]
    fn every_header_takes_it() {
        let yaml = "---\ndate: 2024-03-01\n---\n\nRain.\n\nIt fell,” Ann Lee said.";
        let mended = yaml.replace("01\n", "01\n# {% ignore unbalanced-quote %}\n");
        assert_eq!(ignored("unbalanced-quote", yaml)[1], mended);
        let lines = "date: 2024-03-01\n\nRain.\n\nIt fell,” Ann Lee said.";
        let mended = lines.replace("01\n", "01\n{% ignore unbalanced-quote %}\n");
        assert_eq!(ignored("unbalanced-quote", lines)[1], mended);
        let run_on = " date 2024-03-01 Rain fell.\n\nIt fell,” Ann Lee said.";
        let mended = run_on.replace("01 ", "01\n{% ignore unbalanced-quote %}\n\n");
        assert_eq!(ignored("unbalanced-quote", run_on)[1], mended);
    }

    fn project(text: Option<&str>) -> Option<String> {
        let file = HouseFile { path: "onrecord.toml".into(), text: text.map(Into::into) };
        in_project(&file, "name-variant").map(|edits| apply(text.unwrap_or_default(), &edits))
    }

    #[test]
    fn the_project_says_off_and_keeps_its_comments() {
        assert_eq!(project(None).as_deref(), Some("[rules]\nname-variant = \"off\"\n"));
        assert_eq!(
            project(Some("# Ours.\nexclude = [] # none\n\n[rules] # few\nunknown-speaker = \"error\"\n"))
                .as_deref(),
            Some(
                "# Ours.\nexclude = [] # none\n\n[rules] # few\nunknown-speaker = \"error\"\nname-variant = \"off\"\n"
            )
        );
        assert_eq!(
            project(Some("[rules.name-variant]\nseverity = \"error\" # strict\naccept = []\n")).as_deref(),
            Some("[rules.name-variant]\nseverity = \"off\"\naccept = []\n")
        );
        assert_eq!(project(Some("[rules\n")), None, "a broken file is left alone");
    }
}
