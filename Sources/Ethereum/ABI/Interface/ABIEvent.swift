public import Primitives

/// An event of a contract.
public struct ABIEvent: Sendable {
    /// Without types, such as `Transfer`.
    public let name: String
    /// All parameters in the order declared, indexed or not.
    public let inputs: [ABIParameter]
    /// Whether logs go without the signature's hash as their first topic.
    public let isAnonymous: Bool
    /// The Keccak-256 hash of the signature.
    public let signatureHash: Bytes32

    let inputCoder: ABICoder
    let indexedCoder: ABICoder
    let dataCoder: ABICoder
    /// For each indexed parameter in order, its place among all.
    let indexedPlaces: [Int]

    /// - Throws: ``ABIError`` if the name is no identifier, a type does not exist, or more than three
    ///   parameters (four, if anonymous) are indexed.
    public init(name: String, inputs: [ABIParameter], isAnonymous: Bool = false) throws(ABIError) {
        try ABIEntry.checkName(name, of: "event")
        self.name = name
        self.inputs = inputs
        self.isAnonymous = isAnonymous
        inputCoder = try ABICoder(inputs)
        indexedPlaces = inputs.indices.filter { inputs[$0].isIndexed }
        guard indexedPlaces.count <= (isAnonymous ? 4 : 3) else {
            throw ABIError(.invalidSignature("event \(name) has too many indexed parameters"))
        }
        dataCoder = try ABICoder(inputs.filter { !$0.isIndexed })
        // A log holds only the hash of an indexed value of a reference type.
        indexedCoder = try ABICoder(
            inputs.filter(\.isIndexed).map {
                ABIParameter($0.type.isReference ? .bytes32 : $0.type, name: $0.name)
            })
        signatureHash = Keccak256.hash((name + inputs.canonical).utf8)
    }

    /// From a signature: `Transfer(address,address,uint256)`, or in full
    /// `event Transfer(address indexed from, address indexed to, uint256 value)`.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        var parser = ABISignatureParser(text)
        self = try parser.wholeEvent()
    }

    /// Name and canonical types, such as `Transfer(address,address,uint256)`.
    public var signature: String { name + inputs.canonical }

    /// The first topic of its logs: the signature's hash, or nil if it is anonymous.
    public var topic0: Bytes32? { isAnonymous ? nil : signatureHash }

    /// The number of topics of its logs.
    public var topicCount: Int { indexedPlaces.count + (isAnonymous ? 0 : 1) }
}

extension ABIEvent: Hashable {
    public static func == (a: Self, b: Self) -> Bool {
        a.name == b.name && a.inputs == b.inputs && a.isAnonymous == b.isAnonymous
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(signatureHash)
        hasher.combine(indexedPlaces)
    }
}

extension ABIEvent: CustomStringConvertible {
    /// The full signature, as ``init(parsing:)`` reads it.
    public var description: String {
        "event \(name)\(inputs.text)" + (isAnonymous ? " anonymous" : "")
    }
}
