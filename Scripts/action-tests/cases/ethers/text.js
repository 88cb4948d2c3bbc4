const texts = [
  "", "a", "hello world", "\u00e9", "\u4e2d\u6587", "\ud83d\ude00", "\ud800", "\udc00", "a\ud800b", "\ud83d",
    "a\udc00b", "\u0000", "\u007f\u0080\u07ff\u0800\uffff", "\udbff\udfff", "e\u0301", "\ufb01", "\u00c5",
    "line\nbreak\t\"q\"\\", "\b\r\u001f\u007f",
  "x".repeat(31), "x".repeat(32), "\u00e9".repeat(15), "\u00e9".repeat(16), "\ufeffbom", "y".repeat(300), "\ufffd", 5,
    null, undefined, [], {},
];
const forms = [undefined, "", "NFC", "NFD", "NFKC", "NFKD", "nonsense"];
texts.forEach((text, index) => {
  for (const form of forms) {
    add(`toUtf8Bytes #${index} ${form}`, ({ utils }) => utils.toUtf8Bytes(text, form));
    add(`toUtf8CodePoints #${index} ${form}`, ({ utils }) => utils.toUtf8CodePoints(text, form));
  }
  for (const name of ["formatBytes32String", "id", "nameprep", "namehash", "isValidName", "dnsEncode",
    "hashMessage"]) add(`${name} #${index}`, ({ utils }) => utils[name](text));
  add(`Bytes32String round trip #${index}`, ({ utils }) => utils.parseBytes32String(utils.formatBytes32String(text)));
});
const bytes = [
  [], [0x61], [0x80], [0xc3], [0xc3, 0x28], [0xc3, 0xa9], [0xe2, 0x82], [0xe2, 0x28, 0xa1], [0xe2, 0x82, 0xac], [0xf0,
    0x9f, 0x98, 0x80], [0xf0, 0x28, 0x8c, 0xbc], [0xf0, 0x90, 0x28, 0xbc], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80,
    0x80], [0xff], [0xfe, 0x80, 0x80],
  [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x80, 0x80, 0x80],
    [0x61, 0x80, 0x80, 0x62], [0x61, 0xf8, 0x80, 0x62], [0xef, 0xbb, 0xbf, 0x61], [0, 1, 8, 9, 10, 13, 31, 34, 92, 126,
    127], [0xc3, 0xa9, 0xff, 0x61], [0xe2, 0x82, 0xac, 0xe2],
  "0x", "0x61", "0xc3", "0x6", "hello", null, 97, new Uint8Array(200).fill(0x61), new Uint8Array(200).fill(0xc3),
];
bytes.forEach((value, index) => {
  for (const kind of [undefined, "error", "ignore", "replace"]) {
    for (const name of ["toUtf8String", "_toEscapedUtf8String"]) add(`${name} #${index} ${kind}`,
      ({ utils }) => utils[name](value, kind && utils.Utf8ErrorFuncs[kind]));
  }
  add(`toUtf8String: own function #${index}`, ({ utils }) => {
    const seen = [];
    const text = utils.toUtf8String(value, (reason, offset, given, output, codepoint) => { seen.push([reason, offset,
      given.length, output.length, codepoint]); output.push(63); return 0; });
    return [text, seen];
  });
});
each("utils.parseBytes32String", [["0x" + "61".repeat(31) + "00"], ["0x" + "61".repeat(32)], ["0x61"],
  ["0x" + "00".repeat(32)], ["0x" + "61" + "00".repeat(31)], ["0x" + "ff" + "00".repeat(31)], [null],
  [new Uint8Array(32)], ["0x6100" + "62" + "00".repeat(29)]]);
add("string enumerations", ({ utils }) => [utils.UnicodeNormalizationForm, utils.Utf8ErrorReason,
  Object.keys(utils.Utf8ErrorFuncs), Object.isFrozen(utils.Utf8ErrorFuncs)]);

