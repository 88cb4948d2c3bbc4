"use strict";

const { shared } = require("../pkp.cjs");

const conditions = (address) => [
  {
    contractAddress: "",
    standardContractType: "",
    chain: "ethereum",
    method: "",
    parameters: [":userAddress"],
    returnValueTest: { comparator: "=", value: address },
  },
];

module.exports = {
  async "encrypt and decrypt"(network, expect) {
    const { client, wallet, session } = await shared(network);
    const { encryptString, decryptToString } = network.sdk.encryption;
    const accessControlConditions = conditions(wallet.address);
    const sealed = await encryptString({ accessControlConditions, dataToEncrypt: "a secret" }, client);
    const ask = (sessionSigs) =>
      decryptToString({ accessControlConditions, ...sealed, chain: "ethereum", sessionSigs }, client);
    expect.equal(await ask(session), "a secret", "the secret");
    const stranger = await network.session(client, network.ethers.Wallet.createRandom());
    await expect.fails(() => ask(stranger), "a stranger decrypts", "NodeAccessControlConditionsReturnedNotAuthorized");
  },
};
