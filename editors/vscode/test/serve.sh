#!/usr/bin/env bash
# Starts VS Code's workbench with the package installed, and prints its process group, which `kill -- -GROUP` ends. Its
# log is RUN/server.log.
# usage: test/serve.sh HOME RUN PORT VSIX
set -euo pipefail
home=$1 run=$2 port=$3 vsix=$4
export PATH="$home/node/path:$PATH"
# No gallery is asked for extensions.
export EXTENSIONS_GALLERY='{"serviceUrl":""}'
# No program but the one in the package.
unset ONRECORD_PATH

rm -rf "$run"
mkdir -p "$run/data/User" "$run/extensions"
cat > "$run/data/User/settings.json" <<'JSON'
{
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.inlayHints.enabled": "on",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "security.workspace.trust.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.menuBarVisibility": "classic",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false
}
JSON
echo 'auth: none' > "$run/config.yaml"
options=(--config "$run/config.yaml" --user-data-dir "$run/data" --extensions-dir "$run/extensions")
code_server=$home/code-server/node_modules/.bin/code-server
"$code_server" "${options[@]}" --install-extension "$vsix" --force > "$run/install.log" 2>&1 \
    || { cat "$run/install.log" >&2; exit 1; }
# The driver is what lets a page say which tests to run in the extension host.
setsid "$code_server" "${options[@]}" --bind-addr "127.0.0.1:$port" --auth none --disable-telemetry \
    --disable-update-check --disable-getting-started-override --disable-proxy \
    --vscode-option enable-smoke-test-driver > "$run/server.log" 2>&1 &
group=$!
for _ in $(seq 150); do
    # A server that found the port taken has left, and whoever answers is somebody else's.
    kill -0 "$group" 2>/dev/null || break
    if curl -fs -o /dev/null "http://127.0.0.1:$port/healthz"; then
        sleep 0.3
        kill -0 "$group" 2>/dev/null || break
        echo "$group"
        exit
    fi
    sleep 0.2
done
cat "$run/server.log" >&2
kill -- "-$group" 2>/dev/null || true
exit 1
