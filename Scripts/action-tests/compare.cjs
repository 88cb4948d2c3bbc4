// Runs files of cases twice, under Node.js with the genuine ethers 5.7.2 and in an engine with ours, and compares.
//
//   node compare.cjs [--engine COMMAND] [--bundle FILE] [--fault TEXT=TEXT] [--limit N] [CASES.js…]
//
// COMMAND gets the path of an action to run in the place of {} (or at its end) and prints what the action answered with
// Lit.Actions.setResponse: the text itself, or one JSON object of which it is the member `response`. The default runs
// the modules of Sources/ActionWorker/JavaScript in Node.js (node-engine.cjs), which needs no build.
//
// The first run answers with a short digest for each case, so that thousands fit into a response; for the cases that
// differ a second one answers with the texts. `--fault` replaces a text in every file of cases as the engine sees it:
// a control that a difference is found.

"use strict";

const { execFileSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const vm = require("vm");
const genuine = require("./ethers.cjs");

const options = { engine: `${process.execPath} ${path.join(__dirname, "node-engine.cjs")}`, limit: "10" };
const files = [];
for (let index = 2; index < process.argv.length; index++) {
  const argument = process.argv[index];
  if (argument.startsWith("--")) options[argument.slice(2)] = process.argv[++index];
  else files.push(argument);
}
const folder = path.join(__dirname, "cases/ethers");
if (files.length === 0) files.push(...fs.readdirSync(folder).sort().map((name) => path.join(folder, name)));

const harness = fs.readFileSync(path.join(__dirname, "harness.js"), "utf8");
const ethers = genuine.load(options.bundle ?? genuine.usual);
const work = fs.mkdtempSync(path.join(os.tmpdir(), "action-tests-"));

// So many digests stay below the limit of a response, 102400 bytes.
const portion = 5000;

function action(text, selection) {
  const asked = JSON.stringify(selection);
  return `${harness}\n{\n${text}\n}\n;(async () => {
  const found = await results(ethers, ${asked});
  Lit.Actions.setResponse({ response: JSON.stringify(found) });
})();\n`;
}

function engine(text, selection) {
  const file = path.join(work, "action.js");
  fs.writeFileSync(file, action(text, selection));
  const words = options.engine.split(" ").filter((word) => word);
  const place = words.indexOf("{}");
  if (place < 0) words.push(file);
  else words[place] = file;
  const out = execFileSync(words[0], words.slice(1), { encoding: "utf8", maxBuffer: 1 << 28 });
  const answer = JSON.parse(out);
  if (Array.isArray(answer)) return answer;
  if (typeof answer.response !== "string") throw new Error(`no response: ${out.slice(0, 2000)}`);
  return JSON.parse(answer.response);
}

// The digests of all cases.
function digests(text, count) {
  const found = [];
  for (let from = 0; from < count; from += portion) found.push(...engine(text, { from, to: from + portion }));
  return found;
}

async function reference(text, selection = {}) {
  const run = vm.runInThisContext(`(function () { ${harness}\n{\n${text}\n}\nreturn { results, cases }; })`);
  const { results, cases } = run();
  return { found: await results(ethers, selection), names: cases.map((each) => each.name) };
}

// The first place at which two texts differ, with something around it.
function around(one, two) {
  let at = 0;
  while (at < one.length && one[at] === two[at]) at++;
  return [one, two].map((text) => (at > 80 ? "…" : "") + text.slice(Math.max(0, at - 80), at + 300));
}

async function main() {
  let total = 0;
  let wrong = 0;
  for (const file of files) {
    const text = fs.readFileSync(file, "utf8");
    const seen = options.fault ? text.split(options.fault.split("=")[0]).join(options.fault.split("=")[1]) : text;
    const { found: expected, names } = await reference(text);
    const started = process.hrtime.bigint();
    let differing = names.map((_, index) => index);
    let failure = null;
    try {
      const found = digests(seen, names.length);
      if (found.length !== expected.length) throw new Error(`${found.length} results for ${expected.length} cases`);
      differing = differing.filter((index) => found[index] !== expected[index]);
    } catch (error) {
      failure = error;
    }
    const milliseconds = Number((process.hrtime.bigint() - started) / 1000000n);
    total += names.length;
    wrong += differing.length;
    const name = path.basename(file);
    const counts = `${names.length - differing.length} of ${names.length} equal`;
    console.log(`${differing.length ? "✗" : "✓"} ${name}: ${counts}, ${milliseconds} ms`);
    if (failure) {
      console.log(`    ${String(failure.message).slice(0, 2000)}`);
      continue;
    }
    const shown = differing.slice(0, Number(options.limit));
    if (shown.length === 0) continue;
    const ours = engine(seen, { chosen: shown });
    const theirs = (await reference(text, { chosen: shown })).found;
    shown.forEach((index, place) => {
      const [expectedPart, foundPart] = around(theirs[place], ours[place]);
      console.log(`    ${names[index]}\n      ethers 5.7.2: ${expectedPart}\n      here:         ${foundPart}`);
    });
  }
  fs.rmSync(work, { recursive: true });
  console.log(`${total - wrong} of ${total} cases equal`);
  // The original leaves timers behind, of two minutes each, which are not waited for.
  process.exit(wrong > 0 || total === 0 ? 1 : 0);
}

main();
