internal import Primitives

/// Knowledge of one x with X0 = x·G and X1 = x·G1 (Chaum and Pedersen, 1992).
package struct EqualDiscreteLogProof<Group: ThresholdGroup>: Hashable, Sendable {
    package typealias Exponent = Group.Exponent

    /// Two elements, and the second generator.
    package struct Statement: Hashable, Sendable {
        var first: Group
        var secondGenerator: Group
        var second: Group

        /// That `first` and `second` are the same multiple of the generator and of `secondGenerator`.
        package init(first: Group, secondGenerator: Group, second: Group) {
            self.first = first
            self.secondGenerator = secondGenerator
            self.second = second
        }
    }

    /// The challenge and the answer.
    package let challenge, response: Exponent

    /// As received.
    package init(challenge: Exponent, response: Exponent) {
        self.challenge = challenge
        self.response = response
    }

    /// Proves the witness of `statement` in `transcript`, with a fresh nonce.
    package static func prove(
        _ witness: Exponent, of statement: Statement, nonce: Exponent, in transcript: Transcript
    ) -> EqualDiscreteLogProof {
        let e = challenge(
            statement, Group.base(timesSecret: nonce), statement.secondGenerator.times(secret: nonce),
            transcript)
        return EqualDiscreteLogProof(challenge: e, response: nonce + e * witness)
    }

    /// Whether somebody who knows the witness made this in the same transcript.
    package func isValid(for statement: Statement, in transcript: Transcript) -> Bool {
        let minus = Exponent.zero - challenge
        let first = Group.combination(minus, statement.first, response)
        let second =
            statement.secondGenerator.times(public: response) + statement.second.times(public: minus)
        return EqualDiscreteLogProof.challenge(statement, first, second, transcript) == challenge
    }

    private static func challenge(
        _ statement: Statement, _ first: Group, _ second: Group, _ transcript: Transcript
    ) -> Exponent {
        var transcript = transcript
        transcript.message(
            "dlogeq proof statement",
            statement.first.encodedElement + statement.secondGenerator.encodedElement
                + statement.second.encodedElement)
        transcript.message("dlogeq proof commitment", first.encodedElement + second.encodedElement)
        return transcript.challenge("dlogeq proof challenge")
    }
}
