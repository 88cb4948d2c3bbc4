import ArgumentParser
import Foundation
import Primitives

/// Writes random cases without answers, for another implementation to answer.
struct CryptoCasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crypto-cases",
        abstract: "Writes random cases of keys, signatures and ciphertexts, for a peer to answer.",
        discussion: """
            One file for each kind, in the form of vector files but without "expect": what an implementation \
            makes of the input is for it to add. The same seed and count give the same files, but for the \
            times in session messages.
            """
    )

    @Option(help: "Any text; the cases follow from it.")
    var seed = "1"

    @Option(help: "Cases in each group.")
    var count = 20

    @Argument(help: "Where to write; made if missing.", completion: .directory)
    var folder: String

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count must be positive") }
    }

    func run() throws {
        let makers: [(kind: String, make: (inout CaseMaker) throws -> Void)] = [
            ("hd_pubkey", { try $0.derivedKeys() }),
            ("bls_verify", { try $0.signatures() }),
            ("bls_combine", { try $0.shares() }),
            ("bls_encrypt", { try $0.ciphertexts() }),
            ("bls_session_sig", { try $0.sessions() }),
            ("ecdsa_combine", { try $0.signatureShares() }),
        ]
        try CryptoCasesCommand.write(makers, seed: seed, count: count, to: folder)
    }

    /// One file for each kind.
    static func write(
        _ makers: [(kind: String, make: (inout CaseMaker) throws -> Void)], seed: String, count: Int,
        to folder: String
    ) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (kind, make) in makers {
            var maker = CaseMaker(kind: kind, seed: seed, count: count)
            try make(&maker)
            let file = URL(fileURLWithPath: folder).appendingPathComponent(kind + ".json")
            try Data(maker.document.utf8).write(to: file)
            print("\(kind): \(maker.caseCount) cases")
        }
    }
}

/// Writes signatures of whole runs of threshold ECDSA, for other implementations to judge.
struct ThresholdSignaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "threshold-signatures",
        abstract: "Writes signatures made by whole runs of random signers, for peers to judge.",
        discussion: """
            Random networks make root keys, derive keys from them, make triples and sign random digests. The \
            file holds what everybody may see of each: root keys, key id, derived key, digest and signature.
            """
    )

    @Option(help: "Any text; the cases follow from it.")
    var seed = "1"

    @Option(help: "How many signatures.")
    var count = 100

    @Argument(help: "The folder to write to; made if missing.", completion: .directory)
    var folder: String

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count must be positive") }
    }

    func run() throws {
        try CryptoCasesCommand.write(
            [("threshold_signature", { try $0.wholeSignatures() })], seed: seed, count: count, to: folder)
    }
}
