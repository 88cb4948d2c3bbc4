/// The symbolic names of a node's errors; raw values are the wire's.
///
/// Names and statuses are those of the Datil generation, so that what applications match on stays the same.
/// Some belong to conditions that this implementation never meets.
public enum NodeErrorCode: String, Hashable, Sendable, CaseIterable {
    case invalidMultipleAuthSigs = "NodeInvalidMultipleAuthSigs"
    case invalidED25519AuthSig = "NodeInvalidED25519AuthSig"
    case invalidAuthSigSigningAlgo = "NodeInvalidAuthSigSigningAlgo"
    case invalidUnifiedAuthSig = "NodeInvalidUnifiedAuthSig"
    case invalidEthereumAuthSig = "NodeInvalidEthereumAuthSig"
    case invalidCosmosAuthSig = "NodeInvalidCosmosAuthSig"
    case invalidCosmosSDKSignature = "NodeInvalidCosmosSDKSignature"
    case invalidKyveAuthSig = "NodeInvalidKyveAuthSig"
    case invalidCheqdAuthSig = "NodeInvalidCheqdAuthSig"
    case invalidJunoAuthSig = "NodeInvalidJunoAuthSig"
    case invalidSolanaAuthSig = "NodeInvalidSolanaAuthSig"
    case authSigAddressConversionError = "NodeAuthSigAddressConversionError"
    case conditionAddressConversionError = "NodeConditionAddressConversionError"
    case conditionTokenIDParsingError = "NodeConditionTokenIdParsingError"
    case invalidIPFSID = "NodeInvalidIPFSID"
    case authSigSignatureConversionError = "NodeAuthSigSignatureConversionError"
    case authSigSessionKeyConversionError = "NodeAuthSigSessionKeyConversionError"
    case authSigSignedMessageConversionError = "NodeAuthSigSignedMessageConversionError"
    case invalidAuthSigSessionKeySignature = "NodeInvalidAuthSigSessionKeySignature"
    case invalidUnifiedConditionType = "NodeInvalidUnifiedConditionType"
    case invalidBooleanConditionType = "NodeInvalidBooleanConditionType"
    case litNodeClientNotReady = "NodeLitNodeClientNotReady"
    case missingAccessControlConditions = "NodeMissingAccessControlConditions"
    case wrongNetwork = "NodeWrongNetwork"
    case httpConversionError = "NodeHTTPConversionError"
    case unknownError = "NodeUnknownError"
    case parserError = "NodeParserError"
    case siweCapabilityInvalid = "NodeSIWECapabilityInvalid"
    case siweCapabilityActionInvalid = "NodeSIWECapabilityActionInvalid"
    case siweSigConversionError = "NodeSIWESigConversionError"
    case siweSessionKeySignatureInvalid = "NodeSIWESessionKeySignatureInvalid"
    case siweMessageError = "NodeSIWEMessageError"
    case invalidSIWEResource = "NodeInvalidSIWEResource"
    case invalidSIWESpecialParam = "NodeInvalidSIWESpecialParam"
    case siweSpecialParamAddressConversionError = "NodeSIWESpecialParamAddressConversionError"
    case invalidACCReturnValueTest = "NodeInvalidACCReturnValueTest"
    case cosmosInvalidCondition = "NodeCosmosInvalidCondition"
    case mismatchParameters = "NodeMismatchParameters"
    case conditionTokenizingError = "NodeConditionTokenizingError"
    case invalidConditionTokenType = "NodeInvalidConditionTokenType"
    case tokenEncodingDecodingError = "NodeTokenEncodingDecodingError"
    case invalidSolanaRpcMethod = "NodeInvalidSolanaRpcMethod"
    case invalidMetaplexCollectionAddress = "NodeInvalidMetaplexCollectionAddress"
    case timestampConversionError = "NodeTimestampConversionError"
    case updatePermanentCondition = "NodeUpdatePermanentCondition"
    case invalidUpdatingUser = "NodeInvalidUpdatingUser"
    case tooManyConditions = "NodeTooManyConditions"
    case actionNotAllowed = "NodeActionNotAllowed"
    case contractFunctionParamsEncodingError = "NodeContractFunctionParamsEncodingError"
    case pkpTokenIDNotFound = "NodePKPTokenIdNotFound"
    case invalidWebAuthnChallenge = "NodeInvalidWebAuthnChallenge"
    case litActionsNotEnabled = "NodeLitActionsNotEnabled"
    case invalidCurveType = "NodeInvalidCurveType"
    case invalidAuthSigForSessionKey = "NodeInvalidAuthSigForSessionKey"
    case cannotProvideAuthMethodForEndpoint = "NodeCannotProvideAuthMethodForEndpoint"
    case cannotProvideAuthSigForEndpoint = "NodeCannotProvideAuthSigForEndpoint"
    case accessControlConditionsReturnedNotAuthorized = "NodeAccessControlConditionsReturnedNotAuthorized"
    case authFailed = "NodeAuthFailed"
    case invalidAuthSig = "NodeInvalidAuthSig"
    case authSigNotSupported = "NodeAuthSigNotSupported"
    case authSigScopeTooLimited = "NodeAuthSigScopeTooLimited"
    case contractAuthsigUnauthorized = "NodeContractAuthsigUnauthorized"
    case adminUnauthorized = "NodeAdminUnauthorized"
    case pkpKeyTypeRequestNotSupported = "NodePKPKeyTypeRequestNotSupported"
    case litActionsSessionSigAuthenticationFailed = "NodeLitActionsSessionSigAuthenticationFailed"
    case pkpNotAuthorized = "NodePKPNotAuthorized"
    case invalidPKPAddress = "NodeInvalidPKPAddress"
    case signatureNotSupported = "NodeSignatureNotSupported"
    case invalidAuthContextResource = "NodeInvalidAuthContextResource"
    case undefinedSiweExpiration = "NodeUndefinedSiweExpiration"
    case expWrongOrTooLarge = "NodeExpWrongOrTooLarge"
    case iatOutsideGracePeriod = "NodeIatOutsideGracePeriod"
    case incorrectAccessControlConditions = "NodeIncorrectAccessControlConditions"
    case notAuthorized = "NodeNotAuthorized"
    case storageError = "NodeStorageError"
    case rpcConfigForbidden = "NodeRpcConfigForbidden"
    case encryptedSymmetricKeyNotFound = "NodeEncryptedSymmetricKeyNotFound"
    case resourceIDNotFound = "NodeResourceIdNotFound"
    case badInput = "NodeBadInput"
    case concurrencyOverload = "NodeConcurrencyOverload"
    case chainNotSupported = "NodeChainNotSupported"
    case systemFault = "NodeSystemFault"
    case noKeyGenError = "NodeNoKeyGenError"
    case dkgRoundTimeoutError = "NodeDkgRoundTimeoutError"
    case peerNotFound = "NodePeerNotFound"
    case encryptionError = "NodeEncryptionError"
    case serializationError = "NodeSerializationError"
    case contractResolverConversionFailed = "NodeContractResolverConversionFailed"
    case dkgRoundFailed = "NodeDkgRoundFailed"
    case dkgInvalidValue = "NodeDKGInvalidValue"
    case blsRootKeyNotFound = "NodeBLSRootKeyNotFound"
    case accessControlConditionsCheckFailed = "NodeAccessControlConditionsCheckFailed"
    case rpcError = "NodeRpcError"
    case blockchainError = "NodeBlockchainError"
    case blockchainChainUnknown = "NodeBlockchainChainUnknown"
    case walletSignatureJSONError = "NodeWalletSignatureJSONError"
    case poapJSONError = "NodePOAPJSONError"
    case cosmosJSONError = "NodeCosmosJSONError"
    case recoveryIDError = "NodeRecoveryIdError"
    case authContextFromSessionSigError = "NodeAuthContextFromSessionSigError"
    case cosmosResponseBodyError = "NodeCosmosResponseBodyError"
    case cosmosBlockHeightRequestError = "NodeCosmosBlockHeightRequestError"
    case cosmosBlockHeightParseError = "NodeCosmosBlockHeightParseError"
    case cosmosUrlEncodingError = "NodeCosmosUrlEncodingError"
    case solanaNFTMetadataError = "NodeSolanaNFTMetadataError"
    case offlinePublicKeyConversionError = "NodeOfflinePublicKeyConversionError"
    case jsExecutionError = "NodeJsExecutionError"
    case jsTimeoutError = "NodeJsTimeoutError"
    case jsMemoryLimitError = "NodeJsMemoryLimitError"
    case jsConnectionError = "NodeJsConnectionError"
    case invalidPeerID = "NodeInvalidPeerId"
    case invalidBlockhash = "NodeInvalidBlockhash"
    case blsNoEeidError = "NodeBlsNoEeidError"
    case blsWrongEpochError = "NodeBlsWrongEpochError"
    case blsParticipantUninitialized = "NodeBlsParticipantUninitialized"
    case coreApiUnexpected = "CoreApiUnexpected"
    case coreApiMissingRequiredXRequestIDHeader = "CoreApiMissingRequiredXRequestIdHeader"
    case coreApiInvalidXSDKVersionHeader = "CoreApiInvalidXSDKVersionHeader"
    case coreApiRouteNotFound = "CoreApiRouteNotFound"
    case coreApiHttpClientTimeout = "CoreApiHttpClientTimeout"
    case coreApiHttpClientConnectFailed = "CoreApiHttpClientConnectFailed"

