// What the SDK makes of the input of a case, by kind: `expect` of the case, and with encryption its input too.
//
// A refusal is an exception. Where the SDK is more lenient than the specification, the case goes to a group
// ending in `-strict` and must be refused all the same.

"use strict";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const bytes = (text) => Buffer.from(text, "hex");

/** An input that the SDK took and that must be refused. */
class Lenient {
  constructor(result) {
    this.result = result;
  }
}

const INFINITY = "c0" + "00".repeat(95);

/** The kinds, each a function of the SDK and a case's input, group and original, if it was changed. */
const KINDS = {
  async hd_pubkey(sdk, { input }) {
    const publicKey = await sdk.crypto.computeHDPubKey(input.rootKeys, input.keyId, "K256");
    const isPlain = (key) =>
      (/^0[23]/.test(key) && key.length === 66) || (/^04/.test(key) && key.length === 130);
    return input.rootKeys.every(isPlain) ? { publicKey } : new Lenient(publicKey);
  },

  async bls_verify(sdk, { input }) {
    await sdk.crypto.verifySignature(input.publicKey, bytes(input.message), bytes(input.signature));
    return { valid: true };
  },

  async bls_combine(sdk, { input }) {
    const shares = input.shares.map((share) => ({ ProofOfPossession: share }));
    const signature = await sdk.crypto.combineSignatureShares(shares);
    if (input.shares.some((share) => share.slice(2) === INFINITY)) return new Lenient(signature);
    try {
      await sdk.crypto.verifySignature(input.publicKey, bytes(input.message), bytes(signature));
    } catch (error) {
      return { error: "invalidSignature", combined: signature, wasmMessage: String(error) };
    }
    return { signature };
  },

  async bls_encrypt(sdk, aCase) {
    const { input } = aCase;
    if (aCase.group === "made-by-wasm") {
      const message = bytes(input.message);
      const identity = Buffer.from(input.identity, "utf8");
      const ciphertextBase64 = await sdk.crypto.encrypt(input.publicKey, message, identity);
      const decryptionKey = await sdk.crypto.combineSignatureShares(input.signatureShares);
      delete input.message;
      input.ciphertextBase64 = ciphertextBase64;
      return { decryptionKey, message: hex(message) };
    }
    const message = hex(
      await sdk.wasm.blsDecrypt("Bls12381G2", bytes(input.ciphertext), bytes(input.decryptionKey)),
    );
    const { original } = aCase;
    return original === undefined || original === input.ciphertext ? { message } : new Lenient(message);
  },

  async bls_session_sig(sdk, { input }) {
    input.now = new Date().toISOString();
    const parsed = new sdk.siwe.SiweMessage(input.authSig.signedMessage);
    await sdk.session.blsSessionSigVerify(
      sdk.crypto.verifySignature, input.networkPublicKey, input.authSig, parsed);
    const signature = JSON.parse(input.authSig.sig).ProofOfPossession;
    return { signature };
  },

  async ecdsa_combine(sdk, { input, group, original }) {
    const shares = input.shares.map(bytes);
    const [r, s, recid] = await sdk.wasm.ecdsaCombine("K256", bytes(input.bigR), shares);
    await sdk.wasm.ecdsaVerify("K256", bytes(input.digest), bytes(input.publicKey), [r, s, recid]);
    const signature = `0x${hex(r)}${hex(s)}${hex([27 + recid])}`;
    const result = { r: hex(r), s: hex(s), recid, signature };
    // The SDK takes other encodings of points, and does not see that another nonce of the same x gives
    // another key; nor that the shares make -s, which those do that are left of weights 2 and -1.
    const isPlain = /^(0[23].{64}|04.{128})$/;
    const isMade = input.bigR === original && isPlain.test(input.publicKey) && group !== "few";
    return isMade ? result : new Lenient(result);
  },
};

/** The case with what the SDK makes of it. */
async function answered(sdk, kind, aCase) {
  const { original, ...rest } = aCase;
  try {
    const result = await KINDS[kind](sdk, aCase);
    if (!(result instanceof Lenient)) return { ...rest, expect: result };
    return {
      ...rest,
      group: `${rest.group}-strict`,
      expect: { error: "strict", wasmResult: result.result },
    };
  } catch (error) {
    return { ...rest, expect: { error: "refused", wasmMessage: String(error?.message ?? error) } };
  }
}

module.exports = { KINDS, answered };
