import Foundation

/// What a local network is to be.
public struct NetworkConfiguration: Sendable {
    /// Where it keeps what it needs to come back.
    public var state: StateDirectory
    /// How many nodes there are; nil for as many as the folder has, or three.
    public var nodes: Int?
    /// The IPv4 address that chain and nodes listen on, and that is registered on chain.
    public var host = "127.0.0.1"
    /// Where the chain is served; nil for the port of the last time, or any free one.
    public var rpcPort: Int?
    /// What the nodes log, such as `info`.
    public var logLevel = "info"
    /// Whether nodes serve only whom a capacity credit pays for, as hosted networks do.
    public var rateLimiting = false
    /// How long epochs are, in seconds; counts when the network is new.
    public var epochLength: UInt64 = 86_400
    /// How many secp256k1 root keys are made; counts when the network is new.
    public var rootKeyCount = 3
    /// The program whose `node run --config FILE` is a node.
    public var nodeProgram: String
    /// Whether a node's own word is enough for readiness; otherwise epoch and root keys on chain are looked at too.
    public var trustsNodes = false
    /// How long the start may take.
    public var readyTimeout: Duration = .seconds(60)
    /// How long nodes may take for an orderly end.
    public var stopGrace: Duration = .seconds(5)
    /// Of this program.
    public var version = "0"

    /// In this folder, with this program; set what differs.
    public init(state: StateDirectory, nodeProgram: String) {
        self.state = state
        self.nodeProgram = nodeProgram
    }

    /// Fewer cannot share a key so that one of them may be lost.
    public static let leastNodes = 3
    /// More than one machine is likely to run.
    public static let mostNodes = 16

    /// Whether only this machine can reach the network.
    public var isLoopback: Bool { host.hasPrefix("127.") }

    /// - Throws: ``LocalNetworkError`` with `invalidConfiguration`.
    func check() throws(LocalNetworkError) {
        if let nodes, !(Self.leastNodes...Self.mostNodes).contains(nodes) {
            throw LocalNetworkError(
                .invalidConfiguration,
                "\(nodes) nodes: give a number from \(Self.leastNodes) to \(Self.mostNodes).")
        }
        guard let address = ipv4, address != 0 else {
            throw LocalNetworkError(
                .invalidConfiguration,
                "\(host) is no address that nodes can be registered with: give the IPv4 address of this machine by "
                    + "which others reach it, such as 192.168.1.20.")
        }
    }

    /// The address as the contracts have it.
    var ipv4: UInt32? {
        var address = in_addr()
        return inet_pton(AF_INET, host, &address) == 1 ? UInt32(bigEndian: address.s_addr) : nil
    }
}
