import Foundation
import PeerTransport
import Primitives
import TestSupport
import Testing

/// Peers that only tests know.
enum Fixtures {
    static let network = PeerNetworkName(chainID: 31337, staking: [UInt8](repeating: 0x5a, count: 20))

    /// The ids 0x…01, 0x…02 and so on.
    static func ids(_ count: Int) throws -> [PeerID] {
        try (0..<count).map { try id(UInt8($0 + 1)) }
    }

    static func id(_ last: UInt8) throws -> PeerID {
        try #require(PeerID([UInt8](repeating: 0, count: 19) + [last]))
    }

    static func word(_ byte: UInt8) -> Bytes32 {
        Bytes32([UInt8](repeating: byte, count: 32)) ?? .zero
    }

    static func message(_ number: UInt64, size: Int = 8, service: UInt8 = 1) -> PeerMessage {
        var body = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: max(8, size))
        for place in 0..<8 { body[place] = UInt8(truncatingIfNeeded: number >> UInt64(8 * place)) }
        return PeerMessage(service: PeerService(rawValue: service), session: word(7), body: body)
    }

    static func number(of message: PeerMessage) -> UInt64 {
        message.body.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Waits until something holds, and fails the test if it does not within `seconds`.
func eventually(
    _ what: Comment, within seconds: Double = 20, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while !condition() {
        guard ContinuousClock.now < end else {
            Issue.record(what, sourceLocation: sourceLocation)
            throw Unfulfilled()
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}

struct Unfulfilled: Error {}

/// The error that a body throws; the test fails if there is none.
func failure<E: Error, R>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(E) -> R
) throws -> E {
    do throws(E) {
        _ = try body()
    } catch {
        return error
    }
    Issue.record("No error was thrown.", sourceLocation: sourceLocation)
    throw Unfulfilled()
}

/// A folder that is removed with its last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/lit-peers-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
