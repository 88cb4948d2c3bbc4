// Providers over a scripted node: what is asked of it, and what becomes of its answers.

const A = "0x14791697260E4c9A71f18484C9f997B308e59325";
const B = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const HASH = "0x" + "ab".repeat(32);
const random = seeded(8545);

const BLOCK = {
  hash: HASH, parentHash: "0x" + "cd".repeat(32), number: "0x10", timestamp: "0x5", nonce: "0x0000000000000042", difficulty: "0x0",
  gasLimit: "0x1c9c380", gasUsed: "0x5208", miner: B.toLowerCase(), extraData: "0x", transactions: [], baseFeePerGas: "0x7",
};
const TX = {
  hash: HASH, type: "0x2", accessList: [], blockHash: "0x" + "cd".repeat(32), blockNumber: "0x10", transactionIndex: "0x0", from: A.toLowerCase(),
  gasPrice: "0x8", maxPriorityFeePerGas: "0x1", maxFeePerGas: "0x9", gas: "0x5208", to: B.toLowerCase(), value: "0xde0b6b3a7640000",
  nonce: "0x3", input: "0x", r: "0x1", s: "0x2", v: "0x0", chainId: "0x7a69",
};
const LOG = {
  transactionIndex: "0x0", blockNumber: "0x10", transactionHash: HASH, address: B.toLowerCase(), topics: ["0x" + "11".repeat(32)], data: "0x1234",
  logIndex: "0x0", blockHash: "0x" + "cd".repeat(32), removed: false,
};
const RECEIPT = {
  to: B.toLowerCase(), from: A.toLowerCase(), contractAddress: null, transactionIndex: "0x0", gasUsed: "0x5208", logsBloom: "0x" + "00".repeat(256),
  blockHash: "0x" + "cd".repeat(32), transactionHash: HASH, logs: [LOG], blockNumber: "0x10", cumulativeGasUsed: "0x5208", effectiveGasPrice: "0x8",
  status: "0x1", type: "0x2",
};
const USUAL = {
  eth_chainId: "0x7a69", eth_blockNumber: "0x12", eth_gasPrice: "0x77", eth_getBalance: "0xde0b6b3a7640000", eth_getTransactionCount: "0x5",
  eth_getCode: "0x6001", eth_getStorageAt: "0x" + "00".repeat(31) + "07", eth_getBlockByNumber: BLOCK, eth_getBlockByHash: BLOCK,
  eth_getTransactionByHash: TX, eth_getTransactionReceipt: RECEIPT, eth_call: "0x1234", eth_estimateGas: "0x5208", eth_getLogs: [LOG],
  eth_accounts: [A.toLowerCase(), B.toLowerCase()], eth_sendTransaction: HASH, personal_sign: "0x" + "11".repeat(65), eth_sign: "0x" + "22".repeat(65),
  eth_signTypedData_v4: "0x" + "33".repeat(65), personal_unlockAccount: true,
};

function failing(message, more) {
  return () => {
    throw Object.assign(new Error(message), more);
  };
}

// A provider over answers (values or functions of the parameters), and the list of what it was asked.
function scripted(ethers, answers, network, kind) {
  const asked = [];
  const all = { ...USUAL, ...answers };
  const node = {
    request: async ({ method, params }) => {
      asked.push(`${method} ${JSON.stringify(params)}`);
      if (!(method in all)) throw Object.assign(new Error("the method does not exist"), { code: -32601 });
      const answer = typeof all[method] === "function" ? await all[method](...params) : all[method];
      return answer === undefined ? answer : JSON.parse(JSON.stringify(answer));
    },
  };
  const provider = new ethers.providers.Web3Provider(node, network);
  provider.pollingInterval = 20;
  return { provider, asked, node };
}

function reading(label, answers, run, network) {
  add(label, async (ethers) => {
    const { provider, asked } = scripted(ethers, answers, network);
    let result;
    try {
      result = await run(provider, ethers);
    } catch (error) {
      const { provider: hidden, ...rest } = error;
      result = error;
    }
    const shownResult = written(result, 0);
    provider.removeAllListeners();
    return [shownResult, asked];
  });
}

