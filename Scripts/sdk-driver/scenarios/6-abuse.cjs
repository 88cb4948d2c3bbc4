// What clients must not get away with. Sessions are made by the SDK, then bent by hand and sent as they are.

"use strict";

const http = require("node:http");
const { bytes, digest, foreignPKP, shared } = require("../pkp.cjs");

/** Sends a body to a node; whatever comes back has to be JSON. */
async function post(url, path, body, headers = {}) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Request-Id": `lit_${Math.random().toString(16).slice(2)}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${path}: ${response.status} with no JSON: ${text.slice(0, 200)}`);
  }
  return { status: response.status, json, text, type: response.headers.get("content-type") };
}

const PKP_SIGN = ["/web/pkp/sign/v1", "/web/pkp/sign", "/web/pkp/sign/v1/", "/web/pkp/sign/"];
const EXECUTE = ["/web/execute/v1", "/web/execute"];
const DECRYPT = ["/web/encryption/sign/", "/web/encryption/sign", "/web/encryption/sign/v1"];

/** A session signature of the SDK's, taken apart, changed, and signed again by the session's key. */
function resign(network, key, sig, change) {
  const message = JSON.parse(sig.signedMessage);
  change(message);
  return signed(network, key, message);
}

function signed(network, key, message) {
  const crypto = require("node:crypto");
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  const seed = Buffer.from(key.secretKey, "hex").subarray(0, 32);
  const signing = crypto.createPrivateKey({ key: Buffer.concat([prefix, seed]), format: "der", type: "pkcs8" });
  const signedMessage = JSON.stringify(message);
  return {
    sig: crypto.sign(null, Buffer.from(signedMessage), signing).toString("hex"),
    derivedVia: "litSessionSignViaNacl",
    signedMessage,
    address: key.publicKey,
    algo: "ed25519",
  };
}

/** A session of which the key is known. */
async function open(network, options = {}) {
  const { client, wallet, pkp } = await shared(network);
  const key = network.sessionKey();
  const session = await network.session(client, options.wallet ?? wallet, { sessionKey: key, ...options });
  const [url, other] = network.status.nodes.map((node) => node.url);
  return { client, wallet, pkp, key, session, url, other };
}

/** Every route of an operation has to refuse with the code. */
async function refused(expect, url, paths, body, status, code, what) {
  for (const path of paths) {
    const answer = await post(url, path, body);
    expect.equal([answer.status, answer.json.errorCode], [status, code], `${what} at ${path}: ${answer.text.slice(0, 400)}`);
    expect.true(answer.type.startsWith("application/json"), "the content type");
  }
}

const signBody = (network, pkp, authSig, text = "abuse") => ({
  toSign: [...bytes(network, digest(network, text))],
  pubkey: `0x${pkp.publicKey.replace(/^0x/, "")}`,
  authSig,
  epoch: 0,
});

