import Ethereum
import EthereumRPC
import Primitives

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// Sends many transactions at once from one account, each with data of its own, and prints the hash that each was
// mined by: `nonce-probe URL PRIVATE-KEY COUNT NAME`. Several run at once in a test of the nonce keeper.
let arguments = CommandLine.arguments
guard arguments.count == 5, let count = Int(arguments[3]) else {
    print("usage: nonce-probe URL PRIVATE-KEY COUNT NAME")
    exit(2)
}

var configuration = EthereumProvider.Configuration()
configuration.pollingInterval = .milliseconds(20)...(.milliseconds(500))
// The tests put a gateway in between that often asks for patience.
configuration.retries = RetryPolicy(attempts: 12, firstPause: .milliseconds(20))
let provider = try EthereumProvider(url: arguments[1], configuration: configuration)
let account = EthereumAccount(signer: try EthereumWallet(privateKey: arguments[2]), provider: provider)
let name = arguments[4]

let lines = try await withThrowingTaskGroup(of: String.self) { group in
    for index in 0..<count {
        group.addTask {
            let data = Array("\(name):\(index)".utf8)
            let pending = try await account.send(to: account.address, data: data)
            let receipt = try await pending.receipt(deadline: .now.advanced(by: .seconds(120)))
            return "\(index) \(receipt.transactionHash) \(pending.history.count)"
        }
    }
    var lines: [String] = []
    for try await line in group { lines.append(line) }
    return lines
}
print(lines.joined(separator: "\n"))
