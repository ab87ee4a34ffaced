#!/usr/bin/env node
// Starts the program, which is in the package for this machine.
"use strict";

const { spawn } = require("node:child_process");

const machine = `${process.platform}-${process.arch}`;
const name = process.platform === "win32" ? "onrecord.exe" : "onrecord";

function program() {
  if (process.env.ONRECORD_BINARY) return process.env.ONRECORD_BINARY;
  try {
    return require.resolve(`@onrecord-lsp/${machine}/${name}`);
  } catch {
    const known = Object.keys(require("../package.json").optionalDependencies).map((one) => one.split("/")[1]);
    console.error(
      known.includes(machine)
        ? `onrecord: the package @onrecord-lsp/${machine} is not installed. ` +
            "Install again, without --omit=optional or --no-optional."
        : `onrecord: there is no program for ${machine}, only for ${known.join(", ")}. ` +
            "Build one with cargo, and name it in ONRECORD_BINARY.",
    );
    process.exit(1);
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => {
  console.error(`onrecord: ${error.message}`);
  process.exit(1);
});
// An editor that stops the server stops this process; the program is not to stay behind.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
