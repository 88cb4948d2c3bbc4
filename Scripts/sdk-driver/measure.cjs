// Measures the genuine JavaScript SDK against a running network: does what each line of its input says, and answers
// with a line of JSON that tells what it took.
//
//   node measure.cjs --status FILE
//
// FILE is what `lit status --json` prints. The lines are: connect, sign, execute, session, end.

"use strict";

const fs = require("node:fs");
const readline = require("node:readline");
const { parseArgs } = require("node:util");

const { values: options } = parseArgs({ options: { status: { type: "string" } } });

const ACTION = `(async () => {
  await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "signature" });
  Lit.Actions.setResponse({ response: "done" });
})();`;

const answer = (value) => fs.writeSync(1, `${JSON.stringify(value)}\n`);

async function main() {
  if (!options.status) throw new Error("usage: measure.cjs --status FILE");
  const status = JSON.parse(fs.readFileSync(options.status, "utf8"));
  const silent = () => {};
  Object.assign(console, { log: silent, warn: silent, info: silent, debug: silent });
  const { Network } = require("./network.cjs");
  const { bytes, digest, ownPKP, shared } = require("./pkp.cjs");
  const network = new Network(status);
  const { client, wallet, pkp, session } = await shared(network);
  const own = await ownPKP(network);

  const expect = (hash, signature) => {
    const signer = network.recover(hash, signature);
    if (signer !== pkp.ethAddress) throw new Error(`${signer} has signed, not ${pkp.ethAddress}`);
  };
  let count = 0;
  const operations = {
    async connect() {
      await (await network.connect()).disconnect();
    },
    async sign() {
      const hash = digest(network, `sign ${(count += 1)} ${Math.random()}`);
      const toSign = bytes(network, hash);
      expect(hash, await client.pkpSign({ toSign, pubKey: pkp.publicKey, sessionSigs: session }));
    },
    async execute() {
      const hash = digest(network, `execute ${(count += 1)} ${Math.random()}`);
      const jsParams = { toSign: bytes(network, hash), publicKey: pkp.publicKey };
      const { signatures } = await client.executeJs({ code: ACTION, jsParams, sessionSigs: session });
      expect(hash, signatures.signature);
    },
    async session() {
      await network.pkpSession(client, wallet, own);
    },
  };

  answer({ ready: true });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line === "end") break;
    const [start, before] = [performance.now(), process.cpuUsage()];
    try {
      await operations[line]();
      const { user, system } = process.cpuUsage(before);
      const memory = process.memoryUsage.rss() / 1e6;
      answer({ ms: performance.now() - start, cpu: (user + system) / 1e3, memory });
    } catch (error) {
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error) });
    }
  }
  await network.end();
  process.exit(0);
}

main().catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(2);
});
