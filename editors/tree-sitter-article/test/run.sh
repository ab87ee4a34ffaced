#!/bin/sh
# Tests the grammar with the tree-sitter CLI, which it takes from TREE_SITTER, from the PATH or out of Debian's newest
# packages (into target/forky, once): that src/ is what the CLI makes of grammar.js, the trees of test/corpus, the colours
# of test/highlight, edits (an edited tree is the tree of the edited text), and that no text at all gives an ERROR node.
set -eu
cd "$(dirname "$0")/.."
root=$(cd ../.. && pwd)
scratch=$root/target/tree-sitter
rm -rf "$scratch" && mkdir -p "$scratch/random"
# The CLI keeps compiled parsers and its configuration below these.
export HOME="$scratch" XDG_CACHE_HOME="$scratch/cache" XDG_CONFIG_HOME="$scratch/config"

if [ -z "${TREE_SITTER:-}" ]; then
    "$root/editors/test/forky.sh"
    TREE_SITTER=$root/target/forky/run/tree-sitter
fi
ts() { "$TREE_SITTER" "$@" 2>"$scratch/errors" || { cat "$scratch/errors" >&2; return 1; }; }

ts --version
mkdir "$scratch/made"
ts generate --abi 14 --output "$scratch/made"
for file in parser.c grammar.json node-types.json; do
    cmp "src/$file" "$scratch/made/$file" || { echo "src/$file is not made of grammar.js; run: tree-sitter generate --abi 14" >&2; exit 1; }
done
echo "ok   src is what the CLI makes of grammar.js"

ts test --stat total-only > "$scratch/test" || { cat "$scratch/test" >&2; exit 1; }
awk '/✓/ { tests++ } /assertions\)/ { sub(/.*\(/, ""); colours += $1 }
     END { printf "ok   %d tests, of trees and of %d colours\n", tests, colours }' "$scratch/test"
ts fuzz --iterations 20 --edits 4 > "$scratch/fuzz" || { cat "$scratch/fuzz" >&2; exit 1; }
echo "ok   20 edits each of the articles in test/corpus"

test/random_articles.py "$scratch/random" 5000 > "$scratch/list"
ts parse --quiet --stat --paths "$scratch/list" > "$scratch/parse" || { cat "$scratch/parse" >&2; exit 1; }
echo "ok   5000 random articles without an ERROR"

# The queries of the editors, against the grammar.
queries=0
for query in queries/*.scm ../helix/queries/article/*.scm ../neovim/queries/article/*.scm ../zed/languages/article/*.scm; do
    ts query --quiet "$query" ../../examples/harbour.article > /dev/null
    queries=$((queries + 1))
done
echo "ok   $queries queries know the grammar's nodes"
