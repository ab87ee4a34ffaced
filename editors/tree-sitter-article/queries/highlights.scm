; Later patterns win.

(heading) @markup.heading
(heading_marker) @punctuation.special

(block_quotation) @markup.quote
(quotation_marker) @punctuation.special
(dash) @punctuation.special
(attribution (name) @constant)

(quotation) @string
[(opening_mark) (closing_mark)] @punctuation.delimiter
(escape) @string.escape

; A term held at arm's length or the title of a work is not speech.
(quotation
  (attributes (class) @_class)
  (#eq? @_class ".title")) @markup.italic
(quotation
  (attributes (class) @_class)
  (#eq? @_class ".scare")) @markup.italic

(header_line (key) @property)
(header_line ":" @punctuation.delimiter)
(value) @string.special
(date) @number
(header_line
  (key) @property
  (value) @markup.heading
  (#match? @property "^[Tt][Ii][Tt][Ll][Ee]$"))
(header_line
  (key) @property
  (value) @markup.link.url
  (#match? @property "^[Uu][Rr][Ll]$"))
(front_matter "---" @punctuation.delimiter)

(span ["[" "]"] @punctuation.bracket)
(attributes ["{" "}"] @punctuation.bracket)
(attribute_name) @attribute
(attribute "=" @operator)
(attribute (string) @constant)
(attribute (word) @constant)
(class) @tag

(comment) @comment
(directive ["{%" "%}"] @comment)
(directive "ignore" @keyword)
(directive (rule) @constant)
