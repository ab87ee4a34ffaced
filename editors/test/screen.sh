# Functions for tests that look at an editor's real screen, in a terminal of tmux's; sourced by the run.sh of editors.
# shellcheck shell=bash
# The caller sets ONRECORD, the server's path; `prepare` makes a home without anybody's configuration.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
passed=0 failed=0

ok() { passed=$((passed + 1)); printf 'ok   %s\n' "$1"; }
bad() { failed=$((failed + 1)); printf 'FAIL %s\n' "$1"; }

# A clean home in target/NAME with the server on the PATH, a clone of the repository in ~/src/onrecord, as the pages of
# instructions have it, and articles in ~/desk.
prepare() { # NAME
    editor=$1
    home=$repository/target/editors/$editor
    rm -rf "$home" && mkdir -p "$home"/{bin,src,desk}
    ln -s "$repository" "$home/src/onrecord"
    if [ -z "${ONRECORD:-}" ]; then
        (cd "$repository" && cargo build --quiet)
        ONRECORD=$repository/target/debug/onrecord
    fi
    ln -s "$ONRECORD" "$home/bin/onrecord"
    cp "$repository/editors/test/bridge.article" "$repository/examples/harbour.article" "$home/desk/"
    export HOME=$home PATH=$home/bin:$PATH LC_ALL=C.UTF-8 TERM=xterm-256color COLORTERM=truecolor
    export XDG_CONFIG_HOME=$home/.config XDG_DATA_HOME=$home/.local/share XDG_STATE_HOME=$home/.local/state \
        XDG_CACHE_HOME=$home/.cache XDG_RUNTIME_DIR=$home/run
    mkdir -p -m 700 "$XDG_RUNTIME_DIR"
    command -v tmux > /dev/null || debian tmux
    trap 'tm kill-server 2> /dev/null || true' EXIT
}

# Installs packages of Debian's, where this machine is ours to change.
debian() {
    local sudo
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq --yes --no-install-recommends "$@" > /dev/null
}

# Does what a page of instructions says: runs its ```sh blocks in ~/src/onrecord, all but those above which stands
# `<!-- not here -->`.
follow() { # PAGE
    awk '/^ *<!-- not here -->/ { skip = 1 } /^ *```sh$/ { inside = !skip; skip = 0; next } /^ *```$/ { inside = 0 }
         inside { sub(/^ +/, ""); print }' "$repository/$1" > "$home/instructions.sh"
    [ -s "$home/instructions.sh" ] || { bad "$1 has instructions"; return 1; }
    (cd "$home/src/onrecord" && sh -eu "$home/instructions.sh") || { bad "$1 can be followed"; return 1; }
    ok "$1 can be followed"
}

screens=0
tm() { tmux -L "onrecord-$editor-$$-$screens" -f /dev/null "$@"; }

# Starts COMMAND in ~/desk on a screen of COLUMNS by ROWS.
start() { # COLUMNS ROWS COMMAND
    columns=$1
    tm kill-server 2> /dev/null || true
    screens=$((screens + 1))
    tm new-session -d -x "$1" -y "$2" -c "$home/desk" "$3" \; set-option -g status off \; set-option -g escape-time 0 \
        \; set-option -ga terminal-overrides ",*:Tc"
}
keys() { tm send-keys "$@"; sleep "${pause:-0.2}"; }
screen() { tm capture-pane -p; }

# Waits until the words are on the screen, or a line that matches the pattern.
expect() { await -F "$@"; } # WHAT WORDS
expect_line() { await -E "$@"; } # WHAT PATTERN
await() {
    for _ in $(seq 150); do
        if screen | grep -q "$1" -- "$3"; then ok "$2"; return; fi
        sleep 0.1
    done
    bad "$2 (looked for: $3)"
    screen
}

# The colour in which the words are on the screen, as SGR codes.
colour() { # WORDS
    tm capture-pane -p -e | python3 -c '
import re, sys
words, style, text, styles = sys.argv[1], "", "", []
for codes, character in re.findall(r"\x1b\[([\d;:]*)m|([^\x1b])", sys.stdin.read()):
    if character:
        text += character
        styles.append(style)
    else:
        style = codes if codes in ("", "0") else style + ";" + codes
place = text.find(words)
foreground = re.findall(r"38[;:][25][;:][\d;:]+?(?=$|;0|;39|;[34]8)|\b(?:3[0-7]|9[0-7])\b", styles[place].split(";39")[-1]) if place >= 0 else []
print(foreground[-1] if foreground else "none" if place >= 0 else "absent")' "$1"
}
differ() { # WHAT WORDS OTHER-WORDS
    local one other
    one=$(colour "$2") other=$(colour "$3")
    if [ "$one" != "$other" ] && [ "$one" != absent ] && [ "$other" != absent ]; then ok "$1"; else bad "$1 ($2: $one, $3: $other)"; fi
}

# Draws the screen as it is, where PICTURES names a folder.
picture() { # NAME
    [ -z "${PICTURES:-}" ] || tm capture-pane -p -e -N | python3 "$repository/docs/pictures/draw.py" "$columns" > "$PICTURES/$1.svg"
}

finish() {
    tm kill-server 2> /dev/null || true
    printf '%s: %s passed, %s failed\n' "$editor" "$passed" "$failed"
    [ "$failed" = 0 ]
}
