// Contracts over a scripted node that knows the ABI.

const A = "0x14791697260E4c9A71f18484C9f997B308e59325";
const B = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const HASH = "0x" + "ab".repeat(32);
const ABI = [
  "constructor(string name, uint256 supply)",
  "event Transfer(address indexed from, address indexed to, uint256 value)",
  "event Named(string indexed name, bytes data)",
  "event Twice(uint256 a)",
  "event Twice(uint256 a, uint256 b)",
  "error Refused(address who, uint256 limit)",
  "function name() view returns (string)",
  "function balanceOf(address owner) view returns (uint256)",
  "function pair(uint256 a) pure returns (uint256 sum, string text)",
  "function nothing() view",
  "function transfer(address to, uint256 value) returns (bool)",
  "function pay(uint8 what) payable",
  "function many((address who, uint256[] amounts)[] list) view returns ((address who, uint256 total)[])",
  "function over(uint256 a) view returns (uint256)",
  "function over(address a) view returns (address)",
  "function provider() view returns (uint256)",
  "function deployed() view returns (uint256)",
];
const EXTRA = [{ type: "function", name: "costly", inputs: [], outputs: [], stateMutability: "nonpayable", gas: 1000 }];
const word = (hex) => hex.padStart(64, "0");
const BLOCK_HASH = "0x" + "cd".repeat(32);

function setUp(ethers, more, kind = "wallet") {
  // That an event's name is there twice is told on the console each time.
  ethers.utils.Logger.setLogLevel("ERROR");
  const iface = new ethers.utils.Interface(ABI);
  const asked = [];
  const state = { sent: null, logs: [] };
  const results = {
    name: () => ["coin"], balanceOf: (owner) => [ethers.BigNumber.from(owner).mod(1000)], pair: (a) => [a.add(1), "t"], nothing: () => [], transfer: () => [true],
    pay: () => [], many: (list) => [list.map((each) => [each.who, each.amounts.reduce((sum, amount) => sum.add(amount), ethers.constants.Zero)])],
    over: (a) => [a], provider: () => [7], deployed: () => [8],
  };
  const answers = {
    eth_chainId: () => "0x7a69", eth_blockNumber: () => "0x12", eth_gasPrice: () => "0x77", eth_getTransactionCount: () => "0x5", eth_estimateGas: () => "0x5208",
    eth_getCode: () => "0x6001", eth_accounts: () => [A],
    eth_getBlockByNumber: () => ({
      hash: HASH, parentHash: HASH, number: "0x12", timestamp: "0x5", nonce: "0x0", difficulty: "0x0", gasLimit: "0x1", gasUsed: "0x1", miner: B, extraData: "0x", transactions: [], baseFeePerGas: "0x7",
    }),
    eth_call: (tx) => {
      const parsed = iface.parseTransaction({ data: tx.data });
      return iface.encodeFunctionResult(parsed.functionFragment, results[parsed.name](...parsed.args));
    },
    eth_sendRawTransaction: (raw) => {
      state.sent = ethers.utils.parseTransaction(raw);
      return state.sent.hash;
    },
    eth_getTransactionReceipt: (hash) => ({
      to: B, from: A, contractAddress: null, transactionIndex: "0x0", gasUsed: "0x1", logsBloom: "0x", blockHash: BLOCK_HASH, transactionHash: hash, blockNumber: "0x11", cumulativeGasUsed: "0x1", status: "0x1", type: "0x2",
      logs: state.logs,
    }),
    eth_getLogs: () => state.logs,
    ...more,
  };
  const provider = new ethers.providers.Web3Provider({
    request: async ({ method, params }) => {
      asked.push(`${method} ${JSON.stringify(params)}`);
      return JSON.parse(JSON.stringify(await answers[method](...params)));
    },
  });
  provider.pollingInterval = 20;
  const log = (index, name, args) => {
    const { data, topics } = iface.encodeEventLog(iface.getEvent(name), args);
    return { transactionIndex: "0x0", blockNumber: "0x11", transactionHash: HASH, address: B, topics, data, logIndex: "0x" + index.toString(16), blockHash: BLOCK_HASH, removed: false };
  };
  state.logs = [
    log(0, "Transfer", [A, B, 5]), log(1, "Named", ["text", "0x1234"]),
    { ...log(2, "Transfer", [A, B, 6]), topics: ["0x" + "11".repeat(32)] }, { ...log(3, "Transfer", [A, B, 7]), data: "0x12" },
  ];
  const wallet = new ethers.Wallet(KEY, provider);
  const backend = { wallet, provider, void: new ethers.VoidSigner(A, provider), alone: new ethers.Wallet(KEY), none: undefined }[kind];
  return { contract: new ethers.Contract(B, ABI, backend), provider, wallet, asked, state, iface, log };
}

