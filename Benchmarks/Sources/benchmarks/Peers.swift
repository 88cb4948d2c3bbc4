import Foundation
import Primitives

/// The Python programs measured beside this package; nil members where there is no Python for them.
struct Peers {
    let coincurve: Peer?
    let ethABI: Peer?
    let revm: Peer?
    let blspy: Peer?
    /// The WebAssembly of the JavaScript SDK.
    let sdk: Peer?

    /// From PEERS_PYTHON (an interpreter that has the packages), PEERS_NODE (Node.js, for the SDK) and
    /// PEERS_FOLDER (the programs).
    static func fromEnvironment() -> Peers {
        let environment = ProcessInfo.processInfo.environment
        guard let python = environment["PEERS_PYTHON"], let folder = environment["PEERS_FOLDER"] else {
            FileHandle.standardError.write(Data("PEERS_PYTHON is not set: measuring without peers\n".utf8))
            return Peers(coincurve: nil, ethABI: nil, revm: nil, blspy: nil, sdk: nil)
        }
        return Peers(
            coincurve: Peer(python, program: folder + "/coincurve_bench.py"),
            ethABI: Peer(python, program: folder + "/eth_abi_bench.py"),
            revm: Peer(python, program: folder + "/evm_bench.py"),
            blspy: has("blspy", python) ? Peer(python, program: folder + "/bls_bench.py") : nil,
            sdk: environment["PEERS_NODE"].map { Peer($0, program: folder + "/wasm/bench.cjs") })
    }

    /// Whether the interpreter has `module`, which is not made for every Python and machine.
    private static func has(_ module: String, _ python: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", "import \(module)"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            FileHandle.standardError.write(Data("measuring without \(module): \(python) lacks it\n".utf8))
        }
        return process.terminationStatus == 0
    }
}

/// A program that answers a command per line with a measurement per line.
final class Peer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let interpreter: String
    private let program: String
    private var started = false
    private var buffer: [UInt8] = []

    init(_ interpreter: String, program: String) {
        self.interpreter = interpreter
        self.program = program
    }

    deinit {
        if started {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
    }

    /// A contestant that the program measures, `command` holding what its operation needs.
    func contestant(_ name: String, _ command: [String: JSON]) -> Contestant {
        Contestant(name) { [self] seconds in
            var object = JSON.Object()
            for (name, value) in command.sorted(by: { $0.key < $1.key }) { object[name] = value }
            object["seconds"] = JSON.Number("\(seconds)").map { .number($0) }
            let answer = try ask(.object(object))
            guard let time = answer["ns"]?.number?.double else {
                throw PeerError(program: program, answer: answer.text)
            }
            return time
        }
    }

    private func ask(_ command: JSON) throws -> JSON {
        if !started {
            process.executableURL = URL(fileURLWithPath: interpreter)
            process.arguments = [program]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            started = true
        }
        try input.fileHandleForWriting.write(contentsOf: Data(command.utf8 + [0x0a]))
        while true {
            if let end = buffer.firstIndex(of: 0x0a) {
                defer { buffer.removeSubrange(...end) }
                return try JSON(parsing: Array(buffer[..<end]))
            }
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw PeerError(program: program, answer: "it ended") }
            buffer += chunk
        }
    }
}

struct PeerError: Error, CustomStringConvertible {
    let program: String
    let answer: String
    var description: String { "the peer \(program) gave no measurement: \(answer)" }
}
