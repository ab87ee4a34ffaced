//! Floor 2: the language: tokens, sentences, names, reporting words, dates. It knows words, not articles.
