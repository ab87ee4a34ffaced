#!/bin/sh
# Prints the address of the Debian mirror that this machine uses. On a machine whose package lists have never been fetched, they
# are fetched first, for apt knows no addresses before.
set -eu
mirror() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | awk '/\/debian\/?$/ { print; exit }'; }
found=$(mirror)
if [ -z "$found" ]; then
    $([ "$(id -u)" = 0 ] || echo sudo) apt-get update -qq >&2
    found=$(mirror)
fi
[ -n "$found" ] || { echo "no mirror of Debian's is among this machine's package sources" >&2; exit 1; }
echo "$found"
