// Preparation of names as RFC 3491 has it, on Unicode 3.2.
const { toUtf8CodePoints } = require("ethers/strings");

let unassigned = null;

// Table A.1 of RFC 3454.
function isUnassigned(codepoint) {
  unassigned ??= new (require("ethers/codepoint-runs").CodepointRuns)(unassignedRuns());
  return unassigned.has(codepoint);
}

// Table B.1, and the variation selectors.
const nothing = /[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/u;

// Tables C.1.2, C.2.2 and C.3 to C.9, without what normalisation replaces.
const prohibited = new RegExp(
  "[\\u0080-\\u009f\\u06dd\\u070f\\u1680\\u180e\\u200e\\u200f\\u2028-\\u202e\\u2061-\\u2063" +
    "\\u206a-\\u206f\\u2ff0-\\u2ffb\\ud800-\\uf8ff\\ufdd0-\\ufdef\\ufff9-\\uffff" +
    "\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}\\u{efffe}-\\u{10ffff}]",
  "u");

// Letters whose lower case came after Unicode 3.2.
const unfolded = /[\u04c0\u10a0-\u10c5\u13a0-\u13f4\u2132\u2183]/u;

// Table B.2: case folding that normalisation does not undo.
function folded(character) {
  if (unfolded.test(character) || isUnassigned(character.codePointAt(0))) return character;
  if (character === "\u00df") return "ss";
  const lower = character.toLowerCase().normalize("NFKC").toLowerCase().normalize("NFKC");
  return lower.replaceAll("\u03c2", "\u03c3").normalize("NFD").replaceAll("\u0345", "\u03b9").normalize("NFKC");
}

function nameprep(value) {
  if (value.match(/^[a-z0-9-]*$/i) && value.length <= 59) return value.toLowerCase();
  const characters = toUtf8CodePoints(value).map((codepoint) => String.fromCodePoint(codepoint));
  const mapped = characters.map((character) => (nothing.test(character) ? "" : folded(character))).join("");
  const name = mapped.normalize("NFKC");
  for (const character of name) {
    const codepoint = character.codePointAt(0);
    if (prohibited.test(character) || (codepoint & 0xfffe) === 0xfffe) {
      throw new Error("STRINGPREP_CONTAINS_PROHIBITED");
    }
  }
  for (const character of name) {
    if (isUnassigned(character.codePointAt(0))) throw new Error("STRINGPREP_CONTAINS_UNASSIGNED");
  }
  if (name.startsWith("-") || name.substring(2, 4) === "--" || name.endsWith("-")) throw new Error("invalid hyphen");
  return name;
}

function unassignedRuns() {
  return (
    "f5 1 i s 2m 2 1r h 28 g g 4 2 4 1 3 1 5 7 1 1 1 k 1 18 1 13 9 3r 1 1z 1 12 2 2 6 g x 12 2 7 1 13 1 " +
    "2 6 h 1 n 1 a b r 5 5 n 1 e 1 3 1 1 q 5 m a 3y 2 f 1 e 1 u 3 r 1h 1e 9b 3 1 1h 2 i 2 5 3 p g 3 1 8 " +
    "2 2 2 m 1 7 1 1 3 4 2 1 1 7 2 2 2 3 9 1 4 2 1 5 2 l 7 1 2 6 4 2 2 m 1 7 1 2 1 2 1 2 2 1 1 5 4 2 2 3 " +
    "b 4 1 1 7 f c 3 1 7 1 1 1 3 1 m 1 7 1 2 1 5 2 a 1 3 1 3 2 1 f 1 5 a h 3 1 8 2 2 2 m 1 7 1 2 2 4 2 8 " +
    "3 2 2 3 8 2 4 2 1 3 4 b h 2 1 6 3 3 1 4 3 2 1 1 1 2 3 2 3 3 3 8 1 3 4 5 3 3 1 4 9 1 f c e 3 1 8 1 3 " +
    "1 n 1 a 1 5 4 7 1 3 1 4 7 2 9 2 4 a i 2 1 8 1 3 1 n 1 a 1 5 4 7 1 3 1 4 7 2 7 1 1 2 4 a i 2 1 8 1 3 " +
    "1 n 1 g 4 6 2 3 1 4 9 1 8 2 4 a i 2 1 i 3 o 1 9 1 1 2 7 3 1 4 6 1 1 1 8 i 3 c 1m 4 t 11 2 1 1 2 2 1 " +
    "1 2 1 6 4 1 7 1 3 1 1 1 1 2 2 1 d 1 3 2 5 1 1 1 6 2 a 2 2 y 20 1 y 6 r 4 8 1 10 1 f 2 1 1c y 1 5 1 " +
    "2 1 7 3 4 6 q 1y 12 a 15 2 1 4 2i 5 1w 5 2a 6 7 1 1r 1 1 1 4 2 7 1 1 1 4 2 13 1 1 1 4 2 v 1 1 1 4 2 " +
    "7 1 1 1 4 2 7 1 7 1 n 1 v 1 1 1 4 2 7 1 13 1 j 6 s z 2d c hi 9 t 3 29 f d 1 7 b n 9 k c d 1 3 1 2 c " +
    "2l 3 a m f 1 a 6 2g 8 16 11y 4c 4 2i 6 m 2 6 2 12 2 6 2 8 1 1 1 1 1 1 1 v 2 1h 1 f 1 e 2 6 1 j 2 3 " +
    "1 9 1 2b 4 1 7 5 6 8 2 r h i u r l 1n 2 f 7 1d c fz 1d 13 p b l 4f 1 7o 2 2 1 2t 2 a 3b 4 1 4 2 s 1 " +
    "z 1 1 1 4 3 1 1 7 2 1g 3 o 1 e h s 4 ls ow q 1 2h c 5y q c 4 1s 1 2e 2 2v 5 14 4 2m 1 14 1k 19 3 10 " +
    "d 17 3 25 4 1b 1 3b 4 2r 2 v 1 52u 22 g4m 2i wd 3 1j 1fd 8mc 2k 6r2 2 1n 45 7 c 5 5 q 1 5 1 1 1 2 1 " +
    "2 1 30 x a5 g 1s 2 1i 8 19 3 g g 4 c n 2 a 1 j 1 4 4 5 1 3r 2 1 1 5a 3 6 2 6 2 6 2 3 3 7 1 7 a 7 lc " +
    "v 1 4 c r 51 12 2 12 148i 6u a 13 3 50 f6 2d 1 1z 1 2 2 1 2 2 2 4 1 c 1 1 1 4 1 2 1 1t 1 4 2 8 1 7 " +
    "1 s 1 4 1 5 1 1 3 7 1 9e 4 82 4 1e 7we wyh g15 f2 15s 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 " +
    "1eke 2 1eke 2 1eke 2 1eke 2 1eke 2 1 1 u 2o 1egu 2t4y"
  );
}

exports.nameprep = nameprep;
