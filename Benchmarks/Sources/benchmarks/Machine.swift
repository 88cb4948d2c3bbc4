import EVM
import Ethereum
import Foundation
import Primitives

/// The virtual machine against revm, on the programs of Vectors/evm.json.
func evmOperations(_ peers: Peers) throws -> [Operation] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Vectors/evm.json").standardizedFileURL
    guard let programs = try JSON(parsing: Array(Data(contentsOf: file))).array else {
        throw BenchmarkFileError(description: "\(file.path) is not an array of programs")
    }
    return try programs.map { value in
        let program = try BenchmarkProgram(value)
        return Operation(
            name: "EVM, \(program.name)", instructions: program.instructions,
            ours: [.swift("EVM") { try program.run() }],
            peer: peers.revm?.contestant("revm", ["op": .string(program.name)]))
    }
}

struct BenchmarkFileError: Error, CustomStringConvertible {
    let description: String
}

/// A contract that is called with data, and what it returns.
private struct BenchmarkProgram {
    let name: String
    let instructions: Int
    private let transaction: Transaction
    private let output: [UInt8]
    private let world: WorldState

    private static let caller = Address(truncating: UInt256(0x5e5e).bytes32)
    private static let contract = Address(truncating: UInt256(0xc0c0).bytes32)
    /// For the transaction around the call.
    private static let intrinsicGas: UInt64 = 30_000

    init(_ value: JSON) throws {
        guard let name = value["name"]?.string, let code = value["code"]?.string,
            let instructions = value["instructions"]?.int, let gasText = value["gas"]?.string,
            let gas = UInt64(gasText.dropFirst(2), radix: 16), let calldata = value["calldata"]?.string,
            let output = value["output"]?.string
        else { throw BenchmarkFileError(description: "a program lacks a member") }
        self.name = name
        self.instructions = instructions
        self.output = try Hex.decode(output)
        transaction = Transaction(
            chainID: nil, nonce: 0, gasLimit: gas + Self.intrinsicGas, to: Self.contract, value: .zero,
            data: try Hex.decode(calldata), fees: .legacy(gasPrice: .zero))
        let bytecode = Bytecode(try Hex.decode(code))
        world = try WorldState().applying(
            StateChanges(accounts: [
                Self.contract: .init(account: Account(nonce: 1, codeHash: bytecode.hash), code: bytecode)
            ]))
    }

    func run() throws -> ExecutionResult {
        let block = BlockEnvironment(gasLimit: transaction.gasLimit)
        let executor = TransactionExecutor(state: JournaledState(over: world), block: block)
        let result = try executor.execute(transaction, from: Self.caller)
        guard result.succeeded, result.output == output else {
            throw BenchmarkFileError(description: "\(name) gave another outcome than the file's")
        }
        return result
    }
}
