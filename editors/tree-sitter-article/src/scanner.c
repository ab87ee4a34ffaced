// What decides by looking ahead: where blocks begin and end, which lines are a header or a heading, which marks open and
// close quotations, which brackets and braces are annotations.
//
// The rules are those of docs/format.md as src/article and src/quotes read them, in short: the server finds marks by the
// sentence around them, and colours need not. All text is read here; the grammar's own tokens are the inner parts of
// headers and annotations.

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

#include <string.h>

// In the order of `externals` in grammar.js.
enum Token {
    FRONT_MATTER_START,
    YAML,
    FRONT_MATTER_CLOSE,
    HEADER_START,
    NO_HEADER,
    HEADER_BREAK,
    DATE,
    BLOCK_BREAK,
    SOFT_BREAK,
    QUOTATION_BREAK,
    PARAGRAPH_START,
    HEADING_START,
    COMMENT_START,
    HEADING_MARKER,
    QUOTATION_MARKER,
    ATTRIBUTION_DASH,
    TEXT,
    ESCAPE,
    COMMENT,
    DIRECTIVE_OPEN,
    OPENING_MARK,
    CLOSING_MARK,
    PAIR_END,
    SPAN_OPEN,
    SPAN_CLOSE,
    ATTRIBUTES_OPEN,
    ERROR_SENTINEL,
};

enum Pair { CURLY, STRAIGHT, CURLY_SINGLE, STRAIGHT_SINGLE, SPAN };

enum Block { PARAGRAPH, LINE, QUOTED };

// What stands before the next character.
enum Before { START, LINE_START, DAY, BLANK, LETTER, OTHER };

// Deeper nesting is text. Real copy has three: a span in a quotation in a quotation.
#define DEEPEST 16
// Code points looked ahead for the other end of a pair. Longer ones are text; the time stays linear.
#define FARTHEST 4000

typedef struct {
    uint8_t depth;
    uint8_t open[DEEPEST]; // enum Pair
    uint8_t block;
    uint8_t before;
} Scanner;

void *tree_sitter_article_external_scanner_create(void) { return ts_calloc(1, sizeof(Scanner)); }

void tree_sitter_article_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_article_external_scanner_serialize(void *payload, char *buffer) {
    memcpy(buffer, payload, sizeof(Scanner));
    return sizeof(Scanner);
}

void tree_sitter_article_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
    memset(payload, 0, sizeof(Scanner));
    if (length == sizeof(Scanner)) memcpy(payload, buffer, length);
}

// Characters. No <wctype.h>: its answers depend on the editor's locale.

static bool is_line_end(int32_t c) { return c == '\n' || c == '\r'; }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == 0xA0; }

static bool is_space(int32_t c) { return is_blank(c) || is_line_end(c); }

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static bool is_small(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7); }

static bool is_capital(int32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }

static bool is_ascii_letter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_letter(int32_t c) {
    if (c < 0xAA) return is_ascii_letter(c);
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F);
}

static bool is_word(int32_t c) { return is_letter(c) || is_digit(c); }

static bool is_mark(int32_t c) {
    switch (c) {
    case '"': case '\'': case '`': case 0xAB: case 0xBB: case 0x2039: case 0x203A: return true;
    default: return c >= 0x2018 && c <= 0x201F;
    }
}