module.exports = {
  async "a session replayed to another node"(network, expect) {
    const { pkp, session, url, other } = await open(network);
    await refused(expect, other, PKP_SIGN, signBody(network, pkp, session[url]), 403, "NodeNotAuthorized", "replay");
  },

  async "a session bent by hand"(network, expect) {
    const { pkp, key, session, url, wallet } = await open(network);
    const sig = session[url];
    const bend = (change) => signBody(network, pkp, resign(network, key, sig, change));
    const check = (body, status, code, what) => refused(expect, url, PKP_SIGN, body, status, code, what);
    const day = 86_400_000;
    const at = (ms) => new Date(Date.now() + ms).toISOString();
    await check(bend((m) => (m.expiration = at(-120_000))), 403, "NodeExpWrongOrTooLarge", "expired");
    await check(bend((m) => (m.issuedAt = at(120_000))), 403, "NodeIatOutsideGracePeriod", "from the future");
    await check(bend((m) => (m.expiration = at(31 * day))), 400, "NodeSIWEMessageError", "too long");
    await check(bend((m) => (m.capabilities = [])), 400, "NodeSIWECapabilityInvalid", "without a capability");
    await check(bend((m) => (m.resourceAbilityRequests = [])), 404, "NodeResourceIdNotFound", "without a request");
    await check(bend((m) => m.resourceAbilityRequests.forEach((r) => (r.ability = "rate-limit-increase-auth"))), 404, "NodeResourceIdNotFound", "another ability");
    await check(signBody(network, pkp, { ...sig, signedMessage: `${sig.signedMessage} ` }), 400, "NodeInvalidAuthSigSessionKeySignature", "another text");
    await check(signBody(network, pkp, { ...sig, sig: "00".repeat(64) }), 400, "NodeInvalidAuthSigSessionKeySignature", "no signature");
    const stranger = network.sessionKey();
    for (const path of PKP_SIGN) {
      // Another key presents the capabilities of the first.
      const stolen = signed(network, stranger, JSON.parse(sig.signedMessage));
      const answer = await post(url, path, signBody(network, pkp, stolen));
      expect.true(answer.status >= 400 && answer.json.errorCode, `another session key at ${path}: ${answer.text.slice(0, 200)}`);
      const renamed = signed(network, stranger, { ...JSON.parse(sig.signedMessage), sessionKey: stranger.publicKey });
      const second = await post(url, path, signBody(network, pkp, renamed));
      expect.true(second.status >= 400 && second.json.errorCode, `its name changed at ${path}: ${second.text.slice(0, 200)}`);
    }
    // The address beside the message says somebody else.
    const liar = bend((m) => (m.capabilities.at(-1).address = network.ethers.Wallet.createRandom().address));
    for (const path of PKP_SIGN) expect.true((await post(url, path, liar)).status >= 400, `a false address at ${path}`);
    // A wallet says that the network has signed, and what about.
    const forged = bend((m) => Object.assign(m.capabilities.at(-1), { derivedVia: "lit.bls", algo: "LIT_BLS" }));
    for (const path of PKP_SIGN) expect.true((await post(url, path, forged)).status >= 400, `a forged origin at ${path}`);
    // The same session, not bent, is good.
    const good = await post(url, "/web/pkp/sign/v1", { ...signBody(network, pkp, sig), toSign: [1] });
    expect.true(good.text.includes("32 bytes"), `the length of what is signed: ${good.text.slice(0, 300)} for ${wallet.address}`);
  },

  async "a capability that nobody signed"(network, expect) {
    const { pkp, key, session, url } = await open(network);
    const unsigned = resign(network, key, session[url], (m) => {
      const last = m.capabilities.at(-1);
      last.sig = `0x${"11".repeat(64)}1b`;
    });
    // The route that decrypts is where the original read a wallet's word without its signature.
    const conditions = { accessControlConditions: [{ contractAddress: "", standardContractType: "", chain: "ethereum", method: "", parameters: [":userAddress"], returnValueTest: { comparator: "!=", value: "0x0000000000000000000000000000000000000000" } }] };
    const body = { ...conditions, chain: "ethereum", dataToEncryptHash: "ab".repeat(32), authSig: unsigned, epoch: 0 };
    for (const path of DECRYPT) {
      const answer = await post(url, path, body);
      expect.true(answer.status >= 400 && answer.json.errorCode, `${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    for (const path of [...PKP_SIGN, ...EXECUTE]) {
      const code = Buffer.from("1").toString("base64");
      const answer = await post(url, path, { ...signBody(network, pkp, unsigned), code });
      expect.true(answer.status >= 400 && answer.json.errorCode, `${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
  },

  async "another's PKP and a scope that is too small"(network, expect) {
    const { url, session } = await open(network);
    const theirs = await foreignPKP(network);
    await refused(expect, url, PKP_SIGN, signBody(network, theirs, session[url]), 401, "NodeAuthSigScopeTooLimited", "another's PKP");
    const { wallet, contracts } = await shared(network);
    const { pkp } = await contracts.pkpNftContractUtils.write.mint();
    const friend = await network.freshAccount();
    const write = contracts.pkpPermissionsContract.write;
    await (await write.addPermittedAddress(pkp.tokenId, friend.address, [2])).wait();
    const theirSession = await open(network, { wallet: friend });
    await refused(
      expect, url, PKP_SIGN, signBody(network, pkp, theirSession.session[url]), 401, "NodeAuthSigScopeTooLimited",
      `only personal messages for ${wallet.address}'s friend`,
    );
  },

  async "a burnt PKP has no owner"(network, expect) {
    const { url, session } = await open(network);
    const { contracts, wallet } = await shared(network);
    const { pkp } = await contracts.pkpNftContractUtils.write.mint();
    const burn = new network.ethers.Contract(contracts.pkpNftContract.read.address, ["function burn(uint256)"], wallet);
    await (await burn.burn(pkp.tokenId)).wait();
    await refused(expect, url, PKP_SIGN, signBody(network, pkp, session[url]), 401, "NodeAuthSigScopeTooLimited", "burnt");
  },

  async "bodies that fit nothing"(network, expect) {
    const { url, session } = await open(network);
    const routes = [...PKP_SIGN, ...EXECUTE, ...DECRYPT, "/web/handshake", "/web/sign_session_key/v1", "/web/pkp/claim/"];
    // Nearly everything is right about it: only the key is another's.
    const good = signBody(network, await foreignPKP(network), session[url]);
    const values = [null, true, -1, 1e308, "", "x".repeat(100_000), [], {}, [[[[]]]], { a: { b: {} } }, "\u0000", [1, "2"]];
    for (const path of routes) {
      for (const text of ["", "{", "[]", "null", "1", '"x"', "\ufeff{}", "[".repeat(5000), `{"a":${"[".repeat(3000)}${"]".repeat(3000)}}`, "{}"]) {
        const answer = await post(url, path, text);
        // A handshake asks for very little.
        expect.true(answer.status >= 400 || path === "/web/handshake", `${path} with ${text.slice(0, 20)}: ${answer.status}`);
        expect.true(answer.status !== 500, `${path} with ${text.slice(0, 20)}: ${answer.text.slice(0, 300)}`);
      }
      for (const member of ["toSign", "pubkey", "authSig", "epoch", "authMethods", "code", "ipfsId", "jsParams", "siweMessage", "sessionKey", "dataToEncryptHash", "authMethod", "challenge"]) {
        for (const value of values) {
          const answer = await post(url, path, { ...good, [member]: value });
          expect.true(answer.status !== 500, `${path} with ${member}: ${JSON.stringify(value).slice(0, 40)}: ${answer.text.slice(0, 300)}`);
        }
      }
    }
    const missing = await post(url, "/web/nothing", {});
    expect.equal(missing.status, 404, "an unknown route");
  },

  async "slow bodies hold nobody up"(network, expect) {
    const { client, pkp, session } = await shared(network);
    const sockets = network.status.nodes.flatMap(({ url }) =>
      Array.from({ length: 40 }, () => {
        const { hostname, port } = new URL(url);
        const headers = { "Content-Type": "application/json", "Content-Length": "100000", "X-Request-Id": "slow" };
        const request = http.request({ hostname, port, path: "/web/execute/v1", method: "POST", headers });
        request.on("error", () => {});
        request.write("{");
        return request;
      }),
    );
    try {
      const hash = digest(network, "meanwhile");
      const signature = await client.pkpSign({ toSign: bytes(network, hash), pubKey: pkp.publicKey, sessionSigs: session });
      expect.equal(network.recover(hash, signature), pkp.ethAddress, "who signed meanwhile");
    } finally {
      for (const request of sockets) request.destroy();
    }
  },

  async "a preflight from a page of anybody's"(network, expect) {
    for (const { url } of network.status.nodes) {
      const response = await fetch(`${url}/web/execute/v1`, {
        method: "OPTIONS",
        headers: {
          Origin: "https://app.example",
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "content-type,accept,x-lit-sdk-version,x-lit-sdk-type,x-request-id",
        },
      });
      expect.true(response.ok, "the preflight is answered");
      expect.true(["*", "https://app.example"].includes(response.headers.get("access-control-allow-origin")), "any origin");
      const allowed = response.headers.get("access-control-allow-headers").toLowerCase();
      for (const name of ["content-type", "accept", "x-lit-sdk-version", "x-lit-sdk-type", "x-request-id"]) {
        expect.true(allowed.includes(name), `the header ${name} in ${allowed}`);
      }
    }
  },
};