function using(label, run, more, kind, counted = true) {
  add(label, async (ethers) => {
    const world = setUp(ethers, more ? more(ethers) : {}, kind);
    let result;
    try {
      result = await run(world.contract, world, ethers);
    } catch (error) {
      result = error;
    }
    // Classes of the original show their constructor when they are copied.
    const shown = written(result).replace(/, constructor: function/g, "");
    world.provider.removeAllListeners();
    world.contract.removeAllListeners();
    return [shown, counted && world.asked.filter((each) => !/eth_chainId|eth_blockNumber/.test(each))];
  });
}

const calls = {
  "name()": (c) => c.name(), "balanceOf": (c) => c.balanceOf(A), "balanceOf of a name": (c) => c.balanceOf("bob.eth"), "balanceOf of nonsense": (c) => c.balanceOf("0x12"), "balanceOf of null": (c) => c.balanceOf(null),
  "balanceOf of a promise": (c) => c.balanceOf(Promise.resolve(A)), "pair": (c) => c.pair(5), "pair out of range": (c) => c.pair(-1), "pair of nonsense": (c) => c.pair("x"), "nothing": (c) => c.nothing(),
  "many": (c) => c.many([{ who: A, amounts: [1, 2] }, [B, []]]), "many of a wrong shape": (c) => c.many(5), "many without members": (c) => c.many([{}]), "over by signature": async (c) => [await c["over(uint256)"](5), await c["over(address)"](A)],
  "over by name": (c) => typeof c.over, "callStatic": (c) => c.callStatic.transfer(A, 5), "functions": (c) => c.functions.balanceOf(A), "functions of several": (c) => c.functions.pair(5), "callStatic of a view": (c) => c.callStatic.pair(1),
  "too few arguments": (c) => c.balanceOf(), "too many arguments": (c) => c.balanceOf(A, {}, 5), "too many, no overrides": (c) => c.balanceOf(A, 5), "at a block": (c) => c.balanceOf(A, { blockTag: 5 }), "at a block by promise": (c) => c.balanceOf(A, { blockTag: Promise.resolve("pending") }),
  "with from": (c) => c.balanceOf(A, { from: A }), "with another from": (c) => c.balanceOf(A, { from: B }), "with value": (c) => c.balanceOf(A, { value: 5 }), "with value zero": (c) => c.balanceOf(A, { value: 0 }),
  "with overrides": (c) => c.balanceOf(A, { gasLimit: 5, gasPrice: 6, nonce: 7 }), "with an unknown override": (c) => c.balanceOf(A, { other: 5, more: 6 }), "with an unknown override undefined": (c) => c.balanceOf(A, { other: undefined }), "with null overrides": (c) => c.balanceOf(A, null),
  "with an access list": (c) => c.balanceOf(A, { accessList: [[B, [HASH]]], type: 1 }), "with fees": (c) => c.balanceOf(A, { maxFeePerGas: 5, maxPriorityFeePerGas: 1, type: 2 }), "with customData": (c) => c.populateTransaction.balanceOf(A, { customData: { a: 1 }, ccipReadEnabled: true }),
  "a name that is taken": (c) => [typeof c.provider, typeof c.deployed], "a taken name by signature": (c) => c["provider()"](), "a taken name in functions": (c) => c.functions.provider(),
  "populateTransaction": (c) => c.populateTransaction.transfer(A, 5), "populateTransaction with overrides": (c) => c.populateTransaction.pay(5, { value: 9, gasLimit: "0x10", nonce: "0x05", gasPrice: 1n << 70n }), "populateTransaction out of range": (c) => c.populateTransaction.pay(256),
  "estimateGas": (c) => c.estimateGas.transfer(A, 5), "estimateGas with value": (c) => c.estimateGas.transfer(A, 5, { value: 1 }), "pay with value": (c) => c.estimateGas.pay(1, { value: "5" }), "send": (c) => c.transfer(A, 5), "send with wait": async (c) => (await c.transfer(A, 5)).wait(),
  "send with value": (c) => c.pay(5, { value: 7, gasLimit: 100000, type: 0, gasPrice: 9 }), "send with nonce and fees": (c) => c.pay(5, { nonce: 3, maxFeePerGas: 9, maxPriorityFeePerGas: 1, gasLimit: 50000 }), "send to functions": (c) => c.functions.pay(1),
  "send with from of another": (c) => c.transfer(A, 5, { from: B }), "send with gasPrice and fees": (c) => c.transfer(A, 5, { gasPrice: 1, maxFeePerGas: 2 }), "nonsense as nonce": (c) => c.transfer(A, 5, { nonce: "x" }), "fallback": (c) => c.fallback({ value: 5 }), "fallback to": (c) => c.fallback({ to: A }), "fallback from": (c) => c.fallback({ from: A }),
  "deployed": async (c) => (await c.BaseContract) === undefined && (await c._deployed()) === c, "resolvedAddress": (c) => c.resolvedAddress, "chainId as override": (c) => c.transfer(A, 5, { chainId: 5 }), "to as override": (c) => c.transfer(A, 5, { to: A }), "data as override": (c) => c.balanceOf(A, { data: "0x" }),
};
for (const [label, run] of Object.entries(calls)) {
  for (const kind of ["wallet", "provider", "void", "alone", "none"]) using(`${label} with ${kind}`, run, null, kind);
}

