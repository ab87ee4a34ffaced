#!/usr/bin/env bash
# Tests the extension: its modules, its grammars, its package, and the package inside a real VS Code, driven from inside
# (the extension host) and from outside (the workbench in a browser, with pictures in target/vscode/pictures).
#
# On a clean machine it installs what it needs with apt, PyPI and npm; all but Chromium goes into target/vscode. ONRECORD
# names the program that is packaged; without it, the release build is made and used. CODE_SERVER=off leaves out what
# needs the editor. UPDATE=1 first writes the settings that the program has into package.json.
set -euo pipefail
cd "$(dirname "$0")/../../.."
root=$PWD
home=$root/target/vscode
mkdir -p "$home"
onrecord=${ONRECORD:-}
if [ -z "$onrecord" ]; then
    cargo build --quiet --release
    onrecord=$root/target/release/onrecord
fi

began=$SECONDS
took() {
    printf -- '-- %s: %s s\n' "$1" $((SECONDS - began))
    began=$SECONDS
}
editors/vscode/test/install.sh "$home"
export PATH="$home/node/path:$PATH"
took 'Chromium, Node and VS Code are installed'

# A copy, so that packages, the program and the bundle stay out of the source tree.
work=$home/extension
mkdir -p "$work"
find "$work" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
tar --create --exclude=./node_modules --exclude=./dist --exclude=./server --exclude='./*.vsix' \
    --directory editors/vscode . | tar --extract --directory "$work"
cd "$work"
if ! cmp --quiet package-lock.json node_modules/installed; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/installed
fi
took 'packages are installed'

if grep --quiet '"resolved"' package-lock.json; then
    echo 'package-lock.json names a registry; install with the .npmrc that is here' >&2
    exit 1
fi
if [ -n "${UPDATE:-}" ]; then
    ONRECORD=$onrecord node scripts/settings.mjs
    cp package.json "$root/editors/vscode/package.json"
fi
npm run --silent format
npm run --silent types
ONRECORD=$onrecord node scripts/settings.mjs --check
npm run --silent test:unit
npm run --silent test:grammar
took 'unit and grammar tests'

HOUSE=$root scripts/package.sh "$onrecord" linux-x64 > "$home/package.log" 2>&1 || { cat "$home/package.log"; exit 1; }
node scripts/build-tests.mjs
took 'packaged'
if [ "${CODE_SERVER:-}" = off ]; then exit; fi

rm -rf "$home/pictures"
mkdir "$home/pictures"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
group=$(test/serve.sh "$home" "$home/run" "$port" "$work/onrecord-linux-x64.vsix")
trap 'kill -- "-$group" 2>/dev/null || true' EXIT
took 'VS Code is running'
test_host() {
    rm -rf "$home/desk" && cp -r test/desk "$home/desk" \
        && node test/host/run.mjs "http://127.0.0.1:$port" "$home/desk" "$work/test/host/extension" "$work/out/host.cjs"
}
code=0
test_host || code=$?
if [ "$code" = 2 ]; then
    echo 'the extension host ended before its tests, of which none had failed: once more, in a new page'
    code=0
    test_host || code=$?
fi
[ "$code" = 0 ]
took 'tests in the extension host'
rm -rf "$home/desk"
cp -r test/desk "$home/desk"
cp "$root/examples/harbour.article" "$home/desk/"
node test/workbench/drive.mjs "http://127.0.0.1:$port" "$home/desk" "$home/pictures" "$home/run"
took 'the workbench'
