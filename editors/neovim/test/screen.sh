#!/bin/bash
# Follows README.md in an empty home, starts Neovim on a screen, and looks at it. run.sh installs Neovim. ONRECORD names the server;
# without it, the debug build is made and used. With PICTURES, the screen is drawn into that folder.
set -euo pipefail
. "$(dirname "$0")/../../test/screen.sh"
prepare neovim
nvim=$repository/target/nvim/venv/bin/nvim
[ -x "$nvim" ] || "$repository/editors/neovim/test/run.sh" > /dev/null
ln -s "$nvim" "$home/bin/nvim"

follow editors/neovim/README.md
start 110 30 "nvim bridge.article"
expect "the speaker stands beside the quotation" "Ana Ruiz Ruiz said"
keys ":lua vim.lsp.codelens.refresh()" Enter
expect "a lens tells how often somebody is quoted" "1 quotation"
keys ":lua vim.lsp.buf.workspace_symbol('Ruiz')" Enter
expect "symbols of the workspace: the speaker" "] Ana Ruiz"
keys ":cclose" Enter G o
keys -l '“No.”{speaker="'
keys C-x C-o
expect_line "completion: names in annotations" "^~ +Ana Ruiz "
keys Escape ":quit!" Enter

start 110 33 "nvim harbour.article"
expect "the speaker stands beside the quotation" "Anand Anand complained"
differ "a quotation has a colour of its own" "quite plain" "went on"
keys "/quite plain" Enter ":nohlsearch" Enter
keys K
expect "K says who is quoted" "Deputy Press Secretary"
keys Escape j k
keys ":Onrecord speakers" Enter
expect ":Onrecord speakers lists who says what" "Helga Stefansdottir: “Nothing has been signed"
keys C-w k
keys "/quite plain" Enter ":nohlsearch" Enter K
sleep 1
picture neovim
finish
