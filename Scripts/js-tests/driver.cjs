// Lets another process use the SDK: one JSON request a line on standard input, one answer a line on standard output.
//
//   node driver.cjs BUNDLE
//   {"id": 1, "make": "a", "options": {…}}                         new LitContracts(options), connected, kept as "a"
//   {"id": 2, "on": "a", "call": "utils.getBytesFromMultihash", "args": ["Qm…"]}
//   {"id": 3, "call": "getConnectionInfo", "args": [{…}]}          a static function of LitContracts
//   {"id": 4, "on": "a", "call": "…write.mint", "args": [], "wait": true}    also waits for the transaction
//   {"id": 5, "on": "a", "get": "pkpNftContract.read.address"}
//   {"id": 6, "on": "a", "abi": "pkpNftContract"}                  the ABI that the SDK uses for this contract
//
// `{"$bytes": "00ff"}` in a request becomes a Uint8Array, `{"$number": "0x10"}` a BigNumber, `{"$provider": URL}` a
// provider. The answer is `{"id", "result"}` or `{"id", "error": {name, message, …, cause}}`.
//
// The bundle is the SDK's express server. It is run as it is, with one more function at the end of its scope through
// which the SDK's class is reached; and for as long as it loads, servers do not listen.

"use strict";

const fs = require("fs");
const net = require("net");
const readline = require("readline");
const vm = require("vm");

// Before the SDK can write to it: standard output belongs to the answers.
const answers = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

function load(path) {
  const text = fs.readFileSync(path, "utf8");
  const opened = "(function (exports, require, module, __filename, __dirname) {";
  const reached = "\nreturn { LitContracts: import_contracts_sdk.LitContracts, ethers: import_ethers.ethers };\n})";
  const run = vm.runInThisContext(opened + text + reached, { filename: path });
  const module = { exports: {} };
  const listen = net.Server.prototype.listen;
  let refused = 0;
  net.Server.prototype.listen = function () {
    refused += 1;
    return this;
  };
  try {
    const found = run(module.exports, require, module, path, ".");
    if (refused !== 1) throw new Error(`the bundle wanted to listen ${refused} times, not once`);
    return found;
  } finally {
    net.Server.prototype.listen = listen;
  }
}

const { LitContracts, ethers } = load(process.argv[2]);
const made = new Map();

function received(value) {
  if (Array.isArray(value)) return value.map(received);
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return Uint8Array.from(Buffer.from(value.$bytes, "hex"));
  if ("$provider" in value) return new ethers.providers.StaticJsonRpcProvider(value.$provider);
  if ("$number" in value) return ethers.BigNumber.from(value.$number);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, received(each)]));
}

// Plain data of what the SDK gives; providers, contracts and interfaces are left out, arrays keep their named members.
function plain(value, depth = 0) {
  if (value === undefined || typeof value === "function" || depth > 12) return undefined;
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return value;
  if (ethers.BigNumber.isBigNumber(value)) return { $number: value.toHexString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("hex") };
  if (ethers.providers.Provider.isProvider(value) || value instanceof ethers.Contract) return undefined;
  if (ethers.utils.Interface.isInterface(value)) return undefined;
  if (value instanceof Error) return fault(value, depth);
  if (Array.isArray(value)) {
    const names = Object.keys(value).filter((key) => isNaN(key));
    if (names.length === 0 || names.length !== value.length) return value.map((each) => plain(each, depth + 1) ?? null);
    return Object.fromEntries(names.map((name) => [name, plain(value[name], depth + 1)]));
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each, depth + 1)]));
}

function fault(error, depth = 0) {
  if (!(error instanceof Error)) return { message: String(error) };
  const members = Object.entries(error).filter(([key]) => !["name", "message", "stack", "jse_cause"].includes(key));
  const found = Object.fromEntries(members.map(([key, each]) => [key, plain(each, depth + 1)]));
  const cause = typeof error.cause === "function" ? error.cause() : error.cause ?? error.jse_cause;
  if (cause) found.cause = depth > 6 ? String(cause) : fault(cause, depth + 1);
  return { ...found, class: error.constructor.name, name: error.name, message: error.message };
}

async function answer(request) {
  if (request.make) {
    const contracts = new LitContracts(received(request.options));
    await contracts.connect();
    made.set(request.make, contracts);
    return null;
  }
  const target = request.on ? made.get(request.on) : LitContracts;
  if (request.abi) return JSON.parse(target[request.abi].read.interface.format(ethers.utils.FormatTypes.json));
  if (request.get) return request.get.split(".").reduce((found, name) => found[name], target);
  const path = request.call.split(".");
  const owner = path.slice(0, -1).reduce((found, name) => found[name], target);
  const result = await owner[path[path.length - 1]](...received(request.args ?? []));
  return request.wait ? await result.wait() : result;
}

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const request = JSON.parse(line);
  let told;
  try {
    told = { id: request.id, result: plain(await answer(request)) };
  } catch (error) {
    told = { id: request.id, error: fault(error) };
  }
  answers(JSON.stringify(told) + "\n");
}).on("close", () => process.exit(0));

answers(JSON.stringify({ ready: process.version }) + "\n");
