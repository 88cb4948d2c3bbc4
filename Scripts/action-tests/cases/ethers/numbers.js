const two = 2n;
const values = [
  0, 1, -1, 42, -42, 9007199254740990, 9007199254740991, -9007199254740991, 1.5, -0, NaN, Infinity, -Infinity, 1e21,
    1e15, "0", "-0", "1", "-1",
  "00012", "-00012", "1.0", "", " 1", "1 ", "0x", "0x0", "0x00", "0x1", "0xAB", "-0x", "-0x1", "-0x00", "-0xAb",
    "0x000001", "1n", "abc", "0xzz",
  "-", "+1", "1e3", 0n, 1n, -1n, two ** 256n, -(two ** 256n), true, false, null, undefined, {}, [], [1], [1, 2, 3],
    [256], new Uint8Array([255, 0]),
  new Uint8Array(), { _hex: "0x12" }, { _hex: "-0x12" }, { _hex: "12" }, { type: "BigNumber", hex: "0x12" },
    { type: "BigNumber", hex: "-0x12" },
  { type: "Other", hex: "0x12" }, { toHexString: () => "0x1234" }, { toHexString: () => "zz" },
    { toHexString: () => 5 }, { toHexString: () => "-0x05" },
  { _hex: "0xAB" }, { _hex: "0x" }, "9007199254740993", (1n << 255n).toString(),
    "-57896044618658097711785492504343953926634992332820282019728792003956564819968",
  "\n1", "1\n", "0x1\n", Symbol.iterator, () => 1,
];
values.forEach((value, index) => {
  add(`BigNumber.from #${index}`, ({ BigNumber }) => BigNumber.from(value));
  add(`BigNumber.isBigNumber #${index}`, ({ BigNumber }) => BigNumber.isBigNumber(value));
  add(`FixedNumber.from #${index}`, ({ FixedNumber }) => FixedNumber.from(value));
  add(`FixedNumber.fromValue #${index}`, ({ FixedNumber }) => FixedNumber.fromValue(value, 2, "fixed128x4"));
  add(`formatEther #${index}`, ({ utils }) => utils.formatEther(value));
  add(`parseEther #${index}`, ({ utils }) => utils.parseEther(value));
  add(`commify #${index}`, ({ utils }) => utils.commify(value));
});
add("BigNumber: prototype",
  ({ BigNumber }) => Object.getOwnPropertyNames(BigNumber.prototype).sort()
    .filter((name) => name !== "constructor").map((name) => `${name}/${BigNumber.prototype[name].length}`));
add("BigNumber: static", ({ BigNumber }) => ["from", "isBigNumber"].map((name) => typeof BigNumber[name]));
add("BigNumber: new", ({ BigNumber }) => new BigNumber("0x1"));
add("BigNumber: frozen", ({ BigNumber }) => Object.isFrozen(BigNumber.from(1)));
add("BigNumber: same object",
  ({ BigNumber }) => { const value = BigNumber.from(1); return [BigNumber.from(value) === value, value.abs() === value,
  value instanceof BigNumber]; });
add("BigNumber: json", ({ BigNumber }) => [JSON.stringify({ a: BigNumber.from(255) }),
  BigNumber.from(JSON.parse(JSON.stringify(BigNumber.from(-255)))), BigNumber.from(7).toJSON("x")]);
add("BigNumber: as text", ({ BigNumber }) => [`${BigNumber.from(-255)}`, String(BigNumber.from(12)),
  BigNumber.from(3) + 1, BigNumber.from(3) > BigNumber.from(12)]);
add("BigNumber: toString(10)", ({ BigNumber }) => BigNumber.from(255).toString(10));
add("BigNumber: toString(16)", ({ BigNumber }) => BigNumber.from(255).toString(16));
add("BigNumber: toString(2)", ({ BigNumber }) => BigNumber.from(255).toString(2));
add("BigNumber: toString(undefined)", ({ BigNumber }) => BigNumber.from(255).toString(undefined));

const operands = ["0", "1", "-1", "7", "-7", "255", "256", "0xffffffff", "-0x100000000", "9007199254740991",
  "-9007199254740991", "9007199254740992", (1n << 256n).toString()];
