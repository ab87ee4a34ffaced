#!/bin/sh
# Takes the pictures of docs/features.md: opens the bundled article in a real Neovim with the plugin, has it show one thing
# after the other, and draws its screen each time. What the screens show is printed as well. With names behind it, only
# those pictures are taken.
# Needs tmux and Python; Neovim is the one that editors/neovim/test/run.sh installs. ONRECORD names the server.
set -eu
cd "$(dirname "$0")/../.."
. docs/pictures/desk.sh
wanted=$*
cd "$desk"

columns=100
keys() { screen send-keys "$@"; sleep 0.5; }

# Opens the article anew on a screen of ROWS, does what the commands say, and draws what is there then.
picture() { # NAME ROWS LUA
    case " ${wanted:-$1} " in *" $1 "*) ;; *) return 0 ;; esac
    cp "$root/examples/harbour.article" "$root/editors/test/bridge.article" "$desk/"
    : > "$desk/onrecord.toml"
    printf '%s\n' "$3" > "$desk/show.lua"
    screen kill-server 2> /dev/null && sleep 0.5
    screen -f /dev/null new-session -d -x "$columns" -y "$2" \
        "$home/venv/bin/nvim --clean --cmd 'set rtp^=$root/editors/neovim noswapfile termguicolors' \
         -c 'set laststatus=0 noruler noshowmode signcolumn=no shortmess+=I display=lastline linebreak' -c 'autocmd FileType qf setlocal nowrap' -c 'nnoremap <F5> <Cmd>luafile show.lua<CR>' \
         -c 'highlight LspInlayHint guifg=#a6dbff' -c 'highlight LspCodeLens guifg=#a6dbff' -c 'lua vim.o.winborder = \"rounded\"' harbour.article"
    screen set-option -g status off
    sleep 2.5
    keys F5
    sleep 2
    printf '\n== %s\n' "$1"
    screen capture-pane -p
    screen capture-pane -p -e | python3 "$root/docs/pictures/draw.py" "$columns" > "$root/docs/pictures/$1.svg"
}

# Without the hints, so that each picture is about one thing.
alone='vim.lsp.inlay_hint.enable(false) vim.diagnostic.enable(false) vim.cmd("echo")'

picture outline 30 "$alone vim.lsp.buf.document_symbol({ loclist = true }) vim.defer_fn(function() vim.cmd('resize 16') end, 900)"
picture mentions 30 "$alone vim.fn.search('Tor Aslak Dahl') vim.cmd('nohlsearch') vim.lsp.buf.document_highlight()"
picture calls 24 "$alone vim.fn.search('Tor Aslak Dahl’s') vim.lsp.buf.outgoing_calls()"
picture symbols 24 "$alone vim.lsp.buf.workspace_symbol('la')"
picture actions 30 "vim.lsp.inlay_hint.enable(false) vim.fn.search('Tor Aslk') vim.defer_fn(function() vim.lsp.buf.code_action() end, 300)"
picture lenses 14 "vim.cmd.edit('bridge.article') $alone vim.defer_fn(function() vim.lsp.codelens.refresh() end, 900)"
picture folding 20 "$alone vim.wo.foldmethod = 'expr' vim.wo.foldexpr = 'v:lua.vim.lsp.foldexpr()' vim.wo.foldlevel = 9
    vim.wo.foldtext = 'v:lua.vim.lsp.foldtext()' vim.defer_fn(function() vim.cmd('normal! 3Gzcgg') end, 500)"
picture completion 22 "$alone vim.api.nvim_buf_set_lines(0, -1, -1, true, { '', '“We will wait,” said ' }) vim.cmd('normal! G') vim.cmd('startinsert!')
    vim.o.completeopt = 'menuone,popup,noselect'
    vim.defer_fn(function() vim.api.nvim_feedkeys(vim.keycode('<C-x><C-o>'), 'n', false) end, 700)
    vim.defer_fn(function() vim.api.nvim_feedkeys(vim.keycode('<C-n>'), 'n', false) end, 1100)"
picture date 12 "vim.lsp.inlay_hint.enable(true) vim.fn.search('On Thursday') vim.cmd('normal! w') vim.cmd('nohlsearch')
    vim.defer_fn(function() vim.lsp.buf.hover() end, 300)"
