public import Primitives
public import Secp256k1

/// One entry of `signedData`, as it travels: hexadecimal digits in JSON's quotes.
public struct ActionSignature: Hashable, Sendable {
    /// The kind of signature, `K256`.
    public var sigType: String
    /// The digest that was signed.
    public var dataSigned: String
    /// This node's share of s.
    public var signatureShare: String
    /// Which share it is.
    public var shareIndex: UInt32
    /// The point R, compressed.
    public var bigR: String
    /// The key, uncompressed.
    public var publicKey: String
    /// The name that the script gave it.
    public var sigName: String
    /// The whole signature, where the nodes that made it have put it together and verified it.
    public var verifiedSignature: Signature?

    /// A node's share of a signature; digits without `0x` and in capitals.
    public init(
        digest: Bytes32, share: Bytes32, index: UInt32, bigR: [UInt8], publicKey: [UInt8], name: String
    ) {
        sigType = "K256"
        dataSigned = Self.quoted(digest.bytes)
        signatureShare = Self.quoted(share.bytes)
        shareIndex = index
        self.bigR = Self.quoted(bigR)
        self.publicKey = "\"\(publicKey.hex)\""
        sigName = name
    }

    /// What a node stores that does not take part in the signature; clients drop it.
    public init(absentFrom name: String) {
        sigType = "K256"
        dataSigned = "fail"
        signatureShare = ""
        shareIndex = 0
        bigR = ""
        publicKey = ""
        sigName = name
    }

    private static func quoted(_ bytes: [UInt8]) -> String { "\"\(bytes.hex.uppercased())\"" }

    /// The entry as a node answers it.
    public var json: JSON {
        var object = JSON.Object()
        object["sigType"] = .string(sigType)
        object["dataSigned"] = .string(dataSigned)
        object["signatureShare"] = .string(signatureShare)
        object["shareIndex"] = .number(.init(shareIndex))
        object["bigR"] = .string(bigR)
        object["publicKey"] = .string(publicKey)
        object["sigName"] = .string(sigName)
        if let signature = verifiedSignature {
            object["verifiedSignature"] = [
                "r": .string(signature.r.bytes.hex), "s": .string(signature.s.bytes.hex),
                "recid": .number(.init(signature.recoveryID)),
            ]
        }
        return .object(object)
    }
}

/// A signature put together inside the network, as `signAndCombineEcdsa` returns it.
public struct CombinedSignature: Hashable, Sendable {
    /// The point R, compressed: 33 bytes.
    public var bigR: [UInt8]
    /// The scalar s.
    public var s: Bytes32
    /// The recovery id, 0 or 1.
    public var v: UInt8

    /// From its parts.
    public init(bigR: [UInt8], s: Bytes32, v: UInt8) {
        self.bigR = bigR
        self.s = s
        self.v = v
    }

    /// `{"r","s","v"}`, digits without `0x`.
    public var json: JSON {
        ["r": .string(bigR.hex), "s": .string(s.hex), "v": .number(.init(v))]
    }
}

/// One entry of `claimData`.
public struct ActionClaim: Hashable, Sendable {
    /// The node's signature of the id: r, s, v in 130 digits without `0x`.
    public var signature: String
    /// The id of the key, 64 digits without `0x`.
    public var derivedKeyID: String

    /// From its parts.
    public init(signature: String, derivedKeyID: String) {
        self.signature = signature
        self.derivedKeyID = derivedKeyID
    }

    /// The entry as a node answers it.
    public var json: JSON {
        ["signature": .string(signature), "derivedKeyId": .string(derivedKeyID)]
    }
}
