import Ethereum
import Primitives
import Secp256k1

extension OfficialKind {
    /// Key files with passwords; keys with addresses; transactions signed before EIP-155.
    static let keystore = OfficialKind(
        name: "keystore",
        recognises: { test in
            (test["json"] ?? test["addr"] ?? test["unsigned"]) != nil
        },
        cases: { file, name, test in
            let check: @Sendable () throws -> Void =
                if test["json"] != nil {
                    { try checkKeyFile(test) }
                } else if test["addr"] != nil {
                    { try checkAddress(test) }
                } else {
                    { try checkSigning(test) }
                }
            return [OfficialCase(name: "\(file.stem)/\(name)", check: check)]
        })
}

private func checkKeyFile(_ test: JSON) throws {
    let key = try Keystore(test.member("json")).decrypt(passphrase: test.text("password"))
    try expectEqual("key", key.scalar.bytes.hex, test.bytes("priv").hex)
}

/// The signatures beside them are not looked at: they belong to no digest that the data states.
private func checkAddress(_ test: JSON) throws {
    let address = try Address(PrivateKey(test.bytes("key")).publicKey)
    try expectEqual("address", address, test.address("addr"))
}

private func checkSigning(_ test: JSON) throws {
    func number(_ name: String) throws -> UInt256 {
        guard let text = try test.member(name).number?.text, let value = UInt256(decimal: text) else {
            throw BadCase("\(name) is not a number")
        }
        return value
    }
    func word(_ name: String) throws -> UInt64 {
        guard let word = UInt64(exactly: try number(name)) else { throw BadCase("\(name) exceeds 64 bits") }
        return word
    }
    let transaction = Transaction(
        chainID: nil, nonce: try word("nonce"), gasLimit: try word("startgas"),
        to: try test.text("to").isEmpty ? nil : test.address("to"), value: try number("value"),
        data: try test.bytes("data"), fees: .legacy(gasPrice: try number("gasprice")))
    guard case .list(let fields) = try RLPItem(decoding: transaction.signingPayload) else {
        throw Disagreement("what is signed is not a list")
    }
    let empty = [RLPItem](repeating: .string([]), count: 3)
    try expectEqual("unsigned", RLPItem.list(fields + empty).encoded.hex, test.bytes("unsigned").hex)

    let key = try PrivateKey(test.bytes("key"))
    let own = try SignedTransaction(transaction, signedWith: key)
    let expected = try test.bytes("signed")
    guard case .list(let signed) = try RLPItem(decoding: expected), signed.count == 9,
        case .string(let v) = signed[6], case .string(let r) = signed[7], case .string(let s) = signed[8],
        v == [27] || v == [28], let r = UInt256(bigEndian: r), let s = UInt256(bigEndian: s)
    else { throw BadCase("signed is not a legacy transaction without chain id") }
    try expectEqual("signed fields", Array(signed[..<6]), fields)
    let signature = try Signature(r: r.bytes32, s: s.bytes32, recoveryID: v == [27] ? 0 : 1)
    let signer = try Address(signature.recover(transaction.signingHash))
    try expectEqual("signer", signer, own.sender)
    // From before EIP-2: of a pair of signatures, which differ in s, the file may hold the high one.
    let normalized = try SignedTransaction(transaction, signature: signature.normalized)
    try expectEqual("sender", normalized.sender, own.sender)
    let isAccepted = (try? SignedTransaction(decoding: expected)) != nil
    try expectEqual("accepted as it is", isAccepted, signature.isLowS)
}
