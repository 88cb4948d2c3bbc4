public import Ethereum
public import Primitives

extension Address {
    /// The address of a contract that `creator` makes by CREATE or by a transaction of this nonce.
    public static func created(by creator: Address, nonce: UInt64) -> Address {
        let list = RLPWriter.list { list in
            list.append(creator)
            list.append(nonce)
        }
        return Address(truncating: Keccak256.hash(list))
    }

    /// The address of a contract that `creator` makes by CREATE2 (EIP-1014).
    public static func created(by creator: Address, salt: Bytes32, initCodeHash: Bytes32) -> Address {
        Address(truncating: Keccak256.hash([0xff] + creator.bytes + salt.bytes + initCodeHash.bytes))
    }
}