static int32_t lower(int32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static void skip_blanks(TSLexer *lexer) {
    while (is_blank(lexer->lookahead)) advance(lexer);
}

static bool at_line_end(TSLexer *lexer) { return lexer->eof(lexer) || is_line_end(lexer->lookahead); }

static void skip_line(TSLexer *lexer) {
    while (!at_line_end(lexer)) advance(lexer);
}

// One line end: LF, CRLF or CR.
static void skip_line_end(TSLexer *lexer) {
    bool cr = lexer->lookahead == '\r';
    if (is_line_end(lexer->lookahead)) advance(lexer);
    if (cr && lexer->lookahead == '\n') advance(lexer);
}

// The pairs that are open.

static bool is_open(const Scanner *s, enum Pair pair) {
    for (int i = 0; i < s->depth; i++) {
        if (s->open[i] == pair) return true;
    }
    return false;
}

static bool in_double(const Scanner *s) { return is_open(s, CURLY) || is_open(s, STRAIGHT); }

static bool in_single(const Scanner *s) { return is_open(s, CURLY_SINGLE) || is_open(s, STRAIGHT_SINGLE); }

static bool emit(Scanner *s, TSLexer *lexer, enum Token token, enum Before before) {
    lexer->result_symbol = token;
    s->before = before;
    return true;
}

static bool emit_open(Scanner *s, TSLexer *lexer, enum Pair pair) {
    if (s->depth == DEEPEST) return emit(s, lexer, TEXT, OTHER);
    s->open[s->depth++] = pair;
    return emit(s, lexer, pair == SPAN ? SPAN_OPEN : OPENING_MARK, START);
}

// Closes a pair. Spans in it that are still open are closed by the grammar.
static bool emit_close(Scanner *s, TSLexer *lexer, enum Pair pair) {
    while (s->depth > 0 && s->open[--s->depth] != pair) {}
    return emit(s, lexer, pair == SPAN ? SPAN_CLOSE : CLOSING_MARK, OTHER);
}

// At a mark that closes `pair`: whether something inside the pair is open and has to end first, by a token without
// characters. The mark is looked at again then.
static bool ends_inner(Scanner *s, TSLexer *lexer, enum Pair pair) {
    if (!is_open(s, pair) || s->open[s->depth - 1] == pair) return false;
    s->depth--;
    return emit(s, lexer, PAIR_END, s->before);
}

// Annotations and comments. Each function looks ahead, and says whether what stands there is well-formed.

static bool look_at_string(TSLexer *lexer) {
    int32_t close = lexer->lookahead == '"' ? '"' : 0x201D;
    advance(lexer);
    for (int n = 0; n < FARTHEST && !lexer->eof(lexer); n++) {
        int32_t c = lexer->lookahead;
        if (c == '{' || c == '}') return false;
        advance(lexer);
        if (c == close) return true;
        if (c == '\\') {
            if (lexer->eof(lexer) || lexer->lookahead == '{' || lexer->lookahead == '}') return false;
            advance(lexer);
        }
    }
    return false;
}

static void skip_spaces(TSLexer *lexer) {
    while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || is_line_end(lexer->lookahead)) advance(lexer);
}

static bool look_at_attribute(TSLexer *lexer) {
    bool class = lexer->lookahead == '.';
    if (class) advance(lexer);
    if (!is_ascii_letter(lexer->lookahead)) return false;
    while (is_ascii_letter(lexer->lookahead)) advance(lexer);
    if (class) return true;
    if (lexer->lookahead != '=') return false;
    advance(lexer);
    int32_t c = lexer->lookahead;
    if (c == '"' || c == 0x201C || c == 0x201D) return look_at_string(lexer);
    if (lexer->eof(lexer) || is_space(c) || c == '{' || c == '}') return false;
    for (int n = 0; n < FARTHEST && !lexer->eof(lexer); n++) {
        c = lexer->lookahead;
        if (is_space(c) || c == '{' || c == '}' || c == '"') return true;
        advance(lexer);
    }
    return false;
}

// The rest of `{key=value .class}`, behind the brace, with at least one of them.
static bool look_inside_braces(TSLexer *lexer) {
    for (bool any = false;; any = true) {
        skip_spaces(lexer);
        if (lexer->lookahead == '}') return any;
        if (lexer->eof(lexer) || !look_at_attribute(lexer)) return false;
        if (!is_space(lexer->lookahead) && lexer->lookahead != '}') return false;
    }
}

static bool look_at_attributes(TSLexer *lexer) {
    if (lexer->lookahead != '{') return false;
    advance(lexer);
    return look_inside_braces(lexer);
}

// The rest of a comment, behind `{%`. One that meets another `{%` first is never closed.
static bool look_at_comment(TSLexer *lexer) {
    int32_t before = 0;
    while (!lexer->eof(lexer)) {
        int32_t c = lexer->lookahead;
        advance(lexer);
        if (c == '%' && lexer->lookahead == '}') {
            advance(lexer);
            return true;
        }
        if (c == '%' && before == '{') return false;
        before = c;
    }
    return false;
}

