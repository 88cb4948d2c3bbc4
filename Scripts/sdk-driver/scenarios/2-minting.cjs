"use strict";

/** Whether what the SDK says of a new PKP is what the chain says. */
async function check(network, expect, contracts, { tokenId, publicKey, ethAddress }) {
  const { keccak256, computeAddress } = network.ethers.utils;
  const key = `0x${publicKey.replace(/^0x/, "")}`;
  expect.equal(key.length, 132, "65 bytes of key");
  expect.equal(network.ethers.BigNumber.from(tokenId).toHexString(), network.ethers.BigNumber.from(keccak256(key)).toHexString(), "the token's id is the key's hash");
  expect.equal(computeAddress(key), ethAddress, "the address");
  expect.equal(await contracts.pkpNftContract.read.getPubkey(tokenId), key, "the key on chain");
}

module.exports = {
  async mintWithAuth(network, expect) {
    const client = await network.connect();
    const wallet = await network.freshAccount();
    const contracts = await network.contracts(wallet);
    const authMethod = await network.authMethod(client, wallet);
    const { pkp, tx } = await contracts.mintWithAuth({ authMethod, scopes: [1, 2] });
    expect.equal(tx.status, 1, "mined");
    await check(network, expect, contracts, pkp);
    const id = await network.sdk.authIDs.getAuthIdByAuthMethod(authMethod);
    const scopes = await contracts.pkpPermissionsContract.read.getPermittedAuthMethodScopes(pkp.tokenId, 1, id, 3);
    expect.equal(scopes, [false, true, true], "the scopes");
    expect.equal(await contracts.pkpNftContract.read.ownerOf(pkp.tokenId), pkp.ethAddress, "it belongs to itself");
  },

  async mintNext(network, expect) {
    const wallet = await network.freshAccount();
    const contracts = await network.contracts(wallet);
    const { pkp } = await contracts.pkpNftContractUtils.write.mint();
    await check(network, expect, contracts, pkp);
    expect.equal(await contracts.pkpNftContract.read.ownerOf(pkp.tokenId), wallet.address, "it belongs to the wallet");
    const tokens = await contracts.pkpNftContractUtils.read.getTokensByAddress(wallet.address);
    expect.equal(tokens.length, 1, "its tokens");
  },

  async claimKeyId(network, expect) {
    const client = await network.connect();
    const wallet = await network.freshAccount();
    const contracts = await network.contracts(wallet);
    const authMethod = await network.authMethod(client, wallet);
    let minted;
    const { claimedKeyId, pubkey, signatures } = await client.claimKeyId({
      authMethod,
      signer: wallet,
      mintCallback: async ({ derivedKeyId, signatures: parts }) => {
        minted = await contracts.pkpNftContractUtils.write.claimAndMint(`0x${derivedKeyId.replace(/^0x/, "")}`, parts);
        return minted.tx.hash;
      },
    });
    const id = await network.sdk.authIDs.getAuthIdByAuthMethod(authMethod);
    expect.equal(`0x${claimedKeyId.replace(/^0x/, "")}`, id, "the id of the key");
    expect.equal(signatures.length, network.status.nodes.length, "every node has signed");
    const receipt = await minted.tx.wait();
    expect.equal(receipt.status, 1, "the contract accepts the signatures");
    const key = `0x${pubkey.replace(/^0x/, "")}`;
    expect.equal(await contracts.pkpNftContract.read.getPubkey(network.ethers.utils.keccak256(key)), key, "the key on chain");
    expect.equal(await contracts.pkpNftContract.read.ownerOf(network.ethers.utils.keccak256(key)), wallet.address, "whose it is");
  },
};
