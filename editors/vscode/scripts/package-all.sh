#!/bin/sh
# Makes onrecord-TARGET.vsix for each platform whose npm package (onrecord-lsp-TARGET-VERSION.tgz, with the program inside) is in
# a folder; vsce calls platforms as Node does. Needs what package.sh needs.
# usage: scripts/package-all.sh FOLDER OUT
set -eu
packages=$(cd "$1" && pwd) out=$(mkdir -p "$2" && cd "$2" && pwd)
cd "$(dirname "$0")/.."
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT

for package in "$packages"/onrecord-lsp-*.tgz; do
    rm -rf "$unpacked/package"
    tar -xzf "$package" -C "$unpacked"
    target=$(node -p 'JSON.parse(fs.readFileSync(0, "utf8")).name.split("/")[1]' < "$unpacked/package/package.json")
    case $target in win32-*) program=onrecord.exe ;; *) program=onrecord ;; esac
    scripts/package.sh "$unpacked/package/$program" "$target"
    mv "onrecord-$target.vsix" "$out/"
done
