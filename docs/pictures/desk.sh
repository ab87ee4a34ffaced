# For the scripts that take pictures, which read this at the head of the repository: a real Neovim with the plugin, the
# server, an empty folder to work in, and a terminal of tmux's that goes with it.
root=$PWD
home=$root/target/nvim
[ -x "$home/venv/bin/nvim" ] || editors/neovim/test/run.sh
program=${ONRECORD:-$root/target/release/onrecord}

desk=$(mktemp -d)
trap 'tmux -L onrecord-picture kill-server 2>/dev/null || true; rm -rf "$desk"' EXIT
mkdir "$desk/bin" && ln -s "$program" "$desk/bin/onrecord"
export XDG_CONFIG_HOME="$desk/config" XDG_DATA_HOME="$desk/data" XDG_STATE_HOME="$desk/state" LC_ALL=C.UTF-8
export PATH="$desk/bin:$PATH"
screen() { tmux -L onrecord-picture "$@"; }