    /// The kind that goes with the code where the place that throws it names no other.
    public var kind: NodeErrorKind {
        switch self {
        case .conditionTokenIDParsingError, .parserError, .siweCapabilityActionInvalid, .siweMessageError,
            .contractFunctionParamsEncodingError, .recoveryIDError, .authContextFromSessionSigError:
            .parser
        case .litNodeClientNotReady:
            .config
        case .httpConversionError, .timestampConversionError, .serializationError,
            .offlinePublicKeyConversionError:
            .conversion
        case .unknownError:
            .unknown
        case .updatePermanentCondition, .invalidUpdatingUser:
            .generic
        case .litActionsNotEnabled, .storageError, .badInput, .concurrencyOverload, .systemFault,
            .dkgRoundTimeoutError, .peerNotFound, .encryptionError, .contractResolverConversionFailed,
            .dkgRoundFailed, .dkgInvalidValue, .blsRootKeyNotFound, .cosmosResponseBodyError,
            .cosmosBlockHeightRequestError, .cosmosBlockHeightParseError, .cosmosUrlEncodingError,
            .solanaNFTMetadataError, .blsNoEeidError, .blsWrongEpochError, .blsParticipantUninitialized,
            .coreApiUnexpected, .coreApiRouteNotFound, .coreApiHttpClientTimeout,
            .coreApiHttpClientConnectFailed:
            .unexpected
        case .chainNotSupported, .blockchainError, .blockchainChainUnknown:
            .blockchain
        case .walletSignatureJSONError, .poapJSONError, .cosmosJSONError:
            .serializer
        case .jsTimeoutError:
            .timeout
        case .jsMemoryLimitError:
            .memoryLimit
        case .jsConnectionError:
            .connect
        default: .validation
        }
    }

