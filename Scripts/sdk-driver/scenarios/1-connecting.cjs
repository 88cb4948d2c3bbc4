"use strict";

module.exports = {
  async connect(network, expect) {
    const client = await network.connect();
    const { nodes, threshold } = network.status;
    expect.equal([...client.connectedNodes].sort(), nodes.map(({ url }) => url).sort(), "the nodes");
    expect.equal(client.config.minNodeCount, threshold, "how many have to answer");
    expect.equal(client.ready, true, "ready");
    for (const name of ["subnetPubKey", "networkPubKey", "networkPubKeySet"]) {
      expect.true(/^[0-9a-f]{96}$/.test(client[name]), `${name} is a key: ${client[name]}`);
    }
    expect.equal(client.subnetPubKey, client.networkPubKeySet, "one key for all");
    expect.true(client.hdRootPubkeys.length >= 2, "root keys");
    expect.true(client.hdRootPubkeys.every((key) => /^(0x)?0[23][0-9a-f]{64}$/.test(key)), "root keys are compressed points");
    expect.true(/^0x[0-9a-f]{64}$/.test(client.latestBlockhash), "a block hash");
    const keys = Object.values(client.serverKeys);
    expect.equal(keys.length, nodes.length, "every node has said its keys");
    expect.equal(new Set(keys.map((key) => JSON.stringify(key.hdRootPubkeys))).size, 1, "the same ones");
  },

  async "connect by the resolver"(network, expect) {
    const { resolverAddress, abi, environment } = network.contractContext;
    const contractContext = { resolverAddress, abi, environment, provider: network.provider };
    const client = await network.connect({ contractContext });
    expect.equal(client.connectedNodes.size, network.status.nodes.length, "the nodes");
  },

  async "epoch listener"(network, expect) {
    const client = await network.connect();
    client._stakingContract.provider.pollingInterval = 50;
    let count = 0;
    const again = new Promise((resolve) => {
      const { connect } = client;
      client.connect = async (...words) => {
        const result = await connect.apply(client, words);
        count += 1;
        resolve();
        return result;
      };
    });
    const owner = network.account(0);
    const staking = network.contractContext.contractContext?.Staking ?? network.contractContext.Staking;
    const contract = new network.ethers.Contract(staking.address, staking.abi, owner);
    await (await contract.setEpochState(0)).wait();
    await again;
    expect.true(count >= 1, "the client connected again");
    expect.equal(client.ready, true, "ready");
  },

  async disconnect(network, expect) {
    const client = await network.connect();
    await client.disconnect();
    expect.equal(client.ready, false, "ready");
  },
};
