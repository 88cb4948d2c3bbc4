import Primitives
import Secp256k1
import Threshold
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

extension Kind {
    /// The same kind, of which every refusal has to be of the category that its case names; one without a
    /// category is of none.
    var judgedByCategory: Kind {
        Kind(name: name, exclusions: exclusions) { aCase in
            try judged(aCase) {
                do { return try evaluate(aCase) } catch let error as any Categorised { throw error } catch let
                    error where !(error is BadCase || error is Disagreement)
                {
                    throw Refusal("uncategorised: \(error)")
                }
            }
        }
    }
}

/// A refusal by what is computed here rather than by the library, in the words of the vector files.
struct Refusal: Categorised {
    let category: String
    init(_ category: String) { self.category = category }
}

extension ThresholdError: Categorised {
    var category: String {
        switch code {
        case .wrongLength: "wrongLength"
        case .shareMismatch: "shareMismatch"
        case .notEnoughOldParties: "notEnoughOldParties"
        case .duplicateParticipant: "duplicateParticipant"
        case .tooFewSigners: "tooFewSigners"
        case .zeroDigest: "invalidDigest"
        default: "\(code)"
        }
    }
}

extension SignatureCombinationError: Categorised {
    var category: String {
        switch code {
        case .invalidDigestLength: "invalidDigestLength"
        case .zeroDigest: "invalidDigest"
        case .invalidShareLength: "invalidShareLength"
        case .shareOutOfRange: "nonCanonicalScalar"
        default: "\(code)"
        }
    }
}

extension Secp256k1Error: Categorised {
    var category: String {
        switch code {
        case .scalarOutOfRange: "nonCanonicalScalar"
        case .invalidPrefix, .coordinateOutOfRange, .notOnCurve, .infinity: "invalidPoint"
        case .wrongLength: subject == .scalar ? "invalidShareLength" : "invalidPoint"
        default: "\(code)"
        }
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
