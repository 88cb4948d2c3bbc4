/// What instructions cost (Yellow Paper appendix G, as changed up to Cancun).
enum GasSchedule {
    static let copyWord: UInt64 = 3
    static let keccakWord: UInt64 = 6
    static let expByte: UInt64 = 50
    static let logByte: UInt64 = 8
    /// EIP-2929.
    static let warmAccess: UInt64 = 100
    static let coldAccount: UInt64 = 2600
    static let coldSlot: UInt64 = 2100
    /// EIP-2200 and EIP-3529.
    static let storageSet: UInt64 = 20000
    static let storageReset: UInt64 = 2900
    static let storageClearRefund = 4800
    static let callStipend: UInt64 = 2300
    static let callValue: UInt64 = 9000
    static let newAccount: UInt64 = 25000
    static let codeByte: UInt64 = 200
    /// EIP-3860.
    static let initCodeWord: UInt64 = 2

    static let maxCodeSize = 24576
    static let maxInitCodeSize = 49152
    static let callDepth = 1024
    static let stackLimit = 1024
}

/// What the interpreter checks before an instruction: its fixed price and the depths of stack that
/// it can work with, so that one table serves every instruction.
struct InstructionRule {
    /// Charged before anything else; what depends on operands comes on top.
    var gas: UInt32
    /// The least depth, in bytes of stack.
    var least: UInt32
    /// How much deeper than ``least`` the stack may be without overflowing, in bytes.
    var span: UInt32

    /// Of a byte that is no instruction: nothing stands in the way of finding that out.
    static let undefined = InstructionRule(gas: 0, least: 0, span: .max)

    /// `pops` and `pushes` count words.
    init(gas: UInt32, pops: Int, pushes: Int) {
        self.gas = gas
        least = UInt32(pops * 32)
        let most = GasSchedule.stackLimit - max(0, pushes - pops)
        span = UInt32((most - pops) * 32)
    }

    private init(gas: UInt32, least: UInt32, span: UInt32) {
        self.gas = gas
        self.least = least
        self.span = span
    }

    /// Indexed by the instruction's byte; never deallocated.
    nonisolated(unsafe) static let table: UnsafePointer<InstructionRule> = {
        let table = UnsafeMutablePointer<InstructionRule>.allocate(capacity: 256)
        table.initialize(repeating: .undefined, count: 256)
        func set(_ bytes: ClosedRange<Int>, _ gas: UInt32, _ pops: Int, _ pushes: Int) {
            for byte in bytes { table[byte] = InstructionRule(gas: gas, pops: pops, pushes: pushes) }
        }
        func set(_ byte: Int, _ gas: UInt32, _ pops: Int, _ pushes: Int) {
            set(byte...byte, gas, pops, pushes)
        }
        set(0x00, 0, 0, 0)
        set(0x01, 3, 2, 1)
        set(0x02, 5, 2, 1)
        set(0x03, 3, 2, 1)
        set(0x04...0x07, 5, 2, 1)
        set(0x08...0x09, 8, 3, 1)
        set(0x0a, 10, 2, 1)
        set(0x0b, 5, 2, 1)
        set(0x10...0x14, 3, 2, 1)
        set(0x15, 3, 1, 1)
        set(0x16...0x18, 3, 2, 1)
        set(0x19, 3, 1, 1)
        set(0x1a...0x1d, 3, 2, 1)
        set(0x20, 30, 2, 1)
        set(0x30, 2, 0, 1)
        set(0x31, 0, 1, 1)
        set(0x32...0x34, 2, 0, 1)
        set(0x35, 3, 1, 1)
        set(0x36, 2, 0, 1)
        set(0x37, 3, 3, 0)
        set(0x38, 2, 0, 1)
        set(0x39, 3, 3, 0)
        set(0x3a, 2, 0, 1)
        set(0x3b, 0, 1, 1)
        set(0x3c, 0, 4, 0)
        set(0x3d, 2, 0, 1)
        set(0x3e, 3, 3, 0)
        set(0x3f, 0, 1, 1)
        set(0x40, 20, 1, 1)
        set(0x41...0x46, 2, 0, 1)
        set(0x47, 5, 0, 1)
        set(0x48, 2, 0, 1)
        set(0x49, 3, 1, 1)
        set(0x4a, 2, 0, 1)
        set(0x50, 2, 1, 0)
        set(0x51, 3, 1, 1)
        set(0x52...0x53, 3, 2, 0)
        set(0x54, 0, 1, 1)
        set(0x55, 0, 2, 0)
        set(0x56, 8, 1, 0)
        set(0x57, 10, 2, 0)
        set(0x58...0x5a, 2, 0, 1)
        set(0x5b, 1, 0, 0)
        set(0x5c, 100, 1, 1)
        set(0x5d, 100, 2, 0)
        set(0x5e, 3, 3, 0)
        set(0x5f, 2, 0, 1)
        set(0x60...0x7f, 3, 0, 1)
        for place in 1...16 {
            set(0x7f + place, 3, place, place + 1)
            set(0x8f + place, 3, place + 1, place + 1)
        }
        for topics in 0...4 { set(0xa0 + topics, UInt32(375 * (topics + 1)), topics + 2, 0) }
        set(0xf0, 32000, 3, 1)
        set(0xf1...0xf2, 0, 7, 1)
        set(0xf3, 0, 2, 0)
        set(0xf4, 0, 6, 1)
        set(0xf5, 32000, 4, 1)
        set(0xfa, 0, 6, 1)
        set(0xfd, 0, 2, 0)
        set(0xfe, 0, 0, 0)
        set(0xff, 5000, 1, 0)
        return UnsafePointer(table)
    }()
}
