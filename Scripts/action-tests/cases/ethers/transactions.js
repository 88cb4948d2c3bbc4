const address = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const key = "0x" + "11".repeat(32);
const r = "0x" + "11".repeat(32);
const s = "0x" + "22".repeat(32);
const keys = ["0x" + "01".repeat(32), "0x" + "AB".repeat(32)];
const lists = [
  [], [[address, keys]], [{ address, storageKeys: keys }], { [address]: keys, ["0x" + "12".repeat(20)]: [] },
    [[address]], [[address, keys, 1]], [[address, ["0x12"]]], [["bad", []]], [{ address }], {}, { [address]: [keys[1],
    keys[0], keys[0]] }, { bad: [] }, [[address.toLowerCase(), keys]], null, "0x",
];
lists.forEach((list, index) => add(`accessListify #${index}`, ({ utils }) => utils.accessListify(list)));
const transactions = [
  {}, { to: address }, { nonce: 5, gasPrice: 1000000000, gasLimit: 21000, to: address, value: "1000000000000000000",
    data: "0x1234" }, { nonce: 0, chainId: 1, to: address }, { chainId: 0 }, { chainId: "1" }, { chainId: 137,
    value: "0x1" }, { foo: 1 }, { to: "0x12" }, { to: null }, { to: "0x" }, { nonce: "0x1" },
    { nonce: "0x" + "1".repeat(65) },
  { value: -1 }, { value: "x" }, { data: "0x1" }, { data: "hello" }, { data: [1, 2] }, { type: 0, to: address },
    { type: 3 }, { type: "1" }, { accessList: [] }, { type: null, gasLimit: "0x5208" }, { value: 10n }, { gasPrice: 0,
    chainId: 5 }, { from: address }, { chainId: 9007199254740990 },
  { type: 1, chainId: 1, to: address }, { type: 1, chainId: 1, nonce: 2, gasPrice: 7, gasLimit: 21000, to: address,
    value: 5, data: "0x12", accessList: [[address, keys]] }, { type: 1 }, { type: 1, to: "bad" }, { type: 1,
    value: -1 }, { type: 1, accessList: { [address]: keys } }, { type: 1, data: "zz" }, { type: 1,
    value: "0x1" + "0".repeat(64) },
  { type: 2, chainId: 1, to: address }, { type: 2, chainId: 1, nonce: 2, maxPriorityFeePerGas: 1, maxFeePerGas: 9,
    gasLimit: 21000, to: address, value: 5, data: "0x12", accessList: [[address, keys]] }, { type: 2 }, { type: 2,
    gasPrice: 5 }, { type: 2, gasPrice: 5, maxFeePerGas: 5 }, { type: 2, gasPrice: 5, maxFeePerGas: 6 }, { type: 2,
    to: null, data: "0x" + "60".repeat(500) },
];
const signatures = [undefined, null, { r, s, v: 27 }, { r, s, v: 28 }, { r, s, v: 37 }, { r, s, v: 38 }, { r, s,
  recoveryParam: 1 }, r + s.slice(2) + "1b", r + s.slice(2) + "1c", r + s.slice(2), { r: "0x0012", s: "0x01", v: 27 },
  {}, "0x12", { r, s, v: 0 }, { r, s, v: 309 }];
transactions.forEach((transaction, index) => {
  signatures.forEach((signature, place) => {
    add(`serializeTransaction #${index} signature #${place}`, ({ utils }) => utils.serializeTransaction(transaction,
      signature));
    add(`parseTransaction #${index} signature #${place}`,
      ({ utils }) => utils.parseTransaction(utils.serializeTransaction(transaction, signature)));
  });
});
each("utils.parseTransaction", [
  ["0x"], ["0x00"], ["0x01"], ["0x02"], ["0x03"], ["0x7f"], ["0x80"], ["0xc0"], ["0x01c0"], ["0x02c0"], ["hello"],
    [null], ["0xc6808080808080"], ["0xc9808080808080808080"], ["0xc9808080808080018080"], ["0xc98080808080801b8080"],
    ["0xc98080808080801b0102"], ["0xc7808080808080"], ["0x01c88080808080808080"], ["0x02c98080808080808080c0"],
  ["0x01cb808080808080" + "80c0" + "800102"], ["0x02cc80808080808080" + "80c0" + "050102"],
    ["0x02cc80808080808080" + "80c0" + "010102"], ["0xc68080808012" + "80"], ["0x02cb" + "80".repeat(11)], [[0xc6, 128,
    128, 128, 128, 128, 128]], ["0xcb80808080808082ffff0102"], ["0x01cb808080808080" + "80c0" + "c00102"],
]);
add("TransactionTypes", ({ utils }) => utils.TransactionTypes);
const publicKey = "0x044f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa" +
  "385b6b1b8ead809ca67454d9683fcf2ba03456d6fe2c4abe2b07f0fbdbb2f1c1";
each("utils.computeAddress", [[key], [publicKey], ["0x03" + publicKey.slice(4, 68)], ["0x" + publicKey.slice(4)],
  ["0x12"], ["0x"], ["hello"], [null], ["0x" + "00".repeat(32)], ["0x" + "ff".repeat(32)],
  ["0x04" + "00".repeat(64)]]);
const digest = "0x" + "33".repeat(32);
each("utils.recoverAddress", [[digest, { r, s, v: 27 }], [digest, { r, s, v: 28 }], [digest, r + s.slice(2) + "1b"],
  [digest, r + s.slice(2)], ["0x12", { r, s, v: 27 }], [digest, {}], [digest, "0x12"], [null, { r, s, v: 27 }],
  [digest, { r: "0x" + "00".repeat(32), s, v: 27 }], [digest, { r,
  s: "0x" + "00".repeat(32), v: 27 }]]);

const random = seeded(4);
for (let index = 0; index < 400; index++) {
  const type = random.pick([undefined, 0, 1, 2]);
  const number = (bits) => random.pick([0, 1, "0x" + random.integer(bits, false).toString(16), random.integer(bits,
    false).toString()]);
  const transaction = { nonce: random.below(1000000), gasLimit: number(40), value: number(random.pick([64, 256])),
    data: random.hex(random.below(80)) };
  if (type !== undefined) transaction.type = type;
  if (random.below(4)) transaction.to = random.hex(20);
  if (type !== 2) transaction.gasPrice = number(64);
  else Object.assign(transaction, { maxFeePerGas: number(64), maxPriorityFeePerGas: number(64) });
  if (type || random.below(2)) transaction.chainId = random.pick([1, 5, 137, 31337, 42161, 175188, 4294967296]);
  if (type && random.below(2)) transaction.accessList = Array.from({ length: random.below(3) },
    () => ({ address: random.hex(20), storageKeys: Array.from({ length: random.below(3) }, () => random.hex(32)) }));
  const signature = { r: random.hex(random.pick([32, 32, 31])), s: "0x0" + random.hex(32).slice(3),
    recoveryParam: random.below(2) };
  add(`random transaction ${index}`, ({ utils }) => {
    const plain = utils.serializeTransaction(transaction);
    const signed = utils.serializeTransaction(transaction, signature);
    return [plain, signed, utils.parseTransaction(plain), utils.parseTransaction(signed)];
  });
}
