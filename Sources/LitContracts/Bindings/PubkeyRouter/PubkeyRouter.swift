public import Ethereum
public import EthereumRPC

/// Holds the root keys of networks, and what the key of each PKP derives from.
public struct PubkeyRouter: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.pubkeyRouter

    public static let abi = ContractABI(
        signatures: """
            function adminResetRootKeys(address stakingContract)
            function checkNodeSignatures(tuple(bytes32 r, bytes32 s, uint8 v)[] signatures, bytes \
                signedMessage, address stakingContractAddress) view returns (bool)
            function deriveEthAddressFromPubkey(bytes pubkey) pure returns (address)
            function ethAddressToPkpId(address ethAddress) view returns (uint256)
            function getDerivedPubkey(address stakingContract, bytes32 derivedKeyId) view returns (bytes)
            function getEthAddress(uint256 tokenId) view returns (address)
            function getPkpNftAddress() view returns (address)
            function getPubkey(uint256 tokenId) view returns (bytes)
            function getRootKeys(address stakingContract) view returns (tuple(bytes pubkey, uint256 keyType)[])
            function getRoutingData(uint256 tokenId) view returns (tuple(bytes pubkey, uint256 keyType, \
                bytes32 derivedKeyId))
            function isRouted(uint256 tokenId) view returns (bool)
            function owner() view returns (address owner_)
            function pubkeys(uint256 tokenId) view returns (tuple(bytes pubkey, uint256 keyType, bytes32 \
                derivedKeyId))
            function setRoutingData(uint256 tokenId, bytes pubkey, address stakingContractAddress, uint256 \
                keyType, bytes32 derivedKeyId)
            function transferOwnership(address newOwner)
            function voteForRootKeys(address stakingContractAddress, tuple(bytes pubkey, uint256 keyType)[] \
                newRootKeys)
            event ContractResolverAddressSet(address newResolverAddress)
            event PubkeyRoutingDataSet(uint256 indexed tokenId, bytes pubkey, address stakingContract, \
                uint256 keyType, bytes32 derivedKeyId)
            event RootKeySet(address stakingContract, tuple(bytes pubkey, uint256 keyType) rootKey)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            event RootKeysReset(address stakingContract)
            error CallerNotOwner()
            """)
}
