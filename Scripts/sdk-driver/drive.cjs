// Drives the genuine JavaScript SDK against a running network, one scenario after the other.
//
//   node drive.cjs --status FILE|- [--only NAME,…] [--list] [--json FILE] [--break NAME]
//
// FILE is what `lit status --json` prints. Each scenario says what it saw; one that fails does not stop the others.
// --break NAME makes the expectation of that scenario wrong, which has to be found out.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");

const { values: options } = parseArgs({
  options: {
    status: { type: "string" },
    only: { type: "string" },
    list: { type: "boolean", default: false },
    json: { type: "string" },
    break: { type: "string" },
  },
});

const folder = path.join(__dirname, "scenarios");
const scenarios = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".cjs"))
  .sort()
  .flatMap((name) => Object.entries(require(path.join(folder, name))))
  .map(([name, body]) => ({ name, body }));

/** What scenarios say of what they see. */
class Expectations {
  constructor(isBroken) {
    this.isBroken = isBroken;
    this.count = 0;
  }

  equal(found, expected, what) {
    this.count += 1;
    const [a, b] = [JSON.stringify(found), JSON.stringify(this.isBroken ? ["not", expected] : expected)];
    if (a !== b) throw new Error(`${what}: found ${a}, expected ${b}`);
  }

  true(condition, what) {
    this.equal(Boolean(condition), true, what);
  }

  /** The error of something that has to fail, its text holding each of `parts`. */
  async fails(work, what, ...parts) {
    let error;
    try {
      await work();
    } catch (thrown) {
      error = thrown;
    }
    this.true(error !== undefined, `${what}: it did not fail`);
    // The SDK also throws what nodes answered, as it is.
    const text = error instanceof Error ? error.message : JSON.stringify(error);
    for (const part of parts) this.true(text.includes(part), `${what}: "${part}" in ${text.slice(0, 2000)}`);
    return error;
  }
}

const deadline = (work, ms) => {
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
};

async function main() {
  if (options.list) return console.log(scenarios.map(({ name }) => name).join("\n"));
  if (!options.status) throw new Error("usage: drive.cjs --status FILE|- [--only NAME,…] [--list]");
  const status = JSON.parse(fs.readFileSync(options.status === "-" ? 0 : options.status, "utf8"));
  // The SDK looks at the outside world for block hashes; whether it is there must not matter.
  const silent = () => {};
  const { log } = console;
  Object.assign(console, { log: silent, warn: silent, info: silent, debug: silent });
  const { Network } = require("./network.cjs");
  const network = new Network(status);
  const chosen = options.only?.split(",");
  const results = [];
  for (const { name, body } of scenarios) {
    if (chosen && !chosen.includes(name)) continue;
    const expectations = new Expectations(options.break === name);
    const start = performance.now();
    let failure;
    try {
      await deadline(body(network, expectations), 60_000);
      if (expectations.count === 0) throw new Error("nothing was looked at");
    } catch (error) {
      failure = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
    }
    const ms = Math.round(performance.now() - start);
    results.push({ name, ms, checks: expectations.count, failure });
    log(`${failure ? "FAIL" : " ok "} ${name.padEnd(44)} ${String(expectations.count).padStart(3)} checks ${String(ms).padStart(6)} ms`);
    if (failure) log(`       ${failure.replaceAll("\n", "\n       ")}`);
  }
  await network.end();
  const failed = results.filter(({ failure }) => failure).length;
  log(`${results.length} scenarios, ${failed} failed`);
  if (options.json) fs.writeFileSync(options.json, JSON.stringify(results, null, 1));
  process.exitCode = failed > 0 || results.length === 0 ? 1 : 0;
}

main().catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 2;
});
