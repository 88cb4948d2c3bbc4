package import Secp256k1

/// What one party brings to a product of two shared numbers: its share of each.
package struct Factors: Sendable {
    private let values: SecretArray<Scalar>

    /// Of the first and of the second number.
    package init(_ a: Scalar, _ b: Scalar) { values = SecretArray(count: 2) { $0 == 0 ? a : b } }

    var a: Scalar { values[0] }
    var b: Scalar { values[1] }
}

/// What names a pair in a run: everything that its hashes begin with.
package func pairSessionName(_ confirmation: [UInt8], _ one: PartyID, _ other: PartyID) -> [UInt8] {
    confirmation + min(one, other).rawValue.bigEndianBytes + max(one, other).rawValue.bigEndianBytes
}

/// Secret numbers that are collected one by one.
struct SecretList {
    private var values: [SecretArray<Scalar>] = []

    mutating func append(_ value: Scalar) { values.append(SecretArray(value)) }

    func finished() -> SecretArray<Scalar> { SecretArray(count: values.count) { values[$0][0] } }
}
