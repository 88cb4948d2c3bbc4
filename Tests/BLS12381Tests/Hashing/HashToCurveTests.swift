import BLS12381
import Primitives
import TestSupport
import Testing

/// The published vectors run through `conformance crypto Tests/Vectors/crypto`; these are the rest.
@Suite("Hashing to the curves")
struct HashToCurveTests {
    private let domain = DomainSeparationTag.signatureWithPossession

    @Test("gives the known point for the empty message")
    func known() {
        #expect(
            G2.hash([], domain: domain).compressed.hex
                == "83b633b06dd88b63ee6180a849fb16f7d4a5823ec8a27294bfe57656c0f319a8"
                + "21478ccf453bacdc94ad1b79d95a00e4102504549e1cbd3e95173eefe75a36aa"
                + "fcc6427d7f16ddc36daba4fc0ea32b7183d052de00a929950bd9f78c290b3686")
    }

    @Test("gives points of the subgroups, others for other messages, tags and maps")
    func differences() throws {
        let other = try DomainSeparationTag("TEST-TAG".utf8)
        var seen: Set<String> = []
        for message in [[], [0], [0, 0], [UInt8](repeating: 7, count: 500)] as [[UInt8]] {
            for domain in [domain, other, .proofOfPossession] {
                let points = [G1.hash(message, domain: domain), G1.encode(message, domain: domain)]
                for point in points {
                    #expect(try G1(compressed: point.compressed) == point && !point.isIdentity)
                    seen.insert(point.description)
                }
                let twisted = [G2.hash(message, domain: domain), G2.encode(message, domain: domain)]
                for point in twisted {
                    #expect(try G2(compressed: point.compressed) == point && !point.isIdentity)
                    seen.insert(point.description)
                }
            }
        }
        #expect(seen.count == 4 * 3 * 4)
    }

    @Test("takes tags of any length but none, long ones by their digest")
    func tags() throws {
        #expect(code { () throws(BLS12381Error) in _ = try DomainSeparationTag([]) } == .emptyDomain)
        let long = [UInt8](repeating: 0x61, count: 256)
        let digest = SHA2.sha256(Array("H2C-OVERSIZE-DST-".utf8) + long).bytes
        #expect(try DomainSeparationTag(long) == DomainSeparationTag(digest))
        #expect(try DomainSeparationTag(long.dropLast()) != DomainSeparationTag(long))
        #expect(try DomainSeparationTag([1]) != DomainSeparationTag([1, 1]))
    }

    @Test("expands to any length up to 8160, beginning anew for each")
    func expansion() throws {
        for count in [0, 1, 31, 32, 33, 255, 8160] {
            #expect(try ExpandMessage.xmd([1, 2], domain: domain, count: count).count == count)
        }
        for count in [-1, 8161, .max, .min] {
            #expect(
                code { () throws(BLS12381Error) in
                    _ = try ExpandMessage.xmd([], domain: domain, count: count)
                } == .expansionTooLong(count: count))
        }
        let short = try ExpandMessage.xmd([1], domain: domain, count: 32)
        let long = try ExpandMessage.xmd([1], domain: domain, count: 64)
        #expect(short != Array(long.prefix(32)))
    }
}