reading("getNetwork", {}, (provider) => provider.getNetwork());
reading("getNetwork of a known chain", { eth_chainId: "0x1" }, (provider) => provider.getNetwork());
reading("getNetwork given", {}, (provider) => provider.getNetwork(), 31337);
reading("getNetwork given by name", { eth_chainId: "0x5" }, (provider) => provider.getNetwork(), "goerli");
reading("getNetwork of another", { eth_chainId: "0x5" }, (provider) => provider.getNetwork(), 31337);
reading("getNetwork with any", { eth_chainId: "0x5" }, (provider) => provider.getNetwork(), "any");
reading("a network given as an object", {}, (provider) => provider.getNetwork(), { name: "own", chainId: 31337, ensAddress: B });
reading("net_version instead", { eth_chainId: failing("no"), net_version: "31337" }, (provider) => provider.getNetwork());
reading("no network", { eth_chainId: failing("no") }, (provider) => provider.getNetwork());
reading("a bad network", { eth_chainId: "abc" }, (provider) => provider.getNetwork());
reading("ready", {}, (provider) => provider.ready);
reading("detectNetwork", {}, (provider) => provider.detectNetwork());
reading("getBlockNumber", {}, (provider) => provider.getBlockNumber());
reading("getBlockNumber twice", {}, async (provider) => [await provider.getBlockNumber(), await provider.getBlockNumber()]);
reading("getBlockNumber at once", {}, (provider) => Promise.all([provider.getBlockNumber(), provider.getBlockNumber(), provider.getNetwork()]));
reading("getBlockNumber refused", { eth_blockNumber: failing("no", { code: -5 }) }, (provider) => provider.getBlockNumber());
reading("getGasPrice", {}, (provider) => provider.getGasPrice());
reading("getGasPrice of nonsense", { eth_gasPrice: "nonsense" }, (provider) => provider.getGasPrice());
reading("getFeeData", {}, (provider) => provider.getFeeData());
reading("getFeeData without base fee", { eth_getBlockByNumber: { ...BLOCK, baseFeePerGas: undefined } }, (provider) => provider.getFeeData());
reading("getFeeData without gas price", { eth_gasPrice: failing("no") }, (provider) => provider.getFeeData());

for (const account of [A, A.toLowerCase(), B.toLowerCase().slice(2), "0x12", "name.eth", "", null, 5, A.replace("E", "e"), Promise.resolve(A)]) {
  reading(`getBalance of ${account}`, {}, (provider) => provider.getBalance(account));
}
for (const tag of ["latest", "pending", "earliest", "safe", "finalized", 0, 5, "0x5", "0x05", -1, -100, -1.5, "other", null, 1e3, Promise.resolve(7)]) {
  reading(`getBalance at ${tag}`, {}, (provider) => provider.getBalance(A, tag));
}
reading("getBalance of nonsense", { eth_getBalance: "nonsense" }, (provider) => provider.getBalance(A));
reading("getBalance of null", { eth_getBalance: null }, (provider) => provider.getBalance(A));
reading("getTransactionCount", {}, (provider) => provider.getTransactionCount(A, "pending"));
reading("getTransactionCount too large", { eth_getTransactionCount: "0x20000000000000" }, (provider) => provider.getTransactionCount(A));
reading("getCode", {}, (provider) => provider.getCode(A));
reading("getCode of nonsense", { eth_getCode: "xyz" }, (provider) => provider.getCode(A));
for (const slot of [0, 1, "0x2", "0x0000000000000003", 1n << 255n, Promise.resolve(4), "x", -1]) {
  reading(`getStorageAt ${String(slot)}`, {}, (provider) => provider.getStorageAt(A, slot));
}

