public import Primitives
public import Secp256k1

/// The accounts that derive from one mnemonic or seed (BIP-39, BIP-32, BIP-44).
///
/// ```swift
/// let wallet = try HDWallet(mnemonic: Mnemonic(parsing: phrase))
/// let account = try wallet.account(0)
/// print(account.path, account.address)      // m/44'/60'/0'/0/0 0x…
/// ```
/// Other wallets use other paths (Ledger Live: `m/44'/60'/i'/0/0`); see ``account(at:)``.
public struct HDWallet: Sendable {
    /// A key of the tree, with its place and address.
    public struct Account: Sendable {
        /// The steps from the master key.
        public let path: DerivationPath
        /// Signs for the account.
        public let privateKey: PrivateKey
        /// Computed from the public key.
        public let address: Address
    }

    /// The root of the tree.
    public let master: ExtendedPrivateKey
    /// The parent of ``account(_:)``.
    public let basePath: DerivationPath
    // Derived once: all accounts are its children.
    private let base: ExtendedPrivateKey

    /// - Parameters:
    ///   - passphrase: the optional second secret of BIP-39; a wrong one shows only as other accounts.
    ///   - basePath: the parent of the numbered accounts.
    public init(
        mnemonic: Mnemonic, passphrase: String = "", basePath: DerivationPath = .ethereum
    ) throws(HDKeyError) {
        let seed: Secret
        do {
            seed = try mnemonic.seed(passphrase: passphrase)
        } catch {
            throw HDKeyError(.badMnemonic(error))
        }
        try self.init(seed: seed, basePath: basePath)
    }

    /// From a seed of 16 to 64 bytes.
    public init(seed: Secret, basePath: DerivationPath = .ethereum) throws(HDKeyError) {
        master = try ExtendedPrivateKey(seed: seed)
        base = try master.derive(basePath)
        self.basePath = basePath
    }

    /// The account of this number, at `m/44'/60'/0'/0/number` unless another base was given.
    public func account(_ number: UInt32) throws(HDKeyError) -> Account {
        guard let step = ChildIndex.normal(number) else { throw HDKeyError(.badAccountNumber(number)) }
        guard let path = try? basePath.appending(step) else { throw HDKeyError(.tooDeep) }
        return Account(path: path, key: try base.child(step).privateKey)
    }

    /// The account at any path from the master key.
    public func account(at path: DerivationPath) throws(HDKeyError) -> Account {
        Account(path: path, key: try master.derive(path).privateKey)
    }
}

extension HDWallet.Account {
    init(path: DerivationPath, key: PrivateKey) {
        self.init(path: path, privateKey: key, address: Address(key.publicKey))
    }
}

extension HDWallet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The base path only.
    public var description: String { "HDWallet(\(basePath))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension HDWallet.Account: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The path and the address only.
    public var description: String { "HDWallet.Account(\(path), \(address))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
