//! What was agreed with the client at `initialize`.

use super::speakers;
use crate::text::position::Encoding;
use tower_lsp::ls_types::{ClientCapabilities, MarkupKind, PositionEncodingKind, ResourceOperationKind};

/// What the client can take, and the unit in which positions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Agreed {
    /// The unit of columns, both ways.
    pub(crate) encoding: Encoding,
    /// Whether symbols may have children.
    pub(crate) symbol_trees: bool,
    /// Whether diagnostics may point at evidence.
    pub(crate) related_information: bool,
    /// Whether a diagnostic's code may link to its explanation.
    pub(crate) code_description: bool,
    /// Whether published diagnostics may say which version they are of.
    pub(crate) diagnostics_version: bool,
    /// Whether it asks for diagnostics. They are not published then: it would show them twice.
    pub(crate) pulls_diagnostics: bool,
    /// The format of hover cards.
    pub(crate) hover_format: HoverFormat,
    /// Whether links in Markdown are shown as such. Neovim hides their addresses, and breaks lines as if they were there.
    pub(crate) shows_links: bool,
    /// Whether the client can be asked for its settings.
    pub(crate) answers_configuration: bool,
    /// Whether it has to be asked to say when they change.
    pub(crate) registers_configuration: bool,
    /// Whether it can be asked to show documents that are no articles.
    pub(crate) registers_documents: bool,
    /// Whether it can be asked to watch files.
    pub(crate) watches_files: bool,
    /// Whether a definition may say which words lead to it, and how much of its file to show.
    pub(crate) definition_links: bool,
    /// The same of a declaration.
    pub(crate) declaration_links: bool,
    /// Whether links in documents may say what they open.
    pub(crate) link_tooltips: bool,
    /// What the client can take of edits that the server makes.
    pub(crate) edits: Edits,
    /// What it can take of completions.
    pub(crate) completion: Completion,
    /// Whether a symbol of the workspace may lack its range until somebody asks for it.
    pub(crate) resolves_symbols: bool,
    /// Whether work may be shown that nobody has asked for.
    pub(crate) shows_progress: bool,
    /// What it can be asked to fetch anew.
    pub(crate) refreshes: Refreshes,
    /// Whether it can be asked to show a place.
    pub(crate) shows_documents: bool,
    /// How it takes semantic tokens.
    pub(crate) tokens: Tokens,
    /// How it takes folds.
    pub(crate) folding: Folding,
    /// Which parts of a hint it asks for when they are wanted.
    pub(crate) hints_resolve: HintParts,
    /// Whether it keeps what a diagnostic says for us alone.
    pub(crate) diagnostic_data: bool,
    /// Whether actions may be more than commands.
    pub(crate) action_literals: bool,
    /// Whether it asks for an action's edit once the action is chosen.
    pub(crate) resolves_actions: bool,
    /// Whether an action may be the obvious one.
    pub(crate) action_preferred: bool,
    /// Whether it shows actions that cannot be done, and why.
    pub(crate) action_disabled: bool,
    /// Whether changes may make files.
    pub(crate) creates_files: bool,
    /// Whether it wants to be told who speaks, as `onrecord/speakers`.
    pub(crate) shows_speakers: bool,
}

/// What a client can take of edits that the server makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edits {
    /// Edits that say which version of the document they are for.
    pub(crate) versioned: bool,
    /// Edits that say what they do, and that somebody has to confirm.
    pub(crate) annotated: bool,
}

/// What a client can take of completions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Completion {
    /// Text with places to fill in.
    pub(crate) snippets: bool,
    /// Both ranges of an edit: to insert, and to replace the word that stands there.
    pub(crate) insert_or_replace: bool,
    /// Whether documentation may be Markdown.
    pub(crate) markdown: bool,
}

/// What the client can be asked to fetch anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refreshes {
    pub(crate) hints: bool,
    pub(crate) tokens: bool,
    pub(crate) lenses: bool,
    pub(crate) diagnostics: bool,
}

/// How the client takes semantic tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    /// One may be inside another.
    pub(crate) overlapping: bool,
    /// One may go over a line's end.
    pub(crate) multiline: bool,
}