for (const tag of [16, "latest", HASH, "0x10", HASH.slice(0, 64), "pending", -2, "x", null]) {
  reading(`getBlock ${tag}`, {}, (provider) => provider.getBlock(tag));
}
reading("getBlock that is not", { eth_getBlockByNumber: null, eth_getBlockByHash: null }, async (provider) => [await provider.getBlock(HASH), await provider.getBlock(1000)]);
const blocks = {
  "without hash": { hash: null, number: null, nonce: null }, "with author": { miner: undefined, author: A }, "with transactions": { transactions: [HASH] },
  "of large difficulty": { difficulty: "0x100000000000000000" }, "with bad hash": { hash: "0x12" }, "with bad miner": { miner: "0x12" },
  "with bad transactions": { transactions: "x" }, "without number": { number: undefined }, "with bad gas": { gasLimit: "x" }, "without difficulty": { difficulty: undefined },
};
for (const [label, change] of Object.entries(blocks)) {
  reading(`getBlock ${label}`, { eth_getBlockByNumber: { ...BLOCK, ...change } }, (provider) => provider.getBlock(16));
}
reading("getBlockWithTransactions", { eth_getBlockByNumber: { ...BLOCK, transactions: [TX, { ...TX, blockNumber: null }] } }, (provider) => provider.getBlockWithTransactions(16));

const txs = {
  "": {}, "pending": { blockHash: null, blockNumber: null, transactionIndex: null }, "legacy": { type: "0x0", v: "0x25", chainId: undefined, maxFeePerGas: undefined, maxPriorityFeePerGas: undefined, accessList: undefined },
  "legacy without replay protection": { type: undefined, v: "0x1b", chainId: undefined }, "of networkId": { chainId: undefined, networkId: "0x5" }, "a creation": { to: null }, "to zero": { to: "0x" + "00".repeat(20) },
  "with block hash zero": { blockHash: "0x" + "00".repeat(32) }, "with access list": { type: "0x1", accessList: [{ address: B, storageKeys: [HASH] }] }, "with creates": { creates: B }, "bad from": { from: "0x1" },
  "bad nonce": { nonce: "0xfffffffffffffffff" }, "with raw": { raw: "0x1234" }, "of type 1 as a number": { type: 1, accessList: undefined }, "of no value": { value: undefined },
};
for (const [label, change] of Object.entries(txs)) {
  reading(`getTransaction ${label}`, { eth_getTransactionByHash: { ...TX, ...change } }, (provider) => provider.getTransaction(HASH));
}
reading("getTransaction that is not", { eth_getTransactionByHash: null }, (provider) => provider.getTransaction(HASH));
for (const hash of ["0x12", null, 5, HASH.slice(2), HASH.toUpperCase()]) {
  reading(`getTransaction ${hash}`, {}, (provider) => provider.getTransaction(hash));
  reading(`getTransactionReceipt ${hash}`, {}, (provider) => provider.getTransactionReceipt(hash));
}
const receipts = {
  "": {}, "with root": { root: HASH, status: undefined }, "with root for status": { root: "0x01", status: undefined }, "with root unlike status": { root: "0x00" }, "with short root": { root: "0x123456", status: undefined },
  "with root 5": { root: "0x05", status: undefined }, "failed": { status: "0x0" }, "of a creation": { to: null, contractAddress: B }, "without type": { type: undefined }, "without logs": { logs: [] },
  "with bad logs": { logs: [{}] }, "without effectiveGasPrice": { effectiveGasPrice: undefined },
};
for (const [label, change] of Object.entries(receipts)) {
  reading(`getTransactionReceipt ${label}`, { eth_getTransactionReceipt: { ...RECEIPT, ...change } }, (provider) => provider.getTransactionReceipt(HASH));
}
reading("getTransactionReceipt that is not", { eth_getTransactionReceipt: null }, (provider) => provider.getTransactionReceipt(HASH));

