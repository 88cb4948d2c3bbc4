// Domain names to ASCII (UTS 46, not transitional), by what strings and expressions know of Unicode.

const ignored = /[\xad\u034f\u180b-\u180d\u180f\u200b\u2060\u2064\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const disallowed = new RegExp(
  "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Zs}" +
    "\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200e\\u200f\\u202a-\\u202e" +
    "\\u2061-\\u2063\\u2065-\\u206f\\u3164" +
    "\\ufff9-\\ufffd\\u2ff0-\\u2fff\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]",
  "u",
);
const mark = /^\p{M}/u;
const rightToLeftLetter = new RegExp(
  "(?![\\p{Mn}\\p{Nd}\\u0606\\u0607\\u060e\\u060f\\u06de\\u06e9])[\\p{sc=Hebr}" +
    "\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Thaa}\\p{sc=Nkoo}\\p{sc=Samr}\\p{sc=Mand}" +
    "\\p{sc=Adlm}\\p{sc=Phnx}\\p{sc=Rohg}\\p{sc=Yezi}\\u0640]",
  "u",
);
const virama = new RegExp(
  "[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u0e3a\\u0eba" +
    "\\u0f84\\u1039" +
    "\\u103a\\u1714\\u1734\\u17d2\\u1a60\\u1b44\\u1baa\\u1bab\\u1bf2\\u1bf3\\u2d7f\\ua806\\ua82c\\ua8c4" +
    "\\ua953\\ua9c0" +
    "\\uaaf6\\uabed\\u{10a3f}\\u{11046}\\u{1107f}\\u{110b9}\\u{11133}\\u{11134}\\u{111c0}" +
    "\\u{11235}\\u{112ea}" +
    "\\u{1134d}\\u{11442}\\u{114c2}\\u{115bf}\\u{1163f}\\u{116b6}\\u{1172b}\\u{11839}]$",
  "u",
);
const joining = /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Phag}\p{sc=Mand}\p{sc=Adlm}]\p{Mn}*$/u;
const joined = /^\p{Mn}*[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Phag}\p{sc=Mand}\p{sc=Adlm}]/u;

/** Full case folding of one character, as far as UTS 46 maps it. */
function fold(character) {
  const code = character.codePointAt(0);
  // Sharp s and final sigma stand for themselves, dotless i has no folding.
  if (code === 0xdf || code === 0x3c2 || code === 0x131) return character;
  if (code >= 0xab70 && code <= 0xabbf) return String.fromCodePoint(code - 0xab70 + 0x13a0);
  if (code >= 0x13f8 && code <= 0x13fd) return String.fromCodePoint(code - 8);
  if (code >= 0x13a0 && code <= 0x13f5) return character;
  const upper = character.toUpperCase();
  if (upper.length > character.length && !(code >= 0x1f80 && code <= 0x1ffc)) return character.toLowerCase();
  let result = "";
  for (const part of upper) result += part.toLowerCase();
  return result;
}

function map(text) {
  let folded = "";
  for (const character of text.replace(ignored, "").replaceAll("\u03f2", "\u03c3").normalize("NFKC")) {
    folded += character < "\x80" ? character.toLowerCase() : fold(character);
  }
  return folded.normalize("NFKC").replace(ignored, "").replace(/\u3002/g, ".");
}

const base = 36;
const skew = 38;
const first = 128;

function adapt(delta, points, initial) {
  delta = initial ? Math.floor(delta / 700) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > 455; k += base) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + skew));
}

const threshold = (k, bias) => (k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias);
const digit = (value) => String.fromCharCode(value < 26 ? value + 97 : value + 22);

