import EVM
import Ethereum
import Primitives

/// A transaction that runs a program, with all that it can see.
struct ProgramCase {
    let block: BlockEnvironment
    let accounts: [OfficialAccount]
    let sender: Address
    let transaction: Transaction

    init(_ input: JSON) throws {
        guard try input.text("fork") == "cancun" else { throw BadCase("fork is not cancun") }
        let block = try input.member("block")
        self.block = BlockEnvironment(
            number: try block.word("number"), timestamp: try block.word("timestamp"),
            gasLimit: try block.word("gasLimit"), coinbase: try block.address("coinbase"),
            prevRandao: try block.hash("prevRandao"), baseFee: try block.number("baseFee"),
            blobBaseFee: try block.number("blobBaseFee"), chainID: try block.number("chainId"),
            blockHash: { Keccak256.hash(String($0).utf8) })
        accounts = try OfficialAccount.parse(input.member("accounts"))
        let call = try input.member("transaction")
        sender = try call.address("sender")
        let to = try call.member("to").isNull ? nil : try call.address("to")
        let nonce = accounts.first { [sender] in $0.address == sender }?.nonce ?? 0
        transaction = Transaction(
            chainID: nil, nonce: nonce, gasLimit: try call.word("gasLimit"), to: to,
            value: try call.number("value"), data: try call.bytes("data"), fees: try Self.fees(call))
    }

    private static func fees(_ call: JSON) throws -> Transaction.Fees {
        let price = try call.number("gasPrice")
        var list: Transaction.AccessList = []
        if call["accessList"] != nil {
            list = try call.items("accessList").map { entry in
                .init(
                    address: try entry.address("address"),
                    storageKeys: try entry.items("storageKeys").map {
                        try JSON.number($0.string ?? "", "a storage key").bytes32
                    })
            }
        }
        guard call["blobHashes"] != nil else { return .accessList(gasPrice: price, list) }
        let hashes = try call.items("blobHashes").map { value in
            guard let hash = Bytes32(try JSON.bytes(value.string ?? "", "a blob hash")) else {
                throw BadCase("a blob hash is not 32 bytes")
            }
            return hash
        }
        return .blob(
            maxFeePerGas: price, maxPriorityFeePerGas: price, list,
            maxFeePerBlobGas: try call.number("maxFeePerBlobGas"), versionedHashes: hashes)
    }
}
