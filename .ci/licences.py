#!/usr/bin/env python3
"""Checks what the program is made of: `cargo metadata` says it, nothing is downloaded that the build does not need.

Fails if a crate

- may be used under none of the licences allowed here,
- does not come from the package registry with a checksum in Cargo.lock (a fork on a branch, say), or
- opens connections: Onrecord has no network code (docs/architecture.md).

Two versions of one crate are only reported: somebody else has to move first.

    .ci/licences.py            check
    .ci/licences.py --texts    print the licences of the crates in the binary, for whoever gives binaries away
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0",
    "Unicode-3.0", "Unlicense", "Zlib",
}
CONNECTS = {
    "attohttpc", "curl", "h2", "hyper", "isahc", "minreq", "native-tls", "openssl", "quinn", "reqwest", "rustls",
    "surf", "tungstenite", "ureq",
}


def allowed(expression):
    """Whether an SPDX expression can be met with allowed licences; `/` is an old way to write OR."""
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def either():
        met = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = both() or met
        return met

    def both():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        name = tokens.pop(0)
        if name == "(":
            met = either()
            tokens.pop(0)
            return met
        if tokens and tokens[0] == "WITH":
            name += " WITH " + tokens[1]
            del tokens[:2]
        return name in ALLOWED

    return either()


def read():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def linked(metadata):
    """The ids of the crates that are part of the binary: without those of tests, benchmarks and build scripts."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    seen, left = set(), [metadata["resolve"]["root"]]
    while left:
        package = left.pop()
        if package not in seen:
            seen.add(package)
            dependencies = nodes[package]["deps"]
            left += [d["pkg"] for d in dependencies if any(k["kind"] is None for k in d["dep_kinds"])]
    return seen


def check(metadata):
    lock = pathlib.Path("Cargo.lock").read_text(encoding="utf-8")
    # An entry that has a checksum: name and version, then source, then checksum.
    summed = set(re.findall(r'name = "(.+)"\nversion = "(.+)"\nsource = "registry\+.*"\nchecksum = ', lock))
    faults, versions = [], collections.defaultdict(set)
    for package in metadata["packages"]:
        name, version = package["name"], package["version"]
        versions[name].add(version)
        if not allowed(package["license"] or "unknown"):
            faults.append(f"{name} {version}: its licence, {package['license']}, is not among those allowed")
        if package["id"] not in metadata["workspace_members"] and (name, version) not in summed:
            faults.append(f"{name} {version}: not from the registry, or without a checksum in Cargo.lock")
        if name in CONNECTS:
            faults.append(f"{name} {version}: opens connections")
    for name, several in sorted(versions.items()):
        if len(several) > 1:
            print(f"note: {name} in {len(several)} versions: {', '.join(sorted(several))}")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"{len(metadata['packages'])} crates, {len(faults)} faults")
    return 1 if faults else 0


def texts(metadata):
    inside = linked(metadata) - set(metadata["workspace_members"])
    for package in sorted(metadata["packages"], key=lambda p: (p["name"], p["version"])):
        if package["id"] not in inside:
            continue
        print(f"{'=' * 80}\n{package['name']} {package['version']} ({package['license']})\n")
        folder = pathlib.Path(package["manifest_path"]).parent
        for path in sorted(folder.iterdir()):
            if re.match(r"(?i)(licen[cs]e|copying|copyright|notice|unlicense)", path.name) and path.is_file():
                print(f"--- {path.name}\n{path.read_text(encoding='utf-8', errors='replace').strip()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(texts(read()) if sys.argv[1:] == ["--texts"] else check(read()))
