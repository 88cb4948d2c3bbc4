public import Ethereum
public import Primitives

/// A call that is tried out, or whose gas is estimated: a transaction that nobody signs.
public struct CallRequest: Hashable, Sendable {
    /// Who calls; the zero address unless given.
    public var from: Address?
    /// What is called; nil tries out a contract's creation.
    public var to: Address?
    /// The input.
    public var data: [UInt8]
    /// In wei.
    public var value: UInt256
    /// The most gas; the node's own limit unless given.
    public var gasLimit: UInt64?
    /// In wei; for chains without EIP-1559.
    public var gasPrice: UInt256?
    /// In wei (EIP-1559).
    public var maxFeePerGas: UInt256?
    /// In wei (EIP-1559).
    public var maxPriorityFeePerGas: UInt256?
    /// Storage that is paid for ahead (EIP-2930).
    public var accessList: Transaction.AccessList
    /// The caller's nonce, which decides the address of a created contract.
    public var nonce: UInt64?

    /// A call of `to` with `data`; everything else is as for a free call of the zero address.
    public init(
        from: Address? = nil, to: Address?, data: [UInt8] = [], value: UInt256 = .zero,
        gasLimit: UInt64? = nil,
        gasPrice: UInt256? = nil, maxFeePerGas: UInt256? = nil, maxPriorityFeePerGas: UInt256? = nil,
        accessList: Transaction.AccessList = [], nonce: UInt64? = nil
    ) {
        self.from = from
        self.to = to
        self.data = data
        self.value = value
        self.gasLimit = gasLimit
        self.gasPrice = gasPrice
        self.maxFeePerGas = maxFeePerGas
        self.maxPriorityFeePerGas = maxPriorityFeePerGas
        self.accessList = accessList
        self.nonce = nonce
    }

    var json: JSON {
        var object = JSON.Object()
        if let from { object["from"] = .address(from) }
        if let to { object["to"] = .address(to) }
        // Old nodes know `data`, new ones prefer `input`; both take the older name.
        if !data.isEmpty { object["data"] = .data(data) }
        if value != .zero { object["value"] = .quantity(value) }
        if let gasLimit { object["gas"] = .quantity(gasLimit) }
        if let gasPrice { object["gasPrice"] = .quantity(gasPrice) }
        if let maxFeePerGas { object["maxFeePerGas"] = .quantity(maxFeePerGas) }
        if let maxPriorityFeePerGas { object["maxPriorityFeePerGas"] = .quantity(maxPriorityFeePerGas) }
        if !accessList.isEmpty { object["accessList"] = .accessList(accessList) }
        if let nonce { object["nonce"] = .quantity(nonce) }
        return .object(object)
    }
}

/// Accounts as a call is to find them, in place of what the state has.
public typealias StateOverrides = [Address: AccountOverride]

/// What a call is to find of one account; nil leaves it as it is.
public struct AccountOverride: Hashable, Sendable {
    /// In wei.
    public var balance: UInt256?
    /// Its count of transactions.
    public var nonce: UInt64?
    /// Its code.
    public var code: [UInt8]?
    /// All of its storage, by slot. Not together with ``storageChanges``.
    public var storage: [Bytes32: Bytes32]?
    /// Some of its storage, by slot.
    public var storageChanges: [Bytes32: Bytes32]?

    /// What is given is overridden.
    public init(
        balance: UInt256? = nil, nonce: UInt64? = nil, code: [UInt8]? = nil,
        storage: [Bytes32: Bytes32]? = nil, storageChanges: [Bytes32: Bytes32]? = nil
    ) {
        self.balance = balance
        self.nonce = nonce
        self.code = code
        self.storage = storage
        self.storageChanges = storageChanges
    }

    var json: JSON {
        func slots(_ storage: [Bytes32: Bytes32]) -> JSON {
            var object = JSON.Object()
            for (slot, value) in storage { object[slot.bytes.prefixedHex] = .hash(value) }
            return .object(object)
        }
        var object = JSON.Object()
        if let balance { object["balance"] = .quantity(balance) }
        if let nonce { object["nonce"] = .quantity(nonce) }
        if let code { object["code"] = .data(code) }
        if let storage { object["state"] = slots(storage) }
        if let storageChanges { object["stateDiff"] = slots(storageChanges) }
        return .object(object)
    }
}
