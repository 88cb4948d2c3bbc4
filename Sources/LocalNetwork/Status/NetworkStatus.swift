public import Ethereum
public import LitContracts
public import Primitives

/// A local network as it is at a moment: all that somebody needs to use it.
public struct NetworkStatus: Sendable {
    /// How far it is.
    public enum State: String, Sendable {
        /// On its way.
        case starting
        /// A signature is possible.
        case ready
        /// It was ready, and too few nodes are at the moment.
        case degraded
        /// Enough nodes serve, though not all.
        case impaired
    }

    /// One node.
    public struct Node: Sendable {
        /// Counted from 1.
        public var number: Int
        /// Where clients call it.
        public var url: String
        /// What it signs and sends transactions with; it has also staked for itself.
        public var address: Address
        /// Whether it can take part in a signature.
        public var isReady: Bool
        /// Why it cannot.
        public var reason: String?
        /// The process; nil while there is none.
        public var pid: Int32?
        /// How often it had to be started again.
        public var restarts: Int
        /// The file with what it says.
        public var log: String
    }

    /// How far it is.
    public var state: State
    /// Where it keeps what it needs to come back.
    public var directory: String
    /// The process of the supervisor.
    public var pid: Int32
    /// Of the program.
    public var version: String
    /// JSON-RPC of the chain.
    public var rpcURL: String
    /// Of the chain.
    public var chainID: UInt64
    /// The newest block.
    public var blockNumber: UInt64
    /// Where the contracts are.
    public var deployment: DeploymentRecord
    /// The epoch that runs; 1 before there are keys.
    public var epoch: UInt64
    /// How many nodes must take part.
    public var threshold: Int
    /// All nodes.
    public var nodes: [Node]
    /// Accounts with ether, whose keys everybody knows.
    public var accounts: [EthereumWallet]
    /// What they are derived from.
    public var mnemonic: String
    /// Where the supervisor is called.
    public var supervisorURL: String
    /// How the start went.
    public var startup: StartupTimes
}

extension NetworkStatus {
    /// What the supervisor answers and `lit status --json` prints.
    public var json: JSON {
        var object = JSON.Object()
        object["state"] = .string(state.rawValue)
        object["rpcUrl"] = .string(rpcURL)
        object["wsUrl"] = .string("ws" + rpcURL.dropFirst(4))
        object["chainId"] = .number(JSON.Number(chainID))
        object["blockNumber"] = .number(JSON.Number(blockNumber))
        object["contracts"] = contracts
        object["resolver"] = .string((deployment.addresses[.contractResolver] ?? .zero).checksummed)
        object["nodes"] = .array(nodes.map(\.json))
        object["threshold"] = .number(JSON.Number(threshold))
        object["epoch"] = .number(JSON.Number(epoch))
        object["accounts"] = .array(
            accounts.map {
                ["address": .string($0.address.checksummed), "privateKey": .string($0.hexKey)]
            })
        object["mnemonic"] = .string(mnemonic)
        object["ipfs"] = [
            "addUrl": .string(supervisorURL + "/actions"), "gateway": .string(supervisorURL + "/ipfs/"),
        ]
        object["faucet"] = .string(supervisorURL + "/faucet")
        object["supervisor"] = [
            "url": .string(supervisorURL), "pid": .number(JSON.Number(pid)), "version": .string(version),
        ]
        object["directory"] = .string(directory)
        object["startup"] = startup.json
        object["contractContext"] = deployment.json
        return .object(object)
    }

    private var contracts: JSON {
        var object = JSON.Object()
        for kind in ContractKind.allCases {
            object[kind.rawValue] = deployment.addresses[kind].map { .string($0.checksummed) }
        }
        return .object(object)
    }
}

extension NetworkStatus.Node {
    var json: JSON {
        var object = JSON.Object()
        object["number"] = .number(JSON.Number(number))
        object["url"] = .string(url)
        object["address"] = .string(address.checksummed)
        object["ready"] = .bool(isReady)
        object["reason"] = reason.map { .string($0) }
        object["pid"] = pid.map { .number(JSON.Number($0)) } ?? .null
        object["restarts"] = .number(JSON.Number(restarts))
        object["log"] = .string(log)
        return .object(object)
    }
}
