/// What a trace calls the reasons of failures: the texts that go-ethereum's users know.
extension Halt {
    /// With the figures of the instruction that failed.
    func message(opcode: UInt8, stackCount: Int) -> String {
        let rule = InstructionRule.table[Int(opcode)]
        switch self {
        case .stackUnderflow: return "stack underflow (\(stackCount) <=> \(rule.least / 32))"
        case .stackOverflow: return "stack limit reached \(stackCount) (\((rule.least + rule.span) / 32))"
        case .undefinedInstruction: return "invalid opcode: \(Opcode.traceName(opcode))"
        default: return message
        }
    }
}

extension CallOutcome.Failure {
    static let revertMessage = "execution reverted"
}

extension Opcode {
    /// The mnemonic, and for a byte without one what go-ethereum shows in its place.
    static func traceName(_ byte: UInt8) -> String {
        name(byte) ?? "opcode 0x\(String(byte, radix: 16)) not defined"
    }
}
