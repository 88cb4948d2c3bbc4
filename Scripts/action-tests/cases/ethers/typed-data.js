// Typed structured data (EIP-712).

const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const MAIL = {
  Person: [{ name: "name", type: "string" }, { name: "wallet", type: "address" }],
  Mail: [{ name: "from", type: "Person" }, { name: "to", type: "Person" }, { name: "contents", type: "string" }],
};
const DOMAIN = { name: "Ether Mail", version: "1", chainId: 1, verifyingContract: "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC" };
const VALUE = {
  from: { name: "Cow", wallet: "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826" },
  to: { name: "Bob", wallet: "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB" },
  contents: "Hello, Bob!",
};
const random = seeded(712);

function every(label, domain, types, value) {
  add(`hash ${label}`, ({ utils }) => utils._TypedDataEncoder.hash(domain, types, value));
  add(`encode ${label}`, ({ utils }) => utils._TypedDataEncoder.encode(domain, types, value));
  add(`getPayload ${label}`, ({ utils }) => utils._TypedDataEncoder.getPayload(domain, types, value));
  add(`_signTypedData ${label}`, async ({ Wallet, utils }) => {
    const signature = await new Wallet(KEY)._signTypedData(domain, types, value);
    return [signature, utils.verifyTypedData(domain, types, value, signature)];
  });
}

every("mail", DOMAIN, MAIL, VALUE);
every("mail, empty domain", {}, MAIL, VALUE);
add("from mail", ({ utils }) => {
  const encoder = utils._TypedDataEncoder.from(MAIL);
  return [
    encoder, encoder.primaryType, encoder.encodeType("Person"), encoder.encodeType("Mail"), encoder.hashStruct("Person", VALUE.to),
    encoder.encodeData("Mail", VALUE), encoder.encode(VALUE), encoder.hash(VALUE), encoder.types,
  ];
});
add("visit", ({ utils }) => {
  const seen = [];
  const result = utils._TypedDataEncoder.from(MAIL).visit(VALUE, (type, value) => {
    seen.push(type);
    return `${type}:${value}`;
  });
  return [seen, result];
});

const domains = [
  {}, { name: "x" }, { version: "2" }, { chainId: "0x10" }, { chainId: 0 }, { salt: "0x" + "11".repeat(32) }, { salt: "0x11" },
  { verifyingContract: DOMAIN.verifyingContract.toLowerCase() }, { verifyingContract: "0x1234" }, { name: 5 }, { version: 1 },
  { chainId: "abc" }, { chainId: 1.5 }, { other: 1 }, { name: null }, { name: undefined, version: "1" }, { salt: null },
  { salt: "0x" + "11".repeat(32), chainId: 5, name: "a", version: "b" }, { chainId: -1 }, { chainId: 1n << 200n },
];
for (const [index, domain] of domains.entries()) {
  add(`hashDomain ${index}`, ({ utils }) => utils._TypedDataEncoder.hashDomain(domain));
  add(`getPayload of domain ${index}`, ({ utils }) => utils._TypedDataEncoder.getPayload(domain, MAIL, VALUE));
}

const one = (type) => ({ T: [{ name: "v", type }] });
const atoms = [
  ["uint8", [0, 255, 256, -1, "0x10", "x", null, 1.5]], ["int8", [-128, 127, 128, -129]], ["uint", [1, "115792089237316195423570985008687907853269984665640564039457584007913129639935"]],
  ["int", [-1, "57896044618658097711785492504343953926634992332820282019728792003956564819968"]], ["uint256", [5n, "0x"]], ["int256", [-5]],
  ["bool", [true, false, 0, 1, "", "false", null]], ["address", [VALUE.to.wallet, VALUE.to.wallet.toLowerCase(), "0x12", null, "bob.eth"]],
  ["bytes", ["0x", "0x1234", [1, 2], "hello", null, "0x123"]], ["bytes1", ["0x12", "0x", "0x1234"]], ["bytes32", ["0x" + "12".repeat(32), "0x12"]],
  ["string", ["", "caf\u00e9", 5, null, "\ud83d\ude00"]], ["uint7", [1]], ["uint264", [1]], ["uint08", [1]], ["int0", [1]], ["bytes0", ["0x"]],
  ["bytes33", ["0x"]], ["bytes01", ["0x12"]], ["float", [1]], ["uint8[]", [[], [1, 2], 5, null, [256]]], ["uint8[2]", [[1, 2], [1], []]],
  ["uint8[][]", [[[1], [2, 3]]]], ["uint8[2][3]", [[[1, 2], [3, 4], [5, 6]]]], ["address[]", [[VALUE.to.wallet]]], ["bool[0]", [[]]], ["T", [{}]], ["T[]", [[]]],
  ["U", [1]], ["", [1]], ["string[]", [["a", "b"]]], ["bytes[]", [["0x12"]]], ["function", ["0x"]], ["uint8[-1]", [[1]]],
];
for (const [type, values] of atoms) {
  for (const [index, value] of values.entries()) every(`${type} ${index}`, { name: "d" }, one(type), { v: value });
}