const operations = ["add", "sub", "mul", "div", "mod", "and", "or", "xor", "eq", "lt", "lte", "gt", "gte"];
for (const operation of operations) {
  for (const one of operands) {
    for (const other of operands.concat([null, undefined, 1.5, "x", {}, 5, [1, 2]])) {
      add(`${one}.${operation}(${other})`, ({ BigNumber }) => BigNumber.from(one)[operation](other));
    }
  }
}
for (const one of operands) {
  for (const name of ["abs", "isNegative", "isZero", "toNumber", "toBigInt", "toString", "toHexString", "toJSON"]) {
    add(`${one}.${name}()`, ({ BigNumber }) => BigNumber.from(one)[name]());
  }
  for (const name of ["fromTwos", "toTwos", "mask", "shl", "shr", "pow"]) {
    for (const other of [0, 1, 8, 26, 52, 255, 256, -1, "8", null, undefined]) {
      if (name === "pow" && other > 26) continue;
      add(`${one}.${name}(${other})`, ({ BigNumber }) => BigNumber.from(one)[name](other));
    }
  }
}
add("constants", ({ constants }) => Object.assign({}, constants));

const random = seeded(2);
for (let index = 0; index < 1500; index++) {
  const one = random.integer(random.pick([8, 53, 64, 256, 300, 600]), true).toString();
  const other = random.integer(random.pick([8, 53, 64, 256]), true).toString();
  const width = random.pick([8, 16, 64, 100, 128, 250, 256, 264]);
  const exponent = random.below(9);
  add(`random numbers ${one} ${other} ${width} ${exponent}`, ({ BigNumber }) => {
    const value = BigNumber.from(one);
    const outcome = (name, argument) => {
      try {
        return value[name](argument);
      } catch (error) {
        return error;
      }
    };
    return operations.map((name) => outcome(name, other)).concat(
      ["fromTwos", "toTwos", "mask", "shl", "shr"].map((name) => outcome(name, width)),
      [outcome("pow", exponent), outcome("toNumber"), outcome("abs"), value.toHexString(),
        BigNumber.from(value.toHexString())]);
  });
}

each("utils.formatUnits", [
  [1], [1, 0], [1, 1], [1, 18], [1, 256], [1, 257], [1, -1], [1, 1.5], [1, "wei"], [1, "kwei"], [1, "mwei"], [1,
    "gwei"], [1, "szabo"], [1, "finney"], [1, "ether"],
  [1, "Ether"], [1, "6"], [1, ""], [1, null], [1, undefined], ["1000000000000000000"], ["-1500000000000000000"],
    ["-1"], ["0"], ["-5", 1], ["123456", 3], ["0x10", 2],
  [1.5], ["1.5"], [null], [{}], ["100", 2], ["-100", 2], ["00100", 2], [10n ** 30n], [1, 6n], [1, {}], [1, true],
    ["12", NaN], [new Uint8Array([1, 0]), 1], ["120", "0x1"],
]);
each("utils.parseUnits", [
  ["1"], ["1", 0], ["1.0", 0], ["1.1", 0], ["1", 1], ["1.23", 1], ["1.20", 1], ["1", 256], ["1", 257], ["1", -1], ["1",
    "wei"], ["1", "kwei"], ["1", "mwei"],
  ["1.5", "gwei"], ["1", "szabo"], ["1", "finney"], ["1", "ether"], ["1", "Ether"], ["1", "6"], ["1", null], ["."],
    ["-."], ["-"], [""], ["1."], [".1"], ["-.1"],
  ["1.2.3"], ["1,000"], ["1e18"], ["0x10"], [" 1"], ["+1"], ["-1.5"], ["-0"], ["-0.0"], [1], [1n], [null], [undefined],
    [{}], ["0.000000000000000001"],
  ["0.0000000000000000001"], ["0.0000000000000000010"], ["1.000000000000000000000000000"],
    ["123456789012345678901234567890.123456789012345678"], ["1\n"], ["--1"], ["..", 1], ["00.100"], ["1", "18"],
]);
each("utils.parseEther", [["1"], ["0.1"], ["-1.25"], ["1.0000000000000000001"], [1], ["1 "], ["."], [(ethers) => 1]]);
each("utils.formatEther", [["1"], [10n ** 18n], ["-1250000000000000000"], ["x"], [0]]);
each("utils.commify", [
  ["1"], ["12"], ["123"], ["1234"], ["123456"], ["1234567"], ["-1234567.125"], ["0.1000"], ["1000."], [".5"], ["-.5"],
    ["."], ["-."], ["1.2.3"], [""], ["-"], ["000123"],
  ["-000"], [1234.5], [1e21], ["1,000"], ["1.x"], ["0"], ["1.0"], ["1.000"], ["999999999999999999999.000100"],
    [12345n], ["1..", 1], ["12-3"],
]);
for (let index = 0; index < 500; index++) {
  const value = random.integer(256, true).toString();
  const places = random.below(40);
  add(`random units ${value} ${places}`, ({ utils }) => {
    const text = utils.formatUnits(value, places);
    return [text, utils.parseUnits(text, places), utils.commify(text), utils.commify(value),
      utils.formatEther(value)];
  });
}

