import Primitives

/// Hexadecimal text as clients of JSON-RPC write it (EIP-1474), with go-ethereum's words for what is wrong.
enum HexText {
    /// Why a text is refused, in words.
    struct Refusal: Error {
        let reason: String
    }

    /// The digits after `0x`, or after `0X`.
    static func digits(of text: String) throws(Refusal) -> Substring {
        guard !text.isEmpty else { throw Refusal(reason: "empty hex string") }
        let prefix = text.utf8.prefix(2)
        guard prefix.elementsEqual("0x".utf8) || prefix.elementsEqual("0X".utf8) else {
            throw Refusal(reason: "hex string without 0x prefix")
        }
        return Substring(text.utf8.dropFirst(2))
    }

    /// The bytes that pairs of digits spell; none for `0x`.
    static func bytes(of text: String, count: Int? = nil) throws(Refusal) -> [UInt8] {
        let digits = try digits(of: text)
        do { return try Hex.decode(digits, prefix: .forbidden, count: count) } catch {
            switch error.code {
            case .oddLength: throw Refusal(reason: "hex string of odd length")
            case .wrongLength(let expected, let actual):
                throw Refusal(reason: "hex string has length \(actual * 2), want \(expected * 2)")
            case .invalidDigit, .missingPrefix: throw Refusal(reason: "invalid hex string")
            }
        }
    }

    /// A number; leading zeros are permitted, as clients send them.
    static func quantity(_ text: String) throws(Refusal) -> UInt256 {
        let digits = try digits(of: text)
        guard !digits.isEmpty else { throw Refusal(reason: "hex string \"0x\" is not a number") }
        guard digits.utf8.allSatisfy(isDigit) else { throw Refusal(reason: "invalid hex string") }
        let significant = digits.drop { $0 == "0" }
        guard significant.utf8.count <= 64 else { throw Refusal(reason: "hex number > 256 bits") }
        return significant.isEmpty ? .zero : UInt256(hexadecimal: significant) ?? .zero
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        character &- 0x30 < 10 || (character | 0x20) &- 0x61 < 6
    }
}
