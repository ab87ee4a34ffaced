/**
 * @file Articles as docs/format.md describes them: a header, blocks, quotations, annotations.
 * @license MIT OR Apache-2.0
 *
 * Reading an article never fails, and so this grammar has no input for which it gives an ERROR node (test/random.py tries).
 * What the words of a grammar cannot say (is this line a heading, does this mark open a quotation?) src/scanner.c
 * decides by looking ahead in the block. Quotations that are never closed end with their block.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

module.exports = grammar({
  name: 'article',

  // Text is read by the scanner, blanks included; these stand between the parts of headers and annotations.
  extras: _ => [/[ \t\r\n\u00a0]/],

  // In the order of `enum Token` in src/scanner.c.
  externals: $ => [
    $._front_matter_start,
    $.yaml,
    $._front_matter_close,
    $._header_start,
    $._no_header,
    $._header_break,
    $.date,
    $._block_break,
    $._soft_break,
    $._quotation_break,
    $._paragraph_start,
    $._heading_start,
    $._comment_start,
    $.heading_marker,
    $.quotation_marker,
    $._attribution_dash,
    $._text,
    $.escape,
    $.comment,
    $._directive_open,
    $.opening_mark,
    $.closing_mark,
    $._pair_end,
    $._span_open,
    $._span_close,
    $._attributes_open,
    $._error_sentinel,
  ],

  rules: {
    document: $ =>
      seq(
        optional(choice($.front_matter, seq(optional($._block_break), choice($.header, $._no_header)))),
        optional($._block_break),
        optional(seq($._block, repeat(seq($._block_break, $._block)), optional($._block_break))),
      ),

    front_matter: $ =>
      seq($._front_matter_start, '---', optional($.yaml), alias($._front_matter_close, '---')),

    header: $ => seq($._header_start, $.header_line, repeat(seq($._header_break, $.header_line))),

    header_line: $ =>
      choice(
        seq(
          field('key', alias($._date_key, $.key)),
          optional(':'),
          optional(field('value', choice($.date, $.value))),
        ),
        seq(field('key', $.key), optional(':'), optional(field('value', $.value))),
      ),

    _date_key: _ => /[Dd][Aa][Tt][Ee]/,
    key: _ => /[A-Za-z]+/,
    value: _ => /[^ \t\r\n\u00a0:][^\r\n]*/,

    _block: $ =>
      choice($.paragraph, $.heading, $.block_quotation, seq($._comment_start, choice($.comment, $.directive))),

    paragraph: $ => seq($._paragraph_start, repeat1($._item)),

    heading: $ => choice(seq($._heading_start, repeat1($._item)), seq($.heading_marker, repeat1($._item))),

    block_quotation: $ => seq(repeat1($.quotation_marker), repeat($._item), optional($.attribution)),

    attribution: $ =>
      seq(alias($._attribution_dash, $.dash), field('name', $.name), repeat($._item)),
    name: _ => /[^ \t\r\n\u00a0,(]+([ \t\u00a0]+[^ \t\r\n\u00a0,(]+)*/,

    _item: $ =>
      choice(
        $._text,
        $.escape,
        $.quotation,
        $.span,
        $.comment,
        $.directive,
        $._soft_break,
        seq($._quotation_break, repeat($.quotation_marker)),
      ),

    // A mark further out, or the end of the block, closes what is still open.
    quotation: $ =>
      prec.right(
        seq(
          $.opening_mark,
          repeat($._item),
          optional(choice(seq($.closing_mark, optional($.attributes)), $._pair_end)),
        ),
      ),

    span: $ =>
      prec.right(
        seq(
          alias($._span_open, '['),
          repeat($._item),
          optional(choice(seq(alias($._span_close, ']'), optional($.attributes)), $._pair_end)),
        ),
      ),

    attributes: $ => seq(alias($._attributes_open, '{'), repeat1(choice($.attribute, $.class)), '}'),
    attribute: $ => seq(field('key', $.attribute_name), '=', field('value', choice($.string, $.word))),
    attribute_name: _ => /[A-Za-z]+/,
    string: _ => choice(/"([^"{}\\]|\\[^{}])*"/, /[“”]([^”{}\\]|\\[^{}])*”/),
    word: _ => /[^ \t\r\n\u00a0{}"“”][^ \t\r\n\u00a0{}"]*/,
    class: _ => /\.[A-Za-z]+/,

    directive: $ =>
      seq(alias($._directive_open, '{%'), 'ignore', repeat1(choice($.rule, ',', ':')), '%}'),
    rule: _ => /[A-Za-z0-9_-]+/,
  },
});
