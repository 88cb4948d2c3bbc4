/// The instructions of the Cancun EVM by their byte (Yellow Paper appendix H, and the EIPs since).
public enum Opcode {
    static let balance: UInt8 = 0x31
    static let extcodesize: UInt8 = 0x3b
    static let extcodecopy: UInt8 = 0x3c
    static let extcodehash: UInt8 = 0x3f
    static let sload: UInt8 = 0x54
    static let sstore: UInt8 = 0x55
    static let jumpdest: UInt8 = 0x5b
    static let push0: UInt8 = 0x5f
    static let push1: UInt8 = 0x60
    static let push32: UInt8 = 0x7f
    static let call: UInt8 = 0xf1
    static let callcode: UInt8 = 0xf2
    static let delegatecall: UInt8 = 0xf4
    static let create2: UInt8 = 0xf5
    static let staticcall: UInt8 = 0xfa
    static let selfdestruct: UInt8 = 0xff

    /// The mnemonic, such as `ADD`; nil for a byte that is no instruction.
    public static func name(_ byte: UInt8) -> String? { names[Int(byte)] }

    /// Every byte that is an instruction, in order.
    public static let all: [UInt8] = (UInt8.min...UInt8.max).filter { names[Int($0)] != nil }

    private static let names: [String?] = {
        var names = [String?](repeating: nil, count: 256)
        func row(_ first: Int, _ list: String) {
            for (index, name) in list.split(separator: " ").enumerated() {
                names[first + index] = String(name)
            }
        }
        row(0x00, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND")
        row(0x10, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR")
        row(0x20, "KECCAK256")
        row(0x30, "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY")
        row(
            0x38,
            "CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY EXTCODEHASH")
        row(0x40, "BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE")
        row(0x49, "BLOBHASH BLOBBASEFEE")
        row(
            0x50,
            "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY PUSH0")
        for size in 1...32 { names[0x5f + size] = "PUSH\(size)" }
        for place in 1...16 {
            names[0x7f + place] = "DUP\(place)"
            names[0x8f + place] = "SWAP\(place)"
        }
        row(0xa0, "LOG0 LOG1 LOG2 LOG3 LOG4")
        row(0xf0, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2")
        names[0xfa] = "STATICCALL"
        row(0xfd, "REVERT INVALID SELFDESTRUCT")
        return names
    }()
}
