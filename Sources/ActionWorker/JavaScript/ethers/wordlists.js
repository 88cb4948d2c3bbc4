// Word lists of BIP-39. English is the only one, as in the browser's build of the original.

const { id } = require("ethers/hash");
const { defineReadOnly } = require("ethers/properties");
const { Logger } = require("ethers/errors");

const logger = new Logger("wordlists/5.7.0");

class Wordlist {
  constructor(locale) {
    logger.checkAbstract(new.target, Wordlist);
    defineReadOnly(this, "locale", locale);
  }

  split(mnemonic) {
    return mnemonic.toLowerCase().split(/ +/g);
  }

  join(words) {
    return words.join(" ");
  }

  /** The hash by which a list is known to be complete and in order. */
  static check(wordlist) {
    const words = [];
    for (let index = 0; index < 2048; index++) {
      const word = wordlist.getWord(index);
      if (index !== wordlist.getWordIndex(word)) return "0x";
      words.push(word);
    }
    return id(words.join("\n") + "\n");
  }

  /** The original keeps lists for pages that load several of its builds; there is only one here. */
  static register(lang, name) {
    return undefined;
  }
}

let english = null;

class LangEn extends Wordlist {
  constructor() {
    super("en");
  }

  getWord(index) {
    return englishWords()[index];
  }

  getWordIndex(word) {
    return englishWords().indexOf(word);
  }
}

function englishWords() {
  if (english === null) english = native.bip39Words().split(" ");
  return english;
}

exports.Wordlist = Wordlist;
exports.wordlists = { en: new LangEn() };
