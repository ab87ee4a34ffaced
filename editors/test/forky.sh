#!/bin/bash
# Fetches editors that are newer than the machine's: unpacks Neovim, Helix, Kakoune and the tree-sitter CLI of Debian's testing
# suite into target/forky, once, and puts programs that start them into target/forky/run. Nothing is installed, and the
# machine's package lists are not touched. Needs a Debian machine, whose own mirror is asked; no root.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=$PWD/target/forky
suite=forky
packages=(neovim hx kakoune tree-sitter-cli)
[ -e "$home/complete" ] && exit 0

rm -rf "$home" && mkdir -p "$home"/{root,run} "$home"/apt/{lists/partial,cache/archives/partial}
: > "$home/apt/status"
mirror=$(editors/test/mirror.sh)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$home/apt/sources.list"
cat > "$home/apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$home/apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$home/apt/lists";
Dir::State::status "$home/apt/status";
Dir::Cache "$home/apt/cache";
APT::Install-Recommends "false";
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Debug::NoLocking "true";
CONF
export APT_CONFIG=$home/apt/apt.conf
apt-get update -qq
apt-get install -qq --yes --download-only "${packages[@]}" > /dev/null
for package in "$home"/apt/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$home/root"
done
rm -rf "$home/apt/cache"

# The programs need the suite's C library, and look for their runtime files below /usr.
loader=$(find "$home/root" -name 'ld-linux*.so.*' -print -quit)
libraries=$(dirname "$(find "$home/root" -name 'libc.so.6' -print -quit)")
program() { # NAME ENVIRONMENT ARGUMENTS
    local name=$1 path
    path=$(readlink -f "$home/root/usr/bin/$name")
    case $path in "$home"/*) ;; *) path=$home/root$path ;; esac
    printf '#!/bin/sh\nexec env %s "%s" --library-path "%s" "%s" %s "$@"\n' "$2" "$loader" "$libraries" "$path" \
        "$3" > "$home/run/$name"
    chmod +x "$home/run/$name"
}
program tree-sitter "" ""
program nvim "VIMRUNTIME='$home/root/usr/share/nvim/runtime'" "--cmd 'set runtimepath+=$home/root/usr/lib/nvim'"
program hx "HELIX_RUNTIME='$home/root/usr/lib/hx/runtime'" ""
program kak "KAKOUNE_RUNTIME='$home/root/usr/share/kak'" ""
touch "$home/complete"
