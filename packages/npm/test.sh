#!/bin/sh
# Builds the npm packages for this machine, installs them into an empty folder without a network, and runs what they bring.
# ONRECORD names the program; without it, target/release/onrecord.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
home=$root/target/npm
program=${ONRECORD:-$root/target/release/onrecord}
machine=$(node -p 'process.platform + "-" + process.arch')
rm -rf "$home" && mkdir -p "$home/desk"
export npm_config_cache="$home/cache" npm_config_userconfig="$home/npmrc" npm_config_update_notifier=false

packages/npm/build.mjs main "$home/main"
packages/npm/build.mjs "$machine" "$program" "$home/machine"
(cd "$home" && npm pack --silent ./main ./machine)

cd "$home/desk"
echo '{ "private": true }' > package.json
npm install --silent --offline --no-audit --no-fund "$home"/onrecord-[0-9]*.tgz "$home"/onrecord-lsp-*.tgz
version=$(node_modules/.bin/onrecord --version)
[ "$version" = "$("$program" --version)" ] || { echo "FAIL --version: $version" >&2; exit 1; }
echo "ok   $version"

code=0
node_modules/.bin/onrecord check "$root/examples/harbour.article" > check.txt 2>&1 || code=$?
[ "$code" = 1 ] && grep -q name-variant check.txt || { echo "FAIL check ended with $code" >&2; cat check.txt >&2; exit 1; }
echo "ok   it reads an article, and its exit code comes through"

# A server whose editor goes away must not stay behind.
mkfifo in
sleep 60 > in &
holder=$!
node_modules/.bin/onrecord server < in > /dev/null 2>&1 &
wrapper=$!
sleep 1
server=$(ps -o pid= --ppid "$wrapper" | tr -d ' ')
kill "$wrapper"
wait "$wrapper" 2> /dev/null || true
kill "$holder"
if [ -z "$server" ] || kill -0 "$server" 2> /dev/null; then echo "FAIL the server stays behind (pid $server)" >&2; exit 1; fi
echo "ok   stopping it stops the server"

rm -r "node_modules/@onrecord-lsp"
code=0
said=$(node_modules/.bin/onrecord --version 2>&1) || code=$?
case "$code $said" in
"1 onrecord: the package @onrecord-lsp/$machine is not installed"*) echo "ok   without the program, it says what to do" ;;
*) echo "FAIL without the program: $code $said" >&2; exit 1 ;;
esac