// Behind `{%`: whether a comment begins, and whether it is ` ignore RULE RULE %}`. In the latter case the lexer is
// somewhere in it, in the former behind it.
static bool look_at_directive(TSLexer *lexer, bool *directive) {
    *directive = false;
    skip_spaces(lexer);
    for (const char *word = "ignore"; *word; word++) {
        if (lexer->lookahead != *word) return look_at_comment(lexer);
        advance(lexer);
    }
    bool rules = false;
    bool apart = false;
    while (!lexer->eof(lexer)) {
        int32_t c = lexer->lookahead;
        if (c == ' ' || c == '\t' || is_line_end(c) || c == ',' || c == ':') {
            apart = true;
        } else if (apart && (is_ascii_letter(c) || is_digit(c) || c == '-' || c == '_')) {
            rules = true;
        } else {
            break;
        }
        advance(lexer);
    }
    if (rules && lexer->lookahead == '%') {
        advance(lexer);
        *directive = lexer->lookahead == '}';
        if (*directive) return true;
    }
    return look_at_comment(lexer);
}

// Lines of a header.

typedef struct {
    bool known, colon, certain;
    bool date;
} KeyLine;

static bool is_key(const char *word) {
    static const char *const KEYS[] = {"date", "title", "author", "source", "url", "place", "language"};
    for (unsigned i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (strcmp(word, KEYS[i]) == 0) return true;
    }
    return false;
}

// Reads one line up to its end. Whether it has the shape of a header line is the answer; `line` says more.
static bool look_at_key_line(TSLexer *lexer, KeyLine *line) {
    char word[16];
    unsigned length = 0;
    bool small = true;
    skip_blanks(lexer);
    bool first_small = is_small(lexer->lookahead);
    while (is_ascii_letter(lexer->lookahead)) {
        small = small && is_small(lexer->lookahead);
        if (length + 1 < sizeof word) word[length] = (char)lower(lexer->lookahead);
        length++;
        advance(lexer);
    }
    word[length < sizeof word ? length : sizeof word - 1] = 0;
    line->known = length < sizeof word && is_key(word);
    line->date = line->known && strcmp(word, "date") == 0;
    line->colon = lexer->lookahead == ':';
    if (line->colon) advance(lexer);
    bool spaced = at_line_end(lexer) || is_blank(lexer->lookahead);
    skip_blanks(lexer);
    bool value = !at_line_end(lexer);
    bool address = false;
    bool dated = line->date && small && is_digit(lexer->lookahead);
    int slashes = 0;
    while (line->known && !at_line_end(lexer)) {
        int32_t c = lexer->lookahead;
        slashes = c == ':' ? 1 : (c == '/' && slashes > 0 ? slashes + 1 : 0);
        address = address || slashes == 3;
        advance(lexer);
    }
    line->certain = line->known && (dated || (address && small && strcmp(word, "url") == 0) ||
                                    (line->colon && (line->date ? small : first_small)));
    if (line->colon) return line->known || (small && spaced && length > 0);
    return line->known && small && spaced && value;
}

// Whether the lines at the top are a header: one of them has to be unmistakable.
static bool look_at_header(TSLexer *lexer) {
    int colons = 0;
    KeyLine line;
    for (int n = 0; n < 100 && !lexer->eof(lexer) && look_at_key_line(lexer, &line); n++) {
        if (line.certain) return true;
        colons += line.known && line.colon;
        if (colons > 1) return true;
        skip_line(lexer);
        skip_line_end(lexer);
    }
    return false;
}

static bool is_time(int32_t c) {
    return is_digit(c) || c == ':' || c == '.' || c == 'Z' || c == 'z' || c == '+' || c == '-';
}

// `2024-03-01`, with a time or without, behind the key `date`. The article may follow on the same line.
static bool scan_date(Scanner *s, TSLexer *lexer) {
    for (int i = 0; i < 4; i++) {
        if (!is_digit(lexer->lookahead)) return false;
        advance(lexer);
    }
    if (lexer->lookahead != '-') return false;
    while (!lexer->eof(lexer) && !is_space(lexer->lookahead)) advance(lexer);
    lexer->mark_end(lexer);
    skip_blanks(lexer);
    for (int i = 0; i < 5; i++) {
        bool fits = i == 2 ? lexer->lookahead == ':' : is_digit(lexer->lookahead);
        if (!fits) return emit(s, lexer, DATE, DAY);
        advance(lexer);
    }
    while (is_time(lexer->lookahead)) advance(lexer);
    if (at_line_end(lexer) || is_blank(lexer->lookahead)) lexer->mark_end(lexer);
    return emit(s, lexer, DATE, DAY);
}

// Front matter.

