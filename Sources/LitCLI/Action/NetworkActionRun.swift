import ArgumentParser
import Ethereum
import Lit
import LitContracts
import Primitives
import Secp256k1

/// Runs an action on the nodes of a network, and shows what they made of it.
struct NetworkActionRun {
    let target: NetworkTarget
    let wallet: WalletOption
    let console: Console

    func callAsFunction(
        _ source: ActionSource, parameters: JSON, json: Bool, isQuiet: Bool
    ) async throws {
        let signer = try wallet.signer(isLocal: target.isLocal)
        try await Connection.toNodes(of: target, wallet: signer) { lit in
            let session = try await SessionDesk(lit).session(
                for: signer, allowing: [.executeActions(), .sign()])
            let start = ContinuousClock.now
            do {
                let result = try await Self.execute(source, parameters, lit, session)
                let took = ContinuousClock.now - start
                try Self.verify(result)
                if json {
                    console.output(Self.json(result).text)
                } else {
                    narrate(result, lit.network, took)
                    if !result.response.isEmpty { console.output(result.response) }
                }
            } catch let error as LitError {
                guard json else { throw error }
                console.output(Self.json(error).text)
                throw ExitCode(ExitStatus(error.code).rawValue)
            }
        }
    }

    private static func execute(
        _ source: ActionSource, _ parameters: JSON, _ lit: LitClient, _ session: Session
    ) async throws(LitError) -> ActionResult {
        let parameters = Lit.ActionParameters(parameters.object ?? JSON.Object())
        return switch source {
        case .code(let text): try await lit.execute(text, parameters: parameters, session: session)
        case .cid(let cid): try await lit.execute(cid: cid, parameters: parameters, session: session)
        }
    }

    /// - Throws: ``CommandError`` if a signature is not of the key that it is said to be of.
    private static func verify(_ result: ActionResult) throws {
        for (name, signed) in result.signatures {
            guard let key = try? signed.signature.recover(signed.digest), Address(key) == signed.address
            else {
                throw CommandError(
                    "The signature \(ActionNarrator.plain(name)) is not that of \(signed.address).",
                    status: .unverified)
            }
        }
    }

    private func narrate(_ result: ActionResult, _ network: NetworkInfo, _ took: Duration) {
        guard console.level == .everything else { return }
        let style = console.style
        ActionNarrator(console: console).logged(result.logs)
        console.narrate("")
        console.narrate(
            "  \(style.green("succeeded"))  on \(network.nodes.count) nodes in \(took.milliseconds) ms")
        for (name, signed) in result.signatures.sorted(by: { $0.key < $1.key }) {
            console.narrate("  signature  \(style.bold(ActionNarrator.plain(name))) by \(signed.address)")
            for part in signed.signature.recoverable().hex.split(every: 66) {
                console.narrate("             \(style.dim(part))")
            }
        }
        for (name, claim) in result.claims.sorted(by: { $0.key < $1.key }) {
            console.narrate("  claim      \(style.bold(ActionNarrator.plain(name))) of \(claim.address)")
        }
        if !result.differingResponses.isEmpty {
            console.narrate(
                "  \(style.yellow("differing"))  the nodes do not agree; taken is what most say, or else one of them"
            )
            for said in result.differingResponses {
                console.narrate(
                    "    \(said.node)  \(ActionNarrator.plain(String(said.response.prefix(200))))")
            }
        }
        console.narrate("")
    }

    /// As for a run on this machine, with what only a network has.
    private static func json(_ result: ActionResult) -> JSON {
        var (signatures, claims) = (JSON.Object(), JSON.Object())
        for (name, signed) in result.signatures.sorted(by: { $0.key < $1.key }) {
            signatures[name] = [
                "signature": .string(signed.signature.recoverable().prefixedHex),
                "digest": .string(signed.digest.bytes.prefixedHex),
                "publicKey": .string(signed.publicKey.uncompressed.prefixedHex),
                "address": .string(signed.address.checksummed),
            ]
        }
        for (name, claim) in result.claims.sorted(by: { $0.key < $1.key }) {
            claims[name] = [
                "publicKey": .string(claim.publicKey.uncompressed.prefixedHex),
                "address": .string(claim.address.checksummed),
            ]
        }
        var object = JSON.Object()
        object["success"] = true
        object["response"] = .string(result.response)
        object["logs"] = .string(result.logs)
        object["signatures"] = .object(signatures)
        object["claims"] = .object(claims)
        object["differingResponses"] = .array(
            result.differingResponses.map { said in
                ["node": .string(said.node), "response": .string(said.response)]
            })
        object["error"] = .null
        return .object(object)
    }

    private static func json(_ error: LitError) -> JSON {
        [
            "success": false, "response": "", "logs": .string(error.logs ?? ""), "signatures": [:],
            "claims": [:], "differingResponses": [], "error": .string(error.message),
            "code": .string(error.code.rawValue),
        ]
    }
}

extension String {
    /// In pieces of so many characters.
    fileprivate func split(every count: Int) -> [String] {
        var (rest, parts): (Substring, [String]) = (self[...], [])
        while !rest.isEmpty {
            parts.append(String(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return parts
    }
}
