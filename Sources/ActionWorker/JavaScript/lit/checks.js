// What almost every function of Lit.Actions does with what it is given, and how it then asks the node.
exports.ask = host.ask;
exports.hex = (bytes) => native.hexEncode(bytes);

// 2^256 - 1. As text, because almost every run comes here, and each would compile a regular expression anew.
const MAXIMUM = "115792089237316195423570985008687907853269984665640564039457584007913129639935";

function isNumber256(text) {
  const isHex = text[0] === "0" && (text[1] === "x" || text[1] === "X");
  const start = isHex ? 2 : 0;
  const count = text.length - start;
  if (count < 1 || count > (isHex ? 64 : 78)) return false;
  for (let place = start; place < text.length; place++) {
    const digit = text[place];
    if (digit >= "0" && digit <= "9") continue;
    if (!isHex || !((digit >= "a" && digit <= "f") || (digit >= "A" && digit <= "F"))) return false;
  }
  return isHex || count < 78 || text <= MAXIMUM;
}

// A missing or non-string member counts as empty text, a missing array as empty bytes.
const textOf = (value) => (typeof value === "string" ? value : "");

exports.members = (value, method) => {
  if (typeof value === "object" && value !== null) return value;
  throw new TypeError(`Lit.Actions.${method} takes one object with its parameters, not ${
    value === undefined ? "nothing" : value === null ? "null" : "a " + typeof value}`);
};

exports.notBlank = (value, name) => {
  const text = textOf(value);
  if (text.trim() === "") throw new RangeError(`${name} must not be blank`);
  return text;
};

exports.number256 = (value, name) => {
  const text = textOf(value);
  if (!isNumber256(text)) {
    throw new RangeError(`${name} must be a valid U256 string`);
  }
  return text;
};