const filters = [
  {}, { address: B }, { address: B.toLowerCase(), topics: [HASH] }, { topics: [null, HASH] }, { topics: [[HASH, "0x" + "22".repeat(32)]] }, { topics: ["0x12"] }, { fromBlock: 1, toBlock: "latest" },
  { fromBlock: -3 }, { blockHash: HASH }, { blockHash: "0x12" }, { address: "x" }, { fromBlock: "x" }, { other: 5 }, { topics: [] }, { toBlock: "0x000a" },
];
for (const filter of filters) reading(`getLogs ${JSON.stringify(filter)}`, {}, (provider) => provider.getLogs(filter));
for (const change of [{ removed: true }, { removed: undefined }, { removed: "x" }, { data: null }, { data: "0x123" }, { topics: null }, { blockNumber: null, blockHash: null }, { removed: "TRUE" }]) {
  reading(`getLogs of ${JSON.stringify(change)}`, { eth_getLogs: [{ ...LOG, ...change }] }, (provider) => provider.getLogs({}));
}

const requests = [
  {}, { to: B }, { to: B, data: "0x1234" }, { from: A, to: B, value: 5 }, { to: B, gasLimit: 5, gasPrice: "0x10" }, { to: B, maxFeePerGas: 9, maxPriorityFeePerGas: 1, type: 2 }, { to: B, nonce: 5 },
  { to: B, accessList: [[A, [HASH]]] }, { to: B, type: 0 }, { to: B, type: 0, gasPrice: 1 }, { to: "name.eth" }, { data: "x" }, { value: -1 }, { to: null }, { chainId: 5, to: B }, { to: B, type: 1, accessList: { [A]: [] } },
  Promise.resolve({ to: B }), { to: Promise.resolve(B), value: 0 }, { to: B, ccipReadEnabled: false }, { to: B, data: [1, 2] },
];
for (const [index, tx] of requests.entries()) {
  reading(`call ${index}`, {}, (provider) => provider.call(tx));
  reading(`estimateGas ${index}`, {}, (provider) => provider.estimateGas(tx));
}
reading("call at a block", {}, (provider) => provider.call({ to: B }, 5));
reading("call of nonsense", { eth_call: "xyz" }, (provider) => provider.call({ to: B }));
reading("call of an old network", { eth_getBlockByNumber: { ...BLOCK, baseFeePerGas: undefined } }, (provider) => provider.call({ to: B, type: 0 }));

const REVERT = "0x08c379a0" + "00".repeat(31) + "20" + "00".repeat(31) + "03" + "626164" + "00".repeat(29);
const failures = [
  ["execution reverted", { code: 3, data: REVERT }], ["execution reverted: bad", { code: 3 }], ["execution reverted", { data: { message: "revert", data: REVERT } }], ["VM Exception: revert", { data: "nonsense" }],
  ["insufficient funds for gas * price + value", { code: -32000 }], ["base fee exceeds gas limit", {}], ["InsufficientFunds", {}], ["nonce too low", {}], ["nonce is too low", {}], ["Nonce Too Low", {}],
  ["replacement transaction underpriced", {}], ["transaction gas price 5 too low", {}], ["only replay-protected (EIP-155) transactions allowed over RPC", {}], ["gas required exceeds allowance (5)", {}],
  ["always failing transaction", {}], ["something else", { code: 5 }], ["", {}], ["user denied this", { code: 4001 }], ["error", { error: { message: "execution reverted", data: "0x1234" } }],
  ["error", { body: JSON.stringify({ error: { message: "execution reverted", data: "0x5678" } }) }], ["error", { body: "insufficient funds" }], ["error", { responseText: "nonce too low" }],
  ["error", { code: "SERVER_ERROR", error: new Error("nonce too low") }], ["error", { code: "SERVER_ERROR", error: { message: "revert" }, body: "{" }], ["already known", {}],
];
for (const [message, more] of failures) {
  const label = `${message} ${JSON.stringify(more)}`;
  reading(`call: ${label}`, { eth_call: failing(message, more) }, (provider) => provider.call({ to: B }));
  reading(`estimateGas: ${label}`, { eth_estimateGas: failing(message, more) }, (provider) => provider.estimateGas({ to: B }));
  reading(`getBalance: ${label}`, { eth_getBalance: failing(message, more) }, (provider) => provider.getBalance(A));
  reading(`sendTransaction: ${label}`, { eth_sendRawTransaction: failing(message, more) }, async (provider, { Wallet }) => {
    return provider.sendTransaction(await new Wallet(KEY).signTransaction({ to: B, nonce: 3, gasLimit: 21000, gasPrice: 9, chainId: 31337 }));
  });
  reading(`a wallet's estimate: ${label}`, { eth_estimateGas: failing(message, more) }, (provider, { Wallet }) => {
    return new Wallet(KEY, provider).sendTransaction({ to: B });
  });
  reading(`a signer of the node: ${label}`, { eth_sendTransaction: failing(message, more) }, (provider) => provider.getSigner().sendTransaction({ to: B, gasLimit: 21000 }));
  reading(`personal_sign: ${label}`, { personal_sign: failing(message, more) }, (provider) => provider.getSigner().signMessage("x"));
}

