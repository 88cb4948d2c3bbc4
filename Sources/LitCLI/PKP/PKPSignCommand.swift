import ArgumentParser
import Ethereum
import EthereumRPC
import Foundation
import Lit
import LitContracts
import Primitives
import Secp256k1

struct PKPSignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Has the nodes sign with a PKP: a message, typed data, or a digest.",
        discussion: """
            The signature is checked here before it is printed: it has to recover to the PKP's key. Printed are its \
            65 bytes r, s and v, in hexadecimal digits.
            """
    )

    @OptionGroup var reference: PKPReference
    @OptionGroup(title: "What to sign") var subject: SigningSubject
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Flag(help: "Print one line of JSON: signature, r, s, v, digest, address, publicKey.")
    var json = false

    func run() async throws {
        let digest = try subject.hashed()
        let target = try network.target()
        let wallet = try wallet.signer(isLocal: target.isLocal)
        let console = Console(level: json ? .errors : .everything)
        try await Connection.toNodes(of: target, wallet: wallet) { lit in
            let pkp = try await reference.resolve(lit.contracts, for: wallet.address)
            let session = try await SessionDesk(lit).session(
                for: wallet, allowing: [.sign(with: pkp)])
            let start = ContinuousClock.now
            let signature = try await lit.sign(digest, with: pkp, session: session)
            let took = ContinuousClock.now - start
            try Self.check(signature, digest, pkp)
            let text = signature.recoverable().prefixedHex
            guard !json else {
                let object: JSON = [
                    "signature": .string(text), "r": .string(signature.r.bytes32.bytes.prefixedHex),
                    "s": .string(signature.s.bytes32.bytes.prefixedHex),
                    "v": .number(JSON.Number(27 + signature.recoveryID)),
                    "digest": .string(digest.bytes.prefixedHex), "address": .string(pkp.address.checksummed),
                    "publicKey": .string("0x" + pkp.publicKey.hex),
                ]
                console.output(object.text)
                return
            }
            let style = console.style
            console.narrate("  \(style.green("✔")) signed by \(pkp.address) in \(took.milliseconds) ms")
            console.output(text)
        }
    }

    /// - Throws: ``CommandError`` unless the signature is the PKP's.
    static func check(_ signature: Signature, _ digest: Bytes32, _ pkp: PKP) throws {
        guard let key = try? signature.recover(digest), Address(key) == pkp.address else {
            throw CommandError(
                "The nodes' signature is not that of \(pkp.address).", status: .unverified)
        }
    }
}

/// What a PKP shall sign: exactly one of these.
struct SigningSubject: ParsableArguments {
    @Option(help: ArgumentHelp("A text, signed as wallets sign messages (EIP-191).", valueName: "text"))
    var message: String?

    @Option(
        help: ArgumentHelp("The same with the bytes of a file; - for standard input.", valueName: "file"),
        completion: .file())
    var messageFile: String?

    @Option(
        help: ArgumentHelp("Typed data in JSON (EIP-712); - for standard input.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var typedData: String?

    @Option(help: ArgumentHelp("32 bytes in hexadecimal digits, signed as they are.", valueName: "hex"))
    var digest: String?

    func validate() throws {
        let given = [message, messageFile, typedData, digest].count { $0 != nil }
        guard given == 1 else {
            throw ValidationError(
                given == 0
                    ? "Give what to sign: --message TEXT, --message-file FILE, --typed-data FILE or --digest HEX"
                    : "Give one thing to sign: --message, --message-file, --typed-data and --digest exclude each other"
            )
        }
    }

    /// What comes under the signature.
    func hashed() throws -> Bytes32 {
        if let message { return PersonalMessage.hash(message) }
        if let messageFile { return PersonalMessage.hash(try InputFile.read(messageFile)) }
        if let typedData {
            do {
                return try TypedData(parsing: String(decoding: InputFile.read(typedData), as: UTF8.self))
                    .digest
            } catch let error as TypedDataError {
                throw CommandError("\(typedData) is no typed data: \(error)", status: .usage)
            }
        }
        guard let digest, let bytes = try? Hex.decode(digest), let word = Bytes32(bytes) else {
            throw CommandError(
                "--digest has to be 32 bytes: 64 hexadecimal digits.",
                hint: "Messages are hashed for you by --message, typed data by --typed-data.", status: .usage)
        }
        return word
    }
}

/// A file that a command reads, or standard input.
enum InputFile {
    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandError(
                FileManager.default.fileExists(atPath: path)
                    ? "\(path) cannot be read: is it a file, and yours to read?"
                    : "There is no file \(path).",
                status: .notFound)
        }
        return [UInt8](data)
    }
}
