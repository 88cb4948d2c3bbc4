// The cryptographic modules of the JavaScript SDK, taken out of the bundle that lit-python-sdk ships.
//
// The bundle is a server: behind the definitions of its modules stand the statements that start it. What is
// loaded here ends before them, and hands out the modules that are asked for by their paths.

"use strict";

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const MODULES = {
  crypto: "node_modules/@lit-protocol/crypto/src/lib/crypto.js",
  wasm: "node_modules/@lit-protocol/wasm/src/index.js",
  internal: "node_modules/@lit-protocol/wasm/src/pkg/wasm-internal.js",
  session:
    "node_modules/@lit-protocol/lit-node-client-nodejs/src/lib/helpers/validate-bls-session-sig.js",
  siwe: "node_modules/siwe/dist/siwe.js",
};

/** Loads modules of the bundle at `file`, by their paths; throws if it is not laid out as expected. */
function load(file, modules = MODULES) {
  const text = fs.readFileSync(file, "utf8");
  const end = text.indexOf("\n// src/server.ts\n");
  if (end < 0) throw new Error(`${file}: the server's own code was not found`);
  const names = Object.entries(modules).map(([name, place]) => {
    const mark = `\n// ${place}\nvar `;
    const start = text.indexOf(mark);
    if (start < 0 || start > end) throw new Error(`${file}: no module ${place}`);
    const variable = /^\w+/.exec(text.slice(start + mark.length, start + mark.length + 80));
    return `${name}: ${variable[0]}()`;
  });
  const source = `${text.slice(0, end)}\nmodule.exports = { ${names.join(", ")} };\n`;
  const loaded = new Module(path.resolve(file), null);
  loaded.paths = [];
  // It would tell that parts of it are deprecated, by others of its parts.
  process.env.NO_DEPRECATION = "*";
  loaded._compile(source, path.resolve(file));
  return loaded.exports;
}

/** The bundle's path: the variable LIT_SDK_BUNDLE, or where Scripts/bootstrap --peers puts it. */
function bundlePath() {
  const root = path.join(__dirname, "../../..");
  return process.env.LIT_SDK_BUNDLE ?? path.join(root, ".build/js-peers/sdk/lit_python_sdk/bundled_server.js");
}

/** Runs `body` without what the SDK prints meanwhile. */
async function quietly(body) {
  const { log, warn } = console;
  console.log = () => {};
  console.warn = () => {};
  try {
    return await body();
  } finally {
    Object.assign(console, { log, warn });
  }
}

module.exports = { load, bundlePath, quietly };
