use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED};
use crate::rules::{RULES, Rule, rule};
use std::io::{self, Write};

/// The most slips between what was typed and a code that is suggested instead.
const SLIPS: usize = 3;
/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// Tell what a rule finds, why it matters and what to do
///
/// Without a code, lists all rules with their severities.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  onrecord explain
  onrecord explain unattributed-quote")]
pub(super) struct Args {
    /// The code in square brackets after the severity: unattributed-quote
    code: Option<String>,
}

pub(super) fn run(args: &Args, color: Color) -> io::Result<u8> {
    let mut out = terminal::stdout();
    match &args.code {
        None => list(&mut out)?,
        Some(code) => match rule(code) {
            Some(rule) => explain(&mut out, rule)?,
            None => {
                let hint = nearest(code).map_or_else(String::new, |near| format!("; did you mean {near}?"));
                terminal::report(
                    color,
                    format_args!("there is no rule {code:?}{hint} (`onrecord explain` lists them)"),
                );
                return Ok(EXIT_FAILED);
            }
        },
    }
    out.flush()?;
    Ok(EXIT_CLEAN)
}

fn list(out: &mut impl Write) -> io::Result<()> {
    let longest = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut list = Wrapped::new(terminal::width());
    for rule in RULES.iter() {
        list.push(&format!("{:longest$}  {:11} ", rule.code, rule.severity.word()));
        list.indent = " ".repeat(list.column + 1);
        rule.summary.split_whitespace().for_each(|word| list.push(word));
        list.end();
    }
    out.write_all(list.lines.as_bytes())
}

fn explain(out: &mut impl Write, rule: &Rule) -> io::Result<()> {
    let page = format!(
        "{} ({}) finds {}.\n\n{}",
        rule.code,
        rule.severity.word(),
        rule.summary,
        rule.whole_explanation()
    );
    out.write_all(wrapped(&page, terminal::width().min(WIDEST)).as_bytes())
}

/// Markdown in lines of so many characters at most. Code, tables and headings stay as they are, but for long comments.
fn wrapped(page: &str, width: usize) -> String {
    let mut wrapped = Wrapped::new(width);
    let mut in_code = false;
    for line in page.lines() {
        let fence = line.starts_with("```");
        in_code ^= fence;
        let comment = in_code && line.starts_with("# ") && line.chars().count() > width;
        let item = !in_code && line.starts_with("- ");
        let as_it_is = in_code || fence || line.is_empty() || line.starts_with(['#', '|']);
        if item || comment || as_it_is {
            wrapped.end();
        }
        if as_it_is && !comment {
            wrapped.lines.push_str(line);
            wrapped.lines.push('\n');
            continue;
        }
        if item || comment {
            wrapped.indent = if item { "  " } else { "# " }.to_owned();
        }
        line.split_whitespace().for_each(|word| wrapped.push(word));
        if comment {
            wrapped.end();
        }
    }
    wrapped.end();
    wrapped.lines
}

/// Text that is being wrapped.
struct Wrapped {
    lines: String,
    /// Characters in the last line; 0 between paragraphs.
    column: usize,
    /// What stands in front of the lines of a paragraph but the first.
    indent: String,
    width: usize,
}

impl Wrapped {
    fn new(width: usize) -> Self {
        Wrapped { lines: String::new(), column: 0, indent: String::new(), width }
    }

    fn push(&mut self, word: &str) {
        let length = word.chars().count();
        if self.column > 0 && self.column + 1 + length > self.width {
            self.lines.push('\n');
            self.lines.push_str(&self.indent);
            self.column = self.indent.len();
        } else if self.column > 0 {
            self.lines.push(' ');
            self.column += 1;
        }
        self.lines.push_str(word);
        self.column += length;
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        if self.column > 0 {
            self.lines.push('\n');
        }
        self.column = 0;
        self.indent.clear();
    }
}

/// The code that was probably meant.
pub(super) fn nearest(typed: &str) -> Option<&'static str> {
    let near = RULES.iter().map(|rule| (strsim::damerau_levenshtein(typed, rule.code), rule.code));
    near.min().filter(|(slips, _)| *slips <= SLIPS).map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    #[test]
    fn prose_is_wrapped_and_code_is_not() {
        let page = "# Marks and their kin, all of them\n\nOne finds\nmarks. They are many.\n\n\
                    - an item that is long\n  and goes on\n- another\n\n```\ncode that is longer than any line\n# and a comment on it\n```\n";
        insta::assert_snapshot!(super::wrapped(page, 16), @r"
        # Marks and their kin, all of them

        One finds marks.
        They are many.

        - an item that
          is long and
          goes on
        - another

        ```
        code that is longer than any line
        # and a comment
        # on it
        ```
        ");
    }
}
