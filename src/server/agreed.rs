//! What was agreed with the client at `initialize`.

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
    /// The format of hover cards.
    pub(crate) hover_format: HoverFormat,
    /// Whether the client can be asked for its settings.
    pub(crate) answers_configuration: bool,
    /// Whether it has to be asked to say when they change.
    pub(crate) registers_configuration: bool,
    /// Whether it can be asked to watch files.
    pub(crate) watches_files: bool,
    /// Whether it can be asked to fetch hints anew.
    pub(crate) refreshes_hints: bool,
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
    /// Whether changes may say which version they are of.
    pub(crate) document_changes: bool,
    /// Whether changes may make files.
    pub(crate) creates_files: bool,
}

/// The format of hover cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HoverFormat {
    #[default]
    Markdown,
    PlainText,
}

impl Agreed {
    /// What these capabilities come to.
    pub(crate) fn with(client: &ClientCapabilities) -> Self {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let symbols = document.and_then(|d| d.document_symbol.as_ref());
        let diagnostics = document.and_then(|d| d.publish_diagnostics.as_ref());
        let actions = document.and_then(|d| d.code_action.as_ref());
        let changes = workspace.and_then(|w| w.workspace_edit.as_ref());
        let document_changes = changes.and_then(|c| c.document_changes).unwrap_or(false);
        Agreed {
            encoding: encoding(client),
            symbol_trees: symbols.and_then(|s| s.hierarchical_document_symbol_support).unwrap_or(false),
            related_information: diagnostics.and_then(|d| d.related_information).unwrap_or(false),
            code_description: diagnostics.and_then(|d| d.code_description_support).unwrap_or(false),
            diagnostics_version: diagnostics.and_then(|d| d.version_support).unwrap_or(false),
            hover_format: hover_format(client),
            answers_configuration: workspace.and_then(|w| w.configuration).unwrap_or(false),
            registers_configuration: workspace
                .and_then(|w| w.did_change_configuration.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            refreshes_hints: workspace.and_then(|w| w.inlay_hint.as_ref()?.refresh_support).unwrap_or(false),
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
            document_changes,
            creates_files: document_changes
                && changes
                    .and_then(|c| c.resource_operations.as_ref())
                    .is_some_and(|kinds| kinds.contains(&ResourceOperationKind::Create)),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn agreed(capabilities: Value) -> Agreed {
        Agreed::with(&serde_json::from_value(capabilities).unwrap())
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
