// One look at the chain: new blocks, transactions and logs that listeners wait for.

const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
// Further behind than this, the blocks between are not told of one by one.
const LARGEST_STEP = 1000;
let polls = 1;

async function pollOnce(provider) {
  const id = polls++;
  let blockNumber = null;
  try {
    blockNumber = await provider._getInternalBlockNumber(100 + provider.pollingInterval / 2);
  } catch (error) {
    provider.emit("error", error);
    return;
  }
  provider._setFastBlockNumber(blockNumber);
  provider.emit("poll", id, blockNumber);
  if (blockNumber === provider._lastBlockNumber) {
    provider.emit("didPoll", id);
    return;
  }
  tellBlocks(provider, blockNumber);
  if (provider._lastBlockNumber === -2) provider._lastBlockNumber = blockNumber - 1;
  const work = [];
  for (const event of provider._events) {
    if (event.type === "tx") {
      work.push(lookForReceipt(provider, event.hash));
    } else if (event.type === "filter" && !event._inflight) {
      lookForLogs(provider, event, blockNumber);
    }
  }
  provider._lastBlockNumber = blockNumber;
  Promise.all(work).then(() => provider.emit("didPoll", id)).catch((error) => provider.emit("error", error));
}

function tellBlocks(provider, blockNumber) {
  const emitted = provider._emitted;
  if (emitted.block === -2) emitted.block = blockNumber - 1;
  if (Math.abs(emitted.block - blockNumber) > LARGEST_STEP) {
    const info = { blockNumber, event: "blockSkew", previousBlockNumber: emitted.block };
    provider.emit("error", logger.makeError("network block skew detected", Logger.errors.NETWORK_ERROR, info));
    provider.emit("block", blockNumber);
  } else {
    for (let number = emitted.block + 1; number <= blockNumber; number++) provider.emit("block", number);
  }
  if (emitted.block === blockNumber) return;
  emitted.block = blockNumber;
  for (const key of Object.keys(emitted)) {
    // What is deep enough in the chain need not be remembered.
    if (key !== "block" && emitted[key] !== "pending" && blockNumber - emitted[key] > 12) delete emitted[key];
  }
}

async function lookForReceipt(provider, hash) {
  const receipt = await provider.getTransactionReceipt(hash).catch((error) => {
    provider.emit("error", error);
    return null;
  });
  if (!receipt || receipt.blockNumber == null) return;
  provider._emitted["t:" + hash] = receipt.blockNumber;
  provider.emit(hash, receipt);
}

function lookForLogs(provider, event, blockNumber) {
  if (event._lastBlockNumber === -2) event._lastBlockNumber = blockNumber - 1;
  event._inflight = true;
  const filter = event.filter;
  filter.fromBlock = Math.max(event._lastBlockNumber + 1, blockNumber - provider._maxFilterBlockRange, 0);
  filter.toBlock = blockNumber;
  provider.getLogs(filter).then((logs) => {
    event._lastBlockNumber = filter.toBlock;
    event._inflight = false;
    for (const log of logs) {
      provider._emitted["b:" + log.blockHash] = log.blockNumber;
      provider._emitted["t:" + log.transactionHash] = log.blockNumber;
      provider.emit(event.filter, log);
    }
  }).catch((error) => {
    provider.emit("error", error);
    event._inflight = false;
  });
}

exports.pollOnce = pollOnce;