// `---`, or `...` where it closes; the lexer is behind it if so.
static bool look_at_fence(TSLexer *lexer, bool closes) {
    int32_t c = lexer->lookahead;
    if (c != '-' && !(closes && c == '.')) return false;
    for (int i = 0; i < 3; i++) {
        if (lexer->lookahead != c) return false;
        advance(lexer);
    }
    skip_blanks(lexer);
    return at_line_end(lexer);
}

static bool look_at_yaml_line(TSLexer *lexer) {
    int32_t c = lexer->lookahead;
    if (is_blank(c) || c == '#' || c == '-' || c == ']' || c == '}' || c == '{') return true;
    if (!is_word(c) && c != '_') return false;
    while (is_ascii_letter(lexer->lookahead) || is_digit(lexer->lookahead) || lexer->lookahead == '_' ||
           lexer->lookahead == '-') {
        advance(lexer);
    }
    if (lexer->lookahead != ':') return false;
    advance(lexer);
    return at_line_end(lexer) || lexer->lookahead == ' ';
}

// Reads up to the line that closes front matter. The search ends at the first line of prose behind a blank line.
// With `mark`, the token ends before that line.
static bool look_for_close(TSLexer *lexer, bool mark) {
    bool after_blank = true;
    for (;;) {
        if (mark) lexer->mark_end(lexer);
        if (lexer->eof(lexer)) return false;
        if (look_at_fence(lexer, true)) return true;
        if (at_line_end(lexer)) {
            after_blank = true;
        } else if (look_at_yaml_line(lexer)) {
            after_blank = false;
        } else if (after_blank) {
            return false;
        }
        skip_line(lexer);
        skip_line_end(lexer);
    }
}

// Headings. The rule is that of src/article/heading.rs.

#define LONGEST_HEADING 300
#define MOST_WORDS 20

// The line as it is printed: without annotations and comments. False if it is too long.
static bool read_line(TSLexer *lexer, int32_t *line, int *length) {
    *length = 0;
    while (!at_line_end(lexer)) {
        int32_t c = lexer->lookahead;
        advance(lexer);
        if (c == '\\' && is_mark(lexer->lookahead)) continue;
        if (c == ']' && lexer->lookahead == '{') continue;
        if (c == '{') {
            while (!at_line_end(lexer) && lexer->lookahead != '}') advance(lexer);
            if (lexer->lookahead == '}') advance(lexer);
            continue;
        }
        if (*length == LONGEST_HEADING) return false;
        line[(*length)++] = c;
    }
    while (*length > 0 && is_blank(line[*length - 1])) (*length)--;
    return *length > 0;
}

static bool ends_a_sentence(int32_t c) {
    switch (c) {
    case '.': case '!': case '?': case 0x2026: case ':': case ';': case ',': case '-': case 0x2013: case 0x2014:
    case 0x2015:
        return true;
    default: return false;
    }
}

static bool is_closed(const int32_t *line, int length) {
    int32_t last = line[length - 1];
    if (last == ')' || last == ']') return true;
    while (length > 0 && (is_mark(line[length - 1]) || line[length - 1] == '*' || line[length - 1] == '_')) length--;
    return length == 0 || ends_a_sentence(line[length - 1]);
}

static bool is_speech(const int32_t *line, int length) {
    int open = 0;
    int straight = 0;
    for (int i = 0; i < length; i++) {
        int32_t c = line[i];
        int32_t before = i > 0 ? line[i - 1] : ' ';
        bool stops = before == ',' || before == '.' || before == '!' || before == '?' || before == 0x2026;
        if (stops && (c == 0x201D || c == '"' || c == 0x2019 || c == 0xBB)) return true;
        open += (c == 0x201C || c == 0xAB) - (c == 0x201D || c == 0xBB);
        straight += c == '"';
    }
    return open != 0 || straight % 2 != 0;
}

static bool is_line_word(const int32_t *word, int length, const char *wanted) {
    for (int i = 0; i < length; i++) {
        if (!wanted[i] || lower(word[i]) != wanted[i]) return false;
    }
    return !wanted[length];
}

static bool is_day(const int32_t *word, int length) {
    static const char STARTS[] = "janfebmaraprmayjunjulaugsepoctnovdecmontuewedthufrisatsun";
    if (is_digit(word[0])) return true;
    if (is_line_word(word, length, "updated") || is_line_word(word, length, "published")) return true;
    if (length < 3) return false;
    for (const char *start = STARTS; *start; start += 3) {
        if (lower(word[0]) == start[0] && lower(word[1]) == start[1] && lower(word[2]) == start[2]) return true;
    }
    return false;
}

