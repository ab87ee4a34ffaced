; A heading is not folded with what stands below it: the server knows sections.
[
  (front_matter)
  (header)
  (block_quotation)
  (comment)
] @fold
