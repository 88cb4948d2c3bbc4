// Runs the original polyglot server, out of the bundle that lit-python-sdk ships, against a network of one's own.
//
//   node original.cjs BUNDLE STATUS ABI PORT
//
// STATUS is a file with what `lit status --json` prints, ABI one with the ABI of the staking contract. The text is
// changed in memory alone, and only where it says which chain, which contracts and which port: everything else is as
// published. What it prints goes nowhere, which is the cheapest place.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [bundle, statusFile, abiFile, port] = process.argv.slice(2);
const status = JSON.parse(fs.readFileSync(statusFile, "utf8"));
const names = [
  "Allowlist", "LITToken", "Multisender", "PKPHelper", "PKPNFT", "PKPNFTMetadata", "PKPPermissions", "PubkeyRouter",
  "RateLimitNFT", "Staking", "StakingBalances",
];

// A new object for everyone: the SDK writes into what it is given.
const context = () => {
  const found = Object.fromEntries(names.map((name) => [name, { address: status.contracts[name] }]));
  found.Staking.abi = JSON.parse(fs.readFileSync(abiFile, "utf8"));
  return found;
};
globalThis.ownNetwork = {
  node: () => ({ litNetwork: "custom", rpcUrl: status.rpcUrl, contractContext: context() }),
  contracts: () => ({ network: "custom", rpc: status.rpcUrl, customContext: context() }),
  rpcUrl: status.rpcUrl,
};

let text = fs.readFileSync(bundle, "utf8");
const server = text.indexOf("// src/server.ts\nvar import_localstorage_memory");
if (server < 0) throw new Error("the bundle has no server");
let own = text.slice(server);
const replace = (from, to, times) => {
  const parts = own.split(from);
  if (parts.length !== times + 1) throw new Error(`"${from}" stands ${parts.length - 1} times, not ${times}`);
  own = parts.join(to);
};
replace("var port = 3092;", `var port = ${Number(port)};`, 1);
replace('litNetwork: req.body.litNetwork || "datil-dev",', "...globalThis.ownNetwork.node(),", 1);
replace("litNetwork: import_constants2.LIT_NETWORK.DatilDev", "...globalThis.ownNetwork.node()", 1);
replace("import_constants2.LIT_RPC.CHRONICLE_YELLOWSTONE", "globalThis.ownNetwork.rpcUrl", 2);
replace("network: app.locals.litNodeClient.config.litNetwork,", "...globalThis.ownNetwork.contracts(),", 2);
replace("signer: app.locals.ethersWallet,\n        network,", "signer: app.locals.ethersWallet,\n        ...globalThis.ownNetwork.contracts(),", 1);
text = text.slice(0, server) + own;

const opened = "(function (exports, require, module, __filename, __dirname) {";
const module_ = { exports: {} };
vm.runInThisContext(`${opened}${text}\n})`, { filename: bundle })(
  module_.exports, require, module_, bundle, path.dirname(bundle));
