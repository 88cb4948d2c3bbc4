public import Primitives
public import Secp256k1

/// One signer's part of an ECDSA signature, as it travels: the parts of all signers sum to s.
public struct ECDSAShare: Hashable, Sendable {
    /// What is signed.
    public var digest: Bytes32
    /// The key that the signature is of.
    public var publicKey: PublicKey
    /// The point whose x coordinate is r.
    public var bigR: PublicKey
    /// The part of s, big-endian.
    public var share: Bytes32

    /// From its parts.
    public init(digest: Bytes32, publicKey: PublicKey, bigR: PublicKey, share: Bytes32) {
        self.digest = digest
        self.publicKey = publicKey
        self.bigR = bigR
        self.share = share
    }
}

/// What a node answers where an ECDSA signature was asked for.
///
/// Clients sum the shares of those that were among the signers, and drop the answers of the others.
public struct ECDSAShareAnswer: Hashable, Sendable {
    /// What the action calls the signature; nil where there is only one.
    public var name: String?
    /// The kind of signature.
    public var signatureType: String
    /// The node's part; nil if it was not among the signers.
    public var share: ECDSAShare?
    /// The whole signature, which the signers have verified; nil from nodes that do not tell.
    ///
    /// Not part of the original protocol; clients that do not know it ignore it.
    public var verifiedSignature: Signature?

    /// The only kind of signature there is here: secp256k1.
    public static let secp256k1 = "K256"
    /// All names by which senders call it.
    public static let secp256k1Names: Set = [secp256k1, "ECDSA_CAIT_SITH"]

    /// From its parts.
    public init(name: String? = nil, share: ECDSAShare?, verifiedSignature: Signature? = nil) {
        self.name = name
        self.signatureType = share == nil && name == nil ? "" : Self.secp256k1
        self.share = share
        self.verifiedSignature = verifiedSignature
    }

    /// What a member says in the place of a value where there is none.
    private static let failed = "fail"

    /// From the wire; values may stand in another pair of quotes, names be written in either style.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the signature share")
        func text(_ names: String...) throws(NodeError) -> String {
            let name = names.first(where: members.has) ?? names[0]
            return try members.string(name).filter { $0 != "\"" }
        }
        name = try members.optionalString("sigName")
        signatureType = try text("sigType", "sig_type")
        let digits = try text("signatureShare", "signature_share")
        verifiedSignature = try members["verifiedSignature"].map { value throws(NodeError) in
            try Self.signature(value)
        }
        guard !digits.isEmpty else {
            share = nil
            return
        }
        guard Self.secp256k1Names.contains(signatureType) else {
            throw members.error("sigType", "is \(signatureType), which is no known kind of signature")
        }
        func bytes32(_ name: String, _ text: String) throws(NodeError) -> Bytes32 {
            guard let value = try? Bytes32(hex: text) else {
                throw members.error(name, "must be 64 hexadecimal digits")
            }
            return value
        }
        func point(_ name: String, _ text: String) throws(NodeError) -> PublicKey {
            guard let bytes = try? Hex.decode(text), let point = try? PublicKey(bytes) else {
                throw members.error(name, "must be a point of secp256k1 in hexadecimal digits")
            }
            return point
        }
        share = ECDSAShare(
            digest: try bytes32("digest", text("dataSigned", "digest")),
            publicKey: try point("publicKey", text("publicKey", "public_key")),
            bigR: try point("bigR", text("bigR", "bigr", "big_r")),
            share: try bytes32("signatureShare", digits))
    }

    /// In a text of its own, as nodes write it: digits in capitals within another pair of quotes.
    private static func quoted(_ bytes: [UInt8]) -> JSON { .string("\"\(bytes.hex.uppercased())\"") }

    /// As pkp/sign answers it: names in snake case.
    public var snakeCaseJSON: JSON {
        var object = JSON.Object()
        object["digest"] = share.map { Self.quoted($0.digest.bytes) } ?? .string(Self.failed)
        object["result"] = .string(share == nil ? Self.failed : "success")
        object["share_index"] = 0
        object["signature_share"] = share.map { Self.quoted($0.share.bytes) } ?? ""
        object["big_r"] = share.map { Self.quoted($0.bigR.compressed) } ?? ""
        object["public_key"] = share.map { Self.quoted($0.publicKey.uncompressed) } ?? ""
        object["sig_type"] = .string(share == nil ? "" : signatureType)
        object.add("verifiedSignature", verifiedSignature.map(Self.json))
        return .object(object)
    }

    /// As an action's signatures are answered: names in camel case, and the name that the action gave.
    public var camelCaseJSON: JSON {
        var object = JSON.Object()
        object["sigType"] = .string(signatureType)
        object["dataSigned"] = share.map { Self.quoted($0.digest.bytes) } ?? .string(Self.failed)
        object["signatureShare"] = share.map { Self.quoted($0.share.bytes) } ?? ""
        object["shareIndex"] = 0
        object["bigR"] = share.map { Self.quoted($0.bigR.compressed) } ?? ""
        object["publicKey"] = share.map { Self.quoted($0.publicKey.uncompressed) } ?? ""
        object["sigName"] = .string(name ?? "")
        object.add("verifiedSignature", verifiedSignature.map(Self.json))
        return .object(object)
    }

    private static func json(_ signature: Signature) -> JSON {
        [
            "r": .string(signature.r.bytes32.bytes.hex), "s": .string(signature.s.bytes32.bytes.hex),
            "recid": .number(.init(signature.recoveryID)),
        ]
    }

    private static func signature(_ json: JSON) throws(NodeError) -> Signature {
        let members = try Members(json, of: "the verified signature")
        let r = try members.bytes32("r"), s = try members.bytes32("s")
        let id = try members.integer("recid", as: UInt8.self)
        do { return try Signature(r: r, s: s, recoveryID: id) } catch {
            throw NodeError(.badInput, "The verified signature is none: \(error)")
        }
    }
}
