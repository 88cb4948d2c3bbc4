public import Ethereum
public import EthereumRPC

/// Capacity credits: tokens that pay for a rate of requests until a midnight.
public struct RateLimitNFT: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.rateLimitNFT

    public static let abi = ContractABI(
        signatures: """
            function RLIHolderRateLimitWindowSeconds() view returns (uint256)
            function additionalRequestsPerKilosecondCost() view returns (uint256)
            function approve(address to, uint256 tokenId)
            function balanceOf(address owner) view returns (uint256)
            function burn(uint256 tokenId)
            function calculateCost(uint256 requestsPerKilosecond, uint256 expiresAt) view returns (uint256)
            function calculateRequestsPerKilosecond(uint256 payingAmount, uint256 expiresAt) view returns \
                (uint256)
            function capacity(uint256 tokenId) view returns (tuple(uint256 requestsPerKilosecond, uint256 \
                expiresAt))
            function checkBelowMaxRequestsPerKilosecond(uint256 requestedRequestsPerKilosecond) view returns \
                (bool)
            function currentSoldRequestsPerKilosecond() view returns (uint256)
            function defaultRateLimitWindowSeconds() view returns (uint256)
            function exists(uint256 tokenId) view returns (bool)
            function freeMint(uint256 expiresAt, uint256 requestsPerKilosecond, bytes32 msgHash, uint8 v, \
                bytes32 r, bytes32 sVal) returns (uint256)
            function freeMintSigTest(uint256 expiresAt, uint256 requestsPerKilosecond, bytes32 msgHash, uint8 \
                v, bytes32 r, bytes32 sVal) view
            function freeMintSigner() view returns (address)
            function freeRequestsPerRateLimitWindow() view returns (uint256)
            function getApproved(uint256 tokenId) view returns (address)
            function isApprovedForAll(address owner, address operator) view returns (bool)
            function isExpired(uint256 tokenId) view returns (bool)
            function maxExpirationSeconds() view returns (uint256)
            function maxRequestsPerKilosecond() view returns (uint256)
            function mint(uint256 expiresAt) payable returns (uint256)
            function name() view returns (string)
            function owner() view returns (address owner_)
            function ownerOf(uint256 tokenId) view returns (address)
            function prefixed(bytes32 hash) pure returns (bytes32)
            function pruneExpired(address owner)
            function redeemedFreeMints(bytes32 msgHash) view returns (bool)
            function safeTransferFrom(address from, address to, uint256 tokenId)
            function safeTransferFrom(address from, address to, uint256 tokenId, bytes data)
            function setAdditionalRequestsPerKilosecondCost(uint256 newAdditionalRequestsPerKilosecondCost)
            function setApprovalForAll(address operator, bool approved)
            function setFreeMintSigner(address newFreeMintSigner)
            function setFreeRequestsPerRateLimitWindow(uint256 newFreeRequestsPerRateLimitWindow)
            function setMaxExpirationSeconds(uint256 newMaxExpirationSeconds)
            function setMaxRequestsPerKilosecond(uint256 newMaxRequestsPerKilosecond)
            function setRLIHolderRateLimitWindowSeconds(uint256 newRLIHolderRateLimitWindowSeconds)
            function setRateLimitWindowSeconds(uint256 newRateLimitWindowSeconds)
            function supportsInterface(bytes4 interfaceId) view returns (bool)
            function symbol() view returns (string)
            function tokenByIndex(uint256 index) view returns (uint256)
            function tokenIdCounter() view returns (uint256)
            function tokenOfOwnerByIndex(address owner, uint256 index) view returns (uint256)
            function tokenSVG(uint256 tokenId) view returns (string)
            function tokenURI(uint256 tokenId) view returns (string)
            function totalSoldRequestsPerKilosecondByExpirationTime(uint256 expiresAt) view returns (uint256)
            function totalSupply() view returns (uint256)
            function transferFrom(address from, address to, uint256 tokenId)
            function transferOwnership(address newOwner)
            function withdraw()
            event AdditionalRequestsPerKilosecondCostSet(uint256 newAdditionalRequestsPerKilosecondCost)
            event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)
            event ApprovalForAll(address indexed owner, address indexed operator, bool approved)
            event FreeRequestsPerRateLimitWindowSet(uint256 newFreeRequestsPerRateLimitWindow)
            event RLIHolderRateLimitWindowSecondsSet(uint256 newRLIHolderRateLimitWindowSeconds)
            event RateLimitWindowSecondsSet(uint256 newRateLimitWindowSeconds)
            event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)
            event Withdrew(uint256 amount)
            event FreeMintSignerSet(address indexed newFreeMintSigner)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            error CallerNotOwner()
            """)
}
