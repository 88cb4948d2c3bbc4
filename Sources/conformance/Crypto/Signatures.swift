import Ethereum
import Primitives
import ThresholdBLS

/// Verification of signatures, undecodable and infinite points refused.
let blsVerifyKind = Kind(name: "bls_verify") { aCase in
    try judged(aCase) {
        let key = try BLSPublicKey(aCase.bytes("publicKey"))
        try key.verify(BLSSignature(aCase.bytes("signature")), aCase.bytes("message"))
        return ["valid": true]
    }
}

/// Combination of shares, and verification of what comes out.
let blsCombineKind = Kind(name: "bls_combine") { aCase in
    try judged(aCase) {
        let shares = try aCase.strings("shares").map { try BLSSignatureShare(hex: $0) }
        let signature = try BLSSignature(combining: shares)
        if let combined = aCase.expect["combined"]?.string, combined != signature.hex {
            throw Disagreement("combining gives \(signature.hex)")
        }
        if aCase.has("publicKey") {
            let message = try aCase.bytes("message")
            let key = try BLSPublicKey(aCase.bytes("publicKey"))
            try key.verify(signature, message)
            let again = try key.combine(shares, threshold: aCase.value("t").int ?? 0, message)
            guard again.signature == signature, again.culprits.isEmpty else {
                throw Disagreement("combining good shares with verification finds \(again.culprits)")
            }
        }
        return ["signature": .string(signature.hex)]
    }
}

/// Verification of single shares by the commitments of the key's polynomial.
let blsShareVerifyKind = Kind(name: "bls_share_verify") { aCase in
    try judged(aCase) {
        let commitments = try BLSCommitments(
            encoded: aCase.strings("commitments").map { try [UInt8](hex: $0) })
        let share = try BLSSignatureShare(aCase.bytes("share"))
        try commitments.verify(share, aCase.bytes("message"))
        return [
            "valid": true,
            "publicShare": .string(try commitments.publicShare(of: share.identifier).hex),
        ]
    }
}

/// Session grants: combined from nodes' answers where there are any, and verified at the time `now`.
let blsSessionKind = Kind(name: "bls_session_sig") { aCase in
    try judged(aCase) {
        let key = try BLSPublicKey(hex: aCase.string("networkPublicKey"))
        let grant: SessionAuthSig
        do { grant = try SessionAuthSig(aCase.value("authSig")) } catch {
            throw SessionFormError(category: "malformedSignature", cause: error)
        }
        if aCase.has("nodeResponses") {
            let shares = try aCase.array("nodeResponses").map { answer in
                try BLSSignatureShare(answer["signatureShare"] ?? .null)
            }
            guard try BLSSignature(combining: shares) == grant.signature else {
                throw Disagreement("the nodes' shares combine to another signature")
            }
            for answer in try aCase.array("nodeResponses") {
                guard answer["dataSigned"]?.string == SessionMessage.hash(grant.signedMessage).hex else {
                    throw Disagreement("dataSigned is not the hash of the message")
                }
            }
        }
        let message = try SIWEMessage(parsing: grant.signedMessage)
        try requireInTime(message, at: SIWETimestamp(aCase.string("now")).instant)
        try grant.verify(with: key)
        return [
            "eip191Hash": .string(message.hash.hex),
            "message": .string(SessionMessage.hash(grant.signedMessage).hex),
            "signature": .string(grant.signature.hex),
        ]
    }
}

/// As clients look at it: both ends must be named, and the time of issue counts as the start.
private func requireInTime(_ message: SIWEMessage, at now: Timestamp) throws {
    guard message.expirationTime != nil else { throw SessionTimeError(category: "missingField") }
    do { try message.checkTime(at: now) } catch { throw SessionTimeError(category: "expired") }
    guard now >= message.issuedAt.instant else { throw SessionTimeError(category: "notYetValid") }
}

struct SessionTimeError: Error, Categorised {
    let category: String
}

struct SessionFormError: Error, Categorised {
    let category: String
    let cause: any Error
}