const formats = [
  undefined, null, "fixed", "ufixed", "fixed128x18", "ufixed128x18", "fixed8x0", "fixed64x8", "fixed256x80",
    "fixed256x81", "fixed7x1", "ufixed0x0", "fixed", "xfixed", "fixed1", 4, 0, 99, -1, 1.5,
  { signed: false }, { width: 64 }, { decimals: 3 }, { signed: 1 }, { width: "64" }, { decimals: null }, {},
    { width: 9 }, true, "", "fixed08x1", "fixed128x018",
];
const numerals = ["0", "1", "-1", "1.5", "-1.5", "0.5", "-0.5", "123.456", "-123.456", "1.", ".5", "x", "",
  "1.23456789012345678901", "340282366920938463463374607431768211456", "0.0", "-0"];
formats.forEach((format, place) => {
  for (const numeral of numerals) {
    add(`FixedNumber.fromString ${numeral} format #${place}`, ({ FixedNumber }) => FixedNumber.fromString(numeral,
      format));
  }
  add(`FixedNumber.fromBytes format #${place}`, ({ FixedNumber }) => FixedNumber.fromBytes([1, 2, 3], format));
  add(`FixedNumber.toFormat #${place}`, ({ FixedNumber }) => FixedNumber.from("12.5").toFormat(format));
  add(`FixedNumber.fromValue format #${place}`, ({ FixedNumber }) => [FixedNumber.fromValue(12345, 2, format),
    FixedNumber.fromValue(12345, format)]);
});
for (const numeral of numerals) {
  for (const name of ["floor", "ceiling", "round", "isZero", "isNegative", "toString", "toUnsafeFloat",
    "toHexString"]) {
    add(`FixedNumber ${numeral}.${name}()`, ({ FixedNumber }) => FixedNumber.from(numeral)[name]());
  }
  for (const places of [0, 1, 2, 18, 80, 81, -1, 0.5, null, "1"]) {
    add(`FixedNumber ${numeral}.round(${places})`, ({ FixedNumber }) => FixedNumber.from(numeral).round(places));
    add(`FixedNumber ${numeral}.toHexString(${places})`,
      ({ FixedNumber }) => FixedNumber.from(numeral).toHexString(places));
  }
  for (const other of numerals) {
    for (const name of ["addUnsafe", "subUnsafe", "mulUnsafe", "divUnsafe"]) {
      add(`FixedNumber ${numeral}.${name}(${other})`,
        ({ FixedNumber }) => FixedNumber.from(numeral)[name](FixedNumber.from(other)));
    }
  }
}
add("FixedNumber: other format", ({ FixedNumber }) => FixedNumber.from("1").addUnsafe(FixedNumber.from("1",
  "fixed64x8")));
add("FixedNumber: new", ({ FixedNumber }) => new FixedNumber());
add("FixedNumber: is", ({ FixedNumber }) => [FixedNumber.isFixedNumber(FixedNumber.from(1)),
  FixedNumber.isFixedNumber(1), FixedNumber.isFixedNumber(null)]);
add("FixedNumber: toHexString widths", ({ FixedNumber }) => [8, 16, 128,
  256].map((width) => { try { return FixedNumber.from("-1.5").toHexString(width); } catch (error) { return error; } }));
add("FixedNumber: toHexString of 7", ({ FixedNumber }) => FixedNumber.from("-1.5").toHexString(7));
add("FixedNumber: bytes too long", ({ FixedNumber }) => FixedNumber.fromBytes(new Uint8Array(17)));
for (let index = 0; index < 500; index++) {
  const format = random.pick(["fixed128x18", "fixed64x4", "ufixed128x10", "fixed256x40", "fixed32x2"]);
  const text = () => `${random.integer(40, true)}.${random.below(1000)}`;
  const [one, other, places] = [text(), text(), random.below(20)];
  add(`random fixed numbers ${one} ${other} ${format}`, ({ FixedNumber }) => {
    const left = FixedNumber.from(one, format);
    const right = FixedNumber.from(other, format);
    return ["addUnsafe", "subUnsafe", "mulUnsafe", "divUnsafe"].map((name) => {
      try {
        return left[name](right);
      } catch (error) {
        return error;
      }
    }).concat([left.floor(), left.ceiling(), left.round(places), FixedNumber.fromBytes(left._hex, format),
      left.toUnsafeFloat()]);
  });
}
