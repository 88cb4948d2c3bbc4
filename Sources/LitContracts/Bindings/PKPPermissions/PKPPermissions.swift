public import Ethereum
public import EthereumRPC

/// Says who may sign with which PKP.
public struct PKPPermissions: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.pkpPermissions

    public static let abi = ContractABI(
        signatures: """
            function addPermittedAction(uint256 tokenId, bytes ipfsCID, uint256[] scopes)
            function addPermittedAddress(uint256 tokenId, address user, uint256[] scopes)
            function addPermittedAuthMethod(uint256 tokenId, tuple(uint256 authMethodType, bytes id, bytes \
                userPubkey) authMethod, uint256[] scopes)
            function addPermittedAuthMethodScope(uint256 tokenId, uint256 authMethodType, bytes id, uint256 \
                scopeId)
            function batchAddRemoveAuthMethods(uint256 tokenId, uint256[] permittedAuthMethodTypesToAdd, \
                bytes[] permittedAuthMethodIdsToAdd, bytes[] permittedAuthMethodPubkeysToAdd, uint256[][] \
                permittedAuthMethodScopesToAdd, uint256[] permittedAuthMethodTypesToRemove, bytes[] \
                permittedAuthMethodIdsToRemove)
            function getAuthMethodId(uint256 authMethodType, bytes id) pure returns (uint256)
            function getEthAddress(uint256 tokenId) view returns (address)
            function getPKPPubKeysByAuthMethod(uint256 authMethodType, bytes id) view returns (bytes[])
            function getPermittedActions(uint256 tokenId) view returns (bytes[])
            function getPermittedAddresses(uint256 tokenId) view returns (address[])
            function getPermittedAuthMethodScopes(uint256 tokenId, uint256 authMethodType, bytes id, uint256 \
                maxScopeId) view returns (bool[])
            function getPermittedAuthMethods(uint256 tokenId) view returns (tuple(uint256 authMethodType, \
                bytes id, bytes userPubkey)[])
            function getPkpNftAddress() view returns (address)
            function getPubkey(uint256 tokenId) view returns (bytes)
            function getRouterAddress() view returns (address)
            function getTokenIdsForAuthMethod(uint256 authMethodType, bytes id) view returns (uint256[])
            function getUserPubkeyForAuthMethod(uint256 authMethodType, bytes id) view returns (bytes)
            function isPermittedAction(uint256 tokenId, bytes ipfsCID) view returns (bool)
            function isPermittedAddress(uint256 tokenId, address user) view returns (bool)
            function isPermittedAuthMethod(uint256 tokenId, uint256 authMethodType, bytes id) view returns \
                (bool)
            function isPermittedAuthMethodScopePresent(uint256 tokenId, uint256 authMethodType, bytes id, \
                uint256 scopeId) view returns (bool)
            function owner() view returns (address owner_)
            function removePermittedAction(uint256 tokenId, bytes ipfsCID)
            function removePermittedAddress(uint256 tokenId, address user)
            function removePermittedAuthMethod(uint256 tokenId, uint256 authMethodType, bytes id)
            function removePermittedAuthMethodScope(uint256 tokenId, uint256 authMethodType, bytes id, \
                uint256 scopeId)
            function setRootHash(uint256 tokenId, uint256 group, bytes32 root)
            function transferOwnership(address newOwner)
            function verifyState(uint256 tokenId, uint256 group, bytes32[] proof, bytes32 leaf) view returns \
                (bool)
            function verifyStates(uint256 tokenId, uint256 group, bytes32[] proof, bool[] proofFlags, \
                bytes32[] leaves) view returns (bool)
            event ContractResolverAddressSet(address newResolverAddress)
            event PermittedAuthMethodAdded(uint256 indexed tokenId, uint256 authMethodType, bytes id, bytes \
                userPubkey)
            event PermittedAuthMethodRemoved(uint256 indexed tokenId, uint256 authMethodType, bytes id)
            event PermittedAuthMethodScopeAdded(uint256 indexed tokenId, uint256 authMethodType, bytes id, \
                uint256 scopeId)
            event PermittedAuthMethodScopeRemoved(uint256 indexed tokenId, uint256 authMethodType, bytes id, \
                uint256 scopeId)
            event RootHashUpdated(uint256 indexed tokenId, uint256 indexed group, bytes32 root)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            error CallerNotOwner()
            """)
}
