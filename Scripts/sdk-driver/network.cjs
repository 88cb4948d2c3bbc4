// The JavaScript SDK, taken out of the bundle that lit-python-sdk ships and not changed, pointed at a network.

"use strict";

const { bundlePath, load } = require("../peers/wasm/sdk.cjs");

const MODULES = {
  client: "node_modules/@lit-protocol/lit-node-client-nodejs/src/index.js",
  contracts: "node_modules/@lit-protocol/contracts-sdk/src/index.js",
  authIDs: "node_modules/@lit-protocol/contracts-sdk/src/lib/auth-utils.js",
  helpers: "node_modules/@lit-protocol/auth-helpers/src/index.js",
  constants: "node_modules/@lit-protocol/constants/src/index.js",
  encryption: "node_modules/@lit-protocol/encryption/src/index.js",
  crypto: "node_modules/@lit-protocol/crypto/src/lib/crypto.js",
  ethers: "node_modules/ethers/lib/index.js",
};

const sdk = load(bundlePath(), MODULES);
const { ethers } = sdk.ethers;

/** A network as `lit status --json` describes it, and what a scenario needs to use it. */
class Network {
  constructor(status) {
    this.status = status;
    this.provider = new ethers.providers.StaticJsonRpcProvider(status.rpcUrl);
    this.provider.pollingInterval = 50;
    this.sdk = sdk;
    this.ethers = ethers;
    this.clients = [];
  }

  /** The context that the SDK wants of a network of one's own. */
  get contractContext() {
    // The SDK writes into what it is given.
    return structuredClone(this.status.contractContext);
  }

  /** One of the funded accounts. */
  account(index) {
    return new ethers.Wallet(this.status.accounts[index].privateKey, this.provider);
  }

  /** An account that nobody has used, with some ether. */
  async freshAccount() {
    const wallet = ethers.Wallet.createRandom().connect(this.provider);
    const funds = { to: wallet.address, value: ethers.utils.parseEther("10") };
    await (await this.account(9).sendTransaction(funds)).wait();
    return wallet;
  }

  /** A client that has connected; it is disconnected when all scenarios are over. */
  async connect(options = {}) {
    const client = this.client(options);
    await client.connect();
    return client;
  }

  client(options = {}) {
    const client = new sdk.client.LitNodeClientNodeJs({
      litNetwork: "custom",
      rpcUrl: this.status.rpcUrl,
      contractContext: this.contractContext,
      debug: false,
      ...options,
    });
    this.clients.push(client);
    return client;
  }

  /** The contracts, with `wallet` as the sender. */
  async contracts(wallet) {
    const contracts = new sdk.contracts.LitContracts({
      signer: wallet,
      network: "custom",
      customContext: this.contractContext.contractContext ?? this.contractContext,
      rpc: this.status.rpcUrl,
      debug: false,
    });
    await contracts.connect();
    return contracts;
  }

  /** Everything that a session can ask for. */
  get requests() {
    const { LitPKPResource, LitActionResource, LitAccessControlConditionResource } = sdk.helpers;
    const { LIT_ABILITY } = sdk.constants;
    return [
      { resource: new LitPKPResource("*"), ability: LIT_ABILITY.PKPSigning },
      { resource: new LitActionResource("*"), ability: LIT_ABILITY.LitActionExecution },
      {
        resource: new LitAccessControlConditionResource("*"),
        ability: LIT_ABILITY.AccessControlConditionDecryption,
      },
    ];
  }

  /** Session signatures of a wallet. */
  async session(client, wallet, { requests = this.requests, minutes = 10, ...rest } = {}) {
    const { createSiweMessage, generateAuthSig } = sdk.helpers;
    return client.getSessionSigs({
      chain: "ethereum",
      expiration: new Date(Date.now() + minutes * 60_000).toISOString(),
      resourceAbilityRequests: requests,
      sessionKey: this.sessionKey(),
      authNeededCallback: async ({ uri, expiration, resourceAbilityRequests }) => {
        const toSign = await createSiweMessage({
          uri,
          expiration,
          resources: resourceAbilityRequests,
          walletAddress: wallet.address,
          nonce: await client.getLatestBlockhash(),
          litNodeClient: client,
        });
        return generateAuthSig({ signer: wallet, toSign });
      },
      ...rest,
    });
  }

  /** Without one of its own, a session takes whatever key was used before in this process. */
  sessionKey() {
    return sdk.crypto.generateSessionKeyPair();
  }

  /** What a wallet shows as a way to authenticate. */
  async authMethod(client, wallet, { minutes = 60, uri = "http://localhost" } = {}) {
    const { createSiweMessage, generateAuthSig } = sdk.helpers;
    const toSign = await createSiweMessage({
      uri,
      expiration: new Date(Date.now() + minutes * 60_000).toISOString(),
      walletAddress: wallet.address,
      nonce: await client.getLatestBlockhash(),
      litNodeClient: client,
    });
    const authSig = await generateAuthSig({ signer: wallet, toSign });
    return { authMethodType: sdk.constants.AUTH_METHOD_TYPE.EthWallet, accessToken: JSON.stringify(authSig) };
  }

  /** Session signatures of a PKP. */
  async pkpSession(client, wallet, pkp, options = {}) {
    return client.getPkpSessionSigs({
      pkpPublicKey: pkp.publicKey,
      authMethods: [await this.authMethod(client, wallet)],
      resourceAbilityRequests: this.requests,
      sessionKey: this.sessionKey(),
      expiration: new Date(Date.now() + 10 * 60_000).toISOString(),
      ...options,
    });
  }

  /** Puts an action where the nodes find it. */
  async publish(code) {
    const response = await fetch(this.status.ipfs.addUrl, { method: "POST", body: code });
    if (!response.ok) throw new Error(`${this.status.ipfs.addUrl}: ${response.status} ${await response.text()}`);
    return (await response.json()).cid;
  }

  /** Who made a signature that the SDK has combined. */
  recover(digest, signature) {
    return ethers.utils.recoverAddress(digest, signature.signature);
  }

  async end() {
    for (const client of this.clients) await client.disconnect().catch(() => {});
  }
}

module.exports = { Network };
