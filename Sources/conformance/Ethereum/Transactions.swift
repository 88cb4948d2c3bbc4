import Ethereum
import Primitives
import Secp256k1

/// Signing, and strict decoding. Integers are hexadecimal after `0x`; `to` may be empty.
let transactionKind = Kind(name: "ethereum_tx") { aCase in
    guard aCase.has("transaction") else {
        return outputs(try SignedTransaction(decoding: aCase.bytes("raw")))
    }
    let transaction = try transaction(aCase.value("transaction"))
    let signed = try SignedTransaction(transaction, signedWith: PrivateKey(aCase.bytes("privateKey")))
    guard try SignedTransaction(decoding: signed.encoded) == signed else {
        throw Disagreement("decoding \(signed.encoded.hex) does not give the transaction back")
    }
    return outputs(signed)
}

private func outputs(_ signed: SignedTransaction) -> [String: JSON] {
    [
        "signingPayload": .string(signed.transaction.signingPayload.hex),
        "signingHash": .string(signed.transaction.signingHash.hex),
        "raw": .string(signed.encoded.hex),
        "hash": .string(signed.hash.hex),
        "r": .string(signed.signature.r.bytes.hex),
        "s": .string(signed.signature.s.bytes.hex),
        "v": .number(.init(signed.v)),
        "from": .string(signed.sender.checksummed),
    ]
}

private func transaction(_ fields: JSON) throws -> Transaction {
    func number(_ name: String) throws -> UInt256 {
        guard let text = fields[name]?.string, let value = UInt256(hexadecimal: text) else {
            throw BadCase("transaction.\(name) is not a hexadecimal number")
        }
        return value
    }
    func word(_ name: String) throws -> UInt64 {
        guard let value = UInt64(exactly: try number(name)) else {
            throw BadCase("transaction.\(name) has more than 64 bits")
        }
        return value
    }
    let to = fields["to"]?.string ?? ""
    let type = fields["type"] == nil ? 0 : try word("type")
    let fees: Transaction.Fees
    switch type {
    case 0: fees = .legacy(gasPrice: try number("gasPrice"))
    case 1: fees = .accessList(gasPrice: try number("gasPrice"), try accessList(fields["accessList"]))
    case 2:
        fees = .dynamic(
            maxFeePerGas: try number("maxFeePerGas"),
            maxPriorityFeePerGas: try number("maxPriorityFeePerGas"), try accessList(fields["accessList"]))
    default: throw BadCase("transaction.type \(type) is unknown")
    }
    return Transaction(
        chainID: fields["chainId"] == nil ? nil : try word("chainId"), nonce: try word("nonce"),
        gasLimit: try word("gas"), to: to.isEmpty ? nil : try Address(to), value: try number("value"),
        data: try [UInt8](hex: fields["data"]?.string ?? ""), fees: fees)
}

private func accessList(_ value: JSON?) throws -> Transaction.AccessList {
    guard let entries = value?.array else { throw BadCase("transaction.accessList is not an array") }
    return try entries.map { entry in
        guard let address = entry["address"]?.string, let keys = entry["storageKeys"]?.array else {
            throw BadCase("an entry of the access list lacks address or storageKeys")
        }
        return .init(
            address: try Address(address), storageKeys: try keys.map { try Bytes32(hex: $0.string ?? "") })
    }
}
