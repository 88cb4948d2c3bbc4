import ActionRuntime
import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import LitContracts
import Logging
import Primitives
import Synchronization

extension NetworkSupervisor {
    /// Servers first, so that all URLs are known; then the nodes, while chain and contracts are still on their way.
    func serve(
        _ record: inout NetworkRecord, _ ports: [ReservedPort], _ transport: any HTTPTransport,
        _ process: ProcessIdentity, _ report: @escaping @Sendable (NetworkEvent) -> Void
    ) async throws {
        let rpcPort = try usable(
            configuration.rpcPort, last: record.rpcPort, host: configuration.host, "the chain", report)
        let controlPort = try usable(
            nil, last: record.controlPort, host: "127.0.0.1", "the supervisor", report)
        let gate = GatedRPC()
        let rpc = ServerTask { [configuration, logger] ready in
            RPCServer(
                handler: gate, host: configuration.host, port: rpcPort, logger: logger, onReady: { ready($0) }
            )
        }
        let control = ServerTask { [logger] ready in
            SupervisorServer(routes: routes(record), port: controlPort, logger: logger, onReady: ready)
        }
        let result: Result<Void, any Error>
        do {
            record.rpcPort = try await rpc.port()
            record.controlPort = try await control.port()
            let network = Network(
                genesis: try LocalGenesis(), record: record, ports: ports,
                rpcURL: "http://\(configuration.host):\(record.rpcPort)",
                supervisorURL: "http://127.0.0.1:\(record.controlPort)", transport: transport)
            try record.write(directory)
            try RunRecord(process: process, url: network.supervisorURL).write(directory)
            state.withLock { $0.network = network }
            mark("servers", report)
            result = .success(try await operate(network, gate, report))
        } catch {
            result = .failure(error)
        }
        gate.giveUp()
        await rpc.stop()
        await control.stop()
        try result.get()
    }

    private func routes(_ record: NetworkRecord) -> SupervisorRoutes {
        SupervisorRoutes(
            status: { [self] in await status()?.json ?? ["state": "starting"] },
            give: { [self] address in
                guard let chain = state.withLock(\.chain) else {
                    throw LocalNetworkError(.chain, "The chain does not run yet. Ask again in a moment.")
                }
                return try await Faucet(chain, wallet: record.faucet).give(to: address)
            }, code: CodeStore(CodeStore.Configuration(folder: directory.actions)))
    }

    /// Runs chain and nodes until the task is cancelled, or one of them fails.
    private func operate(
        _ network: Network, _ gate: GatedRPC, _ report: @escaping @Sendable (NetworkEvent) -> Void
    ) async throws {
        try prepare(network)
        let keepers = state.withLock(\.keepers)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for keeper in keepers {
                group.addTask { [self] in try await keep(keeper, network, report) }
            }
            group.addTask { [self] in
                let chain = try await LocalChain(
                    directory, record: network.record, genesis: network.genesis,
                    clientVersion: "lit/v\(configuration.version)", logger: logger)
                state.withLock { $0.chain = chain }
                mark("chain", report)
                try await lay(network, chain, report)
                gate.open(chain.rpc)
                mark("contracts", report)
                try await waitUntilReady(network, chain, report)
                // Stays until everything ends, and mines where somebody sets an interval.
                try await chain.chain.run()
            }
            defer { group.cancelAll() }
            // Nobody returns before the end: the first that does, by an error or by cancellation, ends the others.
            try await group.next()
            if Task.isCancelled { report(.stopping) }
        }
    }

    private func prepare(_ network: Network) throws {
        try PrivateFile.makeFolder(directory.actions)
        let staking = network.genesis.layout[.staking]
        var keepers: [NodeKeeper] = []
        for (index, node) in network.record.nodes.enumerated() {
            let files = NodeFiles(
                directory: directory.node(index + 1), wallet: node.wallet, configuration: configuration,
                port: node.port, rpcURL: network.rpcURL, staking: staking, actions: directory.actions)
            try files.write()
            keepers.append(
                NodeKeeper(
                    number: index + 1, directory: files.directory, program: configuration.nodeProgram,
                    grace: configuration.stopGrace))
        }
        let all = keepers
        state.withLock { $0.keepers = all }
    }

    private func keep(
        _ keeper: NodeKeeper, _ network: Network, _ report: @escaping @Sendable (NetworkEvent) -> Void
    ) async throws {
        let (ends, ended) = AsyncStream.makeStream(of: (ChildProcess.Ending, Int, Duration).self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ended.finish() }
                try await keeper.run { event in
                    if case .ended(let ending, let failures, let pause) = event {
                        ended.yield((ending, failures, pause))
                    }
                }
            }
            group.addTask { [self] in
                for await (ending, failures, pause) in ends {
                    guard state.withLock(\.isReady) || failures < 3 else {
                        throw LocalNetworkError(
                            .nodeFailed,
                            "Node \(keeper.number) \(ending), three times in a row. Its last words, from "
                                + "\(keeper.directory.log):\n\(LogTail.last(8, of: keeper.directory.log))")
                    }
                    report(.nodeEnded(keeper.number, how: "\(ending)", restartIn: pause))
                    guard state.withLock(\.isReady) else { continue }
                    let probe = ReadinessProbe(transport: network.transport)
                    let url = url(keeper, network)
                    while !Task.isCancelled {
                        if keeper.pid != nil, await probe.ask(url).isReady {
                            report(.nodeIsBack(keeper.number))
                            break
                        }
                        try? await Task.sleep(for: .milliseconds(50))
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
            if !Task.isCancelled { try await group.next() }
        }
    }

    func url(_ keeper: NodeKeeper, _ network: Network) -> String {
        "http://\(configuration.host):\(network.record.nodes[keeper.number - 1].port)"
    }

    /// The port that was asked for, or the last one where it is free, or 0 for any.
    private func usable(
        _ wanted: Int?, last: Int, host: String, _ who: String, _ report: @Sendable (NetworkEvent) -> Void
    ) throws(LocalNetworkError) -> Int {
        if let wanted { return wanted }
        guard last > 0 else { return 0 }
        let port = try ReservedPort(host, preferring: last).port
        if port != last { report(.portMoved(who, from: last, to: port)) }
        return port
    }
}
