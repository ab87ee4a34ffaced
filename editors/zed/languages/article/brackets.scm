(quotation (opening_mark) @open (closing_mark) @close)
(span "[" @open "]" @close)
(attributes "{" @open "}" @close)
