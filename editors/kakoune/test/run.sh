#!/bin/bash
# Follows README.md in an empty home, starts Kakoune on a screen, and looks at it. Needs kak-lsp on the PATH. ONRECORD names the
# server; without it, the debug build is made and used. With PICTURES, the screen is drawn into that folder.
set -euo pipefail
. "$(dirname "$0")/../../test/screen.sh"
command -v kak-lsp > /dev/null || { echo "kak-lsp is not on the PATH: cargo install kak-lsp --locked" >&2; exit 2; }
"$repository/editors/test/forky.sh"
prepare kakoune
ln -s "$repository/target/forky/run/kak" "$home/bin/kak"
kak -version
kak-lsp --version

# The page speaks of a Kakoune that is installed below /usr.
mkdir -p "$home/.config/kak/autoload"
ln -s "$repository/target/forky/root/usr/share/kak/autoload" "$home/.config/kak/autoload/standard"
follow editors/kakoune/README.md
awk '/^ *```kak/ { inside = 1; next } /^ *```$/ { inside = 0 } inside { sub(/^ {3}/, ""); print }' \
    "$repository/editors/kakoune/README.md" > "$home/.config/kak/kakrc"

printf 'date: 2024-03-01\n\nIt rained.\n' | tee "$home/desk/dated" > "$home/desk/dated.txt"
for file in dated dated.txt; do
    (cd "$home/desk" && kak -ui dummy -e "echo -to-file $home/$file.type %opt{filetype}; quit" "$file")
done
if [ "$(cat "$home/dated.type")" = article ] && [ -z "$(cat "$home/dated.txt.type")" ]; then
    ok "a date on the first line makes an article of a file that says nothing else"
else
    bad "filetypes: $(cat "$home/dated.type"), $(cat "$home/dated.txt.type")"
fi

start 110 30 "kak bridge.article"
expect "the problem stands in the text" "Nobody is shown"
expect "the speaker stands beside the quotation" "Ana Ruiz Ruiz said"
differ "a quotation has a colour of its own" "It took us" "opened the bridge"
keys "/Ruiz (?=said)" Enter "h"
keys , l h
expect "a card says who is meant" "Deputy Mayor"
keys Escape
keys ":lsp-definition" Enter
expect_line "definition: where she is introduced" "bridge.article 3:[12][0-9] "
keys ":lsp-rename 'Eva Lund'" Enter
expect "rename: in full" "Deputy Mayor Eva Lund opened"
expect "rename: by surname" "Lund said"
keys u
keys ":lsp-document-symbol" Enter
expect "the outline is opened" "*goto*"
expect_line "the outline lists the speaker" "^%:.* Ana Ruiz"

if [ -n "${PICTURES:-}" ]; then
    start 110 33 "kak harbour.article"
    expect "the picture is complete" "Priya Anand Anand complained"
    keys "/quite plain" Enter
    keys , l h
    sleep 1
    picture kakoune
fi
finish
