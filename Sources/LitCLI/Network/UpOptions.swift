import ArgumentParser
import Foundation
import LocalNetwork
import Logging

/// What a local network is to be, for the person's process and for the one that lives on.
struct UpOptions: ParsableArguments {
    @OptionGroup var place: StateOption

    @Option(help: ArgumentHelp("How many nodes; 3 unless the folder has others.", valueName: "count"))
    var nodes: Int?

    @Option(
        help: ArgumentHelp(
            "The port of the chain; that of the last time, or any free one.", valueName: "port"))
    var rpcPort: Int?

    @Option(
        help: ArgumentHelp(
            "The IPv4 address that chain and nodes listen on; others than 127.0.0.1 let others in.",
            valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("What the nodes log: debug, info, warning, error.", valueName: "level"))
    var logLevel = "info"

    @Flag(help: "Serve only whom a capacity credit pays for, as hosted networks do.")
    var rateLimiting = false

    @Option(help: ArgumentHelp("How long epochs of a new network are.", valueName: "seconds"))
    var epochLength: UInt64 = 86_400

    @Option(help: ArgumentHelp("How long the start may take.", valueName: "seconds"))
    var readyTimeout = 60

    @Option(help: ArgumentHelp("Another program as the nodes; its word alone counts.", visibility: .hidden))
    var nodeProgram: String?

    func validate() throws {
        if let rpcPort, !(1...65535).contains(rpcPort) {
            throw ValidationError("--rpc-port must be between 1 and 65535")
        }
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError(
                "--log-level \(logLevel): give one of "
                    + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard epochLength > 0, readyTimeout > 0 else {
            throw ValidationError("--epoch-length and --ready-timeout must be at least 1")
        }
    }

    func configuration() -> NetworkConfiguration {
        var configuration = NetworkConfiguration(
            state: place.directory, nodeProgram: nodeProgram ?? Self.executable)
        configuration.nodes = nodes
        configuration.host = host
        configuration.rpcPort = rpcPort
        configuration.logLevel = logLevel
        configuration.rateLimiting = rateLimiting
        configuration.epochLength = epochLength
        configuration.readyTimeout = .seconds(readyTimeout)
        configuration.trustsNodes = nodeProgram != nil
        configuration.version = litVersion
        return configuration
    }

    /// The same, for another process.
    var arguments: [String] {
        var list = [
            "--state", place.directory.path, "--host", host, "--log-level", logLevel, "--epoch-length",
            "\(epochLength)", "--ready-timeout", "\(readyTimeout)",
        ]
        if rateLimiting { list.append("--rate-limiting") }
        if let nodes { list += ["--nodes", "\(nodes)"] }
        if let rpcPort { list += ["--rpc-port", "\(rpcPort)"] }
        if let nodeProgram { list += ["--node-program", nodeProgram] }
        return list
    }

    /// This program.
    static var executable: String {
        #if os(Linux)
            if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
                return path
            }
        #endif
        return Bundle.main.executablePath ?? CommandLine.arguments.first ?? "lit"
    }
}