/// How the client takes folds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folding {
    /// It folds whole lines.
    pub(crate) lines_only: bool,
    /// The most that it wants.
    pub(crate) most: Option<u32>,
    /// It shows words for what is folded.
    pub(crate) collapsed_text: bool,
}

/// Parts of a hint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct HintParts {
    pub(crate) tooltip: bool,
    pub(crate) edits: bool,
    pub(crate) location: bool,
}

/// The format of hover cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HoverFormat {
    #[default]
    Markdown,
    PlainText,
}

impl Agreed {
    /// What these capabilities come to, for the client of this name.
    pub(crate) fn with(client: &ClientCapabilities, name: Option<&str>) -> Self {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let symbols = document.and_then(|d| d.document_symbol.as_ref());
        let diagnostics = document.and_then(|d| d.publish_diagnostics.as_ref());
        let tokens = document.and_then(|d| d.semantic_tokens.as_ref());
        let folding = document.and_then(|d| d.folding_range.as_ref());
        let pulled = document.and_then(|d| d.diagnostic.as_ref());
        let actions = document.and_then(|d| d.code_action.as_ref());
        let changes = workspace.and_then(|w| w.workspace_edit.as_ref());
        let edits = edits(client);
        Agreed {
            encoding: encoding(client),
            symbol_trees: symbols.and_then(|s| s.hierarchical_document_symbol_support).unwrap_or(false),
            related_information: diagnostics.and_then(|d| d.related_information).unwrap_or(false)
                || pulled.and_then(|d| d.related_information).unwrap_or(false),
            code_description: diagnostics.and_then(|d| d.code_description_support).unwrap_or(false)
                || pulled.and_then(|d| d.code_description_support).unwrap_or(false),
            pulls_diagnostics: pulled.is_some(),
            diagnostics_version: diagnostics.and_then(|d| d.version_support).unwrap_or(false),
            hover_format: hover_format(client),
            shows_links: name != Some("Neovim"),
            answers_configuration: workspace.and_then(|w| w.configuration).unwrap_or(false),
            registers_configuration: workspace
                .and_then(|w| w.did_change_configuration.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            registers_documents: document
                .and_then(|d| d.synchronization.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            definition_links: document.and_then(|d| d.definition.as_ref()?.link_support).unwrap_or(false),
            declaration_links: document.and_then(|d| d.declaration.as_ref()?.link_support).unwrap_or(false),
            link_tooltips: document.and_then(|d| d.document_link.as_ref()?.tooltip_support).unwrap_or(false),
            edits,
            completion: completion(client),
            resolves_symbols: workspace
                .and_then(|w| w.symbol.as_ref()?.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|p| p == "location.range")),
            shows_progress: client.window.as_ref().and_then(|w| w.work_done_progress).unwrap_or(false),
            refreshes: Refreshes {
                hints: workspace.and_then(|w| w.inlay_hint.as_ref()?.refresh_support).unwrap_or(false),
                tokens: workspace.and_then(|w| w.semantic_tokens.as_ref()?.refresh_support).unwrap_or(false),
                lenses: workspace.and_then(|w| w.code_lens.as_ref()?.refresh_support).unwrap_or(false),
                diagnostics: workspace.and_then(|w| w.diagnostics.as_ref()?.refresh_support).unwrap_or(false),
            },
            shows_documents: client
                .window
                .as_ref()
                .and_then(|w| w.show_document.as_ref())
                .is_some_and(|show| show.support),
            tokens: Tokens {
                overlapping: tokens.and_then(|t| t.overlapping_token_support).unwrap_or(false),
                multiline: tokens.and_then(|t| t.multiline_token_support).unwrap_or(false),
            },
            folding: Folding {
                lines_only: folding.and_then(|f| f.line_folding_only).unwrap_or(false),
                most: folding.and_then(|f| f.range_limit),
                collapsed_text: folding
                    .and_then(|f| f.folding_range.as_ref()?.collapsed_text)
                    .unwrap_or(false),
            },
            hints_resolve: hint_parts(client),
            diagnostic_data: diagnostics.and_then(|d| d.data_support).unwrap_or(false),
            action_literals: actions.is_some_and(|a| a.code_action_literal_support.is_some()),
            resolves_actions: actions.is_some_and(|a| {
                let resolves = a.resolve_support.as_ref();
                let resolves =
                    resolves.is_some_and(|r| r.properties.iter().any(|property| property == "edit"));
                resolves && a.data_support == Some(true)
            }),
            action_preferred: actions.and_then(|a| a.is_preferred_support).unwrap_or(false),
            action_disabled: actions.and_then(|a| a.disabled_support).unwrap_or(false),
            creates_files: edits.versioned
                && changes
                    .and_then(|c| c.resource_operations.as_ref())
                    .is_some_and(|kinds| kinds.contains(&ResourceOperationKind::Create)),
            shows_speakers: client
                .experimental
                .as_ref()
                .is_some_and(|more| more[speakers::CAPABILITY] == serde_json::Value::Bool(true)),
        }
    }
}

/// The parts of hints that the client resolves. Neovim calls `label.location` by its last word.
fn hint_parts(client: &ClientCapabilities) -> HintParts {
    let document = client.text_document.as_ref();
    let resolve = document.and_then(|d| d.inlay_hint.as_ref()?.resolve_support.as_ref());
    let has = |names: &[&str]| {
        resolve.is_some_and(|r| r.properties.iter().any(|property| names.contains(&property.as_str())))
    };
    HintParts {
        tooltip: has(&["tooltip"]),
        edits: has(&["textEdits"]),
        location: has(&["label.location", "location"]),
    }
}

/// The first encoding of the client's list that is known here. A client without a list means UTF-16, and
/// every client must understand that.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or_default();
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or_default()
}

