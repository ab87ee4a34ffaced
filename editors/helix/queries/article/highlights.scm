; Scopes: https://docs.helix-editor.com/themes.html. Later patterns win.

(heading) @markup.heading
(heading_marker) @markup.heading.marker

(block_quotation) @markup.quote
(quotation_marker) @punctuation.special
(dash) @punctuation.special
(attribution (name) @constant)

(quotation) @string
[(opening_mark) (closing_mark)] @string
(escape) @constant.character.escape

; A term held at arm's length and the title of a work are not speech.
(quotation
  (attributes (class) @attribute)
  (#any-of? @attribute ".title" ".scare")) @markup.italic

(header_line (key) @variable.other.member)
(header_line ":" @punctuation.delimiter)
(value) @string.special
(date) @constant.numeric
(header_line
  (key) @variable.other.member
  (value) @markup.heading
  (#match? @variable.other.member "^[Tt][Ii][Tt][Ll][Ee]$"))
(header_line
  (key) @variable.other.member
  (value) @markup.link.url
  (#match? @variable.other.member "^[Uu][Rr][Ll]$"))
(front_matter "---" @punctuation.delimiter)

(span ["[" "]"] @punctuation.bracket)
(attributes ["{" "}"] @punctuation.bracket)
(attribute_name) @attribute
(attribute "=" @operator)
(attribute (string) @constant)
(attribute (word) @constant)
(class) @attribute

(comment) @comment.block
(directive ["{%" "%}"] @comment.block)
(directive "ignore" @keyword)
(directive (rule) @constant)
