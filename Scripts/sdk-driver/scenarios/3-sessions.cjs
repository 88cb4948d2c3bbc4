"use strict";

const { bytes, digest, ownPKP, shared } = require("../pkp.cjs");

module.exports = {
  async getSessionSigs(network, expect) {
    const { session } = await shared(network);
    expect.equal(Object.keys(session).sort(), network.status.nodes.map(({ url }) => url).sort(), "one for each node");
  },

  async getPkpSessionSigs(network, expect) {
    const { client, wallet } = await shared(network);
    const pkp = await ownPKP(network);
    const session = await network.pkpSession(client, wallet, pkp);
    for (const sig of Object.values(session)) {
      const [capability] = JSON.parse(sig.signedMessage).capabilities;
      expect.equal([capability.algo, capability.derivedVia], ["LIT_BLS", "lit.bls"], "how it was signed");
      expect.equal(capability.address, pkp.ethAddress, "whose it is");
    }
  },

  async pkpSign(network, expect) {
    const { client, pkp, session } = await shared(network);
    for (const text of ["one", "two", "three"]) {
      const hash = digest(network, text);
      const signature = await client.pkpSign({ toSign: bytes(network, hash), pubKey: pkp.publicKey, sessionSigs: session });
      expect.equal(network.recover(hash, signature), pkp.ethAddress, "who signed");
      expect.equal(signature.publicKey.toLowerCase(), pkp.publicKey.toLowerCase(), "the key");
      expect.equal(signature.dataSigned.toLowerCase(), hash.slice(2), "what was signed");
    }
  },

  async "pkpSign many at once"(network, expect) {
    const { client, pkp, session } = await shared(network);
    const texts = Array.from({ length: 12 }, (_, index) => `at once ${index}`);
    await Promise.all(
      texts.map(async (text) => {
        const hash = digest(network, text);
        const signature = await client.pkpSign({ toSign: bytes(network, hash), pubKey: pkp.publicKey, sessionSigs: session });
        expect.equal(network.recover(hash, signature), pkp.ethAddress, "who signed");
      }),
    );
  },

  async "pkpSign with a PKP session"(network, expect) {
    const { client, wallet } = await shared(network);
    const pkp = await ownPKP(network);
    const session = await network.pkpSession(client, wallet, pkp);
    const hash = digest(network, "by itself");
    const signature = await client.pkpSign({ toSign: bytes(network, hash), pubKey: pkp.publicKey, sessionSigs: session });
    expect.equal(network.recover(hash, signature), pkp.ethAddress, "who signed");
  },

  async "a stranger's session is refused"(network, expect) {
    const { client, pkp } = await shared(network);
    const stranger = network.ethers.Wallet.createRandom();
    const session = await network.session(client, stranger);
    await expect.fails(
      () => client.pkpSign({ toSign: bytes(network, digest(network, "mine")), pubKey: pkp.publicKey, sessionSigs: session }),
      "a stranger signs", "NodeAuthSigScopeTooLimited",
    );
    await expect.fails(
      () => network.pkpSession(client, stranger, pkp), "a stranger's PKP session", "NodeAuthSigScopeTooLimited",
    );
  },

  async "a session without the ability is refused"(network, expect) {
    const { client, wallet, pkp } = await shared(network);
    const [, execution] = network.requests;
    const session = await network.session(client, wallet, { requests: [execution] });
    await expect.fails(
      () => client.pkpSign({ toSign: bytes(network, digest(network, "no")), pubKey: pkp.publicKey, sessionSigs: session }),
      "signing with a session for actions", "NodeResourceIdNotFound",
    );
  },

  async "getLitActionSessionSigs"(network, expect) {
    const { client, contracts, wallet } = await shared(network);
    const { pkp } = await contracts.pkpNftContractUtils.write.mint();
    const code = 'Lit.Actions.setResponse({ response: JSON.stringify(secret === "sesame") });';
    const cid = await network.publish(code);
    await contracts.addPermittedAction({ ipfsId: cid, pkpTokenId: pkp.tokenId, authMethodScopes: [1] });
    const ask = (secret) =>
      client.getLitActionSessionSigs({
        pkpPublicKey: pkp.publicKey,
        resourceAbilityRequests: network.requests,
        sessionKey: network.sessionKey(),
        litActionCode: Buffer.from(code).toString("base64"),
        jsParams: { secret },
        expiration: new Date(Date.now() + 600_000).toISOString(),
      });
    const session = await ask("sesame");
    const hash = digest(network, "by an action");
    const signature = await client.pkpSign({ toSign: bytes(network, hash), pubKey: pkp.publicKey, sessionSigs: session });
    expect.equal(network.recover(hash, signature), pkp.ethAddress, `who signed for ${wallet.address}`);
    await expect.fails(() => ask("wrong"), "the action says no", "NodeLitActionsSessionSigAuthenticationFailed");
  },
};
