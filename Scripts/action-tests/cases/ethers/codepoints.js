// Names with each codepoint of the first two planes and of the tags, and emoji joined at random.

// Compatibility characters of Unicode 16 and 17: some engines know them, nameprep's tables do not.
const tooNew = (codepoint) => codepoint === 0xa7f1 || (codepoint >= 0x1cc00 && codepoint <= 0x1ccff);

const outcome = (run) => {
  try {
    return run();
  } catch (error) {
    return error.message;
  }
};
for (let start = 0; start < 0x20000 || start < 0xe0200; start += 512) {
  if (start >= 0x20000 && start < 0xe0000) continue;
  add(`codepoints from ${start.toString(16)}`, ({ utils }) => Array.from({ length: 512 }, (_, index) => {
    const character = String.fromCodePoint(start + index);
    if (tooNew(start + index)) return null;
    return [outcome(() => utils.dnsEncode(`a${character}b`)), outcome(() => utils.nameprep(`\u0101${character}b`))];
  }));
}
const parts = [
  "\u{1f468}", "\u{1f469}", "\u{1f9d1}", "\u{1f466}", "\u{1f467}", "\u2764", "\u{1f48b}", "\u{1f91d}", "\u{1f3fb}",
  "\u{1f3fc}", "\u{1f3ff}", "\u200d", "\ufe0f", "\u{1f9b0}", "\u2695", "\u2640", "\u{1f3f3}", "\u{1f308}", "\u26a7", "a",
  "\u{1f1fa}", "\u{1f1f8}", "1", "\u20e3", "\u{1faf1}", "\u{1faf2}", "\u{1f3f4}", "\u{e0067}", "\u{e0062}", "\u{e0065}",
  "\u{e006e}", "\u{e007f}", "#", "_", "-", ".", "A", "\u0301", "\u{1f426}", "\u2b1b",
];
const random = seeded(5);
for (let index = 0; index < 200; index++) {
  const names = Array.from({ length: 50 }, () => Array.from({ length: 1 + random.below(9) }, () =>
    random.pick(parts) + (random.below(2) ? "\u200d" : "")).join(""));
  add(`random names ${index}`, ({ utils }) => names.map((name) =>
    [outcome(() => utils.dnsEncode(name)), utils.isValidName(name), outcome(() => utils.nameprep(name))]));
}
