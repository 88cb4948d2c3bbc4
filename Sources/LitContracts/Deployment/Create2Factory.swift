public import Ethereum
public import Primitives

/// The contract by which a contract gets the same address on every chain: it creates, by CREATE2 (EIP-1014),
/// what it is called with behind a salt.
///
/// On most chains it is found at ``address``. A transaction put it there whose signature was made up: nobody has
/// the key of its sender, and it is valid wherever transactions without a chain id are.
public enum Create2Factory {
    /// Where the made-up transaction puts it.
    public static let address = Address(
        truncating: UInt256(0x4e59_b448_47b3_7957_8588_920c_a78f_bf26_c0b4_956c).bytes32)
    /// The sender of the made-up transaction.
    public static let deployer = Address(
        truncating: UInt256(0x3fab_1846_22dc_19b6_1093_49b9_4811_493b_f2a4_5362).bytes32)
    /// What the made-up transaction offers at most, in wei: 0.01 ether.
    public static let deployerFunds: UInt256 = 10_000_000_000_000_000

    /// The code on chain.
    public static let runtimeCode = hex(
        """
        7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f5
        8015156039578182fd5b8082525050506014600cf3
        """)
    /// The code that creates it.
    public static let creationCode = hex("604580600e600039806000f350fe") + runtimeCode
    /// The made-up transaction as it is sent.
    public static let transaction =
        hex("f8a58085174876e800830186a08080b853") + creationCode + hex("1ba0")
        + [UInt8](repeating: 0x22, count: 32) + hex("a0") + [UInt8](repeating: 0x22, count: 32)

    /// The data with which the factory is called.
    public static func callData(salt: Bytes32, creationCode: [UInt8]) -> [UInt8] { salt.bytes + creationCode }

    /// Where the factory puts a contract (EIP-1014).
    public static func address(of creationCode: [UInt8], salt: Bytes32, factory: Address = address) -> Address
    {
        let hash = Keccak256.hash(creationCode)
        return Address(truncating: Keccak256.hash([0xff] + factory.bytes + salt.bytes + hash.bytes))
    }

    /// Where an account's transaction puts a contract: the hash of the RLP of both.
    public static func address(createdBy account: Address, nonce: UInt64) -> Address {
        let list = RLPWriter.list { list in
            list.append(account)
            list.append(nonce)
        }
        return Address(truncating: Keccak256.hash(list))
    }

    private static func hex(_ text: String) -> [UInt8] {
        // The constants above are well formed, which tests confirm by what becomes of them.
        (try? [UInt8](hex: text.filter { !$0.isNewline })) ?? []
    }
}