const shapes = [
  [{}, {}], [{ A: [] }, {}], [{ A: [{ name: "x", type: "uint8" }, { name: "x", type: "uint8" }] }, { x: 1 }],
  [{ A: [{ name: "b", type: "B" }], B: [{ name: "a", type: "A" }] }, {}], [{ A: [{ name: "x", type: "uint8" }], B: [] }, { x: 1 }],
  [{ A: [{ name: "b", type: "B[]" }], B: [{ name: "c", type: "C" }], C: [{ name: "x", type: "uint8" }] }, { b: [{ c: { x: 1 } }, { c: { x: 2 } }] }],
  [{ A: [{ name: "b", type: "B" }, { name: "c", type: "C" }], C: [{ name: "b", type: "B[2]" }], B: [{ name: "x", type: "bytes4[]" }] },
    { b: { x: [] }, c: { b: [{ x: ["0x11223344"] }, { x: [] }] } }],
  [{ EIP712Domain: [{ name: "name", type: "string" }] }, { name: "x" }],
  [{ A: [{ name: "b", type: "B" }], B: [{ name: "c", type: "C" }], C: [{ name: "b", type: "B" }] }, {}],
  [{ Z: [{ name: "y", type: "Y" }, { name: "x", type: "X" }], Y: [{ name: "a", type: "bool" }], X: [{ name: "y", type: "Y" }] }, { y: { a: true }, x: { y: {} } }],
  [{ A: [{ name: "x", type: "uint8" }], B: [{ name: "c", type: "C" }], C: [{ name: "b", type: "B" }] }, { x: 1 }],
  [MAIL, { from: VALUE.from }], [MAIL, null], [MAIL, { from: VALUE.from, to: VALUE.to, contents: "x", extra: 1 }],
];
for (const [index, [types, value]] of shapes.entries()) {
  add(`from shape ${index}`, ({ utils }) => utils._TypedDataEncoder.from(types));
  add(`getPrimaryType of shape ${index}`, ({ utils }) => utils._TypedDataEncoder.getPrimaryType(types));
  every(`shape ${index}`, DOMAIN, types, value);
}
for (const name of ["Person", "Mail", "Other", "string", "uint8", "Person[]"]) {
  add(`encodeType ${name}`, ({ utils }) => utils._TypedDataEncoder.from(MAIL).encodeType(name));
  add(`hashStruct ${name}`, ({ utils }) => utils._TypedDataEncoder.hashStruct(name, MAIL, VALUE.to));
  add(`getEncoder ${name}`, ({ utils }) => typeof utils._TypedDataEncoder.from(MAIL).getEncoder(name));
}
add("resolveNames", ({ utils }) => {
  const asked = [];
  const value = { from: { name: "Cow", wallet: "cow.eth" }, to: { name: "Bob", wallet: VALUE.to.wallet }, contents: "" };
  const found = utils._TypedDataEncoder.resolveNames({ verifyingContract: "c.eth" }, MAIL, value, async (name) => {
    asked.push(name);
    return VALUE.from.wallet;
  });
  return found.then((result) => [result, asked.sort()]);
});
add("names without a provider", ({ Wallet }) => new Wallet(KEY)._signTypedData({}, one("address"), { v: "bob.eth" }));

// At random: structs in structs, arrays of all kinds.
function randomCase() {
  const types = {};
  const names = ["Root", "Inner", "Leaf"].slice(0, 1 + random.below(3));
  const makers = {};
  for (const [index, name] of [...names].reverse().entries()) {
    const fields = [];
    const fieldMakers = [];
    const child = index > 0 ? names[names.length - index] : null;
    const count = 1 + random.below(4);
    for (let at = 0; at < count + (child ? 1 : 0); at++) {
      let [type, make] = atoms_();
      if (child && at === 0) [type, make] = [child, makers[child]];
      if (random.below(3) === 0) {
        const [base, length, inner] = [type, random.below(4), make];
        type = base + (random.below(2) ? "[]" : `[${length}]`);
        make = () => Array.from({ length }, inner);
      }
      fields.push({ name: `f${at}`, type });
      fieldMakers.push(make);
    }
    types[name] = fields;
    makers[name] = () => Object.fromEntries(fields.map(({ name: each }, at) => [each, fieldMakers[at]()]));
  }
  return [types, makers[names[0]]()];
}
function atoms_() {
  const width = 8 * (1 + random.below(32));
  const size = 1 + random.below(32);
  return random.pick([
    [`uint${width}`, () => String(random.integer(width))], [`int${width}`, () => String(random.integer(width - 1, true))],
    [`bytes${size}`, () => random.hex(size)], ["bytes", () => random.hex(random.below(70))], ["bool", () => random.below(2) === 1],
    ["string", () => random.text(40)], ["address", () => random.hex(20)],
  ]);
}
for (let count = 0; count < 60; count++) {
  const [types, value] = randomCase();
  every(`at random ${count}`, { name: random.text(10), chainId: random.below(1000000) }, types, value);
}