// Byline, dateline, credit or list item.
static bool is_furniture(const int32_t *line, int length) {
    static const char *const JOINS[] = {"and", "in", "for", "of", "the", "with", "de", "van", "von"};
    static const char *const CREDITS[] = {"photo", "photograph", "picture", "image", "credit", "source", "graphic"};
    bool by = false, byline = true, dateline = true, days = false;
    for (int i = 0, n = 0; i < length; n++) {
        while (i < length && (is_blank(line[i]) || line[i] == ',')) i++;
        int start = i;
        while (i < length && !is_blank(line[i]) && line[i] != ',') i++;
        const int32_t *word = line + start;
        int size = i - start;
        if (size == 0) break;
        if (n == 0) by = is_line_word(word, size, "by");
        bool join = false;
        for (unsigned j = 0; j < sizeof JOINS / sizeof *JOINS; j++) join = join || is_line_word(word, size, JOINS[j]);
        bool small = false;
        for (int j = 0; j < size; j++) small = small || is_small(word[j]);
        bool day = is_day(word, size);
        days = days || day;
        byline = byline && (n == 0 || join || is_capital(word[0]));
        dateline = dateline && (day || (!small && size > 1));
        for (unsigned j = 0; n == 0 && size > 1 && j < sizeof CREDITS / sizeof *CREDITS; j++) {
            if (word[size - 1] == ':' && is_line_word(word, size - 1, CREDITS[j])) return true;
        }
        bool number = is_digit(word[0]) && (word[size - 1] == '.' || word[size - 1] == ')');
        if (n == 0 && number) return true;
    }
    return (by && byline) || (dateline && days);
}

static bool is_heading(const int32_t *line, int length) {
    int words = 1;
    bool letters = false;
    for (int i = 0; i < length; i++) {
        words += is_blank(line[i]);
        letters = letters || is_letter(line[i]);
    }
    bool begins = is_mark(line[0]) || is_digit(line[0]) || (is_letter(line[0]) && !is_small(line[0]));
    return begins && letters && words <= MOST_WORDS && !is_closed(line, length) && !is_speech(line, length) &&
           !is_furniture(line, length);
}

// Behind a line: whether it stands alone, above something.
static bool stands_alone(TSLexer *lexer) {
    skip_line_end(lexer);
    skip_blanks(lexer);
    if (!is_line_end(lexer->lookahead)) return false;
    while (is_space(lexer->lookahead)) advance(lexer);
    return !lexer->eof(lexer);
}

// Block quotations.

// `>`, but not `>50` nor `>=`. The lexer is behind it and the blank that follows.
static bool look_at_quotation_marker(TSLexer *lexer) {
    if (lexer->lookahead != '>') return false;
    advance(lexer);
    if (is_digit(lexer->lookahead) || lexer->lookahead == '=') return false;
    if (lexer->lookahead == ' ' || lexer->lookahead == '\t') advance(lexer);
    return true;
}

// `#` to `######`, a blank and words.
static bool look_at_heading_marker(TSLexer *lexer) {
    int level = 0;
    for (; lexer->lookahead == '#' && level < 7; level++) advance(lexer);
    if (level == 0 || level > 6 || (lexer->lookahead != ' ' && lexer->lookahead != '\t')) return false;
    skip_blanks(lexer);
    return !at_line_end(lexer);
}

// The dash of `— Name`: `—`, `–`, `―`, `--`, `---`, or `-` with a blank behind it.
static bool look_at_dash(TSLexer *lexer) {
    int32_t c = lexer->lookahead;
    if (c == 0x2014 || c == 0x2013 || c == 0x2015) {
        advance(lexer);
        return true;
    }
    int hyphens = 0;
    for (; lexer->lookahead == '-' && hyphens < 3; hyphens++) advance(lexer);
    return hyphens > 1 || (hyphens == 1 && lexer->lookahead == ' ');
}

// Behind a dash: a name, and no line of the quotation behind it.
static bool look_at_name(TSLexer *lexer) {
    skip_blanks(lexer);
    if (!is_letter(lexer->lookahead) && lexer->lookahead != '[') return false;
    int words = 1;
    for (; !at_line_end(lexer); advance(lexer)) words += is_blank(lexer->lookahead);
    if (words > 12) return false;
    skip_line_end(lexer);
    skip_blanks(lexer);
    return !look_at_quotation_marker(lexer);
}