/** Punycode (RFC 3492). */
function encode(text) {
  const points = Array.from(text, (character) => character.codePointAt(0));
  let output = points.filter((point) => point < first).map((point) => String.fromCharCode(point)).join("");
  const basic = output.length;
  let done = basic;
  if (basic > 0) output += "-";
  let bias = 72;
  let delta = 0;
  let current = first;
  while (done < points.length) {
    let next = Infinity;
    for (const point of points) if (point >= current && point < next) next = point;
    delta += (next - current) * (done + 1);
    current = next;
    for (const point of points) {
      if (point < current) delta++;
      if (point !== current) continue;
      let rest = delta;
      for (let k = base; ; k += base) {
        const limit = threshold(k, bias);
        if (rest < limit) break;
        output += digit(limit + ((rest - limit) % (base - limit)));
        rest = Math.floor((rest - limit) / (base - limit));
      }
      output += digit(rest);
      bias = adapt(delta, done + 1, done === basic);
      delta = 0;
      done++;
    }
    delta++;
    current++;
  }
  return output;
}

function decode(text) {
  const split = text.lastIndexOf("-");
  const points = split > 0 ? Array.from(text.slice(0, split), (character) => character.codePointAt(0)) : [];
  let bias = 72;
  let code = first;
  let index = 0;
  let at = split > 0 ? split + 1 : 0;
  if (split === 0) return null;
  while (at < text.length) {
    const before = index;
    let weight = 1;
    for (let k = base; ; k += base) {
      if (at >= text.length) return null;
      const value = parseInt(text[at++], 36);
      if (Number.isNaN(value)) return null;
      // Digits: letters stand for 0 to 25, numerals for 26 to 35.
      const number = value < 10 ? value + 26 : value - 10;
      index += number * weight;
      if (index > 0x7fffffff) return null;
      const limit = threshold(k, bias);
      if (number < limit) break;
      weight *= base - limit;
    }
    bias = adapt(index - before, points.length + 1, before === 0);
    code += Math.floor(index / (points.length + 1));
    index %= points.length + 1;
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
    points.splice(index++, 0, code);
  }
  return String.fromCodePoint(...points);
}

function validLabel(label) {
  if (label.normalize("NFC") !== label || mark.test(label) || disallowed.test(label)) return false;
  if (label.includes("\u200c") || label.includes("\u200d")) {
    for (let index = 0; index < label.length; index++) {
      const character = label[index];
      if (character !== "\u200c" && character !== "\u200d") continue;
      const before = label.slice(0, index);
      if (virama.test(before)) continue;
      if (character === "\u200d" || !joining.test(before) || !joined.test(label.slice(index + 1))) {
        return false;
      }
    }
  }
  return true;
}

/** The Bidi rule (RFC 5893 2), with scripts in the place of the bidirectional classes. */
function validDirection(label) {
  const letter = /\p{L}/u;
  const arabicDigit = /[\u0660-\u0669\u06dd]/;
  const digits = /[0-9\u06f0-\u06f9]/;
  const characters = Array.from(label);
  const isRight = (character) => rightToLeftLetter.test(character) && !/\p{Mn}/u.test(character);
  const end = label.replace(/\p{Mn}+$/u, "");
  const last = Array.from(end).pop() ?? "";
  if (isRight(characters[0])) {
    if (characters.some((character) => letter.test(character) && !rightToLeftLetter.test(character))) {
      return false;
    }
    if (arabicDigit.test(label) && digits.test(label)) return false;
    return isRight(last) || arabicDigit.test(last) || digits.test(last);
  }
  if (!letter.test(characters[0])) return false;
  if (characters.some((character) => isRight(character) || arabicDigit.test(character))) return false;
  return letter.test(last) || digits.test(last);
}

/** The ASCII form of a domain, or null when it is not valid. */
exports.toASCII = (domain) => {
  const labels = map(domain).split(".");
  const unicode = [];
  const result = [];
  for (const label of labels) {
    let text = label;
    if (/^xn--/.test(label)) {
      text = decode(label.slice(4));
      if (text === null || !/[^\0-\x7f]/.test(text) || map(text) !== text) return null;
      if (encode(text) !== label.slice(4)) return null;
    }
    if (!validLabel(text)) return null;
    unicode.push(text);
    result.push(/[^\0-\x7f]/.test(text) ? "xn--" + encode(text) : text);
  }
  if (unicode.some((label) => rightToLeftLetter.test(label))) {
    if (!unicode.every((label) => label === "" || validDirection(label))) return null;
  }
  return result.join(".");
};
