import EVM
import Primitives

/// Assembles code instruction by instruction.
struct Program {
    private(set) var bytes: [UInt8] = []

    /// The instruction with this mnemonic.
    func op(_ name: String) -> Program {
        var next = self
        next.bytes.append(Program.opcodes[name] ?? 0xfe)
        return next
    }

    /// Pushes a number in as few bytes as it has.
    func push(_ value: UInt256) -> Program {
        let operand = value.minimalBigEndianBytes
        var next = self
        next.bytes.append(0x5f + UInt8(operand.count))
        next.bytes += operand
        return next
    }

    /// Ends with the top of the stack as output.
    func returningTop() -> Program {
        push(0).op("MSTORE").push(32).push(0).op("RETURN")
    }

    /// Init code that puts `code` on chain.
    static func deploying(_ code: [UInt8]) -> [UInt8] {
        // PUSH2 size DUP1 PUSH1 12 PUSH0 CODECOPY PUSH0 RETURN, padded to twelve bytes.
        let size = UInt16(code.count)
        let head: [UInt8] = [
            0x61, UInt8(size >> 8), UInt8(size & 255), 0x80, 0x60, 12, 0x5f, 0x39, 0x5f, 0xf3,
        ]
        return head + [0, 0] + code
    }

    private static let opcodes: [String: UInt8] = {
        let named = Opcode.all.compactMap { byte in Opcode.name(byte).map { ($0, byte) } }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }()
}
