import Ethereum
import Foundation
import Primitives
import Secp256k1

/// The wallets of a person: a folder of V3 keystores, each named after its wallet.
struct WalletStore: Sendable {
    let folder: String

    /// The person's own.
    init(folder: String = UserFolder.wallets) { self.folder = folder }

    /// A keystore in the folder.
    struct Entry {
        let name: String
        let path: String
        /// Nil where the file cannot be understood.
        let keystore: Keystore?
    }

    /// All of them, by name.
    func entries() -> [Entry] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(".json".count)) }.filter(Self.isName).sorted()
            .map { name in Entry(name: name, path: path(name), keystore: try? read(name)) }
    }

    /// A wallet's keystore.
    ///
    /// - Throws: ``CommandError`` that names what there is instead.
    func read(_ name: String) throws -> Keystore {
        try Self.check(name)
        guard FileManager.default.fileExists(atPath: path(name)) else { throw missing(name) }
        guard let data = FileManager.default.contents(atPath: path(name)) else {
            throw CommandError("\(path(name)) cannot be read.", status: .notFound)
        }
        do {
            return try Keystore(parsing: [UInt8](data))
        } catch {
            throw CommandError("\(path(name)) is no wallet: \(error)")
        }
    }

    /// Keeps a wallet under a name that is not taken.
    func add(_ name: String, _ keystore: Keystore) throws {
        try checkFree(name)
        try UserFolder.make(folder)
        try UserFolder.create(keystore.text + "\n", at: path(name))
    }

    /// Before somebody is asked for a passphrase in vain.
    func checkFree(_ name: String) throws {
        try Self.check(name)
        guard !FileManager.default.fileExists(atPath: path(name)) else {
            throw CommandError(
                "There is a wallet \(name) already: \(path(name))", hint: "Choose another name.")
        }
    }

    func path(_ name: String) -> String { "\(folder)/\(name).json" }

    private func missing(_ name: String) -> CommandError {
        let names = entries().map(\.name)
        if let near = Suggestion.nearest(to: name, among: names) {
            return CommandError("There is no wallet \(name). Did you mean \(near)?", status: .notFound)
        }
        return CommandError(
            "There is no wallet \(name) in \(folder).",
            hint: names.isEmpty
                ? "Make one with: lit wallet new \(name)"
                : "There are: \(names.joined(separator: ", ")). Make one with: lit wallet new \(name)",
            status: .notFound)
    }

    static func check(_ name: String) throws {
        guard isName(name) else {
            throw CommandError(
                "'\(name)' is no name for a wallet.",
                hint: "A name has 1 to 64 letters, digits, - and _, and begins with a letter or digit.",
                status: .usage)
        }
    }

    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func isWord(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
        }
        guard let first = bytes.first, isWord(first), bytes.count <= 64 else { return false }
        return bytes.allSatisfy { isWord($0) || $0 == 0x2d || $0 == 0x5f }
    }
}
