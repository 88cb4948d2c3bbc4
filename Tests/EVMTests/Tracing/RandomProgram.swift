import EVM
import Ethereum
import Primitives
import TestSupport

/// Programs made by chance that run for a while: most operands are small, calls go to known addresses.
struct RandomProgram {
    var random: SplitMix64
    /// Whom calls and inspections may mean.
    let addresses: [Address]

    private static let operations: [(name: String, operands: Int)] = [
        ("ADD", 2), ("MUL", 2), ("SUB", 2), ("DIV", 2), ("SMOD", 2), ("ADDMOD", 3), ("MULMOD", 3), ("EXP", 2),
        ("SIGNEXTEND", 2), ("LT", 2), ("SGT", 2), ("EQ", 2), ("ISZERO", 1), ("AND", 2), ("NOT", 1),
        ("BYTE", 2),
        ("SHL", 2), ("SAR", 2), ("KECCAK256", 2), ("CALLDATALOAD", 1), ("CALLDATACOPY", 3), ("CODECOPY", 3),
        ("RETURNDATACOPY", 3), ("MLOAD", 1), ("MSTORE", 2), ("MSTORE8", 2), ("MCOPY", 3), ("SLOAD", 1),
        ("SSTORE", 2), ("TLOAD", 1), ("TSTORE", 2), ("LOG0", 2), ("LOG2", 4), ("ADDRESS", 0), ("CALLER", 0),
        ("CALLVALUE", 0), ("RETURNDATASIZE", 0), ("MSIZE", 0), ("GAS", 0), ("PC", 0), ("SELFBALANCE", 0),
        ("CODESIZE", 0), ("DUP3", 3), ("SWAP2", 3), ("POP", 1), ("JUMPDEST", 0), ("SSTORE", 2), ("SLOAD", 1),
    ]

    mutating func code(_ length: Int) -> [UInt8] {
        assemble((0..<length).map { _ in piece() }.joined(separator: " "))
    }

    private mutating func piece() -> String {
        switch random.next() % 24 {
        case 0, 1, 2: return call()
        case 3:
            let name = random.pick(["BALANCE", "EXTCODESIZE", "EXTCODEHASH"]) ?? "BALANCE"
            return "\(account()) \(name)"
        case 4: return creation()
        case 5 where random.next() % 3 == 0: return ending()
        case 6: return "PUSH1 0x01 PC PUSH1 0x06 ADD JUMPI INVALID JUMPDEST"
        default:
            guard let (name, operands) = random.pick(Self.operations) else { return "STOP" }
            return (0..<operands).map { _ in number() + " " }.joined() + name
        }
    }

    private mutating func number() -> String {
        switch random.next() % 12 {
        case 0: "PUSH0"
        case 1: "PUSH2 \(random.bytes(2).prefixedHex)"
        case 2 where random.next() % 4 == 0: "PUSH32 \(random.bytes(32).prefixedHex)"
        default: "PUSH1 \([UInt8(random.next() % 70)].prefixedHex)"
        }
    }

    private mutating func account() -> String {
        "PUSH20 \((random.pick(addresses) ?? .zero).prefixedHex)"
    }

    private mutating func call() -> String {
        let kind = random.pick(["CALL", "CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"]) ?? "CALL"
        let hasValue = kind == "CALL" || kind == "CALLCODE"
        let value = hasValue ? random.pick(["PUSH0", "PUSH0", "PUSH1 0x01", "PUSH4 0xffffffff"]) ?? "" : ""
        let gas = random.pick(["GAS", "PUSH2 0x1000", "PUSH1 0x10", "PUSH3 0x010000"]) ?? "GAS"
        return "\(number()) \(number()) \(number()) \(number()) \(value) \(account()) \(gas) \(kind)"
    }

    private mutating func creation() -> String {
        let code = random.pick([
            "PUSH1 0x02 PUSH0 RETURN", "PUSH0 PUSH0 REVERT", "PUSH1 0x05 PUSH1 0x01 SSTORE", "ADD",
            "CALLER SELFDESTRUCT", "PUSH1 0xef PUSH0 MSTORE8 PUSH1 0x01 PUSH0 RETURN",
        ])
        let bytes = assemble(code ?? "STOP")
        let size = "PUSH1 \([UInt8(bytes.count)].prefixedHex)"
        let value = random.pick(["PUSH0", "PUSH1 0x01", "PUSH4 0xffffffff"]) ?? "PUSH0"
        return storing(bytes)
            + (random.next() % 2 == 0
                ? " \(size) PUSH0 \(value) CREATE" : " \(number()) \(size) PUSH0 \(value) CREATE2")
    }

    private mutating func ending() -> String {
        switch random.next() % 6 {
        case 0: "STOP"
        case 1: "INVALID"
        case 2: "PUSH1 0x20 PUSH0 REVERT"
        case 3: "\(account()) SELFDESTRUCT"
        case 4: "0x0c"
        default: "PUSH1 0x20 PUSH0 RETURN"
        }
    }
}

extension RandomProgram {
    /// Three contracts that call each other, precompiles, and an account that is not there.
    static func scenario(seed: UInt64) -> Scenario {
        let contracts = [0xa0, 0xb0, 0xc0].map { Scenario.address($0) }
        let others = [1, 2, 4, 5, 0xdead].map { Scenario.address($0) }
        var program = RandomProgram(
            random: SplitMix64(seed: seed), addresses: contracts + contracts + others)
        var scenario = Scenario()
        for contract in contracts {
            scenario.put(contract, code: program.code(60), balance: 1000, storage: [1: 1, 2: 2, 3: 3])
        }
        return scenario
    }
}
