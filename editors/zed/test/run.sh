#!/bin/sh
# Checks the extension without Zed, which is not to be had from a package registry: compiles it for this machine, runs its
# unit tests, and looks whether its manifests agree. The queries are checked by editors/tree-sitter-article/test/run.sh.
set -eu
cd "$(dirname "$0")/.."
CARGO_TARGET_DIR=$(cd ../.. && pwd)/target/zed
export CARGO_TARGET_DIR
cargo fmt --check
cargo test --locked --quiet
python3 - <<'PYTHON'
import pathlib
import tomllib

extension = tomllib.loads(pathlib.Path("extension.toml").read_text())
package = tomllib.loads(pathlib.Path("Cargo.toml").read_text())["package"]
assert extension["version"] == package["version"], "one version in extension.toml and Cargo.toml"
for folder in pathlib.Path("languages").iterdir():
    language = tomllib.loads((folder / "config.toml").read_text())
    assert language["grammar"] in extension["grammars"], f"{folder} has a grammar of the extension's"
    assert language["name"] in extension["language_servers"]["onrecord"]["languages"], f"{folder} has a server"
for grammar in extension["grammars"].values():
    path = pathlib.Path("../..") / grammar["path"]
    assert (path / "src/parser.c").is_file(), f"{path} is a grammar"
print("ok   extension.toml, Cargo.toml, config.toml and the grammar agree")
PYTHON
