import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PaymentDelegation, called with the given arguments.
let paymentDelegationCalls: [BoundCall] = [
    BoundCall(PaymentDelegation.self, "delegatePayments(address)") { c, a in
        _ = try await c.delegatePayments(to: a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "delegatePaymentsBatch(address[])") { c, a in
        _ = try await c.delegatePayments(toAll: a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(PaymentDelegation.self, "getPayers(address)") { c, a in
        [try await c.payers(of: a(0)).abiValue]
    },
    BoundCall(PaymentDelegation.self, "getPayersAndRestrictions(address[])") { c, a in
        try await c.payersAndRestrictions(of: a(0)).abiValues
    },
    BoundCall(PaymentDelegation.self, "removePayer(address)") { c, a in
        _ = try await c.removePayer(a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "getRestriction(address)") { c, a in
        [try await c.restriction(of: a(0)).abiValue]
    },
    BoundCall(PaymentDelegation.self, "setDefaultRestriction()") { c, a in
        _ = try await c.setDefaultRestriction()
        return nil
    },
    BoundCall(PaymentDelegation.self, "setRestriction((uint256,uint256))") { c, a in
        _ = try await c.setRestriction(a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "undelegatePayments(address)") { c, a in
        _ = try await c.undelegatePayments(to: a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "undelegatePaymentsBatch(address[])") { c, a in
        _ = try await c.undelegatePayments(toAll: a(0))
        return nil
    },
    BoundCall(PaymentDelegation.self, "getUserCount(address)") { c, a in
        [try await c.userCount(of: a(0)).abiValue]
    },
    BoundCall(PaymentDelegation.self, "getUsers(address)") { c, a in
        [try await c.users(of: a(0)).abiValue]
    },
    BoundCall(PaymentDelegation.self, "getUsersFrom(address,uint256)") { c, a in
        [try await c.users(of: a(0), from: a(1)).abiValue]
    },
]
