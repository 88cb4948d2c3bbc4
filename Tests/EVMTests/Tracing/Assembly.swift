import EVM
import Ethereum
import Primitives

/// Bytes of a program in mnemonics, with operands and raw bytes as `0x…`.
func assemble(_ source: String) -> [UInt8] {
    var code: [UInt8] = []
    for token in source.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        if token.hasPrefix("0x"), let bytes = try? [UInt8](hex: token.dropFirst(2)) {
            code += bytes
        } else if let opcode = Opcode.all.first(where: { Opcode.name($0) == String(token) }) {
            code.append(opcode)
        } else {
            preconditionFailure("no instruction and no bytes: \(token)")
        }
    }
    return code
}

/// Puts the bytes at the beginning of the memory, in words from the left.
func storing(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 32)
        .map { start in
            let part = Array(bytes[start..<min(start + 32, bytes.count)])
            let word = part + [UInt8](repeating: 0, count: 32 - part.count)
            return "PUSH32 \(word.prefixedHex) PUSH2 \(twoBytes(start)) MSTORE"
        }
        .joined(separator: " ")
}

func twoBytes(_ number: Int) -> String {
    [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)].prefixedHex
}

/// A call without input and output; `gas` is an instruction or a PUSH.
func calling(_ kind: String, _ address: Address, gas: String = "GAS", value: String = "PUSH0") -> String {
    let hasValue = kind == "CALL" || kind == "CALLCODE"
    return "PUSH0 PUSH0 PUSH0 PUSH0 \(hasValue ? value : "") PUSH20 \(address.prefixedHex) \(gas) \(kind)"
}
