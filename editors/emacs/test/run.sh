#!/bin/bash
# Compiles the mode, follows README.md in an empty home, and tests the mode in batch and on a screen. ONRECORD names the
# server; without it, the debug build is made and used. With PICTURES, the screen is drawn into that folder.
set -euo pipefail
. "$(dirname "$0")/../../test/screen.sh"

# Debian 12 has Emacs 28, and 30 in its backports.
install_emacs() {
    local sudo list=/etc/apt/sources.list.d/onrecord-backports.list mirror release
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$("$repository/editors/test/mirror.sh")
    trap '$sudo rm -f '"$list" RETURN
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release-backports main" | $sudo tee "$list" > /dev/null
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq --yes --no-install-recommends -t "$release-backports" emacs-nox > /dev/null
}
command -v emacs > /dev/null && emacs -Q --batch --eval '(kill-emacs (if (< emacs-major-version 29) 1 0))' || install_emacs

prepare emacs
emacs --version | head -1
mode=$repository/editors/emacs

cp "$mode/article-mode.el" "$home/"
if emacs -Q --batch --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile "$home/article-mode.el"; then
    ok "compiles without warnings"
else
    bad "compiles without warnings"
fi
style=$(emacs -Q --batch --eval '(checkdoc-file (pop command-line-args-left))' "$mode/article-mode.el" 2>&1)
if [ -z "$style" ]; then ok "checkdoc finds nothing"; else bad "checkdoc: $style"; fi
rm "$home"/article-mode.el*

# Step 2 of the page; step 3 is what `follow` does, later.
mkdir -p "$home/.emacs.d"
awk '/^ *```elisp/ { inside = 1; next } /^ *```$/ { inside = 0 } inside { sub(/^ +/, ""); print }' "$mode/README.md" > "$home/.emacs.d/init.el"
batch() {
    if ARTICLE_GRAMMAR=$1 emacs --batch -l "$home/.emacs.d/init.el" -l "$mode/test/article-mode-tests.el" -f ert-run-tests-batch-and-exit \
        > "$home/batch.log" 2>&1; then
        ok "in batch, grammar: $1; $(grep -o 'Ran [0-9]* tests' "$home/batch.log")"
    else
        bad "in batch, grammar: $1"
        cat "$home/batch.log"
    fi
}
batch no
follow editors/emacs/README.md
batch yes

start 110 30 "emacs -nw bridge.article"
expect "the speaker stands beside the quotation" "Ana Ruiz Ruiz said"
differ "a quotation has a colour of its own" "It took us" "opened the bridge"
keys C-s "Ruiz said" Enter M-b M-b
sleep 1
keys C-h .
expect "a card says who is meant" "Deputy Mayor"
keys C-x 1
keys M-g i Tab
expect "the outline lists the speaker" "Ana.Ruiz"
keys C-g C-g
keys M-x "flymake-show-buffer-diagnostics" Enter
expect "the list of problems has it" "Nobody is shown"
keys M-x "article-explain" Enter "unattributed-quote" Enter
expect "a rule is explained" "What it finds"
keys C-x 1
keys M-x "article-export" Enter "csv" Enter
expect "the article as a table" "Ana Ruiz,named,person"
keys C-x 1
keys C-u M-x "article-report" Enter C-a C-k "$home/desk/bridge.html" Enter
expect "a report is written" "Wrote $home/desk/bridge.html"
if grep -q 'Who speaks' "$home/desk/bridge.html"; then ok "it is a report"; else bad "it is a report"; fi

if [ -n "${PICTURES:-}" ]; then
    start 110 33 "emacs -nw --eval '(load-theme (quote modus-vivendi) t)' harbour.article"
    expect "the picture is complete" "Anand Anand complained"
    keys C-s "quite plain" Enter
    sleep 1
    keys C-h .
    sleep 1
    picture emacs
fi
finish
