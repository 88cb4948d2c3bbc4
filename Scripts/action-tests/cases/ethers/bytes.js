const hexLike = { toHexString: () => "0x1234" };
const asBytes = [
  [0], [1], [255], [256], [4294967296], [9007199254740990], [9007199254740991], [-1], [1.5], [NaN], [Infinity], ["0x"],
    ["0x00"],
  ["0x1"], ["0xABcd"], ["abcd"], ["0xzz"], [""], [[]], [[1, 2, 255]], [[256]], [[1.5]], [[-1]], [["1"]], [{}], [true],
    [false],
  [hexLike], [{ length: 2, 0: 1, 1: 2 }], [{ length: -1 }], [null], [undefined], [new Uint8Array([1, 2, 3])],
    [new Uint8Array()],
  [10n], [-10n], [255n], [2n ** 70n], [(ethers) => 1], ["0x1", { hexPad: "left" }], ["0x1", { hexPad: "right" }],
  ["0x1", { hexPad: "other" }], ["1234", { allowMissingPrefix: true }], ["123", { allowMissingPrefix: true,
    hexPad: "left" }],
  ["0x1234", { allowMissingPrefix: true }], ["zz", { allowMissingPrefix: true }], [new Uint8Array(300).fill(171)],
  ["0x" + "aB".repeat(300)], ["0x" + "aB".repeat(300) + "c"], [Array.from({ length: 200 }, (_, index) => index)], [[1,
    , 3]],
  ["0X12"], ["0x12\n"], [Symbol.iterator], [new Uint16Array([1, 2])], [new Uint16Array([1, 256])],
];
each("utils.arrayify", asBytes);
each("utils.hexlify", asBytes);
each("utils.stripZeros", asBytes.concat([["0x000012"], ["0x0000"], [[0, 0, 1, 0]], [[1, 0]]]));
each("utils.isBytes", asBytes);
each("utils.isBytesLike", asBytes);
each("utils.hexDataLength", asBytes);
each("utils.hexStripZeros", asBytes.concat([["0x000012"], ["0x0000"], ["0x0"], ["0x00AB"]]));
each("utils.hexValue", asBytes.concat([["0x000012"], ["0x0000"], ["0x00AB"], [(ethers) => 1]]));
each("utils.keccak256", asBytes);
for (const length of [0, 1, 2, 31, 32, 33]) {
  each(`utils.zeroPad`, [["0x", length], ["0x1234", length], [[1, 2, 3], length], [new Uint8Array(32), length]]);
  each(`utils.hexZeroPad`, [
    ["0x", length], ["0x1", length], ["0xABCD", length], [[1, 2, 3], length], ["zz", length], [0, length], [7n,
      length],
  ]);
  each("utils.isHexString", [["0x12", length], ["0x" + "00".repeat(length), length], ["12", length], [5, length]]);
}
each("utils.zeroPad", [["0x1"], ["0x12"], ["zz", 4], [null, 3], ["0x1234", "4"], ["0x12", -1], ["0x12", 1.5]]);
each("utils.hexZeroPad", [["0x1"], ["0x12"], [null, 3], ["0x1234", "4"], ["0x1234", -1], [-1, 2]]);
each("utils.isHexString", [["0x"], ["0x0"], ["0xg"], [null], [undefined], [[]], ["0xAbC"], ["0x00\n"],
  [new String("0x00")]]);
each("utils.concat", [
  [[]], [["0x12", [3, 4], new Uint8Array([5])]], [["0x1"]], [[1, 256, 0]], [["0x", "0x"]], [[null]], [["0xzz"]],
    ["0x12"], [[hexLike]],
  [["0x" + "12".repeat(200), "0x" + "34".repeat(200)]],
]);
each("utils.hexConcat", [
  [[]], [["0x12", [3, 4], new Uint8Array([5])]], [["0x1"]], [[1, 256, 0]], [["0x", "0xAB"]], [[null]], [["0xzz"]],
    [[10n, hexLike]],
]);
each("utils.hexDataSlice", [
  ["0x123456", 1], ["0x123456", 0], ["0x123456", 3], ["0x123456", 4], ["0x123456", 1, 2], ["0x123456", 1, 1],
    ["0x123456", 2, 1],
  ["0x123456", 1, null], ["0x123456", 0, 99], ["0x12345", 1], ["123456", 1], [[1, 2, 3], 1], [4660, 1], ["0x123456",
    -1], ["0xABCD", 1],
  ["0x123456", -2, 2], ["0x1234"], [null, 1], ["0x123456", 1.5],
]);
const r = "0x" + "11".repeat(32);
const s = "0x" + "22".repeat(32);
const high = "0xa2" + "22".repeat(31);
const signatures = [
  [r + s.slice(2) + "1b"], [r + s.slice(2) + "1c"], [r + s.slice(2) + "00"], [r + s.slice(2) + "01"],
    [r + s.slice(2) + "02"],
  [r + s.slice(2) + "1a"], [r + s.slice(2) + "25"], [r + s.slice(2) + "26"], [r + s.slice(2)], [r + high.slice(2)],
  [r + high.slice(2) + "1b"], [r], ["0x"], [[]], [null], [undefined], ["hello"], [5], [{}],
  [{ r, s, v: 27 }], [{ r, s, v: 28 }], [{ r, s, v: 0 }], [{ r, s, v: 1 }], [{ r, s, v: 37 }], [{ r, s, v: 38 }], [{ r,
    s }],
  [{ r, s, recoveryParam: 0 }], [{ r, s, recoveryParam: 1 }], [{ r, s, recoveryParam: 0, v: 27 }],
  [{ r, s, recoveryParam: 1, v: 27 }], [{ r, s, recoveryParam: 0, v: 1 }], [{ r, _vs: s }], [{ r, _vs: high }],
  [{ r, _vs: high, recoveryParam: 0 }], [{ r, _vs: high, recoveryParam: 1, v: 28 }], [{ r, _vs: high, v: 27 }],
  [{ r, _vs: high, s }], [{ r, _vs: high, s: r }], [{ s, v: 27 }], [{ r: "0x1", s: "0x2", v: 27 }], [{ r: 5, s,
    v: 27 }],
  [{ r, s: "0xzz", v: 27 }], [{ r, s: high, v: 27 }], [{ r, s, _vs: high, v: 27 }], [{ r, s, _vs: s, v: 27 }], [{ r, s,
    _vs: "0x12", v: 27 }],
  [{ r: r + "00", s, v: 27 }], [{ r: r.toUpperCase().replace("0X", "0x"), s: "0x" + "AB".repeat(3), v: 27 }], [{ r, s,
    v: "27" }],
  [{ r, s, v: 27, extra: true }], [{ r, _vs: "0x" + "12".repeat(33) }], [{ r, s, v: 29, recoveryParam: 0 }], [{ r, s,
    v: 2 }],
  [new Uint8Array(65)], [new Uint8Array(64)], [new Uint8Array(66)],
];
each("utils.splitSignature", signatures);
each("utils.joinSignature", signatures);

const random = seeded(1);
for (let index = 0; index < 300; index++) {
  const bytes = random.bytes(random.below(200));
  const from = random.below(220) - 10;
  const to = random.below(220) - 10;
  add(`random bytes ${index}`, ({ utils }) => {
    const hex = utils.hexlify(bytes);
    return [hex, utils.arrayify(hex), utils.hexStripZeros(hex), utils.hexDataSlice(hex, from, to), utils.concat([hex,
      bytes]),
      utils.hexConcat([bytes, hex, from < 0 ? 0 : from]), utils.stripZeros(bytes), utils.keccak256(bytes),
        utils.sha256(hex)];
  });
}