// What a node answers to a call
const reverts = {
  "Error(string)": "0x08c379a0" + word("20") + word("3") + "626164".padEnd(64, "0"), "Panic(uint256)": "0x4e487b71" + word("11"), "Panic of an unknown code": "0x4e487b71" + word("99"), "a custom error": "SET", "an unknown error": "0x12345678",
  "nothing": "0x", "half a word": "0x1234", "another type": "0x" + word("ffffffffffffffffffffffffffffffffffffffffff"), "a number for a string": "0x" + word("1"), "a text that is not UTF-8": "0x" + word("20") + word("2") + "ff".padEnd(64, "0") , "more than enough": "0x" + word("20") + word("1") + "61".padEnd(64, "0") + word("1"),
};
for (const [label, data] of Object.entries(reverts)) {
  const answer = (ethers) => {
    const found = data === "SET" ? new ethers.utils.Interface(ABI).encodeErrorResult("Refused", [A, 5]) : data;
    return { eth_call: () => found };
  };
  const thrown = (ethers) => ({ eth_call: () => {
    throw Object.assign(new Error("execution reverted"), { code: 3, data: answer(ethers).eth_call() });
  } });
  for (const [way, more] of [["answered", answer], ["thrown", thrown]]) {
    using(`${label} ${way} to name`, (c) => c.name(), more, "provider");
    using(`${label} ${way} to balanceOf`, (c) => c.balanceOf(A, { blockTag: 3 }), more, "provider");
    using(`${label} ${way} to nothing`, (c) => c.nothing(), more, "provider");
    using(`${label} ${way} to callStatic`, (c) => c.callStatic.transfer(A, 5), more);
    using(`${label} ${way} to functions.pair`, (c) => c.functions.pair(5), more);
  }
}