// Sending and waiting: the node knows the hash of what it was sent.
function chain(ethers, more) {
  const state = { sent: null };
  return {
    state,
    eth_sendRawTransaction: (raw) => {
      state.sent = ethers.utils.parseTransaction(raw);
      return state.sent.hash;
    },
    eth_getTransactionReceipt: (hash) => ({ ...RECEIPT, transactionHash: hash, logs: [] }),
    ...more,
  };
}
function sending(label, tx, more, run, counted = true) {
  add(label, async (ethers) => {
    const answers = typeof more === "function" ? more(ethers) : more;
    const { provider, asked } = scripted(ethers, chain(ethers, answers));
    let result;
    try {
      const wallet = new ethers.Wallet(KEY, provider);
      const response = await wallet.sendTransaction(tx);
      result = [response, run ? await run(response, provider) : null];
    } catch (error) {
      result = error;
    }
    provider.removeAllListeners();
    const steady = asked.filter((each) => !/eth_chainId|eth_blockNumber|eth_getTransactionReceipt/.test(each));
    return [written(result), counted && steady];
  });
}
sending("sendTransaction", { to: B, value: 1 });
sending("sendTransaction and wait", { to: B, value: 1 }, {}, (response) => response.wait());
sending("sendTransaction and wait for none", { to: B }, { eth_getTransactionReceipt: null }, (response) => response.wait(0));
sending("sendTransaction that fails", { to: B }, { eth_getTransactionReceipt: (hash) => ({ ...RECEIPT, transactionHash: hash, logs: [], status: "0x0" }) }, (response) => response.wait());
sending("sendTransaction that waits in vain", { to: B }, { eth_getTransactionReceipt: null }, (response) => response.wait(1, 60));
sending("sendTransaction that comes later", { to: B }, () => {
  let count = 0;
  return {
    eth_blockNumber: () => "0x" + (18 + count).toString(16),
    eth_getTransactionReceipt: (hash) => (count++ < 2 ? null : { ...RECEIPT, transactionHash: hash, logs: [], blockNumber: "0x11" }),
  };
}, async (response) => (await response.wait()).blockNumber);
sending("sendTransaction that is replaced", { to: B, value: 5 }, (ethers) => {
  let number = 18;
  const other = { ...TX, from: A.toLowerCase(), nonce: "0x5", blockNumber: "0x13", value: "0x1" };
  return {
    eth_blockNumber: () => "0x" + (number++).toString(16),
    eth_getTransactionCount: () => (number > 21 ? "0x6" : "0x5"),
    eth_getTransactionByHash: (hash) => (hash === HASH ? other : null),
    eth_getBlockByNumber: (tag, full) => (full ? { ...BLOCK, transactions: tag === "0x13" ? [other] : [] } : BLOCK),
    eth_getTransactionReceipt: (hash) => (hash === HASH ? { ...RECEIPT, blockNumber: "0x13" } : null),
  };
}, async (response, provider) => {
  try {
    return await response.wait();
  } catch (error) {
    return [error.code, error.reason, error.cancelled, error.replacement.hash, error.receipt.blockNumber];
  }
}, false);
sending("sendTransaction with another hash", { to: B }, { eth_sendRawTransaction: HASH });
sending("sendTransaction with a bad hash", { to: B }, { eth_sendRawTransaction: "0x12" });
for (const tx of [
  { to: B, gasPrice: 5 }, { to: B, type: 0 }, { to: B, type: 1, accessList: [] }, { to: B, type: 2 }, { to: B, maxFeePerGas: 5 }, { to: B, maxPriorityFeePerGas: 5 }, { to: B, type: 2, gasPrice: 5 },
  { to: B, type: 0, maxFeePerGas: 5 }, { to: B, nonce: 9, gasLimit: 30000, type: 2, maxFeePerGas: 9, maxPriorityFeePerGas: 1 }, { to: B, chainId: 31337 }, { to: null, data: "0x6001" },
  { to: "name.eth" }, { to: B, from: A }, { to: B, from: B }, { bad: 1 }, {}, { to: Promise.resolve(B) }, { to: B, value: "0x5", data: [1, 2, 3] }, { to: B, accessList: [] }, { to: B, customData: { a: 1 } },
]) {
  sending(`sendTransaction ${JSON.stringify(tx)}`, tx);
  reading(`populateTransaction ${JSON.stringify(tx)}`, {}, (provider, { Wallet }) => new Wallet(KEY, provider).populateTransaction(tx));
  reading(`populateTransaction before 1559 ${JSON.stringify(tx)}`, { eth_getBlockByNumber: { ...BLOCK, baseFeePerGas: undefined } }, (provider, { Wallet }) => {
    return new Wallet(KEY, provider).populateTransaction(tx);
  });
  reading(`getSigner sends ${JSON.stringify(tx)}`, {}, (provider) => provider.getSigner().sendUncheckedTransaction(tx));
}
// How much has been asked before the refusal is a matter of turns of the event loop.
add("sendTransaction for another chain", (ethers) => {
  return new ethers.Wallet(KEY, scripted(ethers, {}).provider).sendTransaction({ to: B, chainId: 5 });
});
reading("waitForTransaction", {}, (provider) => provider.waitForTransaction(HASH));
reading("waitForTransaction with 3 confirmations", {}, (provider) => provider.waitForTransaction(HASH, 3));
reading("waitForTransaction in vain", { eth_getTransactionReceipt: null }, async (provider) => {
  try {
    return await provider.waitForTransaction(HASH, 1, 50);
  } catch (error) {
    return error;
  }
}, 31337);

