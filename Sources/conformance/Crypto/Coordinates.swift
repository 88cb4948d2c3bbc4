import BLS12381
import Primitives

/// x and y of an uncompressed point or, of infinity, `infinity`. A coordinate in the field of p² elements is
/// given as its two parts, the real one first.
func coordinates(ofUncompressed bytes: [UInt8]) -> [String: JSON] {
    if let first = bytes.first, first & 0x40 != 0 { return ["infinity": .bool(true)] }
    let half = bytes.count / 2
    return ["x": fieldElement(bytes[..<half]), "y": fieldElement(bytes[half...])]
}

/// The parts of a field element, the real one first.
func fieldElement(_ bytes: some Collection<UInt8>) -> JSON {
    let all = Array(bytes)
    let parts = stride(from: 0, to: all.count, by: 48).map { JSON.string(all[$0..<$0 + 48].hex) }
    return .array(parts.reversed())
}

extension BLS12381Error {
    /// The category that the vectors call this by.
    var category: String {
        switch code {
        case .wrongLength: "badLength"
        case .scalarOutOfRange, .coordinateOutOfRange: "nonCanonical"
        case .notCompressed: "notCompressed"
        case .compressed: "compressed"
        case .invalidFlags: "badFlags"
        case .notOnCurve: "notOnCurve"
        case .notInSubgroup: "notInSubgroup"
        case .countMismatch: "countMismatch"
        case .emptyDomain: "emptyDomain"
        case .tooLong, .expansionTooLong: "tooLong"
        }
    }
}

/// Runs `body`; a refusal must be of the category that the case names.
func refusing(_ aCase: Case, _ body: () throws -> [String: JSON]) throws -> [String: JSON] {
    do { return try body() } catch let error as BLS12381Error {
        if let expected = aCase.expect["error"]?.string, expected != error.category {
            throw Disagreement("refused as \(error.category), not as \(expected)")
        }
        throw error
    }
}

enum BLSGroup: String {
    case g1 = "G1"
    case g2 = "G2"
}

extension Case {
    func blsGroup() throws -> BLSGroup {
        let name = try string("group")
        guard let group = BLSGroup(rawValue: name) else { throw BadCase("no group is called \(name)") }
        return group
    }
}