/// The protocol's name for an encoding.
pub(crate) fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// Markdown, unless the client's list has plain text only.
fn hover_format(client: &ClientCapabilities) -> HoverFormat {
    let hover = client.text_document.as_ref().and_then(|d| d.hover.as_ref());
    match hover.and_then(|h| h.content_format.as_deref()) {
        Some(formats) if !formats.is_empty() && !formats.contains(&MarkupKind::Markdown) => {
            HoverFormat::PlainText
        }
        _ => HoverFormat::Markdown,
    }
}

fn edits(client: &ClientCapabilities) -> Edits {
    let edits = client.workspace.as_ref().and_then(|w| w.workspace_edit.as_ref());
    let versioned = edits.and_then(|e| e.document_changes).unwrap_or(false);
    // An annotation needs an edit that can carry it.
    let annotated = versioned && edits.is_some_and(|e| e.change_annotation_support.is_some());
    Edits { versioned, annotated }
}

fn completion(client: &ClientCapabilities) -> Completion {
    let completion = client.text_document.as_ref().and_then(|d| d.completion.as_ref());
    let Some(item) = completion.and_then(|c| c.completion_item.as_ref()) else {
        return Completion::default();
    };
    let formats = item.documentation_format.as_deref().unwrap_or_default();
    Completion {
        snippets: item.snippet_support.unwrap_or(false),
        insert_or_replace: item.insert_replace_support.unwrap_or(false),
        markdown: formats.contains(&MarkupKind::Markdown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn agreed(capabilities: Value) -> Agreed {
        Agreed::with(&serde_json::from_value(capabilities).unwrap(), None)
    }

    #[test]
    fn the_clients_first_known_encoding_wins() {
        let with = |list: Value| agreed(json!({ "general": { "positionEncodings": list } })).encoding;
        assert_eq!(with(json!(["utf-8", "utf-16"])), Encoding::Utf8);
        assert_eq!(with(json!(["utf-16", "utf-8"])), Encoding::Utf16);
        assert_eq!(with(json!(["utf-7", "utf-32", "utf-8"])), Encoding::Utf32);
        assert_eq!(with(json!([])), Encoding::Utf16);
        assert_eq!(agreed(json!({})).encoding, Encoding::Utf16);
    }

    #[test]
    fn nothing_is_taken_for_granted() {
        let none = agreed(json!({ "textDocument": { "publishDiagnostics": {}, "documentSymbol": {} } }));
        assert!(!none.symbol_trees && !none.related_information && !none.code_description);
        assert!(!none.diagnostics_version);
        assert_eq!(none.hover_format, HoverFormat::Markdown);
        let plain = agreed(json!({ "textDocument": { "hover": { "contentFormat": ["plaintext"] } } }));
        assert_eq!(plain.hover_format, HoverFormat::PlainText);
    }
}