for (const name of ["getBalance", "getTransactionCount", "getChainId", "getGasPrice", "getFeeData", "getAddress"]) {
  reading(`a wallet's ${name}`, {}, (provider, { Wallet }) => new Wallet(KEY, provider)[name]());
  reading(`a VoidSigner's ${name}`, {}, (provider, { VoidSigner }) => new VoidSigner(B, provider)[name]());
  reading(`getSigner's ${name}`, {}, (provider) => provider.getSigner(1)[name]());
}
reading("a wallet's call", {}, (provider, { Wallet }) => new Wallet(KEY, provider).call({ to: B }, "pending"));
reading("listAccounts", {}, (provider) => provider.listAccounts());
reading("getSigner of an unknown account", {}, (provider) => provider.getSigner(5).getAddress());
reading("getSigner of an address", {}, (provider) => provider.getSigner(B.toLowerCase()).getAddress());
reading("getSigner of nonsense", {}, (provider) => provider.getSigner({}));
reading("getSigner's sendTransaction", {}, async (provider) => [await provider.getSigner().sendTransaction({ to: B, gasLimit: 21000 })]);
reading("an unchecked signer", {}, async (provider) => {
  const tx = await provider.getUncheckedSigner().sendTransaction({ to: B });
  return [tx, await tx.wait()];
});
reading("getSigner's signatures", {}, async (provider) => {
  const signer = provider.getSigner();
  const types = { T: [{ name: "v", type: "uint8" }] };
  return [await signer.signMessage("hello"), await signer.signMessage([1, 2]), await signer._legacySignMessage("x"), await signer._signTypedData({ name: "d" }, types, { v: 5 }), await signer.unlock("p")];
});
reading("getSigner's signTransaction", {}, (provider) => provider.getSigner().signTransaction({}));
reading("getSigner's connect", {}, (provider) => provider.getSigner().connect(provider));
add("JsonRpcSigner's constructor", ({ providers }) => new providers.JsonRpcSigner({}, null));

