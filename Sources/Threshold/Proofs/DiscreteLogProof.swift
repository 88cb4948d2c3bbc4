internal import Primitives

/// Knowledge of x with X = x·G (Schnorr, 1991), made non-interactive by a transcript.
package struct DiscreteLogProof<Group: ThresholdGroup>: Hashable, Sendable {
    package typealias Exponent = Group.Exponent

    /// The challenge and the answer.
    package let challenge, response: Exponent

    /// As received.
    package init(challenge: Exponent, response: Exponent) {
        self.challenge = challenge
        self.response = response
    }

    /// Proves the witness of `statement` in `transcript`.
    ///
    /// - Parameter nonce: fresh for every proof: a second answer under it gives the witness away.
    package static func prove(
        _ witness: Exponent, of statement: Group, nonce: Exponent, in transcript: Transcript
    ) -> DiscreteLogProof {
        let e = challenge(statement, Group.base(timesSecret: nonce), transcript)
        return DiscreteLogProof(challenge: e, response: nonce + e * witness)
    }

    /// Whether somebody who knows the witness made this in the same transcript.
    package func isValid(for statement: Group, in transcript: Transcript) -> Bool {
        let commitment = Group.combination(.zero - challenge, statement, response)
        return DiscreteLogProof.challenge(statement, commitment, transcript) == challenge
    }

    private static func challenge(
        _ statement: Group, _ commitment: Group, _ transcript: Transcript
    ) -> Exponent {
        var transcript = transcript
        transcript.message("dlog proof statement", statement.encodedElement)
        transcript.message("dlog proof commitment", commitment.encodedElement)
        return transcript.challenge("dlog proof challenge")
    }
}
