#!/usr/bin/env node
// Writes npm packages, ready for `npm pack` or `npm publish`:
//
//   build.mjs main OUT                     the package `onrecord`, whose optional dependencies are those below
//   build.mjs MACHINE PROGRAM OUT          the package `@onrecord-lsp/MACHINE` with the program inside
//
// npm installs of the optional dependencies the one whose `os` and `cpu` are this machine's, as with esbuild and biome: no script
// runs at installation, and nothing is fetched from elsewhere.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const version = /^version = "(.*)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];

// As Node calls them: process.platform and process.arch.
const MACHINES = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win32-x64"];
const SHARED = {
  version,
  license: "MIT OR Apache-2.0",
  repository: { type: "git", url: "git+https://github.com/onrecord-lsp/onrecord.git" },
};

function write(out, manifest, page) {
  writeFileSync(join(out, "package.json"), JSON.stringify({ ...manifest, ...SHARED }, null, 2) + "\n");
  writeFileSync(join(out, "README.md"), page);
  for (const file of ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE.md"]) copyFileSync(join(root, file), join(out, file));
}

function main(out) {
  mkdirSync(join(out, "bin"), { recursive: true });
  copyFileSync(join(here, "onrecord.js"), join(out, "bin/onrecord.js"));
  chmodSync(join(out, "bin/onrecord.js"), 0o755);
  const manifest = {
    name: "onrecord",
    description: "A language server for news copy: it knows who says what",
    keywords: ["lsp", "news", "quotations", "attribution", "journalism"],
    bin: { onrecord: "bin/onrecord.js" },
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(MACHINES.map((machine) => [`@onrecord-lsp/${machine}`, version])),
  };
  write(out, manifest, readFileSync(join(here, "README.md"), "utf8"));
}

function machine(name, program, out) {
  const [os, cpu] = name.split("-");
  const file = os === "win32" ? "onrecord.exe" : "onrecord";
  mkdirSync(out, { recursive: true });
  copyFileSync(program, join(out, file));
  chmodSync(join(out, file), 0o755);
  const manifest = {
    name: `@onrecord-lsp/${name}`,
    description: `The program of the package onrecord, for ${name}`,
    os: [os],
    cpu: [cpu],
    preferUnplugged: true,
  };
  write(out, manifest, `# @onrecord-lsp/${name}\n\nThe program of the package onrecord, for ${name}: install that one.\n`);
}

const [what, ...rest] = process.argv.slice(2);
if (what === "main" && rest.length === 1) {
  rmSync(rest[0], { recursive: true, force: true });
  main(rest[0]);
} else if (MACHINES.includes(what) && rest.length === 2) {
  rmSync(rest[1], { recursive: true, force: true });
  machine(what, ...rest);
} else {
  console.error(`usage: build.mjs main OUT | build.mjs MACHINE PROGRAM OUT, where MACHINE is one of ${MACHINES.join(", ")}`);
  process.exit(2);
}
