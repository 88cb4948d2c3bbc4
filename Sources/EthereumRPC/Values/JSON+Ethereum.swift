internal import Ethereum
internal import Primitives

extension JSON {
    /// `0x` and minimal digits (EIP-1474, QUANTITY).
    static func quantity(_ value: UInt64) -> JSON { .string("0x" + String(value, radix: 16)) }
    /// `0x` and minimal digits (EIP-1474, QUANTITY).
    static func quantity(_ value: UInt256) -> JSON { .string(value.quantityHex) }
    /// `0x` and two digits for each byte (EIP-1474, DATA).
    static func data(_ bytes: some Collection<UInt8>) -> JSON { .string(bytes.prefixedHex) }
    static func hash(_ hash: Bytes32) -> JSON { .data(hash.bytes) }
    static func address(_ address: Address) -> JSON { .string(address.prefixedHex) }

    static func accessList(_ list: Transaction.AccessList) -> JSON {
        .array(
            list.map { entry in
                [
                    "address": .address(entry.address),
                    "storageKeys": .array(entry.storageKeys.map { .hash($0) }),
                ]
            })
    }
}
