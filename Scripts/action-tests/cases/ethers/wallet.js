// Wallets and signers without a provider.

const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const ADDRESS = "0x14791697260E4c9A71f18484C9f997B308e59325";
const PHRASE = "test test test test test test test test test test test junk";
const TO = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const random = seeded(77);

const shown = (wallet) => [wallet, wallet.address, wallet.privateKey, wallet.publicKey, wallet.mnemonic];
for (const value of [KEY, KEY.slice(2), KEY.slice(2).toUpperCase(), KEY.toUpperCase(), "0x", KEY.slice(0, 65), 5, null, {}, "", PHRASE]) {
  add(`new Wallet ${value}`, ({ Wallet }) => shown(new Wallet(value)));
}
add("new Wallet of bytes", ({ Wallet, utils }) => shown(new Wallet(utils.arrayify(KEY))));
add("new Wallet of a SigningKey", ({ Wallet, utils }) => shown(new Wallet(new utils.SigningKey(KEY))));
add("new Wallet of another curve", ({ Wallet }) => new Wallet({ _isSigningKey: true, curve: "p256" }));
add("new Wallet of an account", ({ Wallet }) => shown(new Wallet({ privateKey: KEY, address: ADDRESS })));
add("new Wallet of another's account", ({ Wallet }) => new Wallet({ privateKey: KEY, address: TO }));
add("new Wallet of an HDNode", ({ Wallet, utils }) => shown(new Wallet(utils.HDNode.fromMnemonic(PHRASE).derivePath("m/1/2"))));
add("new Wallet of other words", ({ Wallet }) => new Wallet({ privateKey: KEY, address: ADDRESS, mnemonic: { phrase: PHRASE } }));
add("new Wallet of a Wallet", ({ Wallet }) => shown(new Wallet(Wallet.fromMnemonic(PHRASE))));
for (const provider of [{}, "http://localhost", 5, { _isProvider: true }, null]) {
  add(`new Wallet with provider ${JSON.stringify(provider)}`, ({ Wallet }) => new Wallet(KEY, provider).provider);
}
each("Wallet.fromMnemonic", [
  [PHRASE], [PHRASE, "m/44'/60'/0'/0/3"], [PHRASE, null, "en"], [PHRASE, "m/x"], ["test"], [PHRASE, null, "yy"],
  [PHRASE, "m"], [PHRASE.toUpperCase()],
]);
add("createRandom", ({ Wallet, utils }) => {
  const wallets = [Wallet.createRandom(), Wallet.createRandom({ path: "m/5", extraEntropy: "0x12" })];
  return wallets.map((wallet) => {
    const again = Wallet.fromMnemonic(wallet.mnemonic.phrase, wallet.mnemonic.path);
    return [again.privateKey === wallet.privateKey, wallet.mnemonic.path, wallet.mnemonic.locale, wallet.mnemonic.phrase.split(" ").length];
  });
});
add("createRandom of a locale", ({ Wallet }) => Wallet.createRandom({ locale: "qq" }));

