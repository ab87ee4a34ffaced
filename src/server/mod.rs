//! Floor 6: the language server. tower-lsp lives here and nowhere else.
