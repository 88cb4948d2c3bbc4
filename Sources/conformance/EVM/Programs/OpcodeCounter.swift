import EVM
import Ethereum
import Synchronization

/// How often each instruction was executed, and each precompile called.
struct OpcodeCounts: Sendable {
    var instructions = [UInt64](repeating: 0, count: 256)
    var precompiles: [UInt8: UInt64] = [:]

    mutating func add(_ other: OpcodeCounts) {
        for (index, count) in other.instructions.enumerated() { instructions[index] += count }
        precompiles.merge(other.precompiles, uniquingKeysWith: +)
    }

    /// Instructions and precompiles with their counts, the rarest first, and those that are missing.
    func print() {
        var lines: [(name: String, count: UInt64)] = Opcode.all.map { byte in
            (Opcode.name(byte) ?? "?", instructions[Int(byte)])
        }
        lines += Precompile.allCases.map { ("precompile \($0)", precompiles[$0.rawValue] ?? 0) }
        for line in lines.sorted(by: { $0.count < $1.count }) { Swift.print("\(line.count)\t\(line.name)") }
        let missing = lines.filter { $0.count == 0 }.map(\.name)
        Swift.print("never executed: \(missing.isEmpty ? "none" : missing.joined(separator: ", "))")
    }
}

/// Sums up the counts of many executions.
final class OpcodeCoverage: Sendable {
    private let total = Mutex(OpcodeCounts())

    func add(_ counts: OpcodeCounts) { total.withLock { $0.add(counts) } }

    var counts: OpcodeCounts { total.withLock { $0 } }
}

/// Counts what one execution does.
final class OpcodeCounter: ExecutionTracer {
    private(set) var counts = OpcodeCounts()

    func willExecute(_ step: borrowing ExecutionStep) { counts.instructions[Int(step.opcode)] += 1 }
    func didExecute(cost: UInt64, halt: Halt?) {}
    func willEnter(_ call: CallDescription) {
        if let precompile = Precompile.at(call.to) {
            counts.precompiles[precompile.rawValue, default: 0] += 1
        }
    }
    func didExit(_ outcome: CallOutcome) {}
    func didLog(_ log: Log) {}
}
