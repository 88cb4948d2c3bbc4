extension LitError.Code {
    // Networks.
    /// No network has that name.
    public static let unknownNetwork = Self(rawValue: "unknownNetwork")
    /// The network is no more.
    public static let retiredNetwork = Self(rawValue: "retiredNetwork")
    /// No network runs in that folder.
    public static let networkNotRunning = Self(rawValue: "networkNotRunning")
    /// The network's nodes have to prove what they run, and that cannot be verified.
    public static let attestationRequired = Self(rawValue: "attestationRequired")
    /// The chain does not answer, or answers nonsense.
    public static let chainUnreachable = Self(rawValue: "chainUnreachable")
    /// It is another chain than the network's.
    public static let wrongChain = Self(rawValue: "wrongChain")
    /// There is no contract where one has to be.
    public static let contractNotFound = Self(rawValue: "contractNotFound")
    /// Fewer nodes than a threshold have answered.
    public static let tooFewNodes = Self(rawValue: "tooFewNodes")
    /// Nodes say different things where they have to say the same.
    public static let nodesDisagree = Self(rawValue: "nodesDisagree")
    /// The network has no keys yet.
    public static let networkNotReady = Self(rawValue: "networkNotReady")
    /// The client was disconnected.
    public static let disconnected = Self(rawValue: "disconnected")

    // Nodes.
    /// A node does not answer.
    public static let nodeUnreachable = Self(rawValue: "nodeUnreachable")
    /// Nodes refused: who asks may not do that.
    public static let notAuthorized = Self(rawValue: "notAuthorized")
    /// Nodes refused: somebody has to pay, or has used up what was paid for.
    public static let rateLimited = Self(rawValue: "rateLimited")
    /// Nodes refused the request itself.
    public static let requestRefused = Self(rawValue: "requestRefused")
    /// Nodes failed for reasons of their own.
    public static let nodeFailed = Self(rawValue: "nodeFailed")
    /// An answer makes no sense.
    public static let invalidAnswer = Self(rawValue: "invalidAnswer")

    // Sessions.
    /// The session is over.
    public static let sessionExpired = Self(rawValue: "sessionExpired")
    /// The session does not allow that.
    public static let sessionLacksPermission = Self(rawValue: "sessionLacksPermission")
    /// The session makes no sense, or is of another network.
    public static let invalidSession = Self(rawValue: "invalidSession")
    /// What signs the session did not, or signed something else.
    public static let signInFailed = Self(rawValue: "signInFailed")
    /// Nodes did not believe the auth methods.
    public static let authMethodRefused = Self(rawValue: "authMethodRefused")
    /// Sessions could not be kept or read.
    public static let sessionStoreFailed = Self(rawValue: "sessionStoreFailed")

    // Actions.
    /// The action threw an error.
    public static let actionFailed = Self(rawValue: "actionFailed")
    /// The action took longer than nodes allow.
    public static let actionTimedOut = Self(rawValue: "actionTimedOut")
    /// Nodes could not get the action's code.
    public static let actionNotFound = Self(rawValue: "actionNotFound")
    /// The result has no signature of that name.
    public static let signatureMissing = Self(rawValue: "signatureMissing")

    // Signatures.
    /// Too few nodes have sent a share.
    public static let tooFewShares = Self(rawValue: "tooFewShares")
    /// What the shares add up to is no signature of the key.
    public static let invalidSignature = Self(rawValue: "invalidSignature")

    // Everything.
    /// An argument makes no sense.
    public static let invalidArgument = Self(rawValue: "invalidArgument")
    /// An account has too little for a transaction and its gas.
    public static let insufficientFunds = Self(rawValue: "insufficientFunds")
    /// There is no such PKP.
    public static let pkpNotFound = Self(rawValue: "pkpNotFound")
    /// A transaction was refused or failed.
    public static let transactionFailed = Self(rawValue: "transactionFailed")
    /// There was no time left.
    public static let timedOut = Self(rawValue: "timedOut")
    /// The calling task was cancelled.
    public static let cancelled = Self(rawValue: "cancelled")
    /// This network, platform or version cannot do that.
    public static let unsupported = Self(rawValue: "unsupported")
    /// A defect here.
    public static let internalError = Self(rawValue: "internalError")

    /// Every code there is, in the order of the documentation. More may come with later versions.
    public static let all: [LitError.Code] = [
        .unknownNetwork, .retiredNetwork, .networkNotRunning, .attestationRequired, .chainUnreachable,
        .wrongChain, .contractNotFound, .tooFewNodes, .nodesDisagree, .networkNotReady, .disconnected,
        .nodeUnreachable, .notAuthorized, .rateLimited, .requestRefused, .nodeFailed, .invalidAnswer,
        .sessionExpired, .sessionLacksPermission, .invalidSession, .signInFailed, .authMethodRefused,
        .sessionStoreFailed, .actionFailed, .actionTimedOut, .actionNotFound, .signatureMissing,
        .tooFewShares, .invalidSignature, .invalidArgument, .insufficientFunds, .pkpNotFound,
        .transactionFailed, .timedOut, .cancelled, .unsupported, .internalError,
    ]
}
