#!/bin/sh
# Makes onrecord-TARGET.vsix, with the program inside. Needs `npm ci` to have been done, and Rust for the
# list of licences.
# usage: scripts/package.sh PROGRAM TARGET     (TARGET as vsce has it: linux-x64, darwin-arm64, win32-x64 …)
set -eu
program=$1 target=$2
cd "$(dirname "$0")/.."
house=${HOUSE:-$PWD/../..}

rm -rf server
mkdir server
case $target in win32-*) name=onrecord.exe ;; *) name=onrecord ;; esac
cp "$program" "server/$name"
chmod +x "server/$name"
# The licences of the libraries in the program, which have to go where it goes.
"$house/.ci/licences.py" --texts > server/NOTICES.txt
# Whoever gets the program gets the terms of what is in it.
cp "$house/NOTICE.md" NOTICE.md
{
    echo 'Onrecord is licensed under either of the following, as you like.'
    for licence in MIT APACHE; do printf '\n%s\n\n' '---'; cat "$house/LICENSE-$licence"; done
} > LICENSE
npx --no-install vsce package --no-dependencies --target "$target" --out "onrecord-$target.vsix" \
    --baseContentUrl https://github.com/onrecord-lsp/onrecord/blob/main/editors/vscode \
    --baseImagesUrl https://github.com/onrecord-lsp/onrecord/raw/main/editors/vscode
