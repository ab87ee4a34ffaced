#!/bin/sh
# Takes the pictures of docs/editors.md, as the tests of the editors draw them. ONRECORD names the server. Kakoune's needs kak-lsp on
# the PATH and is left as it is otherwise.
set -eu
cd "$(dirname "$0")/../.."
PICTURES=$PWD/docs/pictures
export PICTURES
editors/neovim/test/screen.sh
editors/helix/test/run.sh
editors/emacs/test/run.sh
editors/vim/test/run.sh
if command -v kak-lsp > /dev/null; then editors/kakoune/test/run.sh; fi
