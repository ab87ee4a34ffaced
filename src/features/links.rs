//! What can be opened from an article or a people list: URLs, and entries of Wikidata.

use crate::text::{Span, sort_by_number};
use linkify::{LinkFinder, LinkKind};

/// Words that open something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words, in bytes.
    pub span: Span,
    /// The URL that they open.
    pub target: String,
    /// What that is, for whoever points at them.
    pub tooltip: String,
}

/// Where the pages of Wikidata are.
const WIKIDATA: &str = "https://www.wikidata.org/wiki/";

/// What can be opened from a text, in order: URLs with a scheme, and `wikidata:Q42` as `ref` has it. Addresses of
/// e-mail are no links: a press office's would open a mail program at a slip of the mouse.
pub fn links(text: &str) -> Vec<Link> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let urls = finder.links(text).filter(|url| is_web(url.as_str())).map(|url| {
        // Curly marks around a URL are not of it.
        let target = url.as_str().split(['“', '”', '‘', '’', '«', '»']).next().unwrap_or_default();
        Link {
            span: Span::from(url.start()..url.start() + target.len()),
            target: target.to_owned(),
            tooltip: format!("Open {}", host(target)),
        }
    });
    let mut links: Vec<Link> = urls.collect();
    links.extend(wikidata(text));
    sort_by_number(&mut links, |link| link.span.shorter_first());
    links
}

/// Other schemes may start programs.
fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// `www.example.org` of `https://www.example.org/a?b`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn wikidata(text: &str) -> impl Iterator<Item = Link> {
    const PREFIX: &str = "wikidata:";
    text.match_indices(PREFIX).filter_map(|(start, _)| {
        let rest = &text[start + PREFIX.len()..];
        let number = rest.strip_prefix('Q')?;
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let ends = !number[digits..].starts_with(|c: char| c.is_alphanumeric());
        let begins = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        let id = &rest[..1 + digits];
        (digits > 0 && begins && ends).then(|| Link {
            span: Span::from(start..start + PREFIX.len() + id.len()),
            target: format!("{WIKIDATA}{id}"),
            tooltip: format!("Open {id} on Wikidata"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What can be opened, with what it opens where that is not itself.
    fn shown(text: &str) -> String {
        let link = |link: &Link| {
            let words = link.span.of(text);
            if words == link.target {
                format!("{words} ({})", link.tooltip)
            } else {
                format!("{words} → {} ({})", link.target, link.tooltip)
            }
        };
        links(text).iter().map(link).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_url_ends_before_the_full_stop() {
        let text = "See https://example.org/a_(b), or (http://example.org/c). It’s “https://example.org/d”.";
        insta::assert_snapshot!(shown(text), @r"
        https://example.org/a_(b) (Open example.org)
        http://example.org/c (Open example.org)
        https://example.org/d (Open example.org)
        ");
    }

    #[test]
    fn headers_link_to_sources_and_people() {
        let text = "---\nurl: https://example.org/news/1\npeople:\n  - {name: Ana Ruiz, ref: wikidata:Q42}\n\
            \x20 - {name: Bo Ek, ref: \"https://example.org/ek\"}\n---\n";
        insta::assert_snapshot!(shown(text), @r"
        https://example.org/news/1 (Open example.org)
        wikidata:Q42 → https://www.wikidata.org/wiki/Q42 (Open Q42 on Wikidata)
        https://example.org/ek (Open example.org)
        ");
    }

    #[test]
    fn mail_other_schemes_and_what_only_looks_like_an_entry_are_left_alone() {
        assert_eq!(shown("Write to press@example.org or mailto:press@example.org, ssh://example.org."), "");
        assert_eq!(shown("example.org, wikidata:42, wikidata:Q, mywikidata:Q1, wikidata:Q1x"), "");
    }
}
