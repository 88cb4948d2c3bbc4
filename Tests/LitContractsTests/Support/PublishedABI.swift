import Ethereum
import Foundation
import LitContracts
import Primitives

/// The interfaces that the protocol asks for, and those of the compiled contracts.
enum PublishedABI {
    static let package: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    /// What clients and nodes call.
    static func wanted(_ kind: ContractKind) throws -> ContractABI {
        try abi("Tests/Vectors/contracts/abi/\(kind).json")
    }

    /// What the compiled contract has.
    static func compiled(_ kind: ContractKind) throws -> ContractABI {
        try abi("Contracts/artifacts/\(kind).json")
    }

    static func json(_ path: String) throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: package.appendingPathComponent(path))))
    }

    private static func abi(_ path: String) throws -> ContractABI { try ContractABI(json: json(path)) }
}
