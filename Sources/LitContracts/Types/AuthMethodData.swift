public import Ethereum

/// Whom a new PKP permits, and whose it is.
public struct AuthMethodData: Hashable, Sendable {
    /// ``KeyType/secp256k1``.
    public var keyType: KeyType
    /// IPFS CIDs of Lit Actions: their multihashes.
    public var actions: [[UInt8]]
    /// For each action.
    public var actionScopes: [[Scope]]
    /// Accounts.
    public var addresses: [Address]
    /// For each address.
    public var addressScopes: [[Scope]]
    /// For each further auth method.
    public var authMethodTypes: [AuthMethodType]
    /// For each further auth method.
    public var authMethodIDs: [[UInt8]]
    /// For each further auth method.
    public var authMethodPublicKeys: [[UInt8]]
    /// For each further auth method.
    public var authMethodScopes: [[Scope]]
    /// Whether the PKP's own address is permitted.
    public var permitsItself: Bool
    /// Whether the PKP is sent to its own address rather than to the sender.
    public var ownsItself: Bool

    /// From its parts.
    public init(
        keyType: KeyType = .secp256k1, actions: [[UInt8]] = [], actionScopes: [[Scope]] = [],
        addresses: [Address] = [], addressScopes: [[Scope]] = [], authMethodTypes: [AuthMethodType] = [],
        authMethodIDs: [[UInt8]] = [], authMethodPublicKeys: [[UInt8]] = [], authMethodScopes: [[Scope]] = [],
        permitsItself: Bool = false, ownsItself: Bool = false
    ) {
        self.keyType = keyType
        self.actions = actions
        self.actionScopes = actionScopes
        self.addresses = addresses
        self.addressScopes = addressScopes
        self.authMethodTypes = authMethodTypes
        self.authMethodIDs = authMethodIDs
        self.authMethodPublicKeys = authMethodPublicKeys
        self.authMethodScopes = authMethodScopes
        self.permitsItself = permitsItself
        self.ownsItself = ownsItself
    }
}

extension AuthMethodData: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            keyType.abiValue, actions.abiValue, actionScopes.abiValue, addresses.abiValue,
            addressScopes.abiValue, authMethodTypes.abiValue, authMethodIDs.abiValue,
            authMethodPublicKeys.abiValue, authMethodScopes.abiValue, permitsItself.abiValue,
            ownsItself.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(11))
        self.init(
            keyType: try fields.next(), actions: try fields.next(), actionScopes: try fields.next(),
            addresses: try fields.next(), addressScopes: try fields.next(),
            authMethodTypes: try fields.next(), authMethodIDs: try fields.next(),
            authMethodPublicKeys: try fields.next(), authMethodScopes: try fields.next(),
            permitsItself: try fields.next(), ownsItself: try fields.next())
    }
}
