internal import Ethereum
internal import Foundation
internal import HTTPTransport
internal import LitContracts
internal import Logging
internal import Primitives

/// Finds the network that `lit up` runs in a folder: its supervisor keeps there where it is asked.
struct LocalNetworkFinder: Sendable {
    /// What the supervisor tells.
    struct Found: Sendable {
        var rpcURL: String
        var chainID: UInt64
        var addresses: [ContractKind: Address]
        var faucetURL: String?
        var gatewayURL: String?
    }

    /// Absolute.
    let path: String

    /// - Parameter path: of the folder, as it was given to `lit up --state`.
    init(path: String) {
        let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = URL(fileURLWithPath: full).standardizedFileURL.path
    }

    /// - Throws: ``LitError`` with `networkNotRunning`, or `networkNotReady` while it starts.
    func find(over transport: any HTTPTransport, _ context: CallContext) async throws(LitError) -> Found {
        let record = path + "/supervisor.json"
        guard let data = FileManager.default.contents(atPath: record),
            let json = try? JSON(parsing: Array(data))
        else {
            throw failure(
                .networkNotRunning,
                FileManager.default.fileExists(atPath: record)
                    ? "\(record) cannot be read." : "No network runs in \(path).", context)
        }
        guard let url = json["url"]?.string, !url.isEmpty else {
            throw failure(
                .networkNotReady, "The network in \(path) is just being started.", context,
                hint: "Wait a moment and connect again.")
        }
        let status: JSON
        do {
            // The supervisor is at hand: if it is there, it answers soon.
            let request = try HTTPRequest(
                url: url + "/status", deadline: min(context.deadline, .timeout(.seconds(10))), idHeader: nil)
            status = try JSON(parsing: try await transport.send(request, logger: context.logger).body)
        } catch let error as HTTPTransportError where error.code == .cancelled {
            throw LitError(.cancelled, "The call was cancelled.", context: context.errorContext)
        } catch {
            throw failure(
                .networkNotRunning, "The network of \(path) does not answer at \(url): it may have ended.",
                context, cause: error)
        }
        guard let rpcURL = status["rpcUrl"]?.string,
            let chainID = status["chainId"]?.number?.integer(as: UInt64.self),
            let contracts = status["contracts"]?.object
        else {
            throw failure(
                .networkNotReady,
                "The network in \(path) does not tell yet where its chain and contracts are.",
                context, hint: "Wait a moment and connect again.")
        }
        var addresses: [ContractKind: Address] = [:]
        for kind in ContractKind.allCases {
            addresses[kind] = contracts[kind.rawValue]?.string.flatMap { try? Address($0) }
        }
        return Found(
            rpcURL: rpcURL, chainID: chainID, addresses: addresses,
            faucetURL: status["faucet"]?.string, gatewayURL: status["ipfs"]?["gateway"]?.string)
    }

    private func failure(
        _ code: LitError.Code, _ message: String, _ context: CallContext, hint: String? = nil,
        cause: (any Error)? = nil
    ) -> LitError {
        let isUsual = path == LocalNetworkFinder(path: ".lit").path
        return LitError(
            code, message, hint: hint ?? "Start it with: lit up" + (isUsual ? "" : " --state \(path)"),
            context: context.errorContext, cause: cause)
    }
}
