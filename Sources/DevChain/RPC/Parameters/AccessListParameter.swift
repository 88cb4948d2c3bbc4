import Ethereum
import Primitives

extension Argument {
    /// An access list (EIP-2930): `[{address, storageKeys}]`.
    func accessList() throws(RPCError) -> Transaction.AccessList {
        var list: Transaction.AccessList = []
        for entry in try elements() {
            _ = try entry.object()
            var keys: [Bytes32] = []
            if let storageKeys = entry.member("storageKeys").present {
                for key in try storageKeys.elements() { keys.append(try key.hash()) }
            }
            list.append(.init(address: try entry.member("address").address(), storageKeys: keys))
        }
        return list
    }
}
