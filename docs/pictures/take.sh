#!/bin/sh
# Takes the picture of an editor that README.md shows: opens the bundled article in a real Neovim with the plugin, in a
# terminal of tmux's, and draws what is on its screen (editor.svg), and prints the
# same as text.
# Needs tmux and Python; Neovim is the one that editors/neovim/test/run.sh installs. ONRECORD names the server.
set -eu
cd "$(dirname "$0")/../.."
. docs/pictures/desk.sh
cp examples/harbour.article "$desk/"
cd "$desk"

columns=104
keys() { screen send-keys "$@"; sleep 1; }
screen -f /dev/null new-session -d -x "$columns" -y 31 \
    "$home/venv/bin/nvim --clean --cmd 'set rtp^=$root/editors/neovim noswapfile termguicolors' \
     -c 'set laststatus=0 noruler noshowmode signcolumn=yes shortmess+=I display=lastline' \
     -c 'highlight LspInlayHint guifg=#a6dbff' -c 'lua vim.o.winborder = \"rounded\"' \
     -c 'lua vim.diagnostic.config({ virtual_text = { format = function(d) return d.code end } })' \
     harbour.article"
screen set-option -g status off
sleep 3
# What is known about a quotation.
keys '/quite plain' Enter && keys ':nohlsearch' Enter && keys ':echo' Enter && keys K && sleep 2
screen capture-pane -p
screen capture-pane -p -e | python3 "$root/docs/pictures/draw.py" "$columns" > "$root/docs/pictures/editor.svg"
