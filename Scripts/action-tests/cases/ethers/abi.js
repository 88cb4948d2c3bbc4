const address = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const encodes = [
  [["uint"], [1]], [["uint8"], [255]], [["uint8"], [256]], [["uint8"], [-1]], [["int8"], [127]], [["int8"], [128]],
    [["int8"], [-128]], [["int8"], [-129]], [["int"], [-1]], [["uint256"], ["0x" + "f".repeat(64)]],
  [["uint256"], ["0x1" + "0".repeat(64)]], [["int256"], ["-0x80" + "0".repeat(62)]], [["uint"], ["x"]], [["uint"],
    [1.5]], [["uint"], [null]], [["uint"], [undefined]], [["uint7"], [1]], [["uint0"], [1]], [["uint264"], [1]],
    [["int12"], [1]],
  [["address"], [address]], [["address"], [address.toLowerCase()]], [["address"],
    ["0x8Ba1f109551bD432803012645Ac136ddd64DBA72"]], [["address"], ["0x12"]], [["address"], [null]], [["address"],
    ["XE65GB6LDNXYOFTX0NSV3FUWKOWIXAMJK36"]], [["bool"], [true]],
  [["bool"], [false]], [["bool"], ["false"]], [["bool"], [0]], [["string"], ["hello"]], [["string"], [""]],
    [["string"], ["\u00e9\ud83d\ude00"]], [["string"], ["\ud800"]], [["string"], [5]], [["string"], [null]],
    [["bytes"], ["0x1234"]], [["bytes"], ["0x"]],
  [["bytes"], ["0x1"]], [["bytes"], ["hello"]], [["bytes"], [[1, 2, 3]]], [["bytes"], [new Uint8Array(33)]],
    [["bytes32"], ["0x" + "12".repeat(32)]], [["bytes32"], ["0x12"]], [["bytes4"], ["0x12345678"]], [["bytes0"],
    ["0x"]], [["bytes33"], ["0x"]],
  [["bytes1"], [[1]]], [["uint[]"], [[1, 2, 3]]], [["uint[]"], [[]]], [["uint[2]"], [[1, 2]]], [["uint[2]"], [[1]]],
    [["uint[2]"], [[1, 2, 3]]], [["uint[] a"], [5]], [["uint[2] a"], [[1]]], [["uint[0]"], [[]]], [["string[]"], [["a",
    "bc"]]],
  [["string[2]"], [["a", "bc"]]], [["uint[2][]"], [[[1, 2], [3, 4]]]], [["uint[][2]"], [[[1], [2, 3]]]],
    [["tuple(uint a, string b)"], [{ a: 1, b: "x" }]], [["tuple(uint a, string b)"], [[1, "x"]]],
    [["tuple(uint a, string b)"], [{ a: 1 }]],
  [["tuple(uint, string b)"], [{ a: 1, b: "x" }]], [["tuple(uint a, string a)"], [{ a: 1 }]],
    [["tuple(uint a, string b)"], [[1]]], [["tuple(uint a) t"], [5]], [["tuple(uint a) t"], [null]], [["tuple()"],
    [[]]],
  [["uint", "string"], [1]], [["uint"], [1, 2]], [[], []], [["uint a", "uint b"], { length: 2, a: 1, b: 2 }], [["foo"],
    [1]], [[""], [null]], [[""], [1]], [["function"], ["0x"]], [["ufixed"], [1]],
    [["tuple(tuple(uint[] x) y, bool z)[2] w"], [[{ y: { x: [1] }, z: true }, { y: { x: [] }, z: false }]]],
  [["bytes", "string", "uint8[3]"], ["0x1234", "abc", [1, 2, 3]]], [["uint48"], [281474976710655]], [["uint"],
    [2n ** 255n]], [["int24"], [-8388608]], [["address[]"], [[address, address]]], [["address[] who"], [[address,
    "0x1"]]],
  [["tuple(uint8 small) t"], [{ small: 300 }]], [["string"], ["x".repeat(100)]], [[5], [1]], [["uint"], null], [null,
    [1]], [["bytes"], ["0x" + "ab".repeat(500)]],
];
encodes.forEach(([types, values], index) => {
  add(`AbiCoder.encode #${index}`, ({ utils }) => utils.defaultAbiCoder.encode(types, values));
  add(`AbiCoder: round trip #${index}`, ({ utils }) => utils.defaultAbiCoder.decode(types,
    utils.defaultAbiCoder.encode(types, values)));
  add(`AbiCoder.getDefaultValue #${index}`, ({ utils }) => utils.defaultAbiCoder.getDefaultValue(types));
});
const word = (value) => value.toString(16).padStart(64, "0");
const ones = "f".repeat(64);
const decodes = [
  [["uint"], "0x"], [["uint"], "0x12"], [["uint"], "0x" + word(1)], [["uint8"], "0x" + ones], [["int8"], "0x" + ones],
    [["bool"], "0x" + word(2)], [["address"], "0x" + ones], [["address"], "0x" + word(1)], [["string"],
    "0x" + word(32) + word(5) + "68656c6c6f"],
  [["string"], "0x" + word(32) + word(5) + "68656c6c6f" + "0".repeat(54)], [["string"],
    "0x" + word(32) + word(2) + "c328" + "0".repeat(60)], [["string a", "uint b"],
    "0x" + word(64) + word(7) + word(2) + "c328" + "0".repeat(60)],
  [["string"], "0x" + ones + word(1)], [["string"], "0x" + word(64)], [["bytes"], "0x" + word(32) + ones], [["bytes"],
    "0x" + word(32) + word(33) + ones], [["bytes"], "0x" + word(32) + word(0)], [["bytes"], "0x" + word(1000)],
    [["uint[]"], "0x" + word(32) + word(1000)],
  [["uint[]"], "0x" + word(32) + word(1) + word(9)], [["uint[]"], "0x" + word(32) + ones], [["uint[2]"],
    "0x" + word(1)], [["uint length", "uint a", "uint a"], "0x" + word(1) + word(2) + word(3)], [["uint filter",
    "uint map"], "0x" + word(1) + word(2)],
  [["bytes4"], "0x12345678" + "f".repeat(56)], [["tuple(uint8 a, string b)[] list", "bool c"],
    "0x" + word(64) + word(1) + word(1) + word(32) + word(7) + word(64) + word(3) + "616263" + "0".repeat(58)],
    [["uint8 small", "uint56 big", "int48 mid"], "0x" + word(1) + word(2) + ones],
  [[""], "0x"],
  [["string[] a"], "0x" + word(32) + word(2) + word(64) + word(128) + word(1) + "61" + "0".repeat(62) + word(2) + "c328" +
    "0".repeat(60)],
  [["uint"], "zz"], [["uint"], null], [["uint"], [1]], [[], "0x1234"], [["foo"], "0x"],
  [["address a", "address b"], "0x" + ones + word(1)],
  [["tuple(address a, uint b) t", "uint c"], "0x" + ones + word(1) + word(2)], [["tuple(string a) t"],
    "0x" + word(32) + ones], [["tuple(string a)[] t"], "0x" + word(32) + word(1) + word(32) + ones], [["uint[3][2] x"],
    "0x" + [1, 2, 3, 4, 5, 6].map(word).join("")],
];
decodes.forEach(([types, data], index) => {
  for (const loose of [false, true]) add(`AbiCoder.decode #${index} ${loose}`,
    ({ utils }) => utils.defaultAbiCoder.decode(types, data, loose));
  add(`checkResultErrors #${index}`, ({ utils }) => utils.checkResultErrors(utils.defaultAbiCoder.decode(types,
    data)));
  add(`AbiCoder: access #${index}`, ({ utils }) => { const result = utils.defaultAbiCoder.decode(types,
    data); return [Object.isFrozen(result), result.length, result[0], result.a]; });
});
add("AbiCoder: coerceFunc", ({ utils }) => {
  const seen = [];
  const coder = new utils.AbiCoder((name, value) => { seen.push([name, value]); return value; });
  const types = ["uint8", "bool", "bytes2", "bytes", "uint8[]", "tuple(int16 a)", "string", "address"];
  const data = utils.defaultAbiCoder.encode(types, [1, true, "0x1234", "0x12", [1], [2], "x", address]);
  return [coder.decode(types, data), seen];
});
add("AbiCoder: is one", ({ utils }) => [utils.defaultAbiCoder instanceof utils.AbiCoder,
  utils.defaultAbiCoder.coerceFunc]);