const names = [
  "eth", "nick.eth", "Nick.ETH", "a..b", ".a", "a.", ".", "a b", "a_b", "_a", "__a", "a-b", "-a", "a-", "ab--c",
    "xn--abc", "\u00e9.eth", "E\u0301.eth", "\u00df.eth", "\u1e9e.eth", "\u03c2.eth", "\u03a3.eth", "\u0130",
    "\ud83d\ude00.eth", "\u2764\ufe0f.eth", "\u2764.eth",
  "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67.eth", "\ud83d\udc68\u200d\ud83d\udc68", "a\u200db", "a\u200cb",
    "\u00ad", "a\u00adb", "\ud83c\uddfa\ud83c\uddf8", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "\ud83d\udc4d\ud83c\udffd",
    "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
  "\u3002", "a\uff0eb", "\u2122", "\u00bd", "\u4e2d\u6587.eth", "\u0915\u094d\u0937", "\u0660\u06f1", "!", "$.eth",
    "vitalik.eth", "a".repeat(63) + ".eth", "a".repeat(64) + ".eth", "sub.domain.nick.eth", "\u2019s", "caf\u00e9",
    "\u212b", "\uff21\uff22", "\u13a0\uab70", "\u1f80", "\u10a0", "1.2.3", "0x1234",
];
for (const name of names) {
  for (const kind of ["namehash", "isValidName", "dnsEncode", "nameprep", "id"]) add(`${kind} ${JSON.stringify(name)}`,
    ({ utils }) => utils[kind](name));
}
each("utils.hashMessage", [["hello"], [""], ["\u00e9"], [new Uint8Array([1, 2, 3])], [[1, 2, 3]], ["0x1234"], [null],
  [5], [new Uint8Array(100)], [{ length: 3 }], ["x".repeat(1000)]]);

const hashed = [["0x"], ["0x12"], [[]], [[1, 2, 3]], [new Uint8Array(200).fill(7)], ["hello"], ["0x1"], [null], [5],
  ["0x" + "ab".repeat(300)]];
for (const name of ["keccak256", "sha256", "sha512", "ripemd160"]) each(`utils.${name}`, hashed);
for (const algorithm of ["sha256", "sha512", "sha1", "", null]) each("utils.computeHmac",
  hashed.map(([data]) => [algorithm, "0x6b6579", data]).concat([[algorithm, "0x", "0x"], [algorithm,
  new Uint8Array(200), [1]], [algorithm, "key", "0x"]]));
add("SupportedAlgorithm", ({ utils }) => utils.SupportedAlgorithm);

const address = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const packs = [
  [["uint8"], [1]], [["uint256"], [1]], [["uint"], ["0x1234"]], [["int8"], [-1]], [["int256"], [-1]], [["int16",
    "uint48"], [-1, 12]], [["string"], ["Hello"]], [["bytes"], ["0x1234"]], [["bytes16"], ["0x" + "12".repeat(16)]],
    [["bytes16"], ["0x12"]], [["bytes33"], ["0x"]], [["bytes0"], ["0x"]], [["bytes01"], ["0x12"]],
  [["address"], [address]], [["address"], ["0x12"]], [["address[]"], [[address, address]]], [["bool"], [true]],
    [["bool"], [0]], [["bool[]"], [[true, false]]], [["uint8[]"], [[1, 2]]], [["uint8[2]"], [[1, 2]]], [["uint8[2]"],
    [[1]]], [["uint8[]"], [5]], [["bytes4[]"], [["0x12345678"]]], [["string[]"], [["a", "bc"]]],
  [["bytes[]"], [["0x12", "0x3456"]]], [["uint8"], [256]], [["uint8"], [-1]], [["uint7"], [1]], [["uint264"], [1]],
    [["uint08"], [1]], [["uint0"], [0]], [["foo"], [1]], [["uint"], []], [[], []], [["int8"], [128]], [["int8"],
    [-128]], [["int8"], [-200]], [["uint16[2][2]"], [[[1, 2], [3, 4]]]], [["string", "uint8"], ["Hello", 3]],
  [["bytes"], ["hello"]], [["string"], [5]], [["uint256"], ["x"]], [["int16", "bytes1", "uint16", "string"], [-1,
    "0x42", 3, "Hello, world!"]], [["tuple(uint a)"], [[1]]], [["bytes2[]"], [[[1, 2]]]], [["bytes32"], ["0x" + "12".repeat(32)]],
  [["bytes32[]"], [["0x" + "12".repeat(32)]]], [["bytes1"], ["0x12"]], [["uint256[2]"], [["1", 2n]]], [["int"], [-5]],
  [["int8[]"], [[-1, 1]]], [["address[1]"], [["0x12"]]], [["bytes4[2]"], [["0x12345678", "0x1234"]]],
];
for (const name of ["solidityPack", "solidityKeccak256", "soliditySha256"]) each(`utils.${name}`, packs);

const icap = "XE65GB6LDNXYOFTX0NSV3FUWKOWIXAMJK36";
const addresses = [[address], [address.toLowerCase()], [address.toUpperCase().replace("0X", "0x")], [address.slice(2)],
  [address.slice(2).toLowerCase()], ["0x8Ba1f109551bD432803012645Ac136ddd64DBA72"], [icap],
  ["XE66GB6LDNXYOFTX0NSV3FUWKOWIXAMJK36"], [icap.toLowerCase()], ["0x"], ["0x12"], [""], [null], [5], [undefined],
  ["0X" + address.slice(2)], ["0x" + "0".repeat(40)], [address + "0"], ["nick.eth"], [new Uint8Array(20)],
  ["0x" + "f".repeat(40)], [`${address}\n`], ["XE00" + "0".repeat(30)]];
