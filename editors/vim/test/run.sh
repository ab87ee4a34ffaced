#!/bin/bash
# Follows README.md in an empty home, starts Vim with ALE on a screen, and looks at it. ONRECORD names the server; without it,
# the debug build is made and used. With PICTURES, the screen is drawn into that folder.
set -euo pipefail
. "$(dirname "$0")/../../test/screen.sh"
prepare vim
ale=/usr/share/vim-ale
if ! [ -d "$ale" ] || ! vim --version 2>/dev/null | grep -q '+channel'; then debian vim vim-ale; fi
vim --version | head -1

follow editors/vim/README.md
# Step 2 in an empty home: what `vim-addons` does is a link. Step 4 is no command.
mkdir -p "$home/.vim/pack/ale/start"
ln -s "$ale" "$home/.vim/pack/ale/start/ale"
awk '/^ *```vim/ && !done { inside = 1; next } /^ *```$/ { done = done || inside; inside = 0 } inside { sub(/^ +/, ""); print }' \
    "$repository/editors/vim/README.md" > "$home/.vimrc"

# Colours: the name of the syntax at a place, for every line "PATTERN GROUP".
cat > "$home/desk/colours.article" <<'ARTICLE'
title: Bridge reopens
date: 2024-03-01

“It will
stand.”{speaker="Ann Lee"} Rain fell on "Monday", 12" of it.

“Never closed.

# Snow {% or hail %}
ARTICLE
colours='title articleKey Bridge articleValue 2024 articleDate will articleQuotation stand articleQuotation {speaker articleAnnotation Ann articleName Rain - Monday articleQuotation of - Never articleQuotation Snow articleHeading hail articleComment'
cat > "$home/colours.vim" <<'VIM'
let s:words = split($COLOURS)
while !empty(s:words)
  let [s:word, s:group] = remove(s:words, 0, 1)
  call cursor(1, 1)
  call search('\C' . s:word, 'c')
  let s:found = synIDattr(synID(line('.'), col('.'), 1), 'name')
  if s:found !=# (s:group ==# '-' ? '' : s:group)
    call writefile([s:word . ' is ' . s:found . ' and not ' . s:group], $HOME . '/colours.wrong', 'a')
  endif
endwhile
call writefile(['done'], $HOME . '/colours.done')
qall!
VIM
COLOURS=$colours vim -n -S "$home/colours.vim" "$home/desk/colours.article" < /dev/null > /dev/null 2>&1 || true
if [ -e "$home/colours.done" ] && ! [ -e "$home/colours.wrong" ]; then
    ok "colours"
else
    bad "colours"
    cat "$home/colours.wrong" || true
fi

# What Vim takes files for: "NAME TYPE", for files that begin with a date.
cat > "$home/types.vim" <<'VIM'
call writefile([], $HOME . '/types')
for s:name in ['dated', 'dated.txt', 'dated.article']
  call writefile(['date: 2024-03-01', '', 'It rained.'], $HOME . '/desk/' . s:name)
  execute 'silent edit' $HOME . '/desk/' . s:name
  call writefile([s:name . ' ' . &filetype], $HOME . '/types', 'a')
endfor
qall!
VIM
vim -n -S "$home/types.vim" < /dev/null > /dev/null 2>&1 || true
types=$(tr '\n' ' ' < "$home/types")
if [ "$types" = "dated article dated.txt text dated.article article " ]; then
    ok "a date on the first line makes an article of a file that says nothing else"
else
    bad "filetypes: $types"
fi
rm "$home"/desk/dated*

start 110 30 "vim bridge.article"
# The marks of quotations differ from prose before the server has said anything.
differ_when_ready() { for _ in $(seq 30); do screen | grep -q 'It took' && break; sleep 0.1; done; differ "$@"; }
differ_when_ready "a quotation has a colour of its own" "It took us" "opened the bridge"
keys ":ALENext" Enter
expect "the problem is told" "Nobody is shown"
keys "/Ruiz said" Enter ":ALEHover" Enter
expect "a card says who is meant" "Deputy Mayor"

keys ":pclose" Enter ":ALEGoToDefinition" Enter
expect_line "definition: where she is introduced" " 3,1[4-9] "
keys ":ALEFindReferences" Enter
expect_line "references: both places" "bridge.article:5"
keys ":q" Enter
# Renaming is left alone: ALE 3.3.0 takes the protocol's columns for bytes, and hits the wrong ones behind a curly mark.

if [ -n "${PICTURES:-}" ]; then
    start 110 33 "vim -c 'set background=dark notermguicolors t_Co=256' harbour.article"
    sleep 2
    keys "/quite plain" Enter ":nohlsearch" Enter ":ALEHover" Enter
    sleep 1
    picture vim
fi
finish
