import Ethereum
import Primitives

/// The fields of a state test's transaction, against which its encoding is checked.
struct StateTestFields: Sendable {
    let sender: Address
    let transaction: Transaction

    /// One choice of data, gas limit and value from the lists of the test.
    ///
    /// The value is nil where it does not fit a transaction, and then so is the whole.
    init(_ fields: JSON, data: Int, gas: Int, value: Int) throws {
        func choice(_ name: String, _ index: Int) throws -> String {
            guard let text = try fields.items(name).element(index)?.string else {
                throw BadCase("\(name)[\(index)] is not a string")
            }
            return text
        }
        sender = try fields.address("sender")
        let lists = try fields["accessLists"] == nil ? nil : fields.items("accessLists").element(data)
        let accessList = try lists.flatMap { $0.isNull ? nil : try Self.accessList($0) }
        let fees: Transaction.Fees
        if fields["blobVersionedHashes"] != nil {
            fees = .blob(
                maxFeePerGas: try fields.number("maxFeePerGas"),
                maxPriorityFeePerGas: try fields.number("maxPriorityFeePerGas"), accessList ?? [],
                maxFeePerBlobGas: try fields.number("maxFeePerBlobGas"),
                versionedHashes: try fields.items("blobVersionedHashes").map(Self.word))
        } else if fields["maxFeePerGas"] != nil {
            fees = .dynamic(
                maxFeePerGas: try fields.number("maxFeePerGas"),
                maxPriorityFeePerGas: try fields.number("maxPriorityFeePerGas"), accessList ?? [])
        } else if let accessList {
            fees = .accessList(gasPrice: try fields.number("gasPrice"), accessList)
        } else {
            fees = .legacy(gasPrice: try fields.number("gasPrice"))
        }
        let gasLimit = try JSON.number(choice("gasLimit", gas), "gasLimit")
        let to = try fields.text("to")
        // A number that a transaction cannot hold stands as it would be truncated: the encoding is
        // then refused before anything is compared with it.
        transaction = Transaction(
            chainID: nil, nonce: try fields.word("nonce"), gasLimit: UInt64(truncatingIfNeeded: gasLimit),
            to: to.isEmpty ? nil : try fields.address("to"),
            value: try Self.value(choice("value", value)),
            data: try JSON.bytes(choice("data", data), "data"), fees: fees)
    }

    /// Throws unless `signed` holds these fields and comes from the sender.
    func check(_ signed: SignedTransaction) throws {
        var expected = transaction
        // The tests do not state the chain id; legacy transactions have it or not.
        expected.chainID = signed.transaction.chainID
        try expectEqual("decoded transaction", signed.transaction, expected)
        try expectEqual("sender", signed.sender, sender)
    }

    /// Values that are too large for 256 bits are marked.
    private static func value(_ text: String) throws -> UInt256 {
        text.hasPrefix("0x:bigint ") ? .max : try JSON.number(text, "value")
    }

    private static func accessList(_ value: JSON) throws -> Transaction.AccessList {
        guard let entries = value.array else { throw BadCase("an access list is not an array") }
        return try entries.map { entry in
            .init(
                address: try entry.address("address"),
                storageKeys: try entry.items("storageKeys").map(word))
        }
    }

    /// Thirty-two bytes, of which leading zeros may be missing.
    private static func word(_ value: JSON) throws -> Bytes32 {
        try JSON.number(value.string ?? "", "a word").bytes32
    }
}

extension Array {
    /// The element at `index`, if there is one.
    func element(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
