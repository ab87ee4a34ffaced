; `mac` selects a comment, `mae` a quotation with its marks and its annotation.
(comment) @comment.around
(directive) @comment.around
(quotation) @entry.around
