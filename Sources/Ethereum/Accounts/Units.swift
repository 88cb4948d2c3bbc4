public import Primitives

/// Amounts with a decimal point: ether and gwei for people, wei for machines.
public enum Units {
    /// The integer that `text` spells with `decimals` places after the point: `1.5` with 18 places
    /// is 1500000000000000000.
    ///
    /// Digits with at most one point and at least one digit; no sign, exponent or grouping. More
    /// places than `decimals` are refused rather than rounded.
    public static func parse(_ text: some StringProtocol, decimals: Int) throws(UnitsError) -> UInt256 {
        guard (0...77).contains(decimals) else { throw UnitsError(.outOfRange, String(text)) }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        guard let whole = parts.first, !(whole.isEmpty && fraction.isEmpty) else {
            throw UnitsError(.notANumber, String(text))
        }
        guard fraction.utf8.count <= decimals else {
            throw UnitsError(.tooManyPlaces(limit: decimals), String(text))
        }
        let digits = whole + fraction + String(repeating: "0", count: decimals - fraction.utf8.count)
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw UnitsError(.notANumber, String(text))
        }
        guard let value = UInt256(decimal: digits) else { throw UnitsError(.outOfRange, String(text)) }
        return value
    }

    /// `value` with `decimals` places after the point, trailing zeros left out: `1.5`, `20`.
    public static func format(_ value: UInt256, decimals: Int) -> String {
        let digits = value.description
        guard decimals > 0 else { return digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        let fraction = padded.suffix(decimals)
        let significant = fraction.reversed().drop { $0 == "0" }.reversed()
        return padded.dropLast(decimals) + (significant.isEmpty ? "" : "." + String(significant))
    }
}

extension UInt256 {
    /// Wei from an amount of ether, such as `0.01`.
    public static func ether(_ text: some StringProtocol) throws(UnitsError) -> UInt256 {
        try Units.parse(text, decimals: 18)
    }

    /// Wei from an amount of gwei, such as `1.5`.
    public static func gwei(_ text: some StringProtocol) throws(UnitsError) -> UInt256 {
        try Units.parse(text, decimals: 9)
    }
}

/// Why a text is not an amount.
public struct UnitsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The ways in which a text is no amount.
    public enum Code: Hashable, Sendable {
        case notANumber
        case tooManyPlaces(limit: Int)
        case outOfRange
    }

    /// What is wrong.
    public let code: Code
    /// The amount as it was given.
    public let text: String

    init(_ code: Code, _ text: String) {
        self.code = code
        self.text = text
    }

    public var description: String {
        switch code {
        case .notANumber: "amount: \"\(text)\" is not a decimal number such as 0.01"
        case .tooManyPlaces(let limit): "amount: \"\(text)\" has more than \(limit) places after the point"
        case .outOfRange: "amount: \"\(text)\" is beyond 256 bits"
        }
    }
}
