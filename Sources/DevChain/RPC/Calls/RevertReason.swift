import Ethereum
import Primitives

/// What the data of a revert says, in words (Solidity documentation, "Panic via assert and Error via require").
enum RevertReason {
    private static let error: [UInt8] = [0x08, 0xc3, 0x79, 0xa0]
    private static let panic: [UInt8] = [0x4e, 0x48, 0x7b, 0x71]

    /// The text of `Error(string)` or the meaning of `Panic(uint256)`; nil for anything else.
    static func text(of data: [UInt8]) -> String? {
        let arguments = data.dropFirst(4)
        if data.starts(with: error) {
            let values = try? ABI.decode(
                arguments, types: ["string"],
                options: ABIDecodingOptions(ignoresPadding: true, repairsStrings: true))
            guard case .string(let text)? = values?.first else { return nil }
            return text
        }
        if data.starts(with: panic), arguments.count >= 32 {
            return panicText(UInt256(bigEndian: arguments.prefix(32)) ?? .zero)
        }
        return nil
    }

    /// The words by which go-ethereum's users know the codes of Solidity's panics.
    private static func panicText(_ code: UInt256) -> String {
        switch UInt64(clamping: code) {
        case 0x00: "generic panic"
        case 0x01: "assert(false)"
        case 0x11: "arithmetic underflow or overflow"
        case 0x12: "division or modulo by zero"
        case 0x21: "enum overflow"
        case 0x22: "invalid encoded storage byte array accessed"
        case 0x31: "out-of-bounds array access; popping on an empty array"
        case 0x32: "out-of-bounds access of an array or bytesN"
        case 0x41: "out of memory"
        case 0x51: "uninitialized function"
        default: "unknown panic code: \(code.quantityHex)"
        }
    }
}
