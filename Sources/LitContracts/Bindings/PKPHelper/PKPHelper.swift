public import Ethereum
public import EthereumRPC

/// Mints a PKP and permits auth methods in one transaction.
public struct PKPHelper: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.pkpHelper

    public static let abi = ContractABI(
        signatures: """
            function claimAndMintNextAndAddAuthMethods(tuple(uint256 keyType, bytes32 derivedKeyId, \
                tuple(bytes32 r, bytes32 s, uint8 v)[] signatures) claimMaterial, tuple(uint256 keyType, \
                bytes[] permittedIpfsCIDs, uint256[][] permittedIpfsCIDScopes, address[] permittedAddresses, \
                uint256[][] permittedAddressScopes, uint256[] permittedAuthMethodTypes, bytes[] \
                permittedAuthMethodIds, bytes[] permittedAuthMethodPubkeys, uint256[][] \
                permittedAuthMethodScopes, bool addPkpEthAddressAsPermittedAddress, bool sendPkpToItself) \
                authMethodData) payable returns (uint256)
            function claimAndMintNextAndAddAuthMethodsWithTypes(tuple(uint256 keyType, bytes32 derivedKeyId, \
                tuple(bytes32 r, bytes32 s, uint8 v)[] signatures) claimMaterial, tuple(uint256 keyType, \
                bytes[] permittedIpfsCIDs, uint256[][] permittedIpfsCIDScopes, address[] permittedAddresses, \
                uint256[][] permittedAddressScopes, uint256[] permittedAuthMethodTypes, bytes[] \
                permittedAuthMethodIds, bytes[] permittedAuthMethodPubkeys, uint256[][] \
                permittedAuthMethodScopes, bool addPkpEthAddressAsPermittedAddress, bool sendPkpToItself) \
                authMethodData) payable returns (uint256)
            function claimAndMintNextAndAddAuthMethodsWithTypesV2(tuple(uint256 keyType, bytes32 \
                derivedKeyId, tuple(bytes32 r, bytes32 s, uint8 v)[] signatures, address \
                stakingContractAddress) claimMaterial, tuple(uint256 keyType, bytes[] permittedIpfsCIDs, \
                uint256[][] permittedIpfsCIDScopes, address[] permittedAddresses, uint256[][] \
                permittedAddressScopes, uint256[] permittedAuthMethodTypes, bytes[] permittedAuthMethodIds, \
                bytes[] permittedAuthMethodPubkeys, uint256[][] permittedAuthMethodScopes, bool \
                addPkpEthAddressAsPermittedAddress, bool sendPkpToItself) authMethodData) payable returns \
                (uint256)
            function contractResolver() view returns (address)
            function env() view returns (uint8)
            function getPKPNftMetdataAddress() view returns (address)
            function getPkpNftAddress() view returns (address)
            function getPkpPermissionsAddress() view returns (address)
            function getStakingAddress() view returns (address)
            function mintNextAndAddAuthMethods(uint256 keyType, uint256[] permittedAuthMethodTypes, bytes[] \
                permittedAuthMethodIds, bytes[] permittedAuthMethodPubkeys, uint256[][] \
                permittedAuthMethodScopes, bool addPkpEthAddressAsPermittedAddress, bool sendPkpToItself) \
                payable returns (uint256)
            function mintNextAndAddAuthMethodsWithTypes(uint256 keyType, bytes[] permittedIpfsCIDs, \
                uint256[][] permittedIpfsCIDScopes, address[] permittedAddresses, uint256[][] \
                permittedAddressScopes, uint256[] permittedAuthMethodTypes, bytes[] permittedAuthMethodIds, \
                bytes[] permittedAuthMethodPubkeys, uint256[][] permittedAuthMethodScopes, bool \
                addPkpEthAddressAsPermittedAddress, bool sendPkpToItself) payable returns (uint256)
            function onERC721Received(address, address, uint256, bytes) view returns (bytes4)
            function owner() view returns (address)
            function supportsInterface(bytes4 interfaceId) view returns (bool)
            function transferOwnership(address newOwner)
            event ContractResolverAddressSet(address newResolverAddress)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            """)
}
