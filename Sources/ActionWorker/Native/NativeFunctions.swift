/// Every function that `native` offers, gathered from the topics.
enum NativeFunctions {
    /// In the order of their numbers; two of one name are a mistake that a test finds.
    static let all: [NativeFunction] = [
        text, hashing, keyDerivation, chance, crypto, curves, rsa, accounts, wallets,
    ].flatMap {
        $0
    }

    /// The number of a function by its name.
    static let numbers: [String: Int] = Dictionary(
        all.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
}
