// Puts cases to the JavaScript SDK's WebAssembly and writes them with its answers, as vector files.
//
//     node answer.cjs [--seed TEXT] [--plant] CASES FOLDER
//
// CASES is a folder of files as `conformance crypto-cases` writes them: vector files whose cases have no
// `expect`. With --plant one bit of the first answer that is not a refusal is turned in every file, which a
// comparison has to find out.

"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");

const { answered, KINDS } = require("./kinds.cjs");
const { bundlePath, load, quietly } = require("./sdk.cjs");

/** Makes the SDK's random numbers follow from `seed`, so that the same command writes the same files. */
function seedRandomNumbers(seed) {
  let counter = 0;
  const getRandomValues = (array) => {
    const view = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < view.length; at += 32) {
      const block = createHash("sha256").update(`${seed} ${counter++}`).digest();
      view.set(block.subarray(0, view.length - at), at);
    }
    return array;
  };
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues }, configurable: true });
}

/** Turns one bit of the first accepted answer; false if there was none. */
function plant(cases) {
  for (const { expect } of cases) {
    for (const name of ["publicKey", "signature", "message"]) {
      if (expect.error !== undefined || !expect[name]) continue;
      const last = expect[name].length - 1;
      const digit = (parseInt(expect[name][last], 16) ^ 1).toString(16);
      expect[name] = expect[name].slice(0, last) + digit;
      return true;
    }
    if (expect.valid) {
      expect.valid = false;
      return true;
    }
  }
  return false;
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { seed: { type: "string", default: "1" }, plant: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (positionals.length !== 2) throw new Error("usage: answer.cjs [--seed TEXT] [--plant] CASES FOLDER");
  const [source, target] = positionals;
  const sdk = load(bundlePath());
  seedRandomNumbers(values.seed);
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });

  let total = 0;
  for (const file of fs.readdirSync(source).filter((name) => name.endsWith(".json")).sort()) {
    const { kind, cases } = JSON.parse(fs.readFileSync(path.join(source, file), "utf8"));
    if (!(kind in KINDS)) throw new Error(`${file}: the SDK has no ${kind}`);
    const results = [];
    for (const aCase of cases) results.push(await quietly(() => answered(sdk, kind, aCase)));
    const refused = results.filter(({ expect }) => expect.error !== undefined).length;
    if (results.length === 0 || refused === results.length) {
      throw new Error(`${file}: the SDK accepted none of ${results.length} cases`);
    }
    if (values.plant && !plant(results)) throw new Error(`${file}: nothing to plant a fault in`);
    const lines = results.map((result) => JSON.stringify(result)).join(",\n");
    fs.writeFileSync(
      path.join(target, file), `{"kind": "${kind}", "oracles": ["JavaScript SDK 7.0.5"], "cases": [\n${lines}\n]}\n`);
    console.log(`${kind}: ${results.length} cases, ${refused} of them refused`);
    total += results.length;
  }
  if (total === 0) throw new Error(`${source}: no cases`);
}

main().catch((error) => {
  console.error(`answer.cjs: ${error.message}`);
  process.exit(1);
});
