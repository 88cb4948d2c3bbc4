import Primitives
import TestSupport
import Testing

@Suite("CID")
struct CIDTests {
    // A UnixFS file, and a raw block, of "hello world".
    let v0 = "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD"
    let v1 = "bafybeihykld7uyxzogax6vgyvag42y7464eywpf55gxi5qpoisibh3c5wa"
    let raw = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"

    @Test("reads version 0")
    func version0() throws {
        let cid = try CID(v0)
        #expect(cid.version == .v0)
        #expect(cid.codec == .dagPB)
        #expect(cid.multihash.function == .sha256)
        #expect(cid.bytes.hex == "1220f852c7fa62f971817f54d8a80dcd63fcf7098b3cbde9ae8ec1ee449013ec5db0")
        #expect(try CID(cid.bytes) == cid)
        #expect(cid.description == v0)
        #expect(cid.text(in: .base16) == v0)
    }

    @Test(
        "reads and writes version 1 in every base",
        arguments: [
            (.base32, "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"),
            (.base58, "zb2rhj7crUKTQYRGCRATFaQ6YFLTde2YzdqbbhAASkL9uRDXn"),
            (.base16, "f01551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"),
            (.base64url, "uAVUSILlNJ7mTTT4IpS5S19p9q_rEhO_jelOA7pCI96zi783p"),
        ] as [(Multibase, String)])
    func version1(_ base: Multibase, _ text: String) throws {
        let cid = try CID(text)
        #expect(cid.version == .v1)
        #expect(cid.codec == .raw)
        #expect(cid.multihash == .sha256(of: "hello world".utf8))
        #expect(cid.text(in: base) == text)
        #expect(cid.description == raw)
        #expect(try CID(cid.bytes) == cid)
        #expect(try CID(codec: .raw, multihash: cid.multihash) == cid)
    }

    @Test("converts between versions")
    func converts() throws {
        let old = try CID(v0)
        let new = try CID(v1)
        #expect(old.asVersion1 == new)
        #expect(try new.asVersion0() == old)
        #expect(try old.asVersion0() == old)
        #expect(new.asVersion1 == new)
        #expect(old != new)
        #expect(throws: CIDError(.notVersion0)) { try CID(raw).asVersion0() }
        let identity = try CID(codec: .dagPB, multihash: Multihash(function: .identity, digest: []))
        #expect(throws: CIDError(.notVersion0)) { try identity.asVersion0() }
    }

    @Test("knows the same content whatever version and base")
    func sameContent() throws {
        #expect(try CID(v0).isSameContent(as: CID(v1)))
        #expect(try CID(v1).isSameContent(as: CID("zdj7Wn9FQAURCP6MbwcWuzi7u65kAsXCdjNTkhbJcoaXBusq9")))
        #expect(try !CID(v0).isSameContent(as: CID(raw)))
    }

    @Test("refuses texts that are no identifiers")
    func refusesTexts() {
        #expect(throws: CIDError(.textLength(0))) { try CID("") }
        #expect(throws: CIDError(.textLength(1_000_000))) {
            try CID(String(repeating: "b", count: 1_000_000))
        }
        #expect(throws: CIDError(.unknownMultibase("B"))) { try CID(v1.uppercased()) }
        #expect(throws: CIDError(.unknownMultibase("/"))) { try CID("/ipfs/" + v0) }
        #expect(throws: CIDError(.unknownMultibase(" "))) { try CID(" " + v0) }
        #expect(throws: CIDError(.unknownMultibase("é"))) { try CID("é") }
        #expect(throws: CIDError(.text(.init(.base58, .invalidCharacter(at: 46))))) { try CID(v0 + "\n") }
        #expect(throws: CIDError(.text(.init(.base32, .invalidCharacter(at: 59))))) { try CID(v1 + " ") }
        #expect(throws: CIDError(.text(.init(.base58, .invalidCharacter(at: 1))))) { try CID("z0") }
        #expect(throws: CIDError(.text(.init(.base16, .invalidCharacter(at: 3))))) { try CID("f01F5") }
        #expect(throws: CIDError(.text(.init(.base16, .invalidLength(3))))) { try CID("f015") }
        for text in ["Q", "Qm", String(v0.dropLast()), v0 + "1", "b", "z", String(v1.dropLast()), "b" + v1] {
            #expect(throws: CIDError.self) { try CID(text) }
        }
    }

    @Test("refuses version 0 in multibase, and version 1 without")
    func refusesMixedForms() throws {
        #expect(throws: CIDError(.notVersion0)) { try CID("z" + v0) }
        #expect(throws: CIDError(.notVersion0)) { try CID("f" + CID(v0).bytes.hex) }
    }

    @Test("refuses malformed bytes")
    func refusesBytes() throws {
        let bytes = try CID(v1).bytes
        #expect(throws: CIDError(.unsupportedVersion(2))) { try CID([2] + bytes.dropFirst()) }
        #expect(throws: CIDError(.unsupportedVersion(0x12))) { try CID(CID(v0).bytes + [0]) }
        #expect(throws: CIDError(.malformed(.init(.trailingBytes, offset: 36, needed: 0, available: 1)))) {
            try CID(bytes + [0])
        }
        #expect(throws: CIDError(.numberTooLarge(1 << 63))) {
            try CID([1] + LEB128.encode(1 << 63) + [0, 0])
        }
        for count in 0..<bytes.count {
            #expect(throws: CIDError.self) { try CID([UInt8](bytes.prefix(count))) }
        }
        #expect(throws: CIDError(.numberTooLarge(.max))) {
            try CID(codec: .init(rawValue: .max), multihash: Multihash.sha256(of: []))
        }
    }

    @Test("explains itself")
    func descriptions() {
        let error = CIDError(.text(.init(.base58, .invalidCharacter(at: 46))))
        #expect(error.description == "CID: base58: invalid character at offset 46")
        #expect(CIDError(.unknownMultibase("\n")).description == #"CID: unknown multibase "\n""#)
    }

    @Test("writes the longest identifier that it reads")
    func longest() throws {
        let function = Multihash.Function(rawValue: UInt64(Int64.max))
        let hash = try Multihash(function: function, digest: pattern(128))
        let cid = try CID(codec: .init(rawValue: UInt64(Int64.max)), multihash: hash)
        for base in Multibase.allCases { #expect(try CID(cid.text(in: base)) == cid) }
        #expect(try CID(cid.bytes) == cid)
    }

    @Test("accepts only its own spelling of any text and bytes")
    func fuzz() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 7)
        let alphabet = [Character]("bzfuQmabcdef0127ABZ-_ é")
        let known = try [CID(v0), CID(v1), CID(raw)]
        for _ in 0..<fuzzIterations {
            let cid = known.randomElement(using: &random) ?? known[0]
            let base = Multibase.allCases.randomElement(using: &random) ?? .base32
            let mutated = String(decoding: random.mutated([UInt8](cid.text(in: base).utf8)), as: UTF8.self)
            for text in [mutated, random.text(upTo: 60, from: alphabet)] {
                guard let read = try? CID(text) else { continue }
                #expect(([read.description] + Multibase.allCases.map(read.text(in:))).contains(text))
            }
            for bytes in [random.mutated(cid.bytes), [1] + random.bytes(upTo: 40), random.bytes(upTo: 40)] {
                if let read = try? CID(bytes) { #expect(read.bytes == bytes) }
                if let read = try? Multihash(bytes) { #expect(read.bytes == bytes) }
            }
        }
    }
}
