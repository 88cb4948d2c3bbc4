import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Transactions") struct TransactionTests {
    static let key = Result { try PrivateKey([UInt8](repeating: 0x46, count: 32)) }

    /// The worked example of EIP-155.
    @Test("signs the example of EIP-155 to the byte") func eip155() throws {
        let transaction = Transaction(
            chainID: 1, nonce: 9, gasLimit: 21_000,
            to: try Address("0x3535353535353535353535353535353535353535"),
            value: try .ether("1"), fees: .legacy(gasPrice: try .gwei("20")))
        #expect(
            transaction.signingHash.hex == "daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53")
        let signed = try SignedTransaction(transaction, signedWith: Self.key.get())
        #expect(signed.v == 37)
        #expect(
            signed.encoded.hex
                == "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025"
                + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
                + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83")
        #expect(signed.sender.checksummed == "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F")
    }

    static func random(_ rng: inout SplitMix64) throws -> Transaction {
        func amount() -> UInt256 { (UInt256(rng.next()) << Int(rng.next() % 192)) >> Int(rng.next() % 256) }
        var accessList: Transaction.AccessList = []
        for _ in 0..<rng.next() % 3 {
            let keys = (0..<rng.next() % 3).map { _ in Bytes32(words: rng.next(), 0, 1, rng.next()) }
            accessList.append(.init(address: try Address(rng.bytes(20)), storageKeys: keys))
        }
        let type = rng.next() % 5
        let fees: Transaction.Fees =
            switch type {
            case 0, 1: .legacy(gasPrice: amount())
            case 2: .accessList(gasPrice: amount(), accessList)
            case 3: .dynamic(maxFeePerGas: amount(), maxPriorityFeePerGas: amount(), accessList)
            default:
                .blob(
                    maxFeePerGas: amount(), maxPriorityFeePerGas: amount(), accessList,
                    maxFeePerBlobGas: amount(),
                    versionedHashes: (0..<rng.next() % 3).map { _ in Bytes32(words: rng.next(), 0, 1, 2) })
            }
        return Transaction(
            chainID: type == 0 ? nil : rng.next() % Transaction.maxChainID + 1,
            nonce: rng.next() >> (1 + rng.next() % 63),
            gasLimit: rng.next() >> (rng.next() % 64),
            to: type < 4 && rng.next() % 4 == 0 ? nil : try Address(rng.bytes(20)),
            value: amount(), data: rng.bytes(upTo: 100), fees: fees)
    }

    @Test("decodes what it encodes, and knows the sender") func roundtrip() throws {
        var rng = SplitMix64(seed: 21)
        for _ in 0..<500 {
            let key = try PrivateKey(rng.bytes(32))
            let signed = try SignedTransaction(Self.random(&rng), signedWith: key)
            let decoded = try SignedTransaction(decoding: signed.encoded)
            #expect(decoded == signed)
            #expect(decoded.sender == Address(key.publicKey))
            #expect(try SignedTransaction(signed.transaction, signature: signed.signature) == signed)
            #expect(decoded.hash == Keccak256.hash(signed.encoded))
        }
    }

    @Test("decodes nothing but canonical transactions") func fuzz() throws {
        var rng = SplitMix64(seed: fuzzSeed)
        var seeds: [[UInt8]] = []
        for _ in 0..<50 {
            seeds.append(
                try SignedTransaction(Self.random(&rng), signedWith: PrivateKey(rng.bytes(32))).encoded)
        }
        for round in 0..<fuzzIterations {
            let bytes = round % 4 == 0 ? rng.bytes(upTo: 80) : rng.mutated(rng.pick(seeds) ?? [])
            if let decoded = try? SignedTransaction(decoding: bytes) { #expect(decoded.encoded == bytes) }
        }
    }

    @Test("names the field that is wrong") func errors() throws {
        let signed = try SignedTransaction(
            Transaction(chainID: 5, nonce: 1, gasLimit: 2, to: .zero, fees: .legacy(gasPrice: 3)),
            signedWith: Self.key.get())
        guard case .list(let fields) = try RLPItem(decoding: signed.encoded) else {
            Issue.record("a legacy transaction is a list")
            return
        }
        func error(_ index: Int, _ item: RLPItem) -> TransactionError? {
            var fields = fields
            fields[index] = item
            do { _ = try SignedTransaction(decoding: RLPItem.list(fields).encoded) } catch { return error }
            return nil
        }
        #expect(error(0, .string([0, 1]))?.code == .nonCanonicalInteger)
        #expect(error(0, .string([0, 1]))?.field == "nonce")
        #expect(error(0, .string([UInt8](repeating: 255, count: 8)))?.code == .integerTooLarge)
        #expect(error(1, .string([UInt8](repeating: 1, count: 33)))?.field == "gasPrice")
        #expect(error(2, .string([UInt8](repeating: 1, count: 9)))?.code == .integerTooLarge)
        #expect(error(3, .string([1]))?.code == .badAddressLength)
        #expect(error(3, [])?.code == .malformed)
        #expect(error(5, [])?.field == "data")
        for v: UInt8 in [0, 1, 26, 29, 35, 36] {
            #expect(error(6, .string(v == 0 ? [] : [v]))?.code == .invalidSignature)
        }
        #expect(error(6, .string([UInt8](repeating: 255, count: 8)))?.code != nil)
        #expect(error(7, .string([]))?.code == .invalidSignature)
        #expect(error(8, .string([UInt8](repeating: 255, count: 32)))?.code == .invalidSignature)
    }

    @Test("refuses the other half of s, which EIP-2 forbids") func highS() throws {
        let transaction = Transaction(
            chainID: 1, nonce: 0, gasLimit: 21_000, to: .zero, fees: .legacy(gasPrice: 1))
        let low = try Self.key.get().sign(transaction.signingHash)
        let order: UInt256 = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141
        let high = try Signature(
            r: low.r.bytes32, s: (order - UInt256(low.s.bytes32)).bytes32, recoveryID: low.recoveryID ^ 1)
        let error = #expect(throws: TransactionError.self) {
            try SignedTransaction(transaction, signature: high)
        }
        #expect(error?.code == .highS)
    }

    @Test("refuses unknown types, empty input and chain ids that fit no v") func limits() throws {
        for bytes: [UInt8] in [[], [0x00], [0x03, 0xc0], [0x7f], [0x80], [0xc0], [0x01], [0x02, 0xc0]] {
            #expect(throws: TransactionError.self) { try SignedTransaction(decoding: bytes) }
        }
        for (first, code) in [
            (0x04, .unknownType(4)), (0x7f, .unknownType(0x7f)), (0x80, .malformed), (0xbf, .malformed),
        ]
            as [(UInt8, TransactionError.Code)]
        {
            let error = #expect(throws: TransactionError.self) {
                try SignedTransaction(decoding: [first, 0xc0])
            }
            #expect(error?.code == code)
        }
        let key = try Self.key.get()
        for chainID in [0, Transaction.maxChainID + 1] {
            let transaction = Transaction(
                chainID: chainID, nonce: 0, gasLimit: 0, to: nil, fees: .legacy(gasPrice: 0))
            let error = #expect(throws: TransactionError.self) {
                try SignedTransaction(transaction, signedWith: key)
            }
            #expect(error?.code == .invalidChainID)
        }
        let unbound = Transaction(
            chainID: nil, nonce: 0, gasLimit: 0, to: nil,
            fees: .dynamic(maxFeePerGas: 1, maxPriorityFeePerGas: 1))
        #expect(throws: TransactionError.self) { try SignedTransaction(unbound, signedWith: key) }
        let largest = Transaction(
            chainID: Transaction.maxChainID, nonce: 0, gasLimit: 0, to: nil, fees: .legacy(gasPrice: 0))
        #expect(throws: Never.self) { try SignedTransaction(largest, signedWith: key) }
    }
}
