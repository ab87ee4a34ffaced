use super::terminal::{self, Color};
use super::{EXIT_CLEAN, EXIT_FAILED};
use crate::rules::{RULES, Rule, rule};
use std::io::{self, Write};

/// The most slips between what was typed and a code that is suggested instead.
const SLIPS: usize = 3;

/// Tell what a rule finds, why it matters and what to do
///
/// Without a code, lists all rules with their severities.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  onrecord explain
  onrecord explain unattributed-quote")]
pub(super) struct Args {
    /// The code in square brackets behind the severity: unattributed-quote
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
    for rule in RULES.iter() {
        writeln!(out, "{:longest$}  {:11}  {}", rule.code, rule.severity.word(), rule.summary)?;
    }
    Ok(())
}

fn explain(out: &mut impl Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "{} ({}) finds {}.\n", rule.code, rule.severity.word(), rule.summary)?;
    writeln!(out, "{}", rule.whole_explanation())
}

/// The code that was probably meant.
pub(super) fn nearest(typed: &str) -> Option<&'static str> {
    let near = RULES.iter().map(|rule| (strsim::damerau_levenshtein(typed, rule.code), rule.code));
    near.min().filter(|(slips, _)| *slips <= SLIPS).map(|(_, code)| code)
}
