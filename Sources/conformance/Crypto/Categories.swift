import Primitives
import ThresholdBLS

/// An error that tells its category in the words of the vector files.
protocol Categorised: Error {
    var category: String { get }
}

/// What `body` gives. A refusal must be of the category that the case names, where it names one.
func judged(_ aCase: Case, _ body: () throws -> [String: JSON]) throws -> [String: JSON] {
    do {
        return try body()
    } catch let error as any Categorised {
        // Peers say only that they refuse, or that the specification does.
        let open: Set<String> = ["refused", "strict", error.category]
        if let expected = aCase.expect["error"]?.string, !open.contains(expected) {
            throw Disagreement("refused as \(error.category), not as \(expected): \(error)")
        }
        throw error
    }
}

extension ThresholdBLSError: Categorised {
    var category: String {
        switch code {
        case .wrongLength: "badLength"
        case .invalidPoint: "invalidPoint"
        case .identityPoint: subject == .share ? "identityShare" : "identityPoint"
        case .zeroIdentifier: "zeroIdentifier"
        case .duplicateIdentifier: "duplicateIdentifier"
        case .tooFew: "tooFewShares"
        case .invalidShare: "invalidShare"
        case .invalidSignature: "invalidSignature"
        default: "\(code)"
        }
    }
}

extension TimeLockError: Categorised {
    var category: String {
        switch code {
        case .truncated: "truncated"
        case .wrongScheme: "wrongScheme"
        case .invalidPoint: "invalidPoint"
        case .identityPoint: "identityPoint"
        case .decryptionFailed: "decryptionFailed"
        case .notCanonical: "nonZeroPadding"
        default: "\(code)"
        }
    }
}

extension KeyDerivationError: Categorised {
    var category: String {
        switch code {
        case .tooFewRootKeys: "noRootKeys"
        case .invalidRootKey: "invalidRootKey"
        default: "\(code)"
        }
    }
}
