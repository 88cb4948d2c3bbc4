import ArgumentParser
import EVM
import Ethereum
import Foundation
import Primitives

struct BenchEVMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-evm",
        abstract: "Times the virtual machine on programs of a JSON file.",
        discussion: """
            The file holds [{"name", "code", "calldata", "gas"}], bytes in hexadecimal. Each program is \
            called with so much gas once to count its instructions, then again and again for the time \
            given. Output is a JSON object per program and line: name, status, gas (of the call alone, \
            before refunds), gasUsed (of the transaction around it), instructions, output, and the \
            seconds of the fastest run.
            """
    )

    @Argument(help: "The file of programs.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(help: "How long each program is repeated, in seconds.")
    var seconds = 1.0

    @Option(help: "Run only the programs whose name contains this text.")
    var filter: String?

    func run() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        guard let programs = try JSON(parsing: Array(data)).array, !programs.isEmpty else {
            throw ValidationError("\(file) is not an array of programs")
        }
        for program in programs {
            let bench = try BenchProgram(program)
            if let filter, !bench.name.contains(filter) { continue }
            print(try bench.measure(seconds: seconds).text)
        }
    }
}

/// A contract to call for its time.
struct BenchProgram {
    let name: String
    let code: Bytecode
    let calldata: [UInt8]
    let gas: UInt64

    private static let contract = Address(truncating: UInt256(0xc0de).bytes32)
    private static let caller = Address(truncating: UInt256(0xca11).bytes32)

    init(_ value: JSON) throws {
        guard let name = value["name"]?.string, let code = value["code"]?.string else {
            throw ValidationError("a program lacks one of name, code")
        }
        self.name = name
        self.code = Bytecode(try Hex.decode(code))
        calldata = try Hex.decode(value["calldata"]?.string ?? "0x")
        gas = try Self.gas(value["gas"], of: name)
    }

    /// A number, or a string in decimal or hexadecimal digits; 30 million by default.
    private static func gas(_ value: JSON?, of name: String) throws -> UInt64 {
        guard let value, !value.isNull else { return 30_000_000 }
        let text = value.string ?? ""
        let gas =
            value.number?.integer() ?? UInt64(text)
            ?? (text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : nil)
        guard let gas, gas <= 1 << 62 else {
            throw ValidationError("\(name): gas is not a number of at most 2^62")
        }
        return gas
    }

    func measure(seconds: Double) throws -> JSON {
        let world = try WorldState().applying(
            StateChanges(accounts: [
                Self.contract: .init(account: Account(nonce: 1, codeHash: code.hash), code: code),
                Self.caller: .init(account: Account(balance: .max >> 1)),
            ]))
        let counter = InstructionCounter()
        let first = try call(world, tracer: counter)
        var best = Double.infinity
        let end = ContinuousClock.now + .seconds(seconds)
        repeat {
            let start = ContinuousClock.now
            _ = try call(world, tracer: nil)
            let duration = (ContinuousClock.now - start).components
            best = min(best, Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
        } while ContinuousClock.now < end
        return [
            "name": .string(name), "status": .string(first.failure.map { "\($0)" } ?? "success"),
            "gas": .number(JSON.Number(first.gasUsed + first.gasRefunded - IntrinsicGas.of(transaction))),
            "gasUsed": .number(JSON.Number(first.gasUsed)),
            "output": .string(first.output.prefixedHex),
            "instructions": .number(JSON.Number(counter.count)),
            "seconds": JSON.Number(String(format: "%.9f", best)).map { .number($0) } ?? .null,
        ]
    }

    private func call(
        _ world: WorldState, tracer: (any ExecutionTracer)?
    ) throws(ExecutionError) -> ExecutionResult {
        let block = BlockEnvironment(gasLimit: .max >> 1)
        let executor = TransactionExecutor(state: JournaledState(over: world), block: block)
        return try executor.execute(transaction, from: Self.caller, tracer: tracer)
    }

    /// Around the call, which is given the program's gas.
    private var transaction: Transaction {
        var transaction = Transaction(
            chainID: nil, nonce: 0, gasLimit: 0, to: Self.contract, value: .zero, data: calldata,
            fees: .legacy(gasPrice: .zero))
        transaction.gasLimit = gas + IntrinsicGas.of(transaction)
        return transaction
    }
}

/// Counts instructions and nothing else.
private final class InstructionCounter: ExecutionTracer {
    private(set) var count: UInt64 = 0

    func willExecute(_ step: borrowing ExecutionStep) { count += 1 }
    func didExecute(cost: UInt64, halt: Halt?) {}
    func willEnter(_ call: CallDescription) {}
    func didExit(_ outcome: CallOutcome) {}
    func didLog(_ log: Log) {}
}
