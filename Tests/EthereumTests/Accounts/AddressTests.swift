import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("Address") struct AddressTests {
    // The examples of EIP-55.
    @Test(
        "prints and checks the checksum",
        arguments: [
            "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
            "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ])
    func checksums(text: String) throws {
        let address = try Address(text, checksumRequired: true)
        #expect(address.checksummed == text)
        #expect(try Address(text.lowercased()) == address)
        #expect(try Address(address.bytes) == address)
        #expect(Address(truncating: address.word) == address)
        #expect("\(address)" == text)
    }

    @Test("refuses what is no address, and says why") func refusals() {
        func code(_ text: String, required: Bool = false) -> AddressError.Code? {
            do { _ = try Address(text, checksumRequired: required) } catch { return error.code }
            return nil
        }
        let good = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
        #expect(code(String(good.dropFirst(2))) == .missingPrefix)
        #expect(code(good + "00") == .badLength(bytes: 21))
        #expect(code(String(good.dropLast())) == .badLength(bytes: 19))
        #expect(code(String(good.dropLast()) + "g") == .invalidDigit(at: 41))
        #expect(code(good.replacingFirst("A", "a")) == .badChecksum(expected: good))
        #expect(code(good.lowercased(), required: true) == .badChecksum(expected: good))
        #expect(code("") == .missingPrefix && code("0x") == .badLength(bytes: 0))
        #expect(throws: AddressError.self) { try Address([UInt8](repeating: 0, count: 32)) }
    }

    @Test("sorts by its bytes") func order() throws {
        var rng = SplitMix64(seed: 3)
        for _ in 0..<500 {
            let (a, b) = (rng.bytes(20), rng.bytes(20))
            #expect(try (Address(a) < Address(b)) == a.lexicographicallyPrecedes(b))
            #expect(try Address(a).number == UInt256(bigEndian: a))
        }
    }
}

extension String {
    fileprivate func replacingFirst(_ old: Character, _ new: Character) -> String {
        guard let index = firstIndex(of: old) else { return self }
        return replacingCharacters(in: index, with: new)
    }

    private func replacingCharacters(in index: Index, with new: Character) -> String {
        String(self[..<index]) + String(new) + String(self[self.index(after: index)...])
    }
}
