; Captures: https://zed.dev/docs/extensions/languages#syntax-highlighting. Later patterns win.

(heading) @title
(heading_marker) @punctuation.special

(block_quotation) @string.special
(quotation_marker) @punctuation.special
(dash) @punctuation.special
(attribution (name) @constant)

(quotation) @string
[(opening_mark) (closing_mark)] @string
(escape) @string.escape

; A term held at arm's length or the title of a work is not speech.
(quotation
  (attributes (class) @_class)
  (#eq? @_class ".title")) @emphasis
(quotation
  (attributes (class) @_class)
  (#eq? @_class ".scare")) @emphasis

(header_line (key) @property)
(header_line ":" @punctuation.delimiter)
(value) @string.special
(date) @number
(header_line
  (key) @property
  (value) @title
  (#match? @property "^[Tt][Ii][Tt][Ll][Ee]$"))
(header_line
  (key) @property
  (value) @link_uri
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
