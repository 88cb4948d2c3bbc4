// Providers, wallets and contracts over a real chain. Every case undoes what it did, so that both engines find the same.

const CHAIN = "@CHAIN@";
const PHRASE = "test test test test test test test test test test test junk";
const B = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const ABI = [
  "constructor(uint256 supply) payable", "event Transferred(address indexed sender, address indexed receiver, uint256 amount)",
  "event Counted(address indexed by, uint256 total)", "error Refused(uint256 code)", "function balances(address) view returns (uint256)",
  "function total() view returns (uint256)", "function owner() view returns (address)", "function values(uint256) view returns (uint256)",
  "function count(uint256 by) returns (uint256)", "function transfer(address receiver, uint256 amount)", "function pay() payable returns (uint256)",
  "function context() view returns (address, uint256, uint256, uint256, uint256)", "function refuse(uint256) view", "function panic(uint256) view",
  "function halt() view", "function burn(uint256)",
];
// Scripts/chain-tests/contracts/Ledger.vy by vyper 0.4.3.
const BYTECODE = "0x6104205150336104205260206104885f395f515f336020525f5260405f205561042061003061000039610440610000f35f3560e01c60" +
  "02600c820660011b61040801601e395f51565b633b3546c881186104005760243610341761040457600154600435808201828110610404" +
  "5790509050600155337f661fab7f24b9fdb6d088a46b82c477922b83ae7f1de8173a4670c3802fc6f92160015460405260206040a26001" +
  "5460405260206040f35b63a9059cbb811861019c57604436103417610404576004358060a01c610404576040526024355f336020525f52" +
  "60405f205410156101265760208060c05260186060527f6e6f7420656e6f75676820696e20746865206c65646765720000000000000000" +
  "60805260608160c001603882825e8051806020830101601f825f03163682375050601f19601f8251602001011690509050810190506308" +
  "c379a060a0528060040160bcfd5b5f336020525f5260405f20805460243580820382811161040457905090508155505f6040516020525f" +
  "5260405f2080546024358082018281106104045790509050815550604051337fd1ba4ac2e2a11b5101f6cb4d978f514a155b421e8ec396" +
  "d2d9abaf0bb02917ee60243560605260206060a3005b6372f40a6b81186104005760243610341761040457634e487b7160445260046004" +
  "356064526020016040526040805160208201fd5b631b9265b88118610208573415610404575f336020525f5260405f2080543481018181" +
  "106104045790508155504760405260206040f35b6342966c68811861040057602436103417610404575f60043561271081116104045780" +
  "1561028357905b806040526040516001811690506102735760405160018101818110610404579050600355604051600281018181106104" +
  "045790506004556002600255610278565b5f6002555b600101818118610232575b5050005b63d0496d6a81186102b15734610404573360" +
  "405243606052426080524860a0524660c05260a06040f35b63a60a07b28118610400576024361034176104045763590a51516044526004" +
  "6004356064526020016040526040805160208201fd5b635ed7ca5b81186102f8573461040457fe5b6327e235e381186104005760243610" +
  "3417610404576004358060a01c610404576040525f6040516020525f5260405f205460605260206060f35b63c28e83fd81186104005760" +
  "4436103417610404576004358060a01c610404576040526024356004018035610400811161040457506020813501808260603750506040" +
  "515a6060505f5f60605160805f8686f190509050610395573d5f5f3e3d5ffd5b005b632ddbd13a81186104005734610404576001546040" +
  "5260206040f35b638da5cb5b8118610400573461040457602061042060403960206040f35b635e383d2181186104005760243610341761" +
  "040457600435600254811015610404576003015460405260206040f35b5f5ffd5b5f80fd040003d1040003b3001804000397007d01d103" +
  "32028702e685582027d3f802456415b5631f955dae38a513fc61b9d83483ffe15f92448399642b351904208118181820a1657679706572" +
  "830004030038";

function chained(label, run, kind = "JsonRpcProvider") {
  add(`${kind}: ${label}`, async (ethers) => {
    const provider = new ethers.providers[kind](CHAIN);
    provider.pollingInterval = 30;
    const snapshot = await provider.send("evm_snapshot", []);
    // Blocks are of one time, and so of one hash, whenever they are made.
    const newest = await provider.send("eth_getBlockByNumber", ["latest", false]);
    await provider.send("evm_setNextBlockTimestamp", ["0x" + (Number(newest.timestamp) + 100000).toString(16)]);
    let shown;
    try {
      shown = written(await run(provider, ethers.Wallet.fromMnemonic(PHRASE).connect(provider), ethers));
    } catch (error) {
      shown = fault(error, 0);
    }
    provider.removeAllListeners();
    await provider.send("evm_revert", [snapshot]);
    return shown;
  });
}

