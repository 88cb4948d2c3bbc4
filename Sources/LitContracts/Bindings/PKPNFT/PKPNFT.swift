public import Ethereum
public import EthereumRPC

/// The tokens that stand for programmable key pairs: whoever owns one decides who may sign with its key.
public struct PKPNFT: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.pkpNFT

    public static let abi = ContractABI(
        signatures: """
            function approve(address to, uint256 tokenId)
            function balanceOf(address owner) view returns (uint256)
            function burn(uint256 tokenId)
            function claimAndMint(uint256 keyType, bytes32 derivedKeyId, tuple(bytes32 r, bytes32 s, uint8 \
                v)[] signatures) payable returns (uint256)
            function claimAndMint(uint256 keyType, bytes32 derivedKeyId, tuple(bytes32 r, bytes32 s, uint8 \
                v)[] signatures, address stakingContractAddress) payable returns (uint256)
            function exists(uint256 tokenId) view returns (bool)
            function getApproved(uint256 tokenId) view returns (address)
            function getEthAddress(uint256 tokenId) view returns (address)
            function getNextDerivedKeyId() view returns (bytes32)
            function getPkpNftMetadataAddress() view returns (address)
            function getPkpPermissionsAddress() view returns (address)
            function getPubkey(uint256 tokenId) view returns (bytes)
            function getRouterAddress() view returns (address)
            function getStakingAddress() view returns (address)
            function isApprovedForAll(address owner, address operator) view returns (bool)
            function mintCost() view returns (uint256)
            function mintGrantAndBurnNext(uint256 keyType, bytes ipfsCID) payable returns (uint256)
            function mintNext(uint256 keyType) payable returns (uint256)
            function name() view returns (string)
            function owner() view returns (address owner_)
            function ownerOf(uint256 tokenId) view returns (address)
            function prefixed(bytes32 hash) pure returns (bytes32)
            function safeTransferFrom(address from, address to, uint256 tokenId)
            function safeTransferFrom(address from, address to, uint256 tokenId, bytes data)
            function setApprovalForAll(address operator, bool approved)
            function setMintCost(uint256 newMintCost)
            function supportsInterface(bytes4 interfaceId) view returns (bool)
            function symbol() view returns (string)
            function tokenByIndex(uint256 index) view returns (uint256)
            function tokenOfOwnerByIndex(address owner, uint256 index) view returns (uint256)
            function tokenURI(uint256 tokenId) view returns (string)
            function totalSupply() view returns (uint256)
            function transferFrom(address from, address to, uint256 tokenId)
            function transferOwnership(address newOwner)
            function withdraw()
            event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)
            event ApprovalForAll(address indexed owner, address indexed operator, bool approved)
            event ContractResolverAddressSet(address newResolverAddress)
            event MintCostSet(uint256 newMintCost)
            event PKPMinted(uint256 indexed tokenId, bytes pubkey)
            event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)
            event Withdrew(uint256 amount)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            error CallerNotOwner()
            """)
}
