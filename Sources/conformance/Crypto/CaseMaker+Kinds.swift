import Ethereum
import Primitives
import Secp256k1
import ThresholdBLS

extension CaseMaker {
    /// Root keys in both encodings, ids of any length; changed root keys.
    mutating func derivedKeys() throws {
        for group in ["derive", "changed"] {
            for _ in 0..<count {
                var keys: [[UInt8]] = []
                for _ in 0..<number(2...10) {
                    let key = PrivateKey.generate(from: &random).publicKey
                    keys.append(number(0...2) == 0 ? key.uncompressed : key.compressed)
                }
                if group == "changed" {
                    let place = number(0...keys.count - 1)
                    keys[place] = changed(keys[place])
                }
                let id = bytes(number(0...3) == 0 ? number(0...70) : 32)
                add(
                    group,
                    ["keyId": .string(id.hex), "rootKeys": .array(keys.map { .string($0.hex) })])
            }
        }
    }

    /// Signatures of messages of any length; changed ones, and some of other keys and messages.
    mutating func signatures() throws {
        for group in ["accept", "changed", "other"] {
            for _ in 0..<count {
                let (threshold, dealt) = try network()
                let message = bytes(number(0...200))
                var key = dealt.commitments.publicKey.bytes
                var signature = try signature(dealt, threshold, message).bytes
                var signed = message
                switch (group, number(0...2)) {
                case ("changed", 0): key = changed(key)
                case ("changed", _): signature = changed(signature)
                case ("other", 0): key = try network().dealt.commitments.publicKey.bytes
                case ("other", _): signed = changed(signed)
                default: break
                }
                add(
                    group,
                    [
                        "publicKey": .string(key.hex), "message": .string(signed.hex),
                        "signature": .string(signature.hex),
                    ])
            }
        }
    }

    /// Just enough shares or more, in any order; changed, repeated and missing ones.
    mutating func shares() throws {
        for group in ["exact", "more", "changed", "repeated", "renamed", "few"] {
            for _ in 0..<count {
                let (threshold, dealt) = try network()
                let message = bytes(32)
                var shares = try dealt.shares.shuffled(using: &random).map { try $0.sign(message).bytes }
                if group != "more" { shares.removeLast(threshold.count - threshold.needed) }
                let place = number(0...shares.count - 1)
                switch group {
                case "changed": shares[place] = changed(shares[place])
                case "repeated": shares.append(shares[place])
                case "renamed": shares[place][0] = UInt8(number(0...12))
                case "few": shares.removeLast()
                default: break
                }
                add(
                    group,
                    [
                        "t": .number(.init(threshold.needed)),
                        "publicKey": .string(dealt.commitments.publicKey.hex),
                        "message": .string(message.hex),
                        "shares": .array(shares.map { .string($0.hex) }),
                    ])
            }
        }
    }

    /// Ciphertexts made here, whole and changed; and messages for the peer to encrypt.
    mutating func ciphertexts() throws {
        for group in ["made-here", "changed", "other-key", "made-by-wasm"] {
            for _ in 0..<count {
                let (threshold, dealt) = try network()
                let lengths = [0, 1, 30, 31, 32, 33, 127, 128, 129, number(0...3000)]
                let message = bytes(lengths[number(0...lengths.count - 1)])
                let identity = DecryptionIdentity(
                    conditionsHash: SHA2.sha256(bytes(8)), data: message)
                let network = dealt.commitments.publicKey
                let key = try signature(dealt, threshold, identity.bytes)
                if group == "made-by-wasm" {
                    let shares = try dealt.shares.prefix(threshold.needed).map {
                        try $0.sign(identity.bytes).json
                    }
                    add(
                        group,
                        [
                            "publicKey": .string(network.hex), "identity": .string(identity.text),
                            "message": .string(message.hex), "t": .number(.init(threshold.needed)),
                            "signatureShares": .array(shares),
                        ])
                    continue
                }
                let made = network.encrypt(message, to: identity.bytes, using: &random).bytes
                let ciphertext = group == "changed" ? changed(made) : made
                let other = try signature(dealt, threshold, bytes(20))
                add(
                    group,
                    [
                        "ciphertext": .string(ciphertext.hex),
                        "decryptionKey": .string(group == "other-key" ? other.hex : key.hex),
                    ], original: made.hex)
            }
        }
    }

    /// Grants in time and out of it, changed ones, and some of other networks.
    mutating func sessions() throws {
        let now = Timestamp.now()
        for group in ["accept", "changed", "expired", "early", "other"] {
            for _ in 0..<count {
                let (threshold, dealt) = try network()
                let address = Address(PrivateKey.generate(from: &random).publicKey)
                let issued = group == "early" ? now + .seconds(3600) : now - .seconds(number(60...9000))
                let end = group == "expired" ? now - .seconds(30) : now + .seconds(86_400)
                func time(_ instant: Timestamp) throws -> String {
                    try SIWETimestamp(Timestamp(seconds: instant.seconds)).text
                }
                let text = """
                    example.com wants you to sign in with your Ethereum account:
                    \(address.checksummed)

                    A session of the network. I further authorize \(number(1...99)) things.

                    URI: lit:session:\(bytes(32).hex)
                    Version: 1
                    Chain ID: 1
                    Nonce: 0x\(bytes(32).hex)
                    Issued At: \(try time(issued))
                    Expiration Time: \(try time(end))
                    """
                var grant = SessionAuthSig(
                    signedMessage: text,
                    signature: try signature(dealt, threshold, SessionMessage.hash(text).bytes),
                    address: address.checksummed)
                if group == "changed" {
                    grant = SessionAuthSig(
                        signedMessage: text.replacing("URI: lit:session:", with: "URI: lit:session:0"),
                        signature: grant.signature, address: grant.address)
                }
                let key =
                    group == "other"
                    ? try network().dealt.commitments.publicKey : dealt.commitments.publicKey
                add(
                    group,
                    [
                        "networkPublicKey": .string(key.hex), "now": .string(try time(now)),
                        "authSig": grant.json,
                    ])
            }
        }
    }

    private mutating func signature(
        _ dealt: BLSDealer, _ threshold: BLSThreshold, _ message: [UInt8]
    ) throws -> BLSSignature {
        let members = dealt.shares.shuffled(using: &random).prefix(threshold.needed)
        return try BLSSignature(combining: members.map { try $0.sign(message) })
    }
}