async function deployed(wallet, { ContractFactory }) {
  const contract = await new ContractFactory(ABI, BYTECODE, wallet).deploy(1000);
  await contract.deployed();
  return contract;
}
// What has a next block's time in it differs from run to run.
const steady = (receipt) => {
  const { blockHash, logsBloom, ...rest } = receipt;
  for (const each of [...(rest.logs || []), ...(rest.events || [])]) delete each.blockHash;
  return rest;
};

for (const kind of ["JsonRpcProvider", "StaticJsonRpcProvider", "JsonRpcBatchProvider"]) {
  chained("the chain", async (provider) => [await provider.getNetwork(), (await provider.listAccounts()).slice(0, 3), await provider.getBlockNumber()], kind);
  chained("fees", (provider) => provider.getFeeData(), kind);
  chained("a block", (provider) => provider.getBlock(0), kind);
  chained("no block", (provider) => provider.getBlock(100000), kind);
  chained("an account", async (provider, wallet) => [await wallet.getBalance(), await wallet.getTransactionCount(), await provider.getCode(B), await provider.getStorageAt(B, 0)], kind);
  chained("sending", async (provider, wallet) => {
    const response = await wallet.sendTransaction({ to: B, value: 12345 });
    const receipt = await response.wait();
    const { wait, ...sent } = response;
    const { wait: _, blockHash, ...found } = await provider.getTransaction(response.hash);
    return [sent, steady(receipt), found, await provider.getBalance(B)];
  }, kind);
  chained("deploying and calling", async (provider, wallet, ethers) => {
    const contract = await deployed(wallet, ethers);
    return [contract.address, await contract.owner(), await contract.balances(wallet.address), await contract.total()];
  }, kind);
}
for (const tx of [
  { to: B, type: 0 }, { to: B, type: 1, accessList: [[B, []]] }, { to: B, type: 2 }, { to: B, gasPrice: 5000000000 }, { to: B, maxFeePerGas: 9000000000, maxPriorityFeePerGas: 1000000000 }, { to: B, data: "0x1234" }, { to: B, gasLimit: 21000 },
  { to: B, gasLimit: 20000 }, { to: B, nonce: 0 }, { to: B, nonce: 1000 , gasLimit: 21000 }, { to: B, value: "0x" + "ff".repeat(20) }, { to: B, value: "0x" + "ff".repeat(20), gasLimit: 21000 }, { to: B, maxFeePerGas: 1, maxPriorityFeePerGas: 1, gasLimit: 21000 },
  { to: B, chainId: 1 }, { data: "0x6001600055" }, { data: "0xfe" }, { to: "nobody.eth" },
]) {
  chained(`sending ${JSON.stringify(tx)}`, async (provider, wallet) => {
    const response = await wallet.sendTransaction(tx);
    const { wait, ...sent } = response;
    return tx.nonce === 1000 ? sent : [sent, steady(await response.wait())];
  });
}
chained("a nonce that is used", async (provider, wallet) => {
  await (await wallet.sendTransaction({ to: B })).wait();
  return wallet.sendTransaction({ to: B, nonce: (await wallet.getTransactionCount()) - 1, gasLimit: 21000 });
});
chained("a contract's methods", async (provider, wallet, ethers) => {
  const contract = await deployed(wallet, ethers);
  const counted = await (await contract.count(5)).wait();
  const moved = await (await contract.transfer(B, 10)).wait();
  const paid = await (await contract.pay({ value: 7 })).wait();
  return [
    [counted, moved, paid].map((receipt) => receipt.events.map((event) => [event.event, event.eventSignature, event.args])), await contract.total(), await contract.balances(B),
    await contract.callStatic.count(3), await contract.estimateGas.count(3), await contract.functions.total(), await contract.balances(B, { blockTag: (await provider.getBlockNumber()) - 2 }),
  ];
});
chained("a contract's events", async (provider, wallet, ethers) => {
  const contract = await deployed(wallet, ethers);
  const start = await provider.getBlockNumber();
  await (await contract.transfer(B, 10)).wait();
  await (await contract.count(2)).wait();
  await (await contract.transfer(wallet.address, 3)).wait();
  const shown = (events) => events.map((event) => [event.event, event.args, event.logIndex, event.blockNumber - start]);
  return [
    shown(await contract.queryFilter("Transferred")), shown(await contract.queryFilter("*", start)), shown(await contract.queryFilter(contract.filters.Transferred(null, B), start, "latest")),
    shown(await contract.queryFilter(contract.filters.Counted(B))), (await provider.getLogs({ address: contract.address, fromBlock: start })).length,
  ];
});
for (const [label, run] of Object.entries({
  "a reason": (c) => c.callStatic.transfer(B, 5000), "an error of the ABI": (c) => c.refuse(7), "a panic": (c) => c.panic(17), "a panic of an unknown code": (c) => c.panic(999), "an end": (c) => c.halt(),
  "a reason, sending": (c) => c.transfer(B, 5000), "a reason, estimating": (c) => c.estimateGas.transfer(B, 5000), "a reason, sending with gas": async (c) => (await c.transfer(B, 5000, { gasLimit: 100000 })).wait(), "payment refused": (c) => c.pay(),
  "too little gas": async (c) => (await c.burn(1000, { gasLimit: 50000 })).wait(), "a value for what takes none": (c) => c.count(1, { value: 5 }), "index out of range": (c) => c.values(3),
})) {
  chained(`refused: ${label}`, async (provider, wallet, ethers) => {
    const contract = await deployed(wallet, ethers);
    try {
      return await run(contract);
    } catch (error) {
      const { code, reason, method, errorName, errorSignature, errorArgs, data, address } = error;
      const inner = error.error && [error.error.code, error.error.reason];
      return [code, reason, method, errorName, errorSignature, errorArgs, data, address, inner, Object.keys(error).sort(), error.receipt && error.receipt.status];
    }
  });
}
chained("an event, listened for", async (provider, wallet, ethers) => {
  const contract = await deployed(wallet, ethers);
  const heard = new Promise((resolve) => contract.once("Counted", (by, total, event) => resolve([by, total, event.event])));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await (await contract.count(9)).wait();
  const found = await heard;
  contract.removeAllListeners();
  return found;
});
chained("the node's account", async (provider) => {
  const signer = provider.getSigner(1);
  const response = await signer.sendTransaction({ to: B, value: 5 });
  return [await signer.getAddress(), steady(await response.wait()).status, await provider.getBalance(B), await signer.signMessage("hello")];
});
chained("typed data of the node's account", (provider) => provider.getSigner(1)._signTypedData({ name: "d" }, { T: [{ name: "v", type: "uint8" }] }, { v: 5 }));
chained("two confirmations", async (provider, wallet) => {
  const response = await wallet.sendTransaction({ to: B });
  const waiting = response.wait(2);
  await provider.send("evm_mine", []);
  return (await waiting).confirmations >= 2;
});
chained("a transaction that another replaces", async (provider, wallet) => {
  await provider.send("evm_setAutomine", [false]);
  try {
    const response = await wallet.sendTransaction({ to: B, value: 1, gasLimit: 21000 });
    const fees = { maxFeePerGas: response.maxFeePerGas.mul(3), maxPriorityFeePerGas: response.maxPriorityFeePerGas.mul(3) };
    const waiting = response.wait().catch((error) => [error.code, error.reason, error.cancelled, error.receipt.status]);
    await wallet.sendTransaction({ to: B, value: 2, gasLimit: 21000, nonce: response.nonce, ...fees });
    // Looked for with each new block, a second after it.
    for (let count = 0; count < 2; count++) {
      await new Promise((resolve) => setTimeout(resolve, 1300 * count + 100));
      await provider.send("evm_mine", []);
    }
    return await waiting;
  } finally {
    await provider.send("evm_setAutomine", [true]);
  }
});
chained("a replacement that pays too little", async (provider, wallet) => {
  await provider.send("evm_setAutomine", [false]);
  try {
    const { nonce } = await wallet.sendTransaction({ to: B, value: 1, gasLimit: 21000 });
    return await wallet.sendTransaction({ to: B, value: 2, gasLimit: 21000, nonce });
  } catch (error) {
    return [error.code, error.reason];
  } finally {
    await provider.send("evm_setAutomine", [true]);
  }
});
