public import Primitives
public import Secp256k1

/// What nodes sign to let a user mint the key of an id: its thirty-two raw bytes, as a personal message.
public struct KeyClaim: Hashable, Sendable {
    /// Whose key is claimed.
    public let id: DerivedKeyID
    /// One signature of each node that agreed, in the order of their answers.
    public let signatures: [Signature]

    /// A claim put together from answers.
    public init(id: DerivedKeyID, signatures: [Signature]) {
        self.id = id
        self.signatures = signatures
    }

    /// The digest that is signed: EIP-191, version 0x45, over the thirty-two bytes.
    public static func digest(of id: DerivedKeyID) -> Bytes32 { PersonalDigest.of(id.bytes.bytes) }

    /// A node's agreement, by its wallet key.
    ///
    /// - Throws: `Secp256k1Error` with `signingFailed`.
    public static func sign(_ id: DerivedKeyID, with key: PrivateKey) throws(Secp256k1Error) -> Signature {
        try key.sign(digest(of: id))
    }

    /// The members who signed, each once, if they are enough.
    ///
    /// One member's signature counts once however often it is given; a signature by anyone else, or one
    /// with a high s, refuses the whole claim.
    ///
    /// - Parameters:
    ///   - members: who may sign, by whatever names a key: `Set<Address>`, for instance.
    ///   - needed: how many different ones must have signed.
    ///   - name: gives the name of a recovered key, such as `Address.init`.
    /// - Throws: ``KeyDerivationError`` with `invalidSignature`, `foreignSigner` or `tooFewSigners`.
    public func signers<Name: Hashable>(
        among members: Set<Name>, needed: Int, namedBy name: (PublicKey) -> Name
    ) throws(KeyDerivationError) -> [Name] {
        let digest = KeyClaim.digest(of: id)
        var signers: [Name] = []
        for (index, signature) in signatures.enumerated() {
            guard signature.isLowS, let key = try? signature.recover(digest) else {
                throw KeyDerivationError(.invalidSignature(index: index))
            }
            let signer = name(key)
            guard members.contains(signer) else { throw KeyDerivationError(.foreignSigner(index: index)) }
            if !signers.contains(signer) { signers.append(signer) }
        }
        guard signers.count >= needed, needed > 0 else {
            throw KeyDerivationError(.tooFewSigners(needed: needed, actual: signers.count))
        }
        return signers
    }
}

/// The digest of EIP-191, version 0x45, of a message.
enum PersonalDigest {
    static func of(_ message: [UInt8]) -> Bytes32 {
        var hasher = Keccak256()
        hasher.update(Array("\u{19}Ethereum Signed Message:\n\(message.count)".utf8))
        hasher.update(message)
        return hasher.finalize()
    }
}