// Names. The registry and the resolver answer by what they are asked.
const REGISTRY = "0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e";
const word = (hex) => hex.padStart(64, "0");
function ens(more) {
  return {
    eth_chainId: "0x1",
    eth_call: (tx) => {
      const selector = tx.data.slice(0, 10);
      const found = { "0x0178b8bf": "0x" + word(B.slice(2)), "0x01ffc9a7": "0x" + word("0"), "0x3b3b57de": "0x" + word(A.slice(2)), ...more }[selector];
      if (found === undefined) throw Object.assign(new Error("execution reverted"), { data: "0x" });
      return found;
    },
  };
}
const NAME = "0x" + word("20") + word("8") + "626f622e65746800".padEnd(64, "0");
for (const name of ["bob.eth", "BOB.eth", "sub.bob.eth", "eth", A, A.toLowerCase(), "0x12", "", "a..b", 5, null]) reading(`resolveName ${name}`, ens(), (provider) => provider.resolveName(name));
reading("resolveName of no resolver", ens({ "0x0178b8bf": "0x" + word("0") }), (provider) => provider.resolveName("bob.eth"));
reading("resolveName of no address", ens({ "0x3b3b57de": "0x" + word("0") }), (provider) => provider.resolveName("bob.eth"));
reading("resolveName that reverts", ens({ "0x3b3b57de": undefined }), (provider) => provider.resolveName("bob.eth"));
reading("resolveName by a wildcard", ens({ "0x01ffc9a7": "0x" + word("1"), "0x9061b923": "0x" + word("20") + word("20") + word(A.slice(2)) }), (provider) => provider.resolveName("bob.eth"));
reading("resolveName without ENS", {}, (provider) => provider.resolveName("bob.eth"));
reading("lookupAddress", ens({ "0x691f3431": "0x" + word("20") + word("7") + "626f622e657468".padEnd(64, "0") }), (provider) => provider.lookupAddress(A));
reading("lookupAddress of another", ens({ "0x691f3431": "0x" + word("20") + word("7") + "626f622e657468".padEnd(64, "0") }), (provider) => provider.lookupAddress(B));
reading("lookupAddress of nonsense", {}, (provider) => provider.lookupAddress("x"));
reading("lookupAddress without ENS", {}, (provider) => provider.lookupAddress(A));
reading("getResolver", ens(), async (provider) => {
  const resolver = await provider.getResolver("bob.eth");
  return [resolver.name, resolver.address, await resolver.getAddress(), await resolver.supportsWildcard()];
});
reading("getText", ens({ "0x59d1d43c": "0x" + word("20") + word("5") + "68656c6c6f".padEnd(64, "0") }), async (provider) => (await provider.getResolver("bob.eth")).getText("url"));
reading("getContentHash", ens({ "0xbc1c58d1": "0x" + word("20") + word("26") + ("e3010170" + "1220" + "11".repeat(32)).padEnd(128, "0") }), async (provider) => (await provider.getResolver("bob.eth")).getContentHash());
reading("getBalance of a name", ens(), (provider) => provider.getBalance("bob.eth"));

// Events
reading("block events", {}, (provider) => new Promise((resolve) => provider.once("block", resolve)));
reading("log events", {}, (provider) => new Promise((resolve) => provider.once({ address: B, topics: LOG.topics }, resolve)));
reading("receipt events", {}, (provider) => new Promise((resolve) => provider.once(HASH, resolve)));
reading("listeners", {}, (provider) => {
  const [one, two] = [() => 1, () => 2];
  provider.on("block", one).on("block", two).on({ address: B }, one);
  const before = [provider.listenerCount(), provider.listenerCount("block"), provider.listeners("block").length, provider.polling];
  provider.off("block", one);
  const between = [provider.listenerCount("block"), provider.listeners("block")[0] === two];
  provider.removeAllListeners();
  return [before, between, provider.listenerCount(), provider.polling];
});
for (const event of [5, null, "a:b", { topics: ["0x12"] }, ["0x12"]]) reading(`on ${JSON.stringify(event)}`, {}, (provider) => provider.on(event, () => {}).listenerCount());

