#!/bin/sh
# Takes the picture of an editor that README.md shows: opens the bundled article in a real Neovim with the plugin, in a
# terminal of tmux's, and draws what is on its screen (editor.svg), and prints the
# same as text.
# Needs tmux and Python; Neovim is the one that editors/neovim/test/run.sh installs. ONRECORD names the server.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
home=$root/target/nvim
[ -x "$home/venv/bin/nvim" ] || editors/neovim/test/run.sh
program=${ONRECORD:-$root/target/release/onrecord}

desk=$(mktemp -d)
trap 'tmux -L onrecord-picture kill-server 2>/dev/null || true; rm -rf "$desk"' EXIT
mkdir "$desk/bin" && ln -s "$program" "$desk/bin/onrecord" && cp examples/harbour.article "$desk/"
export XDG_CONFIG_HOME="$desk/config" XDG_DATA_HOME="$desk/data" XDG_STATE_HOME="$desk/state" LC_ALL=C.UTF-8
export PATH="$desk/bin:$PATH"
cd "$desk"

columns=104
screen() { tmux -L onrecord-picture "$@"; }
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
