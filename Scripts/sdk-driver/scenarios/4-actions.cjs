"use strict";

const { bytes, digest, shared } = require("../pkp.cjs");

const SIGNING = `(async () => {
  await Lit.Actions.signEcdsa({ toSign, publicKey, sigName });
  Lit.Actions.setResponse({ response: JSON.stringify({ hello: "world", n: 7 }) });
  console.log("signed");
})();`;

module.exports = {
  async executeJs(network, expect) {
    const { client, session } = await shared(network);
    const code = 'console.log("a line"); Lit.Actions.setResponse({ response: JSON.stringify({ a: [1, 2] }) });';
    const result = await client.executeJs({ code, sessionSigs: session });
    expect.equal(result.success, true, "success");
    expect.equal(result.response, '{"a":[1,2]}', "the response");
    expect.equal(result.logs, "a line\n", "the log");
  },

  async "executeJs with parameters"(network, expect) {
    const { client, session } = await shared(network);
    const code = "Lit.Actions.setResponse({ response: JSON.stringify([text, number, list, bytes, nested]) });";
    const jsParams = { text: "x\u00e9\u{1F525}", number: 1.5, list: [true, null], bytes: new Uint8Array([1, 255]), nested: { a: { b: 2 } } };
    const { response } = await client.executeJs({ code, jsParams, sessionSigs: session });
    expect.equal(JSON.parse(response), ["x\u00e9\u{1F525}", 1.5, [true, null], [1, 255], { a: { b: 2 } }], "the parameters");
  },

  async "executeJs with signEcdsa"(network, expect) {
    const { client, pkp, session } = await shared(network);
    const hash = digest(network, "in an action");
    const jsParams = { toSign: bytes(network, hash), publicKey: pkp.publicKey, sigName: "first" };
    const result = await client.executeJs({ code: SIGNING, jsParams, sessionSigs: session });
    expect.equal(Object.keys(result.signatures), ["first"], "the signatures");
    expect.equal(network.recover(hash, result.signatures.first), pkp.ethAddress, "who signed");
    expect.equal(result.response, { hello: "world", n: 7 }, "the response");
    expect.equal(result.logs, "signed\n", "the log");
  },

  async "executeJs with two signatures and a combined one"(network, expect) {
    const { client, pkp, session } = await shared(network);
    const code = `(async () => {
      const toSign = ethers.utils.arrayify(ethers.utils.id("a"));
      const combined = JSON.parse(await Lit.Actions.signAndCombineEcdsa({ toSign, publicKey, sigName: "inside" }));
      await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "a" });
      await Lit.Actions.ethPersonalSignMessageEcdsa({ message: "b", publicKey, sigName: "b" });
      Lit.Actions.setResponse({ response: JSON.stringify(combined) });
    })();`;
    const result = await client.executeJs({ code, jsParams: { publicKey: pkp.publicKey }, sessionSigs: session });
    const { ethers } = network;
    expect.equal(network.recover(ethers.utils.id("a"), result.signatures.a), pkp.ethAddress, "a");
    expect.equal(network.recover(ethers.utils.hashMessage("b"), result.signatures.b), pkp.ethAddress, "b");
    const { r, s, v } = result.response;
    const whole = { r: `0x${r.slice(-64)}`, s: `0x${s}`, v: 27 + v };
    expect.equal(ethers.utils.recoverAddress(ethers.utils.id("a"), whole), pkp.ethAddress, "what the action has combined");
  },

  async "executeJs by CID"(network, expect) {
    const { client, pkp, session } = await shared(network);
    const ipfsId = await network.publish(SIGNING);
    const hash = digest(network, "by CID");
    const jsParams = { toSign: bytes(network, hash), publicKey: pkp.publicKey, sigName: "byCid" };
    const result = await client.executeJs({ ipfsId, jsParams, sessionSigs: session });
    expect.equal(network.recover(hash, result.signatures.byCid), pkp.ethAddress, "who signed");
  },

  async "executeJs at a single node"(network, expect) {
    const { client, session } = await shared(network);
    const code = 'Lit.Actions.setResponse({ response: "alone" });';
    const result = await client.executeJs({ code, sessionSigs: session, useSingleNode: true });
    expect.equal(result.response, "alone", "the response");
  },

  async "a claim in an action"(network, expect) {
    const { client, contracts, session } = await shared(network);
    const code = `(async () => { await Lit.Actions.claimKey({ keyId }); })();`;
    const keyId = `key ${Date.now()}`;
    const { claims } = await client.executeJs({ code, jsParams: { keyId }, sessionSigs: session });
    const { signatures, derivedKeyId } = claims[keyId];
    expect.equal(signatures.length, network.status.nodes.length, "every node has signed");
    const cid = await network.publish(code);
    expect.equal(`0x${derivedKeyId}`, network.ethers.utils.id(`${cid}_${keyId}`), "the id of the key");
    const { tx } = await contracts.pkpNftContractUtils.write.claimAndMint(`0x${derivedKeyId}`, signatures);
    expect.equal((await tx.wait()).status, 1, "the contract accepts the claim");
  },

  async "an action that throws"(network, expect) {
    const { client, session } = await shared(network);
    const code = 'console.log("before"); throw new Error("on purpose");';
    const error = await expect.fails(() => client.executeJs({ code, sessionSigs: session }), "it throws", "on purpose");
    expect.equal(error.code, "node_error", "the code");
  },

  async "an action by a stranger may not sign"(network, expect) {
    const { client, pkp } = await shared(network);
    const session = await network.session(client, network.ethers.Wallet.createRandom());
    const jsParams = { toSign: bytes(network, digest(network, "mine")), publicKey: pkp.publicKey, sigName: "stolen" };
    await expect.fails(
      () => client.executeJs({ code: SIGNING, jsParams, sessionSigs: session }), "a stranger's action", "scope",
    );
  },

  async "nodes talk to each other in an action"(network, expect) {
    const { client, session } = await shared(network);
    const code = `(async () => {
      const all = await Lit.Actions.broadcastAndCollect({ name: "n", value: "v" });
      const once = await Lit.Actions.runOnce({ waitForResponse: true, name: "once" }, async () => "the leader's");
      Lit.Actions.setResponse({ response: JSON.stringify([all, once]) });
    })();`;
    const { response } = await client.executeJs({ code, sessionSigs: session });
    const [all, once] = JSON.parse(response);
    expect.equal(all, network.status.nodes.map(() => "v"), "what was collected");
    expect.true(String(once).includes("the leader's"), "what ran once");
  },
};
