"use strict";

const digest = (network, text) => network.ethers.utils.id(text);
const bytes = (network, hex) => network.ethers.utils.arrayify(hex);

/** A client, a wallet and a PKP of the wallet's, made once for all scenarios that only use them. */
let scene;
function shared(network) {
  scene ??= (async () => {
    const client = await network.connect();
    const wallet = await network.freshAccount();
    const contracts = await network.contracts(wallet);
    const { pkp } = await contracts.pkpNftContractUtils.write.mint();
    const session = await network.session(client, wallet);
    return { client, wallet, contracts, pkp, session };
  })();
  return scene;
}

/** A PKP that belongs to itself, and which a wallet may use by showing that it is that wallet. */
let own;
function ownPKP(network) {
  own ??= (async () => {
    const { client, wallet, contracts } = await shared(network);
    const authMethod = await network.authMethod(client, wallet);
    const { pkp } = await contracts.mintWithAuth({ authMethod, scopes: [1, 2] });
    return pkp;
  })();
  return own;
}

/** A PKP that somebody else owns. */
let foreign;
function foreignPKP(network) {
  foreign ??= (async () => {
    const contracts = await network.contracts(await network.freshAccount());
    return (await contracts.pkpNftContractUtils.write.mint()).pkp;
  })();
  return foreign;
}

module.exports = { bytes, digest, foreignPKP, ownPKP, shared };
