// The genuine ethers 5.7.2, out of the JavaScript SDK's bundle (see js-tests/README.md), without running the SDK.
//
//   const ethers = require("./ethers.cjs").load(PATH_OF_THE_BUNDLE);
//
// The bundle puts every library into a function of its own that runs at first need, and ends with the server that uses
// them. Only the text up to the end of ethers' own module is evaluated, and that module is then asked for.

"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const usual = path.join(__dirname, "../../.build/js-peers/sdk/lit_python_sdk/bundled_server.js");

function load(bundle = usual) {
  const text = fs.readFileSync(bundle, "utf8");
  const marked = text.indexOf("\n// node_modules/ethers/lib/index.js\n");
  if (marked < 0) throw new Error(`no ethers in ${bundle}`);
  const named = /var (\w+) = __commonJS\(/.exec(text.slice(marked, marked + 400));
  const end = text.indexOf("\n});\n", marked);
  if (!named || end < 0) throw new Error(`the module of ethers has another shape in ${bundle}`);
  const opened = "(function (exports, require, module, __filename, __dirname) {";
  const reached = `\nreturn ${named[1]}();\n})`;
  const run = vm.runInThisContext(opened + text.slice(0, end + 5) + reached, { filename: bundle });
  const module = { exports: {} };
  const found = run(module.exports, require, module, bundle, path.dirname(bundle)).ethers;
  if (found.version !== "ethers/5.7.2") throw new Error(`${bundle} has ${found.version}`);
  return found;
}

module.exports = { load, usual };
