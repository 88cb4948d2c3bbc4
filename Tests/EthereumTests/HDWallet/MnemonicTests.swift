import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("BIP-39")
struct MnemonicTests {
    private static let twelve =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"

    @Test("has the standard word list")
    func wordList() {
        let words = Mnemonic.wordList
        #expect(words.count == 2048 && words == words.sorted() && Set(words).count == 2048)
        // SHA-256 of english.txt, one word a line, as BIP-39 publishes it.
        let file = words.map { $0 + "\n" }.joined()
        #expect(
            SHA2.sha256(Array(file.utf8)).hex
                == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda")
    }

    @Test("turns entropy into words, words into entropy and a seed", arguments: MnemonicCases.all.indices)
    func vectors(_ index: Int) throws {
        let aCase = MnemonicCases.all[index]
        let mnemonic = try Mnemonic(entropy: Secret(copying: [UInt8](hex: aCase.entropy)))
        #expect(mnemonic.phrase == aCase.phrase)
        #expect(try Mnemonic(parsing: aCase.phrase) == mnemonic)
        #expect(try mnemonic.seed(passphrase: "TREZOR").withUnsafeBytes { $0.hex } == aCase.seed)
    }

    @Test("derives a seed without a passphrase")
    func noPassphrase() throws {
        #expect(
            try Mnemonic(parsing: Self.twelve).seed().withUnsafeBytes { $0.hex } == """
                5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1\
                9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4
                """)
    }

    @Test("brings passphrases to Normalization Form KD")
    func normalisation() throws {
        let mnemonic = try Mnemonic(parsing: Self.twelve)
        let seed = """
            b1862027e03626f8b84b72ed632a5ac57d4d8783cc4196027652eb5b1eb43927\
            632f019adf769599b7b5e4133f48bc74156c0b00add2a084e310b8b605ee41f9
            """
        for passphrase in [
            "㍍ガバヴァぱばぐゞちぢ十人十色 \u{e9} \u{fb01}", "㍍ガバヴァぱばぐゞちぢ十人十色 e\u{301} fi",
        ] {
            #expect(try mnemonic.seed(passphrase: passphrase).withUnsafeBytes { $0.hex } == seed)
        }
    }

    @Test("reads any white space between and around words, and compatibility forms of letters")
    func whiteSpace() throws {
        let mnemonic = try Mnemonic(parsing: Self.twelve)
        let words = mnemonic.words
        for separator in ["  ", "\n", "\t", "\r\n", "\u{3000}", "\u{a0}"] {
            #expect(try Mnemonic(parsing: " \n" + words.joined(separator: separator) + "\t ") == mnemonic)
        }
        #expect(try Mnemonic(parsing: Self.twelve.replacing("about", with: "ａｂｏｕｔ")) == mnemonic)
    }

    @Test("refuses other counts of words", arguments: [0, 1, 3, 6, 9, 11, 13, 14, 16, 23, 25, 27, 300])
    func badCounts(_ count: Int) {
        let words = [String](repeating: "abandon", count: count)
        #expect(throws: MnemonicError(.badWordCount(count))) { try Mnemonic(words: words) }
    }

    @Test("refuses other lengths of entropy", arguments: [0, 4, 12, 15, 17, 18, 31, 33, 36, 64])
    func badEntropy(_ count: Int) {
        #expect(throws: MnemonicError(.badEntropyLength(bytes: count))) {
            try Mnemonic(entropy: Secret(copying: [UInt8](repeating: 0, count: count)))
        }
    }

    @Test("names the position of an unknown word, and no word")
    func unknownWord() throws {
        var words = Self.twelve.split(separator: " ").map(String.init)
        for (position, word) in [(1, "Abandon"), (7, "abandn"), (12, ""), (12, "abou"), (3, "zoo zoo")] {
            let kept = words[position - 1]
            words[position - 1] = word
            let error = #expect(throws: MnemonicError.self) { try Mnemonic(words: words) }
            #expect(error?.code == .unknownWord(position: position))
            #expect(error?.description.contains("aband") == false)
            words[position - 1] = kept
        }
    }

    @Test("refuses words whose checksum does not match")
    func badChecksum() {
        for phrase in [
            [String](repeating: "abandon", count: 12).joined(separator: " "),
            [String](repeating: "abandon", count: 24).joined(separator: " "),
            "legal winner thank year wave sausage worth useful legal winner yellow thank",
        ] {
            #expect(throws: MnemonicError(.badChecksum)) { try Mnemonic(parsing: phrase) }
        }
    }

    @Test("refuses a text longer than any mnemonic")
    func tooLong() {
        let text = Self.twelve + String(repeating: " ", count: Mnemonic.textLimit)
        #expect(throws: MnemonicError(.tooLong(limit: Mnemonic.textLimit))) { try Mnemonic(parsing: text) }
    }

    @Test("makes new mnemonics that read back", arguments: Mnemonic.WordCount.allCases)
    func generates(_ count: Mnemonic.WordCount) throws {
        let mnemonic = Mnemonic.generate(wordCount: count)
        #expect(mnemonic.words.count == count.rawValue)
        #expect(try Mnemonic(parsing: mnemonic.phrase) == mnemonic)
        #expect(Mnemonic.generate(wordCount: count) != mnemonic)
        var (a, b) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
        #expect(
            Mnemonic.generate(wordCount: count, using: &a) == Mnemonic.generate(wordCount: count, using: &b))
    }

    @Test("is never printed")
    func neverPrinted() throws {
        let mnemonic = try Mnemonic(parsing: Self.twelve)
        var dumped = ""
        dump(mnemonic, to: &dumped)
        for text in [mnemonic.description, mnemonic.debugDescription, "\(mnemonic)", dumped] {
            #expect(text.contains("12 words") && !text.contains("aband"))
        }
    }

    @Test("survives random texts")
    func fuzz() {
        var generator = SplitMix64(seed: fuzzSeed)
        let phrases = MnemonicCases.all.map { Array($0.phrase.utf8) }
        for _ in 0..<fuzzIterations {
            let text = String(decoding: generator.mutated(generator.pick(phrases) ?? []), as: UTF8.self)
            if let mnemonic = try? Mnemonic(parsing: text) {
                #expect((try? Mnemonic(parsing: mnemonic.phrase)) == mnemonic)
            }
        }
    }
}
