import ArgumentParser
import EthereumRPC
import Foundation
import Lit
import LocalNetwork

/// How the program ends after an error: what it says, where, and with which code. The one place for that.
struct Ending {
    let status: Int32
    /// Nil where everything was said.
    private let text: String?
    private let isError: Bool

    init(_ error: any Error, arguments: [String] = []) {
        switch error {
        case let code as ExitCode:
            (status, text, isError) = (code.rawValue, nil, true)
        case is CancellationError:
            (status, text, isError) = (ExitStatus.interrupted.rawValue, nil, true)
        default:
            if let failure = CommandError(of: error) {
                (status, text, isError) = (failure.status.rawValue, failure.description, true)
            } else {
                self = Self.parsing(error, arguments)
            }
        }
    }

    private init(status: Int32, text: String?, isError: Bool) {
        (self.status, self.text, self.isError) = (status, text, isError)
    }

    /// What the parser says: help and versions to standard output, complaints without the long usage line.
    private static func parsing(_ error: any Error, _ arguments: [String]) -> Ending {
        let code = LitCommand.exitCode(for: error)
        let unknown = error as? UnknownCommand
        guard code == .validationFailure || unknown != nil else {
            let text = LitCommand.fullMessage(for: error)
            return Ending(status: code.rawValue, text: text, isError: !code.isSuccess)
        }
        let names = CommandTree.names(CommandTree(LitCommand.self).walk(arguments).path)
        let message = unknown?.description ?? LitCommand.message(for: error)
        // A word behind --network is its value, and no file.
        let isTaken =
            arguments.contains("--network") && message.hasPrefix("Missing expected argument '<action>'")
        let hint = isTaken ? "Give --network last, or with a name: --network local\n" : ""
        return Ending(
            status: ExitStatus.usage.rawValue, text: "\(message)\n\(hint)See: \(names) --help", isError: true)
    }

    /// Says it.
    func tell() {
        guard let text, !text.isEmpty else { return }
        let console = Console(level: .errors)
        if isError {
            console.complain(console.style.red("Error: ") + text)
        } else {
            console.output(text)
        }
    }
}

extension CommandError {
    /// What commands let through from the libraries underneath; nil for what is the parser's.
    init?(of error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as LitError: self.init(error)
        case let error as LocalNetworkError: self.init(error.description)
        case let error as EthereumRPCError: self.init(error)
        case is ValidationError, is UnknownCommand: return nil
        default:
            guard LitCommand.exitCode(for: error) == .failure else { return nil }
            self.init("\(error)")
        }
    }

    /// With what to do where a chain does not answer.
    init(_ error: EthereumRPCError) {
        switch error.code {
        case .transportFailed:
            self.init("\(error)", hint: "Is the chain there? See: lit status", status: .unavailable)
        case .insufficientFunds:
            let call = error.context.call.map { "\($0.prefix { $0 != "(" }): " } ?? ""
            self.init(
                "\(call)\(error.message)",
                hint: "On a local network ether is given by: lit wallet fund ADDRESS")
        case .deadlineExceeded: self.init("\(error)", status: .timedOut)
        default: self.init("\(error)")
        }
    }

    /// With what nodes said, and the id to look for in their logs.
    init(_ error: LitError) {
        var lines = [error.message]
        lines += Self.sayings(error)
        for line in (error.logs ?? "").split(separator: "\n") {
            lines.append("  \u{2502} \(ActionNarrator.plain(String(line)))")
        }
        if let id = error.context.requestID, !error.reports.isEmpty {
            lines.append("  request \(id), for lit logs --request")
        }
        self.init(
            lines.joined(separator: "\n"), hint: Self.hint(error), status: ExitStatus(error.code))
    }

    /// What nodes said, each thing once.
    private static func sayings(_ error: LitError) -> [String] {
        var said: [(what: String, nodes: [String])] = []
        for report in error.reports {
            let first =
                report.message.split(separator: "\n").first.map { ActionNarrator.plain(String($0)) } ?? ""
            // What stands above already needs no repetition.
            let message = error.message.contains(first) ? nil : first
            let what = [report.code, message].compactMap { $0 }.joined(separator: ": ")
            if let index = said.firstIndex(where: { $0.what == what }) {
                said[index].nodes.append(report.node)
            } else {
                said.append((what, [report.node]))
            }
        }
        return said.map {
            "  \($0.nodes.sorted().joined(separator: ", "))" + ($0.what.isEmpty ? "" : "\n    \($0.what)")
        }
    }

    /// What to do about it from here, where the library's advice is for those who write programs.
    private static func hint(_ error: LitError) -> String? {
        switch error.code {
        case .actionFailed: nil
        case .networkNotRunning: "Start one with: lit up"
        case .insufficientFunds: "On a local network ether is given by: lit wallet fund ADDRESS"
        case .tooFewNodes, .nodeUnreachable, .networkNotReady: "See how the nodes are: lit status"
        case .timedOut: "See how the nodes are: lit status. It may go better the next time."
        case .notAuthorized: "See whom the PKP permits, and what: lit pkp show PKP"
        case .sessionLacksPermission: "Make a session that allows it: lit session create --allow …"
        case .sessionExpired: "Make a new one: lit session create"
        case .attestationRequired: "To go on without that proof: --unattested"
        default: error.hint
        }
    }
}

extension ExitStatus {
    /// Which of the codes a failure of the client comes under.
    init(_ code: LitError.Code) {
        switch code {
        case .tooFewNodes, .tooFewShares, .networkNotReady: self = .tooFewNodes
        case .unknownNetwork, .invalidArgument: self = .usage
        case .pkpNotFound, .actionNotFound: self = .notFound
        case .chainUnreachable, .nodeUnreachable: self = .unavailable
        case .invalidSignature, .invalidAnswer, .nodesDisagree, .internalError: self = .unverified
        case .timedOut, .actionTimedOut, .rateLimited: self = .timedOut
        case .notAuthorized, .sessionLacksPermission, .sessionExpired, .authMethodRefused,
            .attestationRequired, .signInFailed:
            self = .refused
        case .cancelled: self = .interrupted
        default: self = .failure
        }
    }
}