    /// The HTTP status that goes with the code.
    public var status: Int {
        switch self {
        case .accessControlConditionsReturnedNotAuthorized, .authFailed, .invalidAuthSig,
            .authSigNotSupported, .authSigScopeTooLimited, .contractAuthsigUnauthorized,
            .adminUnauthorized, .pkpKeyTypeRequestNotSupported, .litActionsSessionSigAuthenticationFailed,
            .pkpNotAuthorized, .invalidPKPAddress, .signatureNotSupported, .invalidAuthContextResource,
            .undefinedSiweExpiration:
            401
        case .expWrongOrTooLarge, .iatOutsideGracePeriod, .incorrectAccessControlConditions,
            .notAuthorized, .storageError, .rpcConfigForbidden:
            403
        case .encryptedSymmetricKeyNotFound, .resourceIDNotFound, .coreApiRouteNotFound:
            404
        case .badInput:
            422
        case .concurrencyOverload:
            429
        case .systemFault, .noKeyGenError, .dkgRoundTimeoutError, .peerNotFound, .encryptionError,
            .serializationError, .contractResolverConversionFailed, .dkgRoundFailed, .dkgInvalidValue,
            .blsRootKeyNotFound, .coreApiHttpClientTimeout, .coreApiHttpClientConnectFailed:
            500
        case .chainNotSupported:
            501
        case .accessControlConditionsCheckFailed, .rpcError, .blockchainError, .blockchainChainUnknown,
            .walletSignatureJSONError, .poapJSONError, .cosmosJSONError, .recoveryIDError,
            .authContextFromSessionSigError, .cosmosResponseBodyError, .cosmosBlockHeightRequestError,
            .cosmosBlockHeightParseError, .cosmosUrlEncodingError, .solanaNFTMetadataError,
            .offlinePublicKeyConversionError, .jsExecutionError, .jsTimeoutError, .jsMemoryLimitError,
            .jsConnectionError, .invalidPeerID, .invalidBlockhash, .blsNoEeidError, .blsWrongEpochError,
            .blsParticipantUninitialized:
            502
        default: 400
        }
    }
}