// Line ends.

static bool scan_line_end(Scanner *s, TSLexer *lexer, const bool *valid) {
    skip_line_end(lexer);
    lexer->mark_end(lexer);
    skip_blanks(lexer);
    bool ends = at_line_end(lexer);
    if (!ends && valid[HEADER_BREAK]) {
        KeyLine line;
        return emit(s, lexer, look_at_key_line(lexer, &line) ? HEADER_BREAK : BLOCK_BREAK, START);
    }
    if (!ends && valid[SOFT_BREAK] && s->block != LINE) {
        lexer->mark_end(lexer);
        int32_t c = lexer->lookahead;
        if (s->block == PARAGRAPH && c != '#' && c != '>') return emit(s, lexer, SOFT_BREAK, BLANK);
        if (s->block == PARAGRAPH && c == '#' && !look_at_heading_marker(lexer)) {
            return emit(s, lexer, SOFT_BREAK, BLANK);
        }
        if (s->block == PARAGRAPH && c == '>' && !look_at_quotation_marker(lexer)) {
            return emit(s, lexer, SOFT_BREAK, BLANK);
        }
        if (s->block == QUOTED && c == '>' && look_at_quotation_marker(lexer)) {
            return emit(s, lexer, QUOTATION_BREAK, LINE_START);
        }
        if (s->block == QUOTED && c != '>' && look_at_dash(lexer) && look_at_name(lexer)) {
            return emit(s, lexer, QUOTATION_BREAK, LINE_START);
        }
    }
    s->depth = 0;
    if (!valid[BLOCK_BREAK]) return false;
    while (ends && !lexer->eof(lexer)) {
        skip_line_end(lexer);
        lexer->mark_end(lexer);
        skip_blanks(lexer);
        ends = at_line_end(lexer);
    }
    if (lexer->eof(lexer)) lexer->mark_end(lexer);
    return emit(s, lexer, BLOCK_BREAK, START);
}

// The first token of a block, which has no characters, but for the marks of headings and block quotations.
static bool scan_block_start(Scanner *s, TSLexer *lexer) {
    s->depth = 0;
    s->block = PARAGRAPH;
    lexer->mark_end(lexer);
    if (lexer->lookahead == '>') {
        bool quoted = look_at_quotation_marker(lexer);
        if (quoted) lexer->mark_end(lexer);
        s->block = quoted ? QUOTED : PARAGRAPH;
        return emit(s, lexer, quoted ? QUOTATION_MARKER : PARAGRAPH_START, START);
    }
    if (lexer->lookahead == '#') {
        bool heading = look_at_heading_marker(lexer);
        if (heading) lexer->mark_end(lexer);
        s->block = heading ? LINE : PARAGRAPH;
        return emit(s, lexer, heading ? HEADING_MARKER : PARAGRAPH_START, START);
    }
    if (lexer->lookahead == '{') {
        advance(lexer);
        if (lexer->lookahead == '%') {
            advance(lexer);
            if (look_at_comment(lexer)) {
                skip_blanks(lexer);
                if (at_line_end(lexer)) return emit(s, lexer, COMMENT_START, START);
            }
        }
        return emit(s, lexer, PARAGRAPH_START, START);
    }
    int32_t line[LONGEST_HEADING];
    int length;
    bool heading = read_line(lexer, line, &length) && is_heading(line, length) && stands_alone(lexer);
    s->block = heading ? LINE : PARAGRAPH;
    return emit(s, lexer, heading ? HEADING_START : PARAGRAPH_START, START);
}

// Marks.

// Whether the mark that closes a single quotation stands ahead in the block.
static bool closes_ahead(TSLexer *lexer, int32_t close) {
    int32_t before = 0;
    bool blank_line = false;
    for (int n = 0; n < FARTHEST && !lexer->eof(lexer); n++) {
        int32_t c = lexer->lookahead;
        if (c == '\n' && blank_line) return false;
        blank_line = c == '\n' || (blank_line && is_space(c));
        advance(lexer);
        if (c == close && before != '\\' && before != 0 && !is_space(before) && !is_word(lexer->lookahead)) return true;
        before = c;
    }
    return false;
}

