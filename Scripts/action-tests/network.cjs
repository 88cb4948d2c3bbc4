// Compares providers over HTTP: both engines talk to the same servers, a scripted node and, if a URL is given, a real chain.
//
//   node network.cjs [--chain URL] [--engine COMMAND]
//
// In the files of cases/ethers-network, @URL@ is the scripted node and @CHAIN@ the chain. A chain is a new one with the
// accounts of `lit chain run` and mines each transaction at once; both engines send from accounts of their own.

"use strict";

const { spawn, spawnSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const readline = require("readline");

const options = {};
for (let index = 2; index < process.argv.length; index += 2) options[process.argv[index].slice(2)] = process.argv[index + 1];

const server = spawn(process.execPath, [path.join(__dirname, "scripted-node.cjs")], { stdio: ["pipe", "pipe", "inherit"] });
readline.createInterface({ input: server.stdout }).once("line", (url) => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "network-cases-"));
  const folder = path.join(__dirname, "cases/ethers-network");
  const files = [];
  for (const name of fs.readdirSync(folder).sort()) {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    if (text.includes("@CHAIN@") && !options.chain) continue;
    files.push(path.join(work, name));
    fs.writeFileSync(files[files.length - 1], text.replaceAll("@URL@", url).replaceAll("@CHAIN@", options.chain ?? ""));
  }
  const words = [path.join(__dirname, "compare.cjs"), ...(options.engine ? ["--engine", options.engine] : []), ...files];
  const { status } = spawnSync(process.execPath, words, { stdio: "inherit" });
  fs.rmSync(work, { recursive: true });
  server.stdin.end();
  process.exitCode = status ?? 1;
});
