//! `textDocument/semanticTokens/full`, `full/delta` and `range`: what the words are, for the editor's colours.
//!
//! Types are standard ones, so that every theme colours them; a modifier of ours says more exactly what a token is
//! (docs/features.md has the table).

use crate::features::{self, Token, TokenKind};
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use crate::server::session::Session;
use crate::server::written::Written;
use crate::text::Span;
use dashmap::DashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensServerCapabilities,
    Uri,
};

/// The numbers of a token.
const WIDTH: u32 = 5;

/// The standard type of each kind of token, and our own modifier that says what it is.
static TYPES: [(SemanticTokenType, &str); TokenKind::ALL.len()] = [
    (SemanticTokenType::CLASS, "person"),
    (SemanticTokenType::NAMESPACE, "organisation"),
    (SemanticTokenType::ENUM_MEMBER, "place"),
    (SemanticTokenType::EVENT, "event"),
    (SemanticTokenType::NUMBER, "date"),
    (SemanticTokenType::STRING, "quotation"),
    (SemanticTokenType::FUNCTION, "reportingVerb"),
    (SemanticTokenType::PROPERTY, "headerKey"),
    (SemanticTokenType::DECORATOR, "annotation"),
    (SemanticTokenType::COMMENT, "remark"),
];

/// The modifiers of `TokenModifiers`, bit by bit. Those of `TYPES` are behind them.
const MODIFIERS: [&str; 6] =
    ["declaration", "pronoun", "description", "unattributed", "anonymous", "unresolved"];

/// What is advertised.
pub(crate) fn capabilities() -> SemanticTokensServerCapabilities {
    let modifiers = MODIFIERS.into_iter().chain(TYPES.iter().map(|(_, name)| *name));
    SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TYPES.iter().map(|(standard, _)| standard.clone()).collect(),
            token_modifiers: modifiers.map(SemanticTokenModifier::new).collect(),
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..Default::default()
    })
}

/// The tokens that clients got last, by document.
#[derive(Debug, Default)]
pub(crate) struct TokenCache {
    last: DashMap<Uri, Arc<SemanticTokens>>,
    count: AtomicU64,
}

impl TokenCache {
    /// Remembers the tokens of a document under a new id; those from before.
    fn replace(
        &self,
        uri: Uri,
        data: Vec<SemanticToken>,
    ) -> (Arc<SemanticTokens>, Option<Arc<SemanticTokens>>) {
        let id = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let now = Arc::new(SemanticTokens { result_id: Some(id.to_string()), data });
        let before = self.last.insert(uri, Arc::clone(&now));
        (now, before)
    }

    /// Forgets those of a document that is closed.
    pub(crate) fn forget(&self, uri: &Uri) {
        self.last.remove(uri);
    }
}

/// All tokens of a document.
pub(crate) async fn full(session: &Session, params: SemanticTokensParams) -> Result<Option<Written>> {
    let (uri, known) = (params.text_document.uri, Arc::clone(&session.tokens));
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let (now, _) = known.replace(uri, encoded(snapshot, None, agreed));
        Some(Written::of(&*now))
    });
    answer.await?.transpose()
}

/// What has changed since the tokens with the client's id; all of them, if they are not known any more.
pub(crate) async fn delta(session: &Session, params: SemanticTokensDeltaParams) -> Result<Option<Written>> {
    let (uri, known) = (params.text_document.uri, Arc::clone(&session.tokens));
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let (now, before) = known.replace(uri, encoded(snapshot, None, agreed));
        let before = before.filter(|before| before.result_id.as_ref() == Some(&params.previous_result_id));
        Some(match before {
            Some(before) => {
                let edits = difference(&before.data, &now.data).into_iter().collect();
                Written::of(&SemanticTokensDelta { result_id: now.result_id.clone(), edits })
            }
            None => Written::of(&*now),
        })
    });
    answer.await?.transpose()
}