const messages = ["", "hello", "caf\u00e9 \ud83d\ude00", "0x1234", new Uint8Array(0), new Uint8Array([1, 2, 3]), "x".repeat(300), [1, 2]];
for (const [index, message] of messages.entries()) {
  add(`signMessage ${index}`, ({ Wallet }) => new Wallet(KEY).signMessage(message));
  add(`verifyMessage ${index}`, async ({ Wallet, utils }) => {
    return utils.verifyMessage(message, await new Wallet(KEY).signMessage(message));
  });
}
for (let count = 0; count < 20; count++) {
  const [key, message, nonce, data] = [random.hex(32), random.text(60), random.below(100000), random.hex(random.below(80))];
  const value = String(random.integer(128));
  const tx = { nonce, data, value, gasLimit: 21000 + random.below(100000), chainId: random.below(100000) };
  if (random.below(4)) tx.to = TO;
  const kind = random.below(4);
  if (kind === 0) tx.gasPrice = random.below(1000000);
  if (kind === 1) Object.assign(tx, { type: 1, gasPrice: 5, accessList: [[TO, [random.hex(32)]]] });
  if (kind >= 2) Object.assign(tx, { type: 2, maxFeePerGas: 7, maxPriorityFeePerGas: 3, accessList: [] });
  add(`signMessage at random ${count}`, ({ Wallet }) => new Wallet(key).signMessage(message));
  add(`signTransaction at random ${count}`, async ({ Wallet, utils }) => {
    const signed = await new Wallet(key).signTransaction(tx);
    return [signed, utils.parseTransaction(signed)];
  });
}
for (const tx of [
  {}, { to: TO }, { to: "name.eth" }, { from: ADDRESS, to: TO, chainId: 1 }, { from: TO }, { from: "bad" }, { gas: 5 },
  { nonce: -1 }, { gasLimit: "x" }, { type: 3 }, { type: 2, gasPrice: 5 }, { type: 2, chainId: 1 }, { data: "0x123" }, { value: 1.5 },
  { chainId: 1, nonce: 0, gasLimit: 21000, gasPrice: 1, to: Promise.resolve(TO) }, { customData: {} }, { type: 0, chainId: 5 },
]) {
  add(`signTransaction ${JSON.stringify(tx)}`, ({ Wallet }) => new Wallet(KEY).signTransaction(tx));
}
for (const tx of [{}, { to: TO, bad: 1 }, { from: TO }, { from: ADDRESS.toLowerCase() }, { from: Promise.resolve(ADDRESS) }, { gas: 1 }]) {
  add(`checkTransaction ${JSON.stringify(tx)}`, ({ Wallet, utils }) => utils.resolveProperties(new Wallet(KEY).checkTransaction(tx)));
}
const needing = {
  getBalance: [], getTransactionCount: [], estimateGas: [{}], call: [{}], sendTransaction: [{}], getChainId: [],
  getGasPrice: [], getFeeData: [], resolveName: ["x.eth"], populateTransaction: [{}],
};
for (const [name, args] of Object.entries(needing)) {
  add(`${name} without a provider`, ({ Wallet }) => new Wallet(KEY)[name](...args));
  add(`${name} of a VoidSigner without a provider`, ({ VoidSigner }) => new VoidSigner(ADDRESS)[name](...args));
}
add("VoidSigner", ({ VoidSigner }) => [new VoidSigner(ADDRESS), new VoidSigner("any", null).provider]);
add("VoidSigner.getAddress", ({ VoidSigner }) => new VoidSigner(ADDRESS).getAddress());
add("VoidSigner.signMessage", ({ VoidSigner }) => new VoidSigner(ADDRESS).signMessage("x"));
add("VoidSigner.signTransaction", ({ VoidSigner }) => new VoidSigner(ADDRESS).signTransaction({}));
add("VoidSigner._signTypedData", ({ VoidSigner }) => new VoidSigner(ADDRESS)._signTypedData({}, {}, {}));
add("VoidSigner.connect", ({ VoidSigner }) => new VoidSigner(ADDRESS).connect({ a: 1 }).provider);
add("isSigner", ({ Signer, VoidSigner, Wallet }) => [new Wallet(KEY), new VoidSigner(ADDRESS), {}, null, 5].map(Signer.isSigner));
add("instances", ({ Signer, VoidSigner, Wallet }) => [new Wallet(KEY) instanceof Signer, new VoidSigner(ADDRESS) instanceof Signer]);
add("keys of ethers", (ethers) => [Object.keys(ethers), Object.keys(ethers.utils), Object.keys(ethers.providers), ethers.version]);
add("errors", ({ errors }) => errors);
add("a logger's error", ({ logger }) => logger.throwArgumentError("wrong", "name", 5));
add("checkTransaction keeps", ({ Wallet, utils }) => utils.resolveProperties(new Wallet(KEY).checkTransaction({ to: TO, value: 5, customData: { a: 1 }, ccipReadEnabled: true })));
for (const [message, signature] of [["x", "0x"], ["x", "0x1234"], ["x", null], ["x", "0x" + "11".repeat(65)], ["x", { r: "0x" + "11".repeat(32), s: "0x" + "22".repeat(32), v: 27 }]]) {
  add(`verifyMessage of ${JSON.stringify(signature)}`, ({ utils }) => utils.verifyMessage(message, signature));
}
