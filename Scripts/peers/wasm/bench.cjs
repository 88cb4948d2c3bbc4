// Benchmark peer: the JavaScript SDK's WebAssembly. Protocol: see ../bench_loop.py.
//
// Operations, of which each takes what it works on, in hex: verify (publicKey, message, signature), combine
// (shares), encrypt (publicKey, message, identity), decrypt (ciphertext, decryptionKey), derive (keyId, rootKeys),
// ecdsa_combine (bigR, shares, digest, publicKey), which verifies as well.
// "bytes" beside encrypt and decrypt stands for a message of so many zeros.

"use strict";

const readline = require("node:readline");

const { bundlePath, load, quietly } = require("./sdk.cjs");

const VARIANT = "Bls12381G2";
const bytes = (text) => Buffer.from(text, "hex");

// The exports of the module as they are, without the promises that the SDK's functions put around them.
const PREPARATIONS = {
  verify: (wasm, { publicKey, message, signature }) => {
    const [key, text, point] = [publicKey, message, signature].map(bytes);
    return () => wasm.blsVerify(VARIANT, key, text, point);
  },
  combine: (wasm, { shares }) => {
    const parts = shares.map(bytes);
    return () => wasm.blsCombine(VARIANT, parts);
  },
  encrypt: (wasm, command) => {
    const [key, identity] = [command.publicKey, command.identity].map(bytes);
    const message = Buffer.alloc(command.bytes);
    return () => wasm.blsEncrypt(VARIANT, key, message, identity);
  },
  decrypt: (wasm, command) => {
    const [key, identity, opening] = [command.publicKey, command.identity, command.decryptionKey].map(bytes);
    const ciphertext = wasm.blsEncrypt(VARIANT, key, Buffer.alloc(command.bytes), identity);
    return () => wasm.blsDecrypt(VARIANT, ciphertext, opening);
  },
  derive: (wasm, { keyId, rootKeys }) => {
    const [id, roots] = [bytes(keyId), rootKeys.map(bytes)];
    return () => wasm.ecdsaDeriveKey("K256", id, roots);
  },
  ecdsa_combine: (wasm, { bigR, shares, digest, publicKey }) => {
    const [point, hash, key] = [bigR, digest, publicKey].map(bytes);
    const parts = shares.map(bytes);
    return () => wasm.ecdsaVerify("K256", hash, key, wasm.ecdsaCombine("K256", point, parts));
  },
};

function timed(operation, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call += 1) operation();
  return Number(process.hrtime.bigint() - start);
}

/** Nanoseconds for one call: the mean over batches that together take about `seconds`. */
function measure(operation, seconds) {
  operation();
  let batch = 1;
  // A batch long enough that reading the clock does not count.
  while (timed(operation, batch) < 1e6) batch *= 2;
  let [calls, total] = [0, 0];
  while (total < seconds * 1e9) {
    total += timed(operation, batch);
    calls += batch;
  }
  return { ns: total / calls, calls };
}

async function main() {
  const sdk = load(bundlePath());
  // One call through the SDK starts the module.
  await quietly(() => sdk.wasm.ecdsaDeriveKey("K256", Buffer.alloc(32), []));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    let answer;
    try {
      const command = JSON.parse(line);
      const operation = PREPARATIONS[command.op](sdk.internal, command);
      answer = { op: command.op, ...measure(operation, command.seconds ?? 0.2) };
    } catch (error) {
      answer = { error: String(error?.message ?? error) };
    }
    console.log(JSON.stringify(answer));
  }
}

main().catch((error) => {
  console.error(`bench.cjs: ${error.message}`);
  process.exit(1);
});
