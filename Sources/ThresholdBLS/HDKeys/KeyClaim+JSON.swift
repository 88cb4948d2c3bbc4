public import Primitives
public import Secp256k1

extension KeyClaim {
    /// From the answers of nodes, each `{"signature": 130 digits, "derivedKeyId": 64 digits}`, `0x` allowed.
    ///
    /// - Throws: ``KeyDerivationError`` with `malformedClaim`, or `differentIDs` unless all name one id.
    public init(answers: [JSON]) throws(KeyDerivationError) {
        var id: DerivedKeyID?
        var signatures: [Signature] = []
        for (node, answer) in answers.enumerated() {
            guard let text = answer["derivedKeyId"]?.string, let next = try? DerivedKeyID(hex: text) else {
                throw KeyDerivationError(.malformedClaim("node \(node): derivedKeyId is not 32 bytes in hex"))
            }
            guard let text = answer["signature"]?.string, let bytes = try? Hex.decode(text, count: 65),
                let signature = try? Signature(recoverable: bytes)
            else {
                throw KeyDerivationError(
                    .malformedClaim("node \(node): signature is not r, s and v of a signature in hex"))
            }
            guard id ?? next == next else { throw KeyDerivationError(.differentIDs(node: node)) }
            id = next
            signatures.append(signature)
        }
        guard let id else { throw KeyDerivationError(.malformedClaim("no node answered")) }
        self.init(id: id, signatures: signatures)
    }

    /// A node's answer as it travels: digits without `0x`, v being 27 or 28.
    public static func answer(_ id: DerivedKeyID, _ signature: Signature) -> JSON {
        ["signature": .string(signature.recoverable().hex), "derivedKeyId": .string(id.bytes.hex)]
    }

    /// As the JavaScript SDK gives claims to programs: `{"signatures": [{r, s, v}], "derivedKeyId"}`, r and
    /// s with `0x`, v a number.
    public var json: JSON {
        ["signatures": .array(signatures.map(\.splitJSON)), "derivedKeyId": .string(id.bytes.hex)]
    }

    /// The claims that action code made, by the names it gave the keys.
    ///
    /// - Parameter answers: for each node, what its run of the code claimed: name to answer.
    /// - Throws: ``KeyDerivationError`` with `malformedClaim` if a node lacks a key that another has, and
    ///   as ``init(answers:)``.
    public static func grouped(
        _ answers: [JSON.Object]
    ) throws(KeyDerivationError) -> [(name: String, claim: KeyClaim)] {
        guard let first = answers.first else { return [] }
        for (node, answer) in answers.enumerated() where Set(answer.keys) != Set(first.keys) {
            throw KeyDerivationError(.malformedClaim("node \(node) claims other keys than the first"))
        }
        var claims: [(name: String, claim: KeyClaim)] = []
        for name in first.keys {
            claims.append((name, try KeyClaim(answers: answers.map { $0[name] ?? .null })))
        }
        return claims
    }
}

extension Signature {
    /// The signature as contracts take it: `{"r", "s", "v"}`, v being 27 or 28.
    public var splitJSON: JSON {
        [
            "r": .string(r.bytes32.prefixedHex), "s": .string(s.bytes32.prefixedHex),
            "v": .number(.init(27 &+ (recoveryID & 1))),
        ]
    }
}
