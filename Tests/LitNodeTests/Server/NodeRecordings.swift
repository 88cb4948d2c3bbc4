import Synchronization
import LitContracts
import Ethereum
import Foundation
import KeyService
import Primitives
import Secp256k1
import ThresholdBLS

/// What the JavaScript SDK sent to nodes and took from them: Tests/Vectors/transcripts.
enum NodeRecordings {
    /// One exchange with a node.
    struct Exchange: Sendable {
        let scenario: String
        let node: String
        let path: String
        let headers: JSON.Object
        let bodyText: String
        let status: Int
        let response: JSON
    }

    /// The moment of all recordings.
    static let clock = Timestamp(seconds: 1_768_478_400)
    /// The node whose keys ``RecordedKeys`` has.
    static let node = "http://127.0.0.1:7470"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors/transcripts")

    static func file(_ name: String) throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: name + ".json"))))
    }

    /// All exchanges with the first node.
    static func exchanges() throws -> [Exchange] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try names.filter { $0.first?.isNumber == true && $0.hasSuffix(".json") }.flatMap { name in
            let scenario = String(name.dropLast(5))
            return try (file(scenario)["nodeRequests"]?.array ?? []).map { request in
                Exchange(
                    scenario: scenario, node: request["node"]?.string ?? "",
                    path: request["path"]?.string ?? "", headers: request["headers"]?.object ?? .init(),
                    bodyText: request["bodyText"]?.string ?? "", status: request["status"]?.int ?? 0,
                    response: request["response"] ?? .null)
            }
        }.filter { $0.node == node }
    }

    static func exchange(_ scenario: String) throws -> Exchange {
        guard let found = try exchanges().first(where: { $0.scenario == scenario }) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return found
    }

    static func rootKeys() throws -> RootKeySet {
        let network = try file("keys")["network"] ?? .null
        let keys = try (network["hdRootPubkeys"]?.array ?? []).map { key in
            try PublicKey(Hex.decode(key.string ?? ""))
        }
        return RootKeySet(bls: try BLSPublicKey(hex: network["blsPublicKey"]?.string ?? ""), k256: keys)
    }

    static func pkpKeys() throws -> [PrivateKey] {
        try (file("keys")["network"]?["pkpPrivateKeys"]?.array ?? []).map { key in
            try PrivateKey(Hex.decode(key.string ?? ""))
        }
    }

    static func nodeWallet() throws -> PrivateKey {
        let key = try file("keys")["network"]?["nodes"]?[0]?["walletPrivateKey"]?.string ?? ""
        return try PrivateKey(Hex.decode(key))
    }
}
