// Names as ethers 5.7 normalises them: Unicode 14, case folded, in form C, with the emoji of that version.
const { toUtf8CodePoints } = require("ethers/strings");

let allowed = null;

// Every codepoint that may stand in a name by itself, or that disappears or becomes others.
function isAllowed(codepoint) {
  allowed ??= new (require("ethers/codepoint-runs").CodepointRuns)(allowedRuns());
  return allowed.has(codepoint);
}

const ignored = new RegExp(
  "[\\u00ad\\u034f\\u180b-\\u180d\\u180f\\u200b\\u2060\\u2064\\ufe00-\\ufe0f\\ufeff" +
    "\\u{1bca0}-\\u{1bca3}\\u{e0100}-\\u{e01ef}]",
  "u");
const hyphens = /[\u2010-\u2015\u207b\u208b\u2212\ufe31\ufe32\ufe58]/u;

// Full case folding, except that sharp s and final sigma stay as they are.
function folded(character) {
  if (hyphens.test(character)) return "-";
  const codepoint = character.codePointAt(0);
  if (codepoint === 0x1e9e) return "ss";
  if (codepoint === 0x00df || codepoint === 0x03c2) return character;
  if (codepoint >= 0x06f0 && codepoint <= 0x06f9 && !(codepoint >= 0x06f4 && codepoint <= 0x06f6)) {
    return String.fromCodePoint(codepoint - 0x90);
  }
  const cherokee = (codepoint >= 0x13a0 && codepoint <= 0x13fd) || (codepoint >= 0xab70 && codepoint <= 0xabbf);
  if (cherokee) return character.toUpperCase();
  const usual = codepoint >= 0x1c80 && codepoint <= 0x1c88 ? character.toUpperCase() : character;
  const lower = usual.toLowerCase().normalize("NFKC").toLowerCase().replaceAll("\u03c2", "\u03c3").normalize("NFD");
  return lower.replaceAll("\u0345", "\u03b9").normalize("NFKC");
}

// Emoji joined by U+200D, spelled with tags, or keys of a telephone: their parts are not allowed by themselves.
const part = "\\p{Emoji}[\\u{1f3fb}-\\u{1f3ff}]?\\ufe0f?";
const joined = new RegExp(
  `(?:${part}\\u200d)+${part}|\\u{1f3f4}[\\u{e0061}-\\u{e007a}]+\\u{e007f}|[#*]\\ufe0f?\\u20e3`, "uy");
// Sequences that came after the Unicode version of the names.
const later = /[\u27a1\u{1f430}\u{1f9d2}\u{1fa70}\u{1faef}]|[\u26d3\u{1f344}\u{1f34b}\u{1f426}\u{1f642}]\u200d/u;
let recommended = null;

function isSequence(plain) {
  recommended ??= new RegExp("^\\p{RGI_Emoji}$", "v");
  if (later.test(plain)) return false;
  // Fully qualified: what is shown as text by itself has a selector, unless a skin colour follows.
  const text = /(?!\p{Emoji_Presentation})\p{Emoji}(?![\u{1f3fb}-\u{1f3ff}])/gu;
  return recommended.test(plain.replace(text, "$&\ufe0f")) || recommended.test(plain);
}

// How long the sequence at a place is; 0 if there is none.
function sequenceAt(name, index) {
  joined.lastIndex = index;
  let text = joined.exec(name)?.[0] ?? "";
  if (text.endsWith("\u20e3")) return text.length;
  while (text.includes("\u200d") || text.endsWith("\u{e007f}")) {
    if (isSequence(text.replaceAll("\ufe0f", ""))) return text.length;
    text = text.slice(0, Math.max(0, text.lastIndexOf("\u200d")));
  }
  return 0;
}

function checkLabel(label) {
  const refuse = (text) => { throw new Error(`Invalid label "${label}": ${text}`); };
  if (/[^_]_/.test(label)) refuse("underscore only allowed at start");
  if (label.substring(2, 4) === "--" && /^[\0-\x7f]*$/.test(label)) refuse("invalid label extension");
}