for (const name of ["getAddress", "isAddress", "getIcapAddress"]) each(`utils.${name}`, addresses);
each("utils.getContractAddress", [[{ from: address, nonce: 0 }], [{ from: address, nonce: 1 }], [{ from: address,
  nonce: 127 }], [{ from: address, nonce: 128 }], [{ from: address, nonce: "0x1000000" }], [{ from: address }],
  [{ nonce: 1 }], [{ from: "bad", nonce: 1 }], [{ from: address, nonce: -1 }], [{}], [null], [{ from: icap,
  nonce: 5n }], [{ from: address, nonce: "x" }]]);
const hash = "0x" + "ab".repeat(32);
each("utils.getCreate2Address", [[address, hash, hash], [address, "0x12", hash], [address, hash, "0x12"], ["bad", hash,
  hash], [address, new Uint8Array(32), hash], [address, null, hash], ["0x" + "0".repeat(40), "0x" + "00".repeat(32),
  hash], [address.toLowerCase(), hash, hash], [icap, hash, hash]]);

each("utils.RLP.encode", [["0x"], ["0x00"], ["0x7f"], ["0x80"], [[]], [[[]]], [["0x01", ["0x02", "0x"]]],
  ["0x" + "12".repeat(55)], ["0x" + "12".repeat(56)], ["0x" + "12".repeat(300)], [["0x" + "12".repeat(54)]],
  [["0x" + "12".repeat(55)]], [Array(60).fill("0x01")], ["hello"], [5], [null], [["0x1"]], [new Uint8Array([1, 2])],
  [[new Uint8Array([1])]], ["0x" + "00".repeat(70000)], [[[], [[]], [[], [[]]]]], [{}]]);
each("utils.RLP.decode", [["0x"], ["0x00"], ["0x7f"], ["0x80"], ["0x8100"], ["0x8180"], ["0xc0"], ["0xc1"], ["0xc101"],
  ["0xc20102"], ["0xc28101"], ["0xc281"], ["0xc3c0c101"], ["0x81"], ["0xb8"], ["0xb801"], ["0xb80112"], ["0xb90001"],
  ["0xf8"], ["0xf801"], ["0xf80112"], ["0xf9000112"], ["0x0000"], ["0xc00000"], ["hello"], [null],
  ["0xbfffffffffffffffff"], ["0xffffffffffffffffff"], ["0xc3820102"], ["0xc4820102"], ["0xc482"], ["0xf800"], [[0xc1,
  1]], ["0xc2c101"], ["0xb800"], ["0xc281ff"]]);
each("utils.base64.encode", [["0x"], ["0x12"], ["0x1234"], ["0x123456"], [new Uint8Array(100).fill(255)], [[1, 2]],
  ["hello"], [null], [5]]);
each("utils.base64.decode", [[""], ["EjQ="], ["EjRW"], ["Eg=="], ["////"], ["++++"]]);
each("utils.base58.encode", [["0x"], ["0x00"], ["0x0000"], ["0x000001"], ["0x12"], ["0x123456"],
  [new Uint8Array(40).fill(255)], ["hello"], [null], ["0x00" + "12".repeat(24)]]);
each("utils.base58.decode", [[""], ["1"], ["11"], ["112"], ["2"], ["zz"], ["0"], ["O"], ["l"],
  ["Qmd2V777o5XvJbYMeMb8k2nU5f8d3ciUQ5YpYuWhzv8iDj"], [5], [null], [" "], ["1111z"], ["toString"]]);
add("base58: members", ({ utils }) => utils.base58);

add("properties", async ({ utils }) => {
  const object = {};
  utils.defineReadOnly(object, "a", 1);
  class One {}
  One.b = 5;
  class Two extends One {}
  return [Object.getOwnPropertyDescriptor(object, "a"), utils.getStatic(Two, "b"), utils.getStatic(Two, "c"),
    await utils.resolveProperties({ a: 1, b: Promise.resolve(2), c: null }), utils.shallowCopy({ a: 1, b: [2] }),
    utils.shallowCopy(null), utils.deepCopy({ a: [1, { b: 2 }], c: undefined, d: null, e: "x", f: () => 1 }),
    utils.deepCopy(Object.freeze([1, 2])), utils.deepCopy(5n)];
});
each("utils.checkProperties", [[{ a: 1 }, { a: true }], [{ b: 1 }, { a: true }], [null, {}], [5, {}], [{}, {}]]);
each("utils.deepCopy", [[Symbol.iterator], [new Date(0)], [[1, [2]]], [null], [undefined], [{ a: { b: {} } }]]);
add("resolveProperties: failure", ({ utils }) => utils.resolveProperties({ a: Promise.reject(new Error("no")) }));