/// The tokens in a part of a document.
pub(crate) async fn range(session: &Session, params: SemanticTokensRangeParams) -> Result<Option<Written>> {
    let answer = session.answer(&params.text_document.uri, move |snapshot, agreed| {
        let range = Places::of(&snapshot.text.rope, agreed.encoding).span(params.range);
        let data = encoded(snapshot, Some(range), agreed);
        Some(Written::of(&SemanticTokens { result_id: None, data }))
    });
    answer.await?.transpose()
}

fn encoded(snapshot: &Snapshot, range: Option<Span>, agreed: Agreed) -> Vec<SemanticToken> {
    let text = snapshot.analysis.text();
    let places = Places::many(snapshot, agreed.encoding);
    let all = Span::new(0, text.len() as u32);
    let tokens = features::tokens(&snapshot.analysis, range.unwrap_or(all), !agreed.tokens.overlapping);
    let mut encoded = Vec::with_capacity(tokens.len());
    let (mut line, mut character) = (0, 0);
    for token in tokens {
        let parts = if agreed.tokens.multiline { vec![token.span] } else { lines(text, token.span) };
        for part in parts {
            let at = places.position(part.start);
            encoded.push(SemanticToken {
                delta_line: at.line - line,
                delta_start: if at.line == line { at.character - character } else { at.character },
                length: agreed.encoding.measure(part.of(text)) as u32,
                token_type: token.kind as u32,
                token_modifiers_bitset: modifiers(token),
            });
            (line, character) = (at.line, at.character);
        }
    }
    encoded
}

fn modifiers(token: Token) -> u32 {
    token.modifiers.bits() | 1 << (MODIFIERS.len() as u32 + token.kind as u32)
}

/// The parts of a span that stand on a line each, without its end.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let mut parts = vec![];
    for line in span.of(text).split_inclusive(['\n', '\r']) {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.is_empty() {
            parts.push(Span::new(start, start + words.len() as u32));
        }
        start += line.len() as u32;
    }
    parts
}

/// The one edit that makes `new` of `old`: what is between what both begin and end with. None if they are equal.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let begin = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let ends = old[begin..].iter().rev().zip(new[begin..].iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    let (removed, inserted) = (old.len() - begin - end, &new[begin..new.len() - end]);
    (removed > 0 || !inserted.is_empty()).then(|| SemanticTokensEdit {
        start: begin as u32 * WIDTH,
        delete_count: removed as u32 * WIDTH,
        data: Some(inserted.to_vec()).filter(|data| !data.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers() -> impl Strategy<Value = Vec<SemanticToken>> {
        let token = (0u32..2, 0u32..3).prop_map(|(delta_line, length)| SemanticToken {
            delta_line,
            length,
            ..SemanticToken::default()
        });
        prop::collection::vec(token, 0..12)
    }

    proptest! {
        #[test]
        fn the_old_tokens_with_the_edit_are_the_new_ones(old in numbers(), new in numbers()) {
            let mut tokens = old.clone();
            if let Some(edit) = difference(&old, &new) {
                let start = (edit.start / WIDTH) as usize;
                let end = start + (edit.delete_count / WIDTH) as usize;
                tokens.splice(start..end, edit.data.unwrap_or_default());
            }
            prop_assert_eq!(tokens, new);
        }
    }

    #[test]
    fn equal_tokens_need_no_edit() {
        let one = [SemanticToken::default()];
        assert_eq!(difference(&one, &one), None);
    }

    #[test]
    fn a_token_is_cut_at_line_ends() {
        let text = "“one\r\n> two\n\nthree”";
        let cut = lines(text, Span::new(0, text.len() as u32));
        assert_eq!(cut.iter().map(|part| part.of(text)).collect::<Vec<_>>(), ["“one", "> two", "three”"]);
    }

    #[test]
    fn each_kind_has_its_type() {
        for (i, kind) in TokenKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, i);
        }
        assert!(MODIFIERS.len() + TYPES.len() <= 32, "the flags are bits of one number");
    }
}