const random = seeded(3);
const typeOf = (depth) => {
  const kind = random.below(depth > 0 ? 10 : 7);
  const name = random.pick(["", "", " a", " b", " value", " length"]);
  switch (kind) {
    case 0: return `uint${8 * (1 + random.below(32))}${name}`;
    case 1: return `int${8 * (1 + random.below(32))}${name}`;
    case 2: return `bytes${1 + random.below(32)}${name}`;
    case 3: return `address${name}`;
    case 4: return `bool${name}`;
    case 5: return `string${name}`;
    case 6: return `bytes${name}`;
    case 7: return `${typeOf(0).split(" ")[0]}[${random.pick(["", "", "1", "2", "3"])}]${name}`;
    case 8: return `tuple(${Array.from({ length: random.below(4) }, () => typeOf(depth - 1)).join(", ")})${name}`;
    default: {
      const members = Array.from({ length: 1 + random.below(3) }, () => typeOf(depth - 1)).join(", ");
      return `tuple(${members})[${random.pick(["", "2"])}]${name}`;
    }
  }
};
const valueOf = (type) => {
  const array = /^(.*)\[([0-9]*)\]$/.exec(type.type);
  if (array) {
    const length = array[2] ? Number(array[2]) : random.below(4);
    return Array.from({ length }, () => valueOf({ type: array[1], components: type.components }));
  }
  const match = /^([a-z]+)([0-9]*)$/.exec(type.type);
  switch (match[1]) {
    case "uint": return random.integer(Number(match[2]), false).toString();
    case "int": return (random.integer(Number(match[2]) - 1, true)).toString();
    case "bytes": return random.hex(match[2] ? Number(match[2]) : random.below(100));
    case "address": return random.hex(20);
    case "bool": return random.below(2) === 1;
    case "string": return random.text(60);
    default: return type.components.map(valueOf);
  }
};
// A parser of types for the values alone, so that both sides get the same ones.
const split = (text) => {
  const parts = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if (character === "," && depth === 0) { parts.push(part); part = ""; continue; }
    if (character === "(") depth++;
    if (character === ")") depth--;
    part += character;
  }
  if (part.trim()) parts.push(part);
  return parts.map((each) => each.trim());
};
const parsed = (text) => {
  if (!text.startsWith("tuple(")) return { type: text.split(" ")[0] };
  const end = text.lastIndexOf(")");
  return { type: "tuple" + text.slice(end + 1).split(" ")[0], components: split(text.slice(6, end)).map(parsed) };
};
for (let index = 0; index < 1500; index++) {
  const types = Array.from({ length: random.below(5) }, () => typeOf(2));
  const values = types.map((type) => valueOf(parsed(type)));
  const cut = random.below(64);
  const at = random.below(400);
  const byte = random.below(256);
  add(`random ABI ${index} ${types.join(", ")}`, ({ utils }) => {
    const data = utils.defaultAbiCoder.encode(types, values);
    const bytes = utils.arrayify(data);
    if (at < bytes.length) bytes[at] = byte;
    const outcome = (...list) => {
      try {
        return utils.defaultAbiCoder.decode(...list);
      } catch (error) {
        return error;
      }
    };
    const fragment = utils.Fragment.from({ type: "function", name: "f", stateMutability: "view",
      inputs: types.map((type) => utils.ParamType.from(type)) });
    return [data, outcome(types, data), outcome(types, bytes), outcome(types, bytes.slice(0, Math.max(0,
      bytes.length - cut)), true), fragment.format("full"), fragment.format(), fragment.format("json")];
  });
}
