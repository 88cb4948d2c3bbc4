// Bytes to text and back, in the encodings of the npm package `uint8arrays`: UTF-8, one character a byte,
// and every multibase, always without its prefix character.
const bits = (alphabet, width) => ({ alphabet, width, padded: alphabet.endsWith("=") });
const digits = (alphabet) => ({ alphabet });
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS = "0123456789";
const BASE32 = LOWER + "234567";
const HEX32 = NUMBERS + "abcdefghijklmnopqrstuv";
const BASE64 = UPPER + LOWER + NUMBERS;

const bases = {
  __proto__: null,
  base2: bits("01", 1),
  base8: bits("01234567", 3),
  base10: digits(NUMBERS),
  base16: bits(NUMBERS + "abcdef", 4),
  base16upper: bits(NUMBERS + "ABCDEF", 4),
  base32: bits(BASE32, 5),
  base32upper: bits(BASE32.toUpperCase(), 5),
  base32pad: bits(BASE32 + "=", 5),
  base32padupper: bits(BASE32.toUpperCase() + "=", 5),
  base32hex: bits(HEX32, 5),
  base32hexupper: bits(HEX32.toUpperCase(), 5),
  base32hexpad: bits(HEX32 + "=", 5),
  base32hexpadupper: bits(HEX32.toUpperCase() + "=", 5),
  base32z: bits("ybndrfg8ejkmcpqxot1uwisza345h769", 5),
  base36: digits(NUMBERS + LOWER),
  base36upper: digits(NUMBERS + UPPER),
  base58btc: digits("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
  base58flickr: digits("123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"),
  base64: bits(BASE64 + "+/", 6),
  base64pad: bits(BASE64 + "+/=", 6),
  base64url: bits(BASE64 + "-_", 6),
  base64urlpad: bits(BASE64 + "-_=", 6),
};

function unsupported(encoding) {
  return new Error(`Unsupported encoding "${String(encoding)}"`);
}

exports.uint8arrayToString = (array, encoding = "utf8") => {
  if (!(array instanceof Uint8Array)) throw new TypeError("uint8arrayToString takes a Uint8Array");
  switch (encoding) {
    case "utf8": case "utf-8": case "identity": return native.utf8Decode(array, false);
    case "ascii": case "latin1": case "binary": return toCharacters(array);
    case "hex": case "base16": return native.hexEncode(array);
    case "base64pad": return native.base64Encode(array);
    case "base64": return native.base64Encode(array).replaceAll("=", "");
    case "base58btc": return native.base58Encode(array);
    case "base256emoji": {
      const table = emoji();
      return Array.from(array, (byte) => table[byte]).join("");
    }
  }
  const base = bases[encoding];
  if (base === undefined) throw unsupported(encoding);
  return base.width === undefined ? toDigits(array, base) : toBits(array, base);
};

exports.uint8arrayFromString = (string, encoding = "utf8") => {
  if (typeof string !== "string") throw new TypeError("uint8arrayFromString takes a string");
  switch (encoding) {
    case "utf8": case "utf-8": case "identity": return native.utf8Encode(string);
    case "ascii": case "latin1": case "binary": return fromCharacters(string);
    case "hex": return fromBits(string, bases.base16, "base16");
    case "base256emoji": return fromEmoji(string);
  }
  const base = bases[encoding];
  if (base === undefined) throw unsupported(encoding);
  return base.width === undefined ? fromDigits(string, base, encoding) : fromBits(string, base, encoding);
};

function toCharacters(array) {
  let text = "";
  for (let at = 0; at < array.length; at += 4096) {
    text += String.fromCharCode.apply(null, array.subarray(at, at + 4096));
  }
  return text;
}

function fromCharacters(string) {
  const bytes = new Uint8Array(string.length);
  for (let at = 0; at < string.length; at += 1) bytes[at] = string.charCodeAt(at);
  return bytes;
}

function toBits(array, { alphabet, width, padded }) {
  const mask = (1 << width) - 1;
  let text = "";
  let held = 0;
  let count = 0;
  for (const byte of array) {
    held = (held << 8) | byte;
    count += 8;
    while (count >= width) {
      count -= width;
      text += alphabet[(held >> count) & mask];
    }
    held &= 0xff;
  }
  if (count > 0) text += alphabet[(held << (width - count)) & mask];
  if (padded) while ((text.length * width) % 8 !== 0) text += "=";
  return text;
}

function fromBits(string, { alphabet, width, padded }, name) {
  const values = valuesOf(alphabet);
  let end = string.length;
  while (end > 0 && string[end - 1] === "=") end -= 1;
  const bytes = new Uint8Array(Math.floor((end * width) / 8));
  let held = 0;
  let count = 0;
  let written = 0;
  for (let at = 0; at < end; at += 1) {
    const value = values[string.charCodeAt(at)];
    if (value === undefined) throw new SyntaxError(`Non-${name} character`);
    held = ((held << width) | value) & 0x3fff;
    count += width;
    if (count >= 8) {
      count -= 8;
      bytes[written++] = held >> count;
    }
  }
  if (count >= width || ((held << (8 - count)) & 0xff) !== 0) throw new SyntaxError("Unexpected end of data");
  return bytes;
}

function valuesOf(alphabet) {
  const values = [];
  for (let at = 0; at < alphabet.length; at += 1) {
    if (alphabet[at] !== "=") values[alphabet.charCodeAt(at)] = at;
  }
  return values;
}

// Bases that are no power of two: one long number, each zero byte in front being one zero digit.
function toDigits(array, { alphabet }) {
  const radix = alphabet.length;
  let zeros = 0;
  while (zeros < array.length && array[zeros] === 0) zeros += 1;
  const digits = [];
  for (const byte of array.subarray(zeros)) {
    let carry = byte;
    for (let at = 0; at < digits.length; at += 1) {
      carry += digits[at] * 256;
      digits[at] = carry % radix;
      carry = Math.floor(carry / radix);
    }
    for (; carry > 0; carry = Math.floor(carry / radix)) digits.push(carry % radix);
  }
  return alphabet[0].repeat(zeros) + digits.reverse().map((digit) => alphabet[digit]).join("");
}

function fromDigits(string, { alphabet }, name) {
  const radix = alphabet.length;
  const values = valuesOf(alphabet);
  let zeros = 0;
  while (zeros < string.length && string[zeros] === alphabet[0]) zeros += 1;
  const bytes = [];
  for (let index = zeros; index < string.length; index += 1) {
    let carry = values[string.charCodeAt(index)];
    if (carry === undefined) throw new Error(`Non-${name} character`);
    for (let at = 0; at < bytes.length; at += 1) {
      carry += bytes[at] * radix;
      bytes[at] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff);
  }
  const result = new Uint8Array(zeros + bytes.length);
  result.set(bytes.reverse(), zeros);
  return result;
}

function fromEmoji(string) {
  const table = emoji();
  return Uint8Array.from(Array.from(string), (character) => {
    const byte = table.indexOf(character);
    if (byte < 0) throw new Error(`Non-base256emoji character: ${character}`);
    return byte;
  });
}

// The table of the multibase specification (base256emoji), as code points in hexadecimal.
let emojiTable;
function emoji() {
  return (emojiTable ??= EMOJI.split(" ").map((point) => String.fromCodePoint(parseInt(point, 16))));
}
const EMOJI
  = "1f680 1fa90 2604 1f6f0 1f30c 1f311 1f312 1f313 1f314 1f315 1f316 1f317 1f318 1f30d 1f30f 1f30e "
  + "1f409 2600 1f4bb 1f5a5 1f4be 1f4bf 1f602 2764 1f60d 1f923 1f60a 1f64f 1f495 1f62d 1f618 1f44d 1f605 "
  + "1f44f 1f601 1f525 1f970 1f494 1f496 1f499 1f622 1f914 1f606 1f644 1f4aa 1f609 263a 1f44c 1f917 "
  + "1f49c 1f614 1f60e 1f607 1f339 1f926 1f389 1f49e 270c 2728 1f937 1f631 1f60c 1f338 1f64c 1f60b 1f497 "
  + "1f49a 1f60f 1f49b 1f642 1f493 1f929 1f604 1f600 1f5a4 1f603 1f4af 1f648 1f447 1f3b6 1f612 1f92d "
  + "2763 1f61c 1f48b 1f440 1f62a 1f611 1f4a5 1f64b 1f61e 1f629 1f621 1f92a 1f44a 1f973 1f625 1f924 "
  + "1f449 1f483 1f633 270b 1f61a 1f61d 1f634 1f31f 1f62c 1f643 1f340 1f337 1f63b 1f613 2b50 2705 1f97a "
  + "1f308 1f608 1f918 1f4a6 2714 1f623 1f3c3 1f490 2639 1f38a 1f498 1f620 261d 1f615 1f33a 1f382 1f33b "
  + "1f610 1f595 1f49d 1f64a 1f639 1f5e3 1f4ab 1f480 1f451 1f3b5 1f91e 1f61b 1f534 1f624 1f33c 1f62b "
  + "26bd 1f919 2615 1f3c6 1f92b 1f448 1f62e 1f646 1f37b 1f343 1f436 1f481 1f632 1f33f 1f9e1 1f381 26a1 "
  + "1f31e 1f388 274c 270a 1f44b 1f630 1f928 1f636 1f91d 1f6b6 1f4b0 1f353 1f4a2 1f91f 1f641 1f6a8 1f4a8 "
  + "1f92c 2708 1f380 1f37a 1f913 1f619 1f49f 1f331 1f616 1f476 1f974 25b6 27a1 2753 1f48e 1f4b8 2b07 "
  + "1f628 1f31a 1f98b 1f637 1f57a 26a0 1f645 1f61f 1f635 1f44e 1f932 1f920 1f927 1f4cc 1f535 1f485 "
  + "1f9d0 1f43e 1f352 1f617 1f911 1f30a 1f92f 1f437 260e 1f4a7 1f62f 1f486 1f446 1f3a4 1f647 1f351 2744 "
  + "1f334 1f4a3 1f438 1f48c 1f4cd 1f940 1f922 1f445 1f4a1 1f4a9 1f450 1f4f8 1f47b 1f910 1f92e 1f3bc "
  + "1f975 1f6a9 1f34e 1f34a 1f47c 1f48d 1f4e3 1f942";
