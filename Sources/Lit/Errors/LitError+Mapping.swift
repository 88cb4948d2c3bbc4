public import EthereumRPC
internal import HTTPTransport
internal import Ethereum
internal import Primitives

extension LitError {
    /// What an error of any of the modules below means, so that there is one kind to show and to compare.
    ///
    /// An error of a module that is not known here becomes one with `internalError`, and a cancelled task one with
    /// `cancelled`.
    public init(_ error: any Error, during operation: String? = nil) {
        switch error {
        case let error as LitError:
            self = error
            if context.operation == nil { context.operation = operation }
        case let error as EthereumRPCError: self.init(error, during: operation)
        case let error as HTTPTransportError: self.init(transport: error, during: operation)
        case let error as AddressError:
            self.init(
                .invalidArgument, "\(error)",
                hint: "Copy the address from where it comes from; with 40 lowercase digits none is checked.",
                context: Context(operation: operation))
        case is HexError, is CIDError, is UnitsError, is JSONError:
            self.init(
                .invalidArgument, "\(error)", hint: "Correct the text.",
                context: Context(operation: operation))
        case is CancellationError:
            self.init(.cancelled, "The calling task was cancelled", context: Context(operation: operation))
        default:
            self.init(
                .internalError, "Something failed that should not have",
                hint: "Please report this, with the steps that lead to it.",
                context: Context(operation: operation), cause: error)
        }
    }

    /// What an error of the chain means. That of a signer which this SDK is comes back as it was.
    public init(_ error: EthereumRPCError, during operation: String? = nil) {
        if error.code == .signingFailed, let cause = error.cause as? LitError {
            self = cause
            return
        }
        let place = error.context.call ?? error.context.method
        // What fails before anything is asked is about what was given.
        let isOfArguments = place == nil && error.context.node == nil && error.code == .abiMismatch
        let first = error.message.prefix(1).uppercased() + error.message.dropFirst()
        self.init(
            isOfArguments ? .invalidArgument : Self.code(of: error.code),
            place.map { "The chain, at \($0): \(error.message)" } ?? first,
            hint: isOfArguments ? "Nothing was sent. Correct it as it says." : error.hint,
            context: Context(operation: operation, node: error.context.node))
        cause =
            error.response.flatMap { error.message.contains($0.message) ? nil : $0.message }
            ?? error.cause.map { "\($0)" }
        if error.code == .insufficientFunds {
            hint = """
                Send ether to the account that pays: on a local network with `lit wallet fund ADDRESS`, on Chronicle \
                Yellowstone from its faucet
                """
        }
    }

    private static func code(of code: EthereumRPCError.Code) -> Code {
        switch code {
        case .invalidURL, .invalidParameters, .contradiction, .noAccount: .invalidArgument
        case .deadlineExceeded: .timedOut
        case .cancelled: .cancelled
        case .insufficientFunds: .insufficientFunds
        case .wrongChain: .wrongChain
        case .abiMismatch: .contractNotFound
        case .transportFailed, .httpStatus, .malformedResponse, .requestRefused, .methodNotSupported,
            .rateLimited, .tooManyResults, .blockNotFound:
            .chainUnreachable
        default: .transactionFailed
        }
    }

    private init(transport error: HTTPTransportError, during operation: String?) {
        let code: Code =
            switch error.code {
            case .deadlineExceeded: .timedOut
            case .cancelled: .cancelled
            case .shutDown: .disconnected
            case .invalidURL, .invalidHeader: .invalidArgument
            case .unsupported: .unsupported
            case .bodyTooLarge, .responseMalformed, .redirectRefused: .invalidAnswer
            default: .nodeUnreachable
            }
        self.init(
            code, error.reason, hint: error.hint, context: Context(operation: operation, node: error.url))
        cause = error.underlying
    }
}
