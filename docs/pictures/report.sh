#!/usr/bin/env bash
# Takes the README's pictures of a report, in light and in dark, in Debian's Chromium.
# usage: docs/pictures/report.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/../.."
page=$(mktemp -d)
trap 'rm -r "$page"' EXIT
"$program" report examples/harbour.article -o "$page/report.html"
for theme in light dark; do
    # 0 is dark to this setting.
    scheme=$([ $theme = dark ] && echo 0 || echo 1)
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=900,1000 \
        --blink-settings=preferredColorScheme=$scheme --screenshot="$PWD/docs/pictures/report-$theme.png" \
        "file://$page/report.html" 2>/dev/null
done