static bool scan_single(Scanner *s, TSLexer *lexer, int32_t mark) {
    enum Pair pair = mark == '\'' ? STRAIGHT_SINGLE : CURLY_SINGLE;
    enum Before before = s->before;
    bool at_start = before == START && s->depth == 0;
    lexer->mark_end(lexer);
    advance(lexer);
    int32_t next = lexer->lookahead;
    if (mark != 0x2018 && is_open(s, pair) && !is_word(next) && !(before == BLANK && mark == '\'')) {
        if (ends_inner(s, lexer, pair)) return true;
        lexer->mark_end(lexer);
        return emit_close(s, lexer, pair);
    }
    lexer->mark_end(lexer);
    bool opens = mark == 0x2018 || (mark == '\'' && before != LETTER);
    if (!opens || in_single(s) || lexer->eof(lexer) || is_space(next)) return emit(s, lexer, TEXT, OTHER);
    bool elision = is_digit(next);
    if (closes_ahead(lexer, mark == '\'' ? '\'' : 0x2019)) return emit_open(s, lexer, pair);
    // The paragraphs of a long quotation each open it anew, and only the last one closes it.
    if (mark == 0x2018 && at_start && !elision) return emit_open(s, lexer, pair);
    return emit(s, lexer, TEXT, OTHER);
}

static bool scan_double(Scanner *s, TSLexer *lexer, int32_t mark) {
    enum Pair pair = mark == '"' ? STRAIGHT : CURLY;
    bool closes = mark != 0x201C && is_open(s, pair);
    bool after_word = s->before == LETTER;
    lexer->mark_end(lexer);
    if (closes && ends_inner(s, lexer, pair)) return true;
    advance(lexer);
    lexer->mark_end(lexer);
    if (closes) return emit_close(s, lexer, pair);
    bool opens = mark == 0x201C ? !at_line_end(lexer)
                                : mark == '"' && !after_word && !lexer->eof(lexer) && !is_space(lexer->lookahead);
    return opens && !in_double(s) ? emit_open(s, lexer, pair) : emit(s, lexer, TEXT, OTHER);
}

// `[` opens an annotation where its `]` meets braces that are one.
static bool scan_bracket(Scanner *s, TSLexer *lexer) {
    advance(lexer);
    lexer->mark_end(lexer);
    int depth = 1;
    bool blank_line = false;
    for (int n = 0; n < FARTHEST && !lexer->eof(lexer) && depth > 0; n++) {
        int32_t c = lexer->lookahead;
        if (c == '\n' && blank_line) break;
        blank_line = c == '\n' || (blank_line && is_space(c));
        advance(lexer);
        if (c == '\\' && !lexer->eof(lexer)) advance(lexer);
        depth += (c == '[') - (c == ']');
    }
    bool opens = depth == 0 && look_at_attributes(lexer);
    return opens ? emit_open(s, lexer, SPAN) : emit(s, lexer, TEXT, OTHER);
}

static bool scan_braces(Scanner *s, TSLexer *lexer, const bool *valid) {
    advance(lexer);
    lexer->mark_end(lexer);
    if (lexer->lookahead != '%') {
        bool annotates = valid[ATTRIBUTES_OPEN] && look_inside_braces(lexer);
        return emit(s, lexer, annotates ? ATTRIBUTES_OPEN : TEXT, OTHER);
    }
    advance(lexer);
    lexer->mark_end(lexer);
    bool directive;
    if (!look_at_directive(lexer, &directive)) return emit(s, lexer, TEXT, OTHER);
    if (directive) return emit(s, lexer, DIRECTIVE_OPEN, s->before);
    lexer->mark_end(lexer);
    return emit(s, lexer, COMMENT, s->before);
}

static bool scan_text(Scanner *s, TSLexer *lexer) {
    bool any = false;
    enum Before before = s->before;
    for (;; any = true) {
        int32_t c = lexer->lookahead;
        if (at_line_end(lexer)) break;
        bool apostrophe = c == '\'' || c == 0x2019;
        bool special = c == '"' || c == 0x201C || c == 0x201D || c == 0x2018 || c == '[' || c == ']' || c == '{' ||
                       c == '\\' || (apostrophe && before != LETTER);
        if (special && any) break;
        if (apostrophe && any) {
            // Inside a word it is text; behind one it may close a quotation.
            lexer->mark_end(lexer);
            advance(lexer);
            if (!is_word(lexer->lookahead)) return emit(s, lexer, TEXT, before);
            continue;
        }
        advance(lexer);
        before = is_blank(c) ? BLANK : is_word(c) ? LETTER : OTHER;
    }
    lexer->mark_end(lexer);
    return any && emit(s, lexer, TEXT, before);
}

