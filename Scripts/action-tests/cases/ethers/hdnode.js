// Hierarchical keys and mnemonic words.

const PHRASE = "test test test test test test test test test test test junk";
const PHRASES = [
  PHRASE,
  "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
  "legal winner thank year wave sausage worth useful legal winner thank yellow",
  "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
];
const BAD = [
  "", "test", "test test test", PHRASE + " junk", PHRASE.replace("junk", "test"), PHRASE.replace("junk", "junkk"),
  PHRASE.toUpperCase(), PHRASE.replace(/ /g, "  "), " " + PHRASE, PHRASE + " ", PHRASE.replace(/ /g, "\t"),
  PHRASE.replace("junk", "caf\u00e9"),
];
const SEED = "0x000102030405060708090a0b0c0d0e0f";
const random = seeded(32);

for (const phrase of [...PHRASES, ...BAD]) {
  add(`fromMnemonic ${phrase}`, ({ utils }) => utils.HDNode.fromMnemonic(phrase));
  add(`isValidMnemonic ${phrase}`, ({ utils }) => utils.isValidMnemonic(phrase));
  add(`mnemonicToEntropy ${phrase}`, ({ utils }) => utils.mnemonicToEntropy(phrase));
  add(`mnemonicToSeed ${phrase}`, ({ utils }) => {
    return [undefined, "", "TREZOR", "\u30d1\u30b9\u30ef\u30fc\u30c9", "\ufb01"].map((each) => utils.mnemonicToSeed(phrase, each));
  });
}
add("fromMnemonic with a password", ({ utils }) => utils.HDNode.fromMnemonic(PHRASE, "secret"));
add("fromMnemonic with a list", ({ utils, wordlists }) => utils.HDNode.fromMnemonic(PHRASE, null, wordlists.en));
add("fromMnemonic with a locale", ({ utils }) => utils.HDNode.fromMnemonic(PHRASE, null, "en"));
add("fromMnemonic with an unknown locale", ({ utils }) => utils.HDNode.fromMnemonic(PHRASE, null, "xx"));
for (const length of [0, 1, 15, 16, 20, 24, 28, 32, 33, 36, 17]) {
  for (let count = 0; count < 3; count++) {
    const entropy = random.hex(length);
    add(`entropyToMnemonic ${entropy}`, ({ utils }) => {
      const phrase = utils.entropyToMnemonic(entropy);
      return [phrase, utils.mnemonicToEntropy(phrase)];
    });
  }
}
add("entropyToMnemonic of bytes", ({ utils }) => utils.entropyToMnemonic(utils.arrayify(SEED), "en"));
each("utils.entropyToMnemonic", [["hello"], [null], [SEED, "zz"]]);

const paths = [
  "m", "", "m/0", "0", "m/0'", "m/44'/60'/0'/0/0", "m/44'/60'/0'/0/1", "m/2147483647'/1/2147483646'/2", "m/0/1/2/3",
  "m/2147483648", "m/2147483648'", "m/-1", "m/a", "m//1", "/", "m/", "n/0", "M/0", "m/0h", "m/1.5", "m/0''", "0'/m",
  "m/00", "m/4294967296", "m/99999999999999999999",
];
for (const path of paths) {
  add(`derivePath ${path}`, ({ utils }) => {
    const node = utils.HDNode.fromSeed(SEED).derivePath(path);
    return [node, node.extendedKey];
  });
  add(`derivePath of words ${path}`, ({ utils }) => utils.HDNode.fromMnemonic(PHRASE).derivePath(path));
  add(`derivePath of a neutered node ${path}`, ({ utils }) => {
    const node = utils.HDNode.fromSeed(SEED).neuter().derivePath(path);
    return [node, node.extendedKey];
  });
  add(`derivePath below the root ${path}`, ({ utils }) => utils.HDNode.fromSeed(SEED).derivePath("m/1").derivePath(path));
}
for (let count = 0; count < 20; count++) {
  const seed = random.hex(16 + random.below(49));
  const path = "m/" + Array.from({ length: 1 + random.below(5) }, () => {
    return String(random.below(2147483648)) + random.pick(["", "'"]);
  }).join("/");
  add(`derivePath ${path} of ${seed}`, ({ utils }) => {
    const node = utils.HDNode.fromSeed(seed).derivePath(path);
    const again = utils.HDNode.fromExtendedKey(node.extendedKey);
    const watched = utils.HDNode.fromExtendedKey(node.neuter().extendedKey);
    return [node, node.extendedKey, node.neuter().extendedKey, again, watched, watched.derivePath("5/6"), again.derivePath("5/6")];
  });
}
for (const seed of ["0x", "0x00", "0x" + "11".repeat(15), "0x" + "11".repeat(65), "0x" + "11".repeat(64), "words"]) {
  add(`fromSeed ${seed}`, ({ utils }) => utils.HDNode.fromSeed(seed));
}
const XPRV = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi";
for (const key of [
  XPRV, XPRV.slice(0, -1), XPRV.slice(0, -1) + "j", "xpub", "", "0",
  "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
  "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m",
]) {
  add(`fromExtendedKey ${key}`, ({ utils }) => utils.HDNode.fromExtendedKey(key));
}
add("HDNode's constructor", ({ utils }) => new utils.HDNode({}, SEED));
each("utils.getAccountPath", [[0], [1], [5], [2147483647], [2147483648], [-1], [1.5], ["0"], [null]]);
add("defaultPath", ({ utils }) => utils.defaultPath);
add("wordlists", ({ wordlists, Wordlist }) => {
  const list = wordlists.en;
  return [
    list.locale, list.getWord(0), list.getWord(2047), list.getWordIndex("zoo"), list.getWordIndex("none"),
    list.split("One  two"), list.join(["a", "b"]), Wordlist.check(list), list instanceof Wordlist,
  ];
});