// Events
const filters = {
  "Transfer": (c) => c.filters.Transfer(), "Transfer from": (c) => c.filters.Transfer(A), "Transfer to": (c) => c.filters.Transfer(null, B), "Transfer to several": (c) => c.filters.Transfer(null, [A, B]), "Transfer with a value": (c) => c.filters.Transfer(null, null, 5),
  "too many": (c) => c.filters.Transfer(A, B, 5, 6), "Named": (c) => c.filters.Named("text"), "Named by its data": (c) => c.filters.Named(null, "0x12"), "of a signature": (c) => c.filters["Transfer(address,address,uint256)"](A), "of a shared name": (c) => typeof c.filters.Twice, "of nonsense": (c) => c.filters.Transfer("x"),
};
for (const [label, run] of Object.entries(filters)) {
  using(`filters ${label}`, run, null, "provider");
  using(`queryFilter ${label}`, (c) => c.queryFilter(run(c)), null, "provider");
}
for (const [label, run] of Object.entries({
  "by name": (c) => c.queryFilter("Transfer"), "by signature": (c) => c.queryFilter("Named(string,bytes)"), "by a shared name": (c) => c.queryFilter("Twice"), "by *": (c) => c.queryFilter("*"), "by an unknown name": (c) => c.queryFilter("Other"), "by topic": (c) => c.queryFilter({ topics: ["0x" + "11".repeat(32)] }),
  "from and to": (c) => c.queryFilter("Transfer", 5, 10), "from a negative number": (c) => c.queryFilter("Transfer", -5), "of a block": (c) => c.queryFilter("Transfer", BLOCK_HASH), "of a block and to": (c) => c.queryFilter("Transfer", BLOCK_HASH, 5), "an empty filter": (c) => c.queryFilter({}),
  "decode and getters": async (c) => {
    const [first] = await c.queryFilter("Transfer");
    return [first.decode(first.data, first.topics), Object.keys(first), await first.getTransactionReceipt()];
  },
  "error": (c) => c.queryFilter("error"),
})) using(`queryFilter ${label}`, run, null, "provider");
for (const [label, event] of [["Transfer", "Transfer"], ["all", "*"], ["a filter", { topics: ["0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"] }]]) {
  using(`once ${label}`, async (c) => {
    const args = await new Promise((resolve) => c.once(event, (...found) => resolve(found)));
    return [args.length, args.map((each) => (each && each.event ? [each.event, each.args] : each)), c.listenerCount(event)];
  }, null, "provider");
}
using("listeners", (c) => {
  const [one, two] = [() => 1, () => 2];
  c.on("Transfer", one).on("Transfer", two).on("*", one);
  const before = [c.listenerCount(), c.listenerCount("Transfer"), c.listeners("Transfer").length];
  c.off("Transfer", one);
  const between = [c.listenerCount("Transfer"), c.listeners("Transfer")[0] === two];
  c.removeAllListeners();
  return [before, between, c.listenerCount()];
}, null, "provider");
using("on without a provider", (c) => c.on("Transfer", () => {}), null, "none");
using("emit", async (c) => {
  const found = [];
  c.on("Transfer", (...args) => found.push(args));
  const told = c.emit("Transfer", 1, 2);
  while (found.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  return [told, found, c.emit("Named", 1)];
}, () => ({ eth_getLogs: () => [] }), "provider", false);

// Making contracts
add("a Contract", ({ Contract }) => {
  const contract = new Contract(B, ABI);
  return ["callStatic", "functions", "filters", "estimateGas", "populateTransaction"].map((name) => Object.keys(contract[name])).concat([Object.keys(contract)]);
});
for (const [label, args] of Object.entries({
  "no address": [null, ABI], "a name without a provider": ["bob.eth", ABI], "a bad address": ["0x12", ABI], "a bad ABI": [B, ["nonsense"]], "no ABI": [B, null], "a bad backend": [B, ABI, {}], "an ABI as JSON": [B, JSON.stringify([{ type: "function", name: "f", inputs: [], outputs: [], stateMutability: "view" }])],
  "twice the same": [B, ["function f()", "function f()"]], "an empty ABI": [B, []],
})) {
  add(`new Contract with ${label}`, async ({ Contract }) => {
    const contract = new Contract(...args);
    return [contract.address, await contract.resolvedAddress, Object.keys(contract.functions)];
  });
}
add("new Contract of an Interface", ({ Contract, utils }) => {
  const iface = new utils.Interface(ABI);
  return new Contract(B, iface).interface === iface;
});
add("connect and attach", ({ BaseContract, Contract, VoidSigner, Wallet }) => {
  const contract = new Contract(B, ABI);
  const wallet = new Wallet(KEY);
  return [
    contract.connect(wallet).signer === wallet, contract.connect(A).signer, contract.connect(A).signer instanceof VoidSigner, contract.attach(A).address, contract.connect(wallet).attach(A).signer === wallet,
    contract instanceof BaseContract, contract.provider, contract.signer, Contract.isIndexed({ _isIndexed: true }), Contract.isIndexed(5),
  ];
});
using("a subclass", async (c, { provider }, { Contract }) => {
  class Coin extends Contract {
    async twice() {
      return (await this.name()) + (await this.name());
    }
  }
  return [await new Coin(B, ABI, provider).twice(), new Coin(B, ABI, provider).connect(A) instanceof Coin];
});
using("stated gas", (c, { wallet }, { Contract }) => new Contract(B, EXTRA, wallet).populateTransaction.costly());
using("deployed of nothing", (c, world, { Contract }) => new Contract(B, [], world.provider).deployed(), () => ({ eth_getCode: () => "0x" }));
using("deployed of something", async (c, world, { Contract }) => (await new Contract(B, [], world.provider).deployed()).address);

// Deploying
const BYTECODE = "0x6001600255";
const factories = {
  "deploy": async (f) => {
    const contract = await f.deploy("n", 5);
    return [contract.address, contract.deployTransaction, contract.signer === f.signer];
  },
  "deploy and wait": async (f) => (await (await f.deploy("n", 5)).deployTransaction.wait()).events.length, "deployed": async (f) => (await (await f.deploy("n", 5))._deployed()).address,
  "deploy with overrides": async (f) => (await f.deploy("n", 5, { gasLimit: 100000, nonce: 9 })).deployTransaction, "deploy with value": (f) => f.deploy("n", 5, { value: 1 }), "too few": (f) => f.deploy("n"), "too many": (f) => f.deploy("n", 5, {}, 6), "of nonsense": (f) => f.deploy("n", "x"),
  "getDeployTransaction": (f) => f.getDeployTransaction("n", 5), "getDeployTransaction with overrides": (f) => f.getDeployTransaction("n", 5, { gasLimit: 5, value: 0 }), "getDeployTransaction to": (f) => f.getDeployTransaction("n", 5, { to: A }), "getDeployTransaction with an unknown override": (f) => f.getDeployTransaction("n", 5, { other: 1 }),
  "getDeployTransaction with value": (f) => f.getDeployTransaction("n", 5, { value: 3 }), "getDeployTransaction of too few": (f) => f.getDeployTransaction(), "attach": (f) => f.attach(A).address, "connect": (f) => f.connect(null).signer, "keys": (f) => [Object.keys(f), f.bytecode],
};
for (const [label, run] of Object.entries(factories)) using(`factory: ${label}`, (c, { wallet }, { ContractFactory }) => run(new ContractFactory(ABI, BYTECODE, wallet)));
for (const bytecode of [BYTECODE, BYTECODE.slice(2), "0x1", "xyz", null, "", { object: BYTECODE }, { object: "6001" }, [1, 2], new Uint8Array([3]), 5, {}]) {
  add(`new ContractFactory of ${JSON.stringify(bytecode)}`, ({ ContractFactory }) => new ContractFactory(ABI, bytecode).bytecode);
}
add("new ContractFactory of a bad signer", ({ ContractFactory }) => new ContractFactory(ABI, BYTECODE, {}));
for (const output of [null, { abi: ABI, bytecode: BYTECODE }, JSON.stringify({ abi: [], evm: { bytecode: { object: "6001" } } }), { abi: ABI }, "x"]) {
  add(`fromSolidity of ${JSON.stringify(output).slice(0, 50)}`, ({ ContractFactory }) => ContractFactory.fromSolidity(output).bytecode);
}
