#!/bin/bash
# Follows README.md in an empty home, starts Helix on a screen, and looks at it. ONRECORD names the server; without it,
# the debug build is made and used. With PICTURES, the screen is drawn into that folder.
set -euo pipefail
. "$(dirname "$0")/../../test/screen.sh"
"$repository/editors/test/forky.sh"
prepare helix
ln -s "$repository/target/forky/run/hx" "$home/bin/hx"
hx --version

follow editors/helix/README.md
# Step 3, which is no command.
awk '/^ *```toml/ && !done { inside = 1; next } /^ *```$/ { done = done || inside; inside = 0 } inside { sub(/^ +/, ""); print }' \
    "$repository/editors/helix/README.md" > "$home/.config/helix/config.toml"

health=$(hx --health article 2>&1 | sed 's/\x1b\[[0-9;]*m//g')
if grep -q 'onrecord' <<< "$health" && grep -q 'Highlight queries: ✓' <<< "$health"; then
    ok "hx --health finds the server and the colours"
else
    bad "hx --health"
    echo "$health"
fi

start 120 32 "hx bridge.article 2> '$home/errors'"
expect "the problem stands in the text" "Nobody is shown"
expect "the speaker stands beside the quotation" "Ana Ruiz Ruiz said"
differ "a quotation has a colour of its own" "It took us" "opened the bridge"
keys /Ruiz Space said Enter
keys Space k
expect "a card says who is meant" "Deputy Mayor"
keys Escape
keys :goto Space 5 Enter g h f R g d
expect_line "definition: where she is introduced" " 3:1[4-9]$"
keys :goto Space 5 Enter g h f R g r
expect_line "references: both places" " 2/2"
keys Escape
keys :goto Space 3 Enter g h f A Space r
expect "rename: it asks for the new name" "rename-to:Ana Ruiz"
keys C-u
keys -l "Eva Lund"
keys Enter
expect "rename: in full" "Deputy Mayor Eva Lund opened"
expect "rename: by surname" "Lund said"
keys u
expect "a rename can be undone" "Deputy Mayor Ana Ruiz opened"
keys ":sh onrecord report bridge.article -o bridge.html" Enter
sleep 1
if grep -q 'Who speaks' "$home/desk/bridge.html"; then ok "a report is written"; else bad "a report is written"; fi
keys Escape
keys ":new" Enter ":insert-output onrecord export --format csv bridge.article" Enter
expect "an export stands in the text" "Ana Ruiz,named,person"
keys Escape
keys ":buffer-close!" Enter
keys Space s
expect_line "the symbol picker lists the speaker" "> .* Ana Ruiz"
keys Escape
keys ] d Space d
expect "the problem picker has the rule" "unattributed-quote"
keys Escape
keys :goto Space 9 Enter g h f N
keys Space a
expect "quick fix: it is offered" "Attribute to Ana Ruiz"
keys Enter
expect "quick fix: the quotation gets its speaker" '{speaker="Ana Ruiz"}'
keys G o Escape
keys -l i '“No,” said Ruiz.'
keys Escape
expect "the server keeps up with typing" "Ana Ruiz said Ruiz."
keys G o
keys -l '“No.”{speaker="'
keys C-x
expect_line "completion: names in annotations" "^ +[0-9]+ {8,}Ana Ruiz"

if [ -n "${PICTURES:-}" ]; then
    start 110 33 "hx harbour.article"
    expect "the picture is complete" "● 1"
    keys / q u i t e Space p l a i n Enter
    keys Space k
    sleep 1
    picture helix
fi
finish
