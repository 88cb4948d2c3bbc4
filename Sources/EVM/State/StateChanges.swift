public import Ethereum
public import Primitives

/// What a transaction, or a whole block, leaves different in a state.
public struct StateChanges: Sendable {
    /// The new form of one account.
    public struct AccountChange: Sendable {
        /// As it is now; nil if it is gone, with its storage.
        public var account: Account?
        /// Whether every old slot is gone before ``storage`` applies.
        public var clearsStorage: Bool
        /// Slots with their new words; zero removes the slot.
        public var storage: [UInt256: UInt256]
        /// Its code, if that is new to the state.
        public var code: Bytecode?

        /// By default only the account itself changes.
        public init(
            account: Account?, clearsStorage: Bool = false, storage: [UInt256: UInt256] = [:],
            code: Bytecode? = nil
        ) {
            self.account = account
            self.clearsStorage = clearsStorage
            self.storage = storage
            self.code = code
        }
    }

    /// By address; accounts that are not named stay as they are.
    public var accounts: [Address: AccountChange]

    /// By default nothing changes.
    public init(accounts: [Address: AccountChange] = [:]) { self.accounts = accounts }
}
