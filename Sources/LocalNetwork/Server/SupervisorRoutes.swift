import ActionRuntime
import Ethereum
import Primitives

/// What the supervisor does for those who call it, whatever carries the requests.
struct SupervisorRoutes: Sendable {
    /// The network as it is.
    let status: @Sendable () async -> JSON
    /// Gives ether, and answers the transaction's hash.
    let give: @Sendable (Address) async throws -> Bytes32
    /// What all nodes read actions from.
    let code: CodeStore

    /// As long as a Lit Action may be.
    static let codeLimit = 16 << 20
    private static let smallLimit = 4 << 10

    /// How many bytes of body a path takes.
    static func bodyLimit(_ path: String) -> Int { path == "/actions" ? codeLimit : smallLimit }

    func answer(_ method: String, _ path: String, body: [UInt8]) async -> SupervisorAnswer {
        switch (method, path) {
        case ("GET", "/"), ("GET", "/status"): return SupervisorAnswer(await status())
        case ("POST", "/actions"): return await add(body)
        case ("POST", "/faucet"): return await fund(body)
        case ("GET", _) where path.hasPrefix("/ipfs/"): return await get(String(path.dropFirst(6)))
        case (_, "/"), (_, "/status"), (_, "/actions"), (_, "/faucet"):
            return .refused(405, "\(method) is not for \(path).")
        default:
            return .refused(
                404, "Nothing is here. There are GET /status, POST /actions, GET /ipfs/CID and POST /faucet.")
        }
    }

    private func add(_ body: [UInt8]) async -> SupervisorAnswer {
        guard let text = String(validating: body, as: UTF8.self), !text.isEmpty else {
            return .refused(400, "The body is the code of an action: text in UTF-8, not empty.")
        }
        do throws(ActionFailure) {
            let cid = try await code.put(text)
            return SupervisorAnswer(["cid": .string(cid.description)])
        } catch {
            return .refused(500, error.message)
        }
    }

    private func get(_ cid: String) async -> SupervisorAnswer {
        do throws(ActionFailure) {
            return SupervisorAnswer(
                text: try await code.code(for: cid).text, type: "text/plain; charset=utf-8")
        } catch {
            return .refused(error.code == .invalidCID ? 400 : 404, error.message)
        }
    }

    /// An address as text, in quotes or not, or an object with it: what is natural in each tool.
    private func fund(_ body: [UInt8]) async -> SupervisorAnswer {
        let text = String(decoding: body, as: UTF8.self).filter { !$0.isWhitespace }
        let json = try? JSON(parsing: text)
        guard let address = try? Address(json?["address"]?.string ?? json?.string ?? text) else {
            return .refused(400, "The body is the address that wants ether: 0x and 40 hexadecimal digits.")
        }
        do {
            let hash = try await give(address)
            return SupervisorAnswer([
                "address": .string(address.checksummed), "transactionHash": .string(hash.bytes.prefixedHex),
                "wei": .string(Faucet.amount.description),
            ])
        } catch {
            return .refused(500, "The faucet could not send: \(error)")
        }
    }
}
