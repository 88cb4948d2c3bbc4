import ArgumentParser
import Foundation
import Lit
import Primitives

/// The client of this package as the one that is measured: does what each line of its input says, and answers with a
/// line that tells what it took. The script of the JavaScript SDK speaks the same.
struct Subject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject", abstract: "Does what its input says, and tells what it took.",
        shouldDisplay: false)

    @Option(help: "The folder of the network.")
    var state: String

    @Option(help: "A funded account's private key.")
    var key: String

    func run() async throws {
        let signer = try await Signer(state: state, key: key)
        Self.answer(["ready": true])
        var count = 0
        while let line = readLine(), let operation = Operation(rawValue: line) {
            count += 1
            let digest = Keccak256.hash(Array("\(line) \(count) \(UUID())".utf8))
            let (start, before) = (ContinuousClock.now, ProcessFigures.ownProcessor)
            do {
                try await perform(operation, digest, signer)
                Self.answer([
                    "ms": Self.number((ContinuousClock.now - start).inMilliseconds),
                    "cpu": Self.number((ProcessFigures.ownProcessor - before) * 1e3),
                    "memory": Self.number(ProcessFigures.own.memory),
                ])
            } catch {
                Self.answer(["error": .string("\(error)")])
            }
        }
        await signer.end()
    }

    private func perform(_ operation: Operation, _ digest: Bytes32, _ signer: Signer) async throws {
        switch operation {
        case .sign: try await signer.sign(digest)
        case .execute: try await signer.execute(digest)
        case .session: try await signer.allowSession()
        case .connect: await (try LitClient.connect(to: .local(state: state))).disconnect()
        }
    }

    private static func number(_ value: Double) -> JSON {
        JSON.Number(String(format: "%.3f", value)).map { .number($0) } ?? .null
    }

    private static func answer(_ json: JSON) {
        say(json.text)
    }
}

/// What is measured, by the name that it has in the input.
enum Operation: String, CaseIterable, Sendable {
    case connect
    case sign
    case execute
    case session

    var title: String {
        switch self {
        case .connect: "connect"
        case .sign: "pkpSign"
        case .execute: "executeJs, signEcdsa"
        case .session: "PKP session"
        }
    }
}