function normalize(value) {
  const name = toUtf8CodePoints(value).map((codepoint) => String.fromCodePoint(codepoint)).join("");
  let result = "";
  for (let index = 0; index < name.length;) {
    const length = sequenceAt(name, index);
    if (length) {
      result += name.slice(index, index + length).replaceAll("\ufe0f", "");
      index += length;
      continue;
    }
    const codepoint = name.codePointAt(index);
    const character = String.fromCodePoint(codepoint);
    index += character.length;
    if (character === "." || character === "_") {
      result += character;
    } else if (!isAllowed(codepoint)) {
      throw new Error(`Disallowed codepoint: 0x${codepoint.toString(16).toUpperCase()}`);
    } else if (!ignored.test(character)) {
      result += folded(character);
    }
  }
  result = result.normalize("NFC");
  result.split(".").forEach(checkLabel);
  return result;
}

function allowedRuns() {
  return (
    "10 1 8 1 2 a 7 q 6 q 12 7 1 6 1 4 1 3 1 f3 6 4a 3 3 1 1 6 5 1 1 1 k 1 7x 1 33 1 12 2 1e 2 3 1 1j 8 " +
    "r 4 6 h m 1 5c 1 1c 2 1n 2 2t e 1n 2 1d 2 f 1 s 2 1 1 b 5 v 9 22 1 4h 1 8 2 2 2 m 1 7 1 1 3 4 2 9 2 " +
    "2 2 4 8 1 4 2 1 5 2 p 2 3 1 6 4 2 2 m 1 7 1 2 1 2 1 2 2 1 1 5 4 2 2 3 3 1 7 4 1 1 7 h a 3 1 9 1 3 1 " +
    "m 1 7 1 2 1 5 2 a 1 3 1 3 2 1 f 4 2 c 7 7 1 3 1 8 2 2 2 m 1 7 1 2 1 5 2 9 2 2 2 3 7 3 4 2 1 5 2 i a " +
    "2 1 6 3 3 1 4 3 2 1 1 1 2 3 2 3 3 3 c 4 5 3 3 1 4 2 1 6 1 e l 5 d 1 3 1 n 1 g 2 9 1 3 1 4 7 2 1 3 2 " +
    "1 2 4 2 a 7 m 1 3 1 n 1 a 1 5 2 9 1 3 1 4 7 2 6 2 1 4 2 a 1 2 d d 1 3 1 1f 1 3 1 6 4 g 2 q 1 3 1 i " +
    "3 o 1 9 1 1 2 7 3 1 4 6 1 1 1 8 6 a 2 3 c 1m 4 t 11 2 1 1 1 5 1 o 1 1 1 n 2 5 1 1 1 6 2 a 2 4 w 20 " +
    "1 10 4 13 1 10 1 f 1 d 11 4g 13 1 5 1 2 3z 2 6g 1 4 2 7 1 1 1 4 2 15 1 4 2 x 1 4 2 7 1 1 1 4 2 f 1 " +
    "1l 1 4 2 1v 2 w 3 q 6 2e 2 6 2 hs 1 s 3 2h 7 m 9 o 9 k c d 1 3 1 2 c 1g 2 14 2 a 6 a 6 6 1 7 1 b 6 " +
    "2h 7 17 5 1y a v 1 c 4 c 4 1 3 16 2 5 b 18 4 q 6 b 3 1q 2 1t 1 t 2 b 6 a 6 e 2 v 1d 25 3 1b 1 38 8 " +
    "1o 3 f 3 1o 7 17 2 b 8 17 5 eu 2 6 2 12 2 6 2 8 1 1 1 1 1 1 1 v 2 1h 1 7 1 1 3 3 1 7 3 4 2 6 4 d 5 " +
    "3 1 7 e 1 4 7 1 c 3 1 8 c 1 1 1 8 3 l 1 1 3 1 b 2 2 6 1 1 3 b 1 1 4 d 3 x f x h 3 2 17 1 28 1 8 4 " +
    "5s 1 d 2 c7 p b l k 1u ne 1 hf 3 71 2 w 1 9p 5 19 1 1 5 1 2 1k 7 2 e o 9 7 1 7 1 7 1 7 1 7 1 7 1 7 " +
    "1 7 1 3i y q 1 2h c 5y 17 1 1 1p 1 2e 2 2 2 2r 5 17 1 1f 1 16 1 2c c g 1w am 1 4 1 g 1 m9g 3 1j 9 " +
    "9o k 54 8 5n 5 2 1 1 1 5 o 1n 3 a 6 1k 8 1y 8 c 6 38 b u 3 26 1 b 4 x 1 1j 9 e 2 a 2 2v o s a 6 2 6 " +
    "2 6 9 7 1 7 1 1o 4 3i 2 a 6 8mc c n 4 1d 6is a6 2 2y 12 7 c 5 5 c 1 d 1 5 1 1 1 2 1 2 1 3h g 3v 6 " +
    "8c 2 1i 7 1 w a 2 k 1 1 5 2 7 g 1 2 6 e a 1 6 1 4 2 4 1 d 1 1 1 3 1 1 1 1 1 1 1 1 3i 2 1 d 1 2 a 7 " +
    "q 6 q 4 2 1 1q 1 u 3 6 2 6 2 6 2 3 3 3 1 3 1 7 h c 1 q 1 j 1 2 1 f 2 e y 3f 5 3 4 19 3 2g 1 d 3 1 " +
    "1b 1a 3m t 3 1d f s 4 10 9 u 5 17 5 u 1 11 4 e 16 4e 2 a 6 10 4 10 4 14 8 1g b c 1 f 1 7 1 2 1 b 1 " +
    "f 1 7 1 2 1v 8n 9 m a 8 o 6 1 16 1 9 1x 6 2 1 1 18 1 2 3 1 2 n 1 20 8 9 1c j 1 2 5 x 3 r 5 1 1s 1k " +
    "4 k 2 1e 1 2 5 8 1 3 1 t 2 3 4 a 7 9 7 1s w 13 4 c 9 1i 3 t 2 r 5 q 7 4 c 7 28 21 1j 1f d 1f 7 1a 8 " +
    "a 86 v 1 16 1 3 2 2 26 14 8 16 m q 12 s k n 9 26 4 10 9 1q 1 5 d p 7 a 6 1h 1 i 8 13 9 2o 1 k b i 1 " +
    "18 1t 7 1 1 1 4 1 f 1 b 6 1n 5 a 6 4 1 8 2 2 2 m 1 7 1 2 1 5 1 a 2 2 2 3 2 1 6 1 5 7 2 7 3 5 3v 2k " +
    "1 5 u 20 8 a 4m 1i 2 12 y 1x b a 6 d j 1m 6 a 1i r 2 f 4 n 55 1o 2s 2b c 8 2 1 2 8 1 2 1 u 1 2 2 c " +
    "9 a 1y 8 2 1a 2 b r 20 8 2b d 21 7b 9 1 19 1 e a t 3 w 2 m 1 e 21 7 1 2 1 18 3 1 1 2 1 9 8 a 6 6 1 " +
    "2 1 11 1 2 1 6 7 a 8m p 53 1 f 1e d pn 2u 33 1 5 b 5g 218 2r d tr 34h g7 6nt ft 7 v 1 a 4 29 1 a 6 " +
    "u 2 6 a 1y a a 1 7 1 l 5 j j4 2j 2t 23 4 1l 7 h 1s 5 b 2 e 4qg 8 ye 16 9 6w7 4 1 7 1 2 1 83 19 3 h " +
    "4 8 b0 1s4 2z 5 d 3 9 7 a 2 8 3mk 1a 2 n 9 38 1o 6u a 13 2 22 8 34 l 1y 4a k c 2f 9 p 3r 2d 1 1z 1 " +
    "2 2 1 2 2 2 4 1 c 1 1 1 7 1 1t 1 4 2 8 1 7 1 s 1 4 1 5 1 1 3 7 1 9g 2 84 2 ji f 5 1 f uo v 69 7 1 h " +
    "2 7 1 2 1 5 5x 19 3 e 2 a 4 2 8w v h 1m 5 1 yo 7 1 4 1 2 1 f 1 5h 2 g 15 24 4 a 4 2 lt 1w 24 1p 5e " +
    "4 1 r 1 2 1 1 2 1 1 a 1 4 1 1 1 1 6 1 4 1 1 1 1 1 1 3 1 2 1 1 2 1 1 1 1 1 1 1 1 1 1 2 1 1 2 4 1 7 1 " +
    "4 1 4 1 1 1 a 1 h 5 3 1 5 1 h 1g 2 7i 18 4 2s c f 2 f 1 f 1 11 l 5 q 3o 1k t d 18 4 9 7 2 e 6 4a rc " +
    "5 g 3 d 3 38 c 2h 7 c 4 1 f c 4 1k 8 a 6 14 8 u 2 2 26 9g c e 2 5 3 5 3 7 9 t 3 b 5 6 a a 6 8 8 7 9 " +
    "43 1 1j 11 a sm wyo w 37d 7 66 2 4g2 e 5rl 2e7 2w 1 b 1 4q 1 1r 1 2n 1 2m 15u 3t7 fcmt 6o"
  );
}

exports.normalize = normalize;
