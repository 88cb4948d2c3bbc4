internal import LitProtocol

/// What a node's error means to an app.
struct NodeErrorMeaning {
    var code: LitError.Code
    /// What goes after the nodes in a sentence, such as `refused`.
    var verb: String
    var hint: String?

    func subject(_ who: String) -> String { "\(who) \(verb)" }
}

extension NodeError {
    /// What it means.
    var meaning: NodeErrorMeaning {
        func says(
            _ code: LitError.Code, _ verb: String = "refused", _ hint: String? = nil
        ) -> NodeErrorMeaning {
            NodeErrorMeaning(code: code, verb: verb, hint: hint)
        }
        if form == .action {
            return says(
                .actionFailed, "ran the action, which failed", "The action's logs are in the error's logs.")
        }
        if codeName == NodeError.rateLimitCode {
            return says(
                .rateLimited, "refused, since nobody pays or what was paid for is used up",
                "Mint a capacity credit, or have someone delegate theirs to the session.")
        }
        // Nodes have no code of its own for this.
        if ([message ?? ""] + details).contains(where: { $0.hasPrefix("Error getting code from ipfs url") }) {
            return Self.meaning(of: .invalidIPFSID, says) ?? says(.actionNotFound)
        }
        if let code, let meaning = Self.meaning(of: code, says) { return meaning }
        switch status {
        case 401, 403:
            return says(
                .notAuthorized, "refused, as whoever asks may not do this",
                "See what the PKP permits, and to whom.")
        case 402:
            return says(
                .rateLimited, "refused, since nobody pays or what was paid for is used up",
                "Mint a capacity credit, or have someone delegate theirs to the session.")
        case 429:
            return says(.rateLimited, "refused, having too much to do", "Ask less often, or try again later.")
        case 408, 504: return says(.timedOut, "did not get done in time", "Try again.")
        case 501: return says(.unsupported, "cannot do this", nil)
        case 500...: return says(.nodeFailed, "failed", "Try again; the nodes' logs have the request id.")
        default: return says(.requestRefused, "refused the request", nil)
        }
    }

    private static func meaning(
        of code: NodeErrorCode,
        _ says: (LitError.Code, String, String?) -> NodeErrorMeaning
    ) -> NodeErrorMeaning? {
        switch code {
        case .resourceIDNotFound:
            says(
                .sessionLacksPermission, "refused, as the session does not allow this",
                "Ask for this permission when making the session.")
        case .expWrongOrTooLarge, .undefinedSiweExpiration:
            says(.sessionExpired, "refused, as the session is over", "Make a new session.")
        case .authFailed, .pkpKeyTypeRequestNotSupported, .invalidWebAuthnChallenge:
            says(
                .authMethodRefused, "did not believe the auth method",
                "See that its token is fresh, and that the PKP permits it.")
        case .litActionsSessionSigAuthenticationFailed:
            says(
                .notAuthorized, "ran the action, which did not allow the session",
                "An action allows a session by the response `true`, and the PKP must permit the action.")
        case .pkpTokenIDNotFound:
            says(.pkpNotFound, "know no such PKP", "See that the public key is of a PKP of this network.")
        case .jsTimeoutError:
            says(.actionTimedOut, "stopped the action, which took too long", "Do less in one action.")
        case .jsMemoryLimitError, .jsExecutionError:
            says(.actionFailed, "ran the action, which failed", "The action's logs are in the error's logs.")
        case .invalidIPFSID:
            says(
                .actionNotFound, "could not get the action's code",
                "See that the CID is right, and that its code is where the nodes look for it.")
        case .noKeyGenError, .blsRootKeyNotFound, .litNodeClientNotReady:
            says(.networkNotReady, "have no keys yet", "Wait a moment and try again.")
        case .concurrencyOverload:
            says(.rateLimited, "refused, having too much to do", "Ask less often, or try again later.")
        case .chainNotSupported, .signatureNotSupported, .authSigNotSupported, .invalidCurveType:
            says(.unsupported, "cannot do this", nil)
        case .siweCapabilityInvalid, .siweMessageError, .siweSessionKeySignatureInvalid,
            .siweCapabilityActionInvalid, .siweSigConversionError, .invalidAuthSigSessionKeySignature,
            .authSigSessionKeyConversionError, .authSigSignatureConversionError,
            .authSigSignedMessageConversionError, .invalidAuthSig, .iatOutsideGracePeriod,
            .invalidEthereumAuthSig:
            says(
                .invalidSession, "did not accept the session",
                "Make a new session; see also that this machine's clock is right.")
        default: nil
        }
    }
}

extension NodeErrorCode {
    /// Whether it may come from nodes having changed since they were asked for.
    var mayBeOfAnotherEpoch: Bool {
        switch self {
        case .peerNotFound, .blsWrongEpochError, .blsNoEeidError, .blsParticipantUninitialized,
            .noKeyGenError, .blsRootKeyNotFound, .invalidPeerID:
            true
        default: false
        }
    }
}