// Without a node
each("providers.getNetwork", [[1], [31337], ["homestead"], ["none"], [null], [{ name: "x", chainId: 5 }], [{ name: "homestead", chainId: 2 }], [{ name: "x" }], [{ chainId: 5 }], [0]]);
add("isProvider", ({ providers }) => [{}, null, { _isProvider: true }, new providers.JsonRpcProvider("http://localhost:1", 5)].map(providers.Provider.isProvider));
add("a JsonRpcProvider", ({ providers }) => {
  const provider = new providers.JsonRpcProvider({ url: "http://localhost:1", user: "u", password: "p" }, 5);
  return [provider.connection, provider.network.chainId, provider.pollingInterval, provider.polling, provider.anyNetwork, provider.disableCcipRead, Object.isFrozen(provider.connection)];
});
add("a JsonRpcProvider without a URL", ({ providers }) => new providers.JsonRpcProvider(undefined, 5).connection);
add("a StaticJsonRpcProvider", async ({ providers }) => {
  const provider = new providers.StaticJsonRpcProvider("http://localhost:1", { chainId: 31337, name: "own" });
  return [await provider.getNetwork(), await provider.detectNetwork(), provider instanceof providers.JsonRpcProvider, provider instanceof providers.BaseProvider, provider instanceof providers.Provider];
});
each("providers.JsonRpcProvider.hexlifyTransaction", [
  [{}], [{ to: B, value: 0, gasLimit: 5, nonce: "0x05", type: 0 }], [{ from: A }], [{ from: A }, { from: true }], [{ bad: 1 }], [{ accessList: [[A, []]], data: "0x" }], [{ value: "x" }], [{ to: null }],
]);
add("Web3Provider of nothing", ({ providers }) => new providers.Web3Provider(null));
add("Web3Provider of something", ({ providers }) => new providers.Web3Provider({ a: 1 }));
for (const form of ["send", "sendAsync"]) {
  add(`Web3Provider over ${form}`, async ({ providers }) => {
    const asked = [];
    const node = { [form]: (request, callback) => {
      asked.push([request.method, request.params, typeof request.id, request.jsonrpc]);
      if (request.method === "eth_chainId") return callback(null, { result: "0x5" });
      if (request.method === "eth_gasPrice") return callback(null, { error: { message: "m", code: 5, data: "d" } });
      return callback(new Error("failed"));
    } };
    const provider = new providers.Web3Provider(node);
    const first = await provider.getNetwork();
    const errors = [];
    for (const method of ["eth_gasPrice", "eth_other"]) await provider.send(method, []).catch((error) => errors.push(error));
    return [first.chainId, asked, errors, provider.connection];
  });
}
add("the formatter", ({ providers }) => {
  const formatter = new providers.Formatter();
  const tried = (run) => {
    try {
      return run();
    } catch (error) {
      return error;
    }
  };
  return [
    ...[null, "latest", "earliest", 5, "0x05", "x"].map((tag) => tried(() => formatter.blockTag(tag))),
    ...["0x", null, 0, "0x10", "16", "x", 2 ** 53].map((number) => tried(() => formatter.number(number))),
    ...["ABCD", "0xABCD", "0xABC", 5, "xy"].map((data) => tried(() => formatter.data(data))),
    ...["0x" + word("0"), "0x" + word(A.slice(2)), "0x12"].map((address) => tried(() => formatter.callAddress(address))),
    ...[HASH, HASH.slice(2), "0x12"].map((hash) => tried(() => formatter.hash(hash))), tried(() => formatter.hash(HASH.slice(2), true)),
    tried(() => formatter.uint256("0x5")), tried(() => formatter.uint256(5)), tried(() => formatter.topics([null, HASH, [HASH, null]])),
    tried(() => providers.Formatter.check({ a: () => 1, b: () => undefined }, {})), tried(() => providers.Formatter.arrayOf((x) => x)(5)), Object.keys(formatter.formats),
  ];
});
