import Foundation
import HTTPTransport
public import Logging
import Synchronization

/// A whole network on one machine: a chain with its contracts in this process, and nodes, each a process of its own.
///
/// ```swift
/// let supervisor = try NetworkSupervisor(configuration)
/// try await supervisor.run { event in … }     // until the task is cancelled
/// ```
/// Whatever ends the supervisor ends the nodes too; the folder has everything that is needed to come back.
public final class NetworkSupervisor: Sendable {
    let configuration: NetworkConfiguration
    let directory: StateDirectory
    let logger: Logger
    private let lock: FolderLock
    let state = Mutex(State())

    struct State {
        var keepers: [NodeKeeper] = []
        var network: Network?
        var chain: LocalChain?
        var isReady = false
        var times = StartupTimes()
    }

    /// What is known once the servers listen.
    struct Network: Sendable {
        let genesis: LocalGenesis
        let record: NetworkRecord
        let ports: [ReservedPort]
        let rpcURL: String
        let supervisorURL: String
        let transport: any HTTPTransport
    }

    /// Takes the folder for this process.
    ///
    /// - Throws: ``LocalNetworkError``: `alreadyRunning` if another supervisor has it, `invalidConfiguration`, `system`.
    public init(
        _ configuration: NetworkConfiguration,
        logger: Logger = Logger(label: "lit.network") { _ in SwiftLogNoOpLogHandler() }
    ) throws(LocalNetworkError) {
        try configuration.check()
        self.configuration = configuration
        self.logger = logger
        directory = configuration.state
        try directory.create()
        lock = try FolderLock(directory)
    }

    /// Starts everything, and keeps it running until the task is cancelled.
    ///
    /// - Parameter report: told of what happens, from any thread.
    /// - Throws: ``LocalNetworkError`` if the network cannot be started, or an error of the chain; whatever was
    ///   started has ended by then.
    public func run(report: @escaping @Sendable (NetworkEvent) -> Void) async throws {
        defer { lock.release() }
        guard let process = ProcessIdentity.current else {
            throw LocalNetworkError(.system, "The system does not tell when this process began.")
        }
        let orphans = await Orphans(directory: directory).end(grace: .seconds(2))
        if orphans > 0 { report(.endedOrphans(orphans)) }
        try RunRecord(process: process, url: "").write(directory)
        defer { RunRecord.remove(directory) }

        var record = try readRecord()
        var ports: [ReservedPort] = []
        for index in record.nodes.indices {
            let wanted = record.nodes[index].port
            let port = try ReservedPort(configuration.host, preferring: wanted)
            if wanted > 0, port.port != wanted {
                report(.portMoved("node \(index + 1)", from: wanted, to: port.port))
            }
            record.nodes[index].port = port.port
            ports.append(port)
        }
        let transport = makeHTTPTransport()
        let result: Result<Void, any Error>
        do {
            result = .success(try await serve(&record, ports, transport, process, report))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        await state.withLock(\.chain)?.close()
        try result.get()
    }

    /// Ends all nodes at once, for those who do not want to wait for an orderly end.
    public func kill() { for keeper in state.withLock(\.keepers) { keeper.kill() } }

    private func readRecord() throws(LocalNetworkError) -> NetworkRecord {
        guard let record = try NetworkRecord.read(directory) else {
            let record = NetworkRecord.new(nodes: configuration.nodes ?? NetworkConfiguration.leastNodes)
            // Before the chain begins: its first block has the wallets' ether.
            try record.write(directory)
            return record
        }
        if let nodes = configuration.nodes, nodes != record.nodes.count {
            throw LocalNetworkError(
                .invalidConfiguration,
                "The network in \(directory.path) has \(record.nodes.count) nodes, not \(nodes). Begin another one "
                    + "with --state FOLDER, or leave --nodes out.")
        }
        return record
    }

    func mark(_ phase: String, _ report: @Sendable (NetworkEvent) -> Void) {
        state.withLock { $0.times.mark(phase) }
        report(.phase(phase))
    }
}
