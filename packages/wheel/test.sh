#!/bin/sh
# Builds the wheel of pyproject.toml, installs it into an empty environment, and runs what it brings. The program is what `cargo
# build --release` makes: where that has been done, maturin uses it.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
home=$root/target/wheel
rm -rf "$home/dist" "$home/venv"
if [ ! -x "$home/maturin/bin/maturin" ]; then
    python3 -m venv "$home/maturin"
    "$home/maturin/bin/pip" install --quiet maturin==1.16.0
fi
"$home/maturin/bin/maturin" build --release --locked --out "$home/dist"

python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet --no-index "$home"/dist/*.whl
cd "$home"
version=$(venv/bin/onrecord --version)
wanted="onrecord $(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -1)"
[ "$version" = "$wanted" ] || { echo "FAIL the wheel brings $version and not $wanted" >&2; exit 1; }
echo "ok   $version"
venv/bin/onrecord outline "$root/examples/harbour.article" | grep -q 'Priya Anand' || { echo "FAIL outline" >&2; exit 1; }
echo "ok   it reads an article"
find venv -path '*onrecord-*.dist-info*' -name NOTICE.md | grep -q . || { echo "FAIL the notice is not in the wheel" >&2; exit 1; }
echo "ok   the terms of others' data come with it"
ls -l dist