static bool scan_inline(Scanner *s, TSLexer *lexer, const bool *valid) {
    int32_t c = lexer->lookahead;
    switch (c) {
    case '"': case 0x201C: case 0x201D: return scan_double(s, lexer, c);
    case '\'': case 0x2018: case 0x2019: return scan_single(s, lexer, c);
    case '[': return scan_bracket(s, lexer);
    case '{': return scan_braces(s, lexer, valid);
    case ']':
        advance(lexer);
        lexer->mark_end(lexer);
        if (is_open(s, SPAN) && look_at_attributes(lexer)) return emit_close(s, lexer, SPAN);
        return emit(s, lexer, TEXT, OTHER);
    case '\\':
        advance(lexer);
        lexer->mark_end(lexer);
        if (lexer->lookahead != '[' && lexer->lookahead != '{' && !is_mark(lexer->lookahead)) {
            return emit(s, lexer, TEXT, OTHER);
        }
        advance(lexer);
        lexer->mark_end(lexer);
        return emit(s, lexer, ESCAPE, OTHER);
    default: return scan_text(s, lexer);
    }
}

static bool scan_front_matter(Scanner *s, TSLexer *lexer, const bool *valid) {
    if (is_line_end(lexer->lookahead)) {
        bool cr = lexer->lookahead == '\r';
        lexer->advance(lexer, true);
        if (cr && lexer->lookahead == '\n') lexer->advance(lexer, true);
    }
    lexer->mark_end(lexer);
    bool fence = lexer->lookahead == '-' || lexer->lookahead == '.';
    if (fence && look_at_fence(lexer, true)) {
        lexer->mark_end(lexer);
        return emit(s, lexer, FRONT_MATTER_CLOSE, START);
    }
    return valid[YAML] && look_for_close(lexer, true) && emit(s, lexer, YAML, START);
}

bool tree_sitter_article_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    Scanner *s = payload;
    if (valid[ERROR_SENTINEL]) return false;

    if (valid[FRONT_MATTER_START] && lexer->lookahead == '-') {
        lexer->mark_end(lexer);
        bool fence = look_at_fence(lexer, false);
        skip_line_end(lexer);
        bool closed = fence && look_for_close(lexer, false);
        return emit(s, lexer, closed ? FRONT_MATTER_START : NO_HEADER, START);
    }
    if (valid[FRONT_MATTER_CLOSE]) return scan_front_matter(s, lexer, valid);
    if (valid[COMMENT] && !valid[TEXT]) return lexer->lookahead == '{' && scan_braces(s, lexer, valid);

    bool starts = valid[PARAGRAPH_START] || valid[NO_HEADER];
    bool ends = valid[BLOCK_BREAK] || valid[HEADER_BREAK];
    if (!valid[TEXT]) {
        if (!starts && !ends) return false;
        while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
    }
    if (lexer->eof(lexer)) return false;
    if (is_line_end(lexer->lookahead)) return (ends || valid[SOFT_BREAK]) && scan_line_end(s, lexer, valid);
    if (valid[NO_HEADER]) {
        lexer->mark_end(lexer);
        return emit(s, lexer, look_at_header(lexer) ? HEADER_START : NO_HEADER, START);
    }
    if (valid[DATE] && is_digit(lexer->lookahead)) return scan_date(s, lexer);
    // Behind a header's key, its value is to be read; behind a date, the article may begin.
    if (valid[HEADER_BREAK] && s->before != DAY) return false;
    if (starts) return scan_block_start(s, lexer);
    if (valid[QUOTATION_MARKER] && lexer->lookahead == '>') {
        bool marker = look_at_quotation_marker(lexer);
        lexer->mark_end(lexer);
        return emit(s, lexer, marker ? QUOTATION_MARKER : TEXT, marker ? s->before : OTHER);
    }
    if (valid[ATTRIBUTION_DASH] && s->before == LINE_START) {
        bool hyphen = lexer->lookahead == '-';
        bool dash = look_at_dash(lexer);
        if (dash || hyphen) lexer->mark_end(lexer);
        if (dash) return emit(s, lexer, look_at_name(lexer) ? ATTRIBUTION_DASH : TEXT, OTHER);
        if (hyphen) return emit(s, lexer, TEXT, OTHER);
    }
    return valid[TEXT] && scan_inline(s, lexer, valid);
}
