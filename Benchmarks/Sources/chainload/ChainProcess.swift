import Ethereum
import Foundation
import Primitives
import Secp256k1

/// A chain in a process of its own.
final class ChainProcess {
    let port: Int
    let chainID: UInt64
    let accounts: [PrivateKey]
    private let process = Process()
    private let output = Pipe()

    var pid: Int32 { process.processIdentifier }

    init(executable: String, accounts count: Int, state: String?) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments =
            ["chain", "run", "--port", "0", "--json", "--accounts", "\(count)"]
            + (state.map { ["--state", $0] } ?? [])
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while line.last != 0x0a {
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw LoadError("the chain ended before it was ready") }
            line += chunk
        }
        let ready = try JSON(parsing: line)
        guard let port = ready["port"]?.int, let chainID = ready["chainId"]?.int,
            let list = ready["accounts"]?.array
        else { throw LoadError("the chain said something else than it should: \(ready)") }
        self.port = port
        self.chainID = UInt64(chainID)
        accounts = try list.map { account in
            guard let key = account["privateKey"]?.string else { throw LoadError("an account has no key") }
            return try PrivateKey(try Hex.decode(key))
        }
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

struct LoadError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Requests that send transfers of one wei, in the order of their nonces.
func presigned(by key: PrivateKey, count: Int, chainID: UInt64) throws -> [Transfer] {
    try (0..<UInt64(count)).map { nonce in
        let transaction = Transaction(
            chainID: chainID, nonce: nonce, gasLimit: 21_000,
            to: Address(truncating: UInt256(0x1000 + nonce % 1000).bytes32), value: 1, data: [],
            fees: .dynamic(maxFeePerGas: 10_000_000_000, maxPriorityFeePerGas: 1_000_000_000, []))
        let signed = try SignedTransaction(transaction, signedWith: key)
        return Transfer(signed)
    }
}

/// A signed transfer as the two requests that it takes.
struct Transfer: Sendable {
    let send: [UInt8]
    let fetch: [UInt8]
    let hash: String

    init(_ signed: SignedTransaction) {
        hash = signed.hash.prefixedHex
        send = Self.request("eth_sendRawTransaction", signed.encoded.prefixedHex)
        fetch = Self.request("eth_getTransactionReceipt", hash)
    }

    private static func request(_ method: String, _ parameter: String) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":["\#(parameter)"]}"#.utf8)
    }
}
