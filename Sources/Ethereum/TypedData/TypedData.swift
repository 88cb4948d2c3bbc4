public import Primitives

/// Typed structured data to be signed (EIP-712), checked and hashed when it is made.
///
/// Values are JSON, as in `eth_signTypedData_v4`: integers as numbers or as decimal or `0x` texts,
/// bytes and addresses as `0x` texts, booleans as such. Every member of a type must have a value;
/// members that the type does not have are not signed, and are ignored, as wallets do. Types that
/// refer to themselves are permitted as long as the data ends.
public struct TypedData: Hashable, Sendable {
    /// A member of a type: its type in the notation of EIP-712, and its name.
    public struct Member: Hashable, Sendable {
        /// An identifier, which no other member of the type has.
        public var name: String
        /// Such as `uint256`, `bytes32[]` or the name of a structure.
        public var type: String

        /// From the name and then the type; both are checked when data is made of them.
        public init(_ name: String, _ type: String) {
            self.name = name
            self.type = type
        }
    }

    /// Members by type, `EIP712Domain` included.
    public let types: [String: [Member]]
    /// The structure that the message is; never `EIP712Domain`.
    public let primaryType: String
    /// As given: some of name, version, chainId, verifyingContract and salt.
    public let domain: JSON.Object
    /// As given; members that its type does not have are not signed.
    public let message: JSON.Object

    /// hashStruct of the domain.
    public let domainSeparator: Bytes32
    /// hashStruct of the message.
    public let structHash: Bytes32
    /// What is signed: Keccak-256 of 0x19, 0x01, ``domainSeparator`` and ``structHash``.
    public let digest: Bytes32

    /// How deep data may be nested, structures and arrays together.
    public static let depthLimit = 64
    /// The longest JSON text accepted, in bytes.
    public static let lengthLimit = 1 << 22

    /// From its parts.
    ///
    /// - Parameters:
    ///   - types: all structures; `EIP712Domain` is derived from the domain's members if it is absent.
    ///   - domain: an object with some of name, version, chainId, verifyingContract and salt.
    ///   - message: an object of the primary type.
    /// - Throws: the first fault, with the path to it.
    public init(
        types: [String: [Member]], primaryType: String, domain: JSON, message: JSON
    ) throws(TypedDataError) {
        let domain = try Self.object(domain, "domain")
        let message = try Self.object(message, "message")
        var types = types
        types[TypedDataDomain.typeName] = try TypedDataDomain.members(of: domain, declared: types)
        guard primaryType != TypedDataDomain.typeName, types[primaryType] != nil else {
            throw TypedDataError(.unknownPrimaryType(primaryType), path: "primaryType")
        }
        let schema = try TypedDataSchema(types)
        var encoder = TypedDataEncoder(schema)
        domainSeparator = try encoder.hash(TypedDataDomain.typeName, .object(domain), root: "domain")
        structHash = try encoder.hash(primaryType, .object(message), root: "message")
        digest = Keccak256.hash([0x19, 0x01] + domainSeparator.bytes + structHash.bytes)
        self.types = types
        self.primaryType = primaryType
        self.domain = domain
        self.message = message
    }

    /// The text of a type and of those it uses, such as
    /// `Mail(Person from,Person to)Person(string name,address wallet)`.
    public func encodeType(_ name: String) throws(TypedDataError) -> String {
        try TypedDataSchema(types).encodeType(name)
    }

    /// Keccak-256 of ``encodeType(_:)``.
    public func typeHash(_ name: String) throws(TypedDataError) -> Bytes32 {
        Keccak256.hash(Array(try encodeType(name).utf8))
    }

    /// hashStruct of a value of one of the types.
    public func hashStruct(_ name: String, _ value: JSON) throws(TypedDataError) -> Bytes32 {
        var encoder = TypedDataEncoder(try TypedDataSchema(types))
        return try encoder.hash(name, value, root: name)
    }

    private static func object(_ value: JSON, _ path: String) throws(TypedDataError) -> JSON.Object {
        guard let object = value.object else {
            throw TypedDataError(.wrongKind(expected: "an object", actual: value.kind), path: path)
        }
        return object
    }
}

/// The domain's type ("Definition of domainSeparator").
enum TypedDataDomain {
    static let typeName = "EIP712Domain"

    private static let known = [
        TypedData.Member("name", "string"), TypedData.Member("version", "string"),
        TypedData.Member("chainId", "uint256"), TypedData.Member("verifyingContract", "address"),
        TypedData.Member("salt", "bytes32"),
    ]

    /// The known members that the domain has, in the EIP's order; a declared type must be the same.
    ///
    /// Wallets differ over other members and other orders, so that those would be signed in two ways.
    static func members(
        of domain: JSON.Object, declared types: [String: [TypedData.Member]]
    ) throws(TypedDataError) -> [TypedData.Member] {
        for name in domain.keys where !known.contains(where: { $0.name == name }) {
            throw TypedDataError(.unexpectedDomainMember(name), path: "domain")
        }
        let present = known.filter { domain[$0.name] != nil }
        guard let declared = types[typeName] else { return present }
        for member in declared {
            guard known.contains(where: { $0 == member }) else {
                throw TypedDataError(.invalidType("\(member.type) \(member.name)"), path: "types.\(typeName)")
            }
            guard domain[member.name] != nil else {
                throw TypedDataError(.missing, path: "domain.\(member.name)")
            }
        }
        for member in present where !declared.contains(member) {
            throw TypedDataError(.unexpectedDomainMember(member.name), path: "domain")
        }
        guard declared == present else {
            throw TypedDataError(.invalidType(typeName), path: "types.\(typeName)")
        }
        return present
    }
}
