import DevChain
import Ethereum
import Foundation
import Primitives

/// The beginning of a chain in go-ethereum's form: `{config: {chainId}, alloc, gasLimit, …}`.
struct GenesisFile {
    let chainID: UInt64
    let genesis: Genesis

    init(path: String) throws {
        let json = try JSON(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path))))
        guard let chainID = json["config"]?["chainId"]?.number?.integer(as: UInt64.self),
            let alloc = json["alloc"]?.object
        else { throw BadCase("\(path): has no config.chainId or no alloc") }
        self.chainID = chainID
        var accounts: [Address: Genesis.Account] = [:]
        for (name, entry) in alloc {
            let address = try Address(name.hasPrefix("0x") ? name : "0x" + name)
            var account = Genesis.Account(
                balance: try Self.number(entry["balance"]) ?? .zero,
                nonce: UInt64(clamping: try Self.number(entry["nonce"]) ?? .zero),
                code: try Hex.decode(entry["code"]?.string ?? "0x"))
            if let storage = entry["storage"]?.object {
                for (slot, word) in storage {
                    account.storage[try Self.number(.string(slot)) ?? .zero] = try Self.number(word)
                }
            }
            accounts[address] = account
        }
        func number(_ name: String) throws -> UInt256 { try Self.number(json[name]) ?? .zero }
        var genesis = Genesis(
            timestamp: UInt64(clamping: try number("timestamp")),
            gasLimit: UInt64(clamping: try number("gasLimit")), baseFee: try number("baseFeePerGas"),
            coinbase: try Address(json["coinbase"]?.string ?? Address.zero.prefixedHex),
            extraData: try Hex.decode(json["extraData"]?.string ?? "0x"), accounts: accounts)
        genesis.header.difficulty = try number("difficulty")
        genesis.header.nonce = UInt64(clamping: try number("nonce"))
        genesis.header.prevRandao = try number("mixHash").bytes32
        genesis.header.excessBlobGas = UInt64(clamping: try number("excessBlobGas"))
        genesis.header.blobGasUsed = UInt64(clamping: try number("blobGasUsed"))
        self.genesis = genesis
    }

    private static func number(_ value: JSON?) throws -> UInt256? {
        switch value {
        case nil, .null: return nil
        case .string(let text):
            guard let number = UInt256(text) else { throw BadCase("\(text.prefix(80)) is not a number") }
            return number
        case .number(let number):
            guard let number = UInt256(decimal: number.text) else {
                throw BadCase("not a number: \(number.text)")
            }
            return number
        case .some(let other): throw BadCase("\(other.kind) in place of a number")
        }
    }
}
