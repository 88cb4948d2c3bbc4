import Primitives
import Secp256k1
import Testing
import ThresholdBLS

@Suite("Key ids and tweaks")
struct KeyTweakTests {
    @Test("Ids of claims are hashes of their parts, joined as nodes join them")
    func ids() {
        #expect(DerivedKeyID(userID: "u", appID: "a").bytes == Keccak256.hash(Array("u:a".utf8)))
        #expect(DerivedKeyID(actionCID: "Qm", name: "k").bytes == Keccak256.hash(Array("Qm_k".utf8)))
        #expect(
            DerivedKeyID.likeSDKForActions(userID: "u", appID: "a").bytes
                == Keccak256.hash(Array("a:u".utf8)))
        let block = Bytes32(words: 1, 2, 3, 4)
        #expect(
            DerivedKeyID(mintNumber: UInt256(7), previousBlockHash: block).bytes
                == Keccak256.hash(UInt256(7).bytes32.bytes + block.bytes))
    }

    @Test("expand_message_xmd gives the bytes of RFC 9380's construction, cut to 48")
    func uniform() throws {
        // With the tag of secp256k1, computed by other means.
        let message = try [UInt8](
            hex: "e1143a6a8357ea38c7dd3e2f75c594714e86320c133fef159c6bcc862868be7f17eb05df34ae8621e78870")
        let (high, low) = KeyTweak.uniform48(message, tag: KeyTweak.secp256k1Tag)
        #expect(
            (high.bytes + low.bytes).dropFirst(16).hex
                == "e4dba77d2597adcad0f12100d672c53e40fc3790377386adfdd2cbe1b5e968ef1adb57f1ac5fe7ff0df60731e0a1782d"
        )
    }

    @Test("The tweak for P-256 is the same bytes modulo that group's order")
    func p256() throws {
        let message = Array("an id".utf8)
        let (high, low) = KeyTweak.uniform48(message, tag: KeyTweak.p256Tag)
        // By long division, bit after bit.
        var rest = UInt256.zero
        for byte in high.bytes + low.bytes {
            for shift in (0..<8).reversed() {
                let top = rest.bit(255)
                rest = rest &+ rest &+ UInt256(UInt64(byte >> UInt8(shift)) & 1)
                if top || rest >= KeyTweak.p256Order { rest = rest &- KeyTweak.p256Order }
            }
        }
        let tweak = KeyTweak.p256(message)
        #expect(tweak == rest)
    }
}
