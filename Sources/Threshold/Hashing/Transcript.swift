package import Primitives

/// Everything that was said in a run, from which the challenges of its proofs follow (Fiat and Shamir, 1986).
///
/// The state is a chain of hashes. Labels and data are absorbed with their lengths, so that no two
/// different sequences of calls absorb the same bytes.
package struct Transcript: Hashable, Sendable {
    /// The chain so far.
    package private(set) var state: Bytes32

    /// Begins with the name of a protocol.
    package init(_ protocolLabel: String) {
        var hash = TaggedHash(.transcriptStart)
        hash.add(prefixed: Array(protocolLabel.utf8))
        state = hash.finish()
    }

    /// Absorbs `data` under `label`.
    package mutating func message(_ label: String, _ data: [UInt8]) {
        var hash = TaggedHash(.transcriptMessage)
        hash.add(state)
        hash.add(prefixed: Array(label.utf8))
        hash.add(prefixed: data)
        state = hash.finish()
    }

    /// A transcript of its own that knows everything said so far.
    package func fork(_ label: String, _ data: [UInt8]) -> Transcript {
        var copy = self
        copy.message("fork:" + label, data)
        return copy
    }

    /// The fork in which `party` proves something.
    package func fork(_ label: String, _ party: PartyID) -> Transcript {
        fork(label, party.rawValue.bigEndianBytes)
    }

    /// A seed that depends on everything absorbed, and is itself absorbed.
    mutating func challengeSeed(_ label: String) -> Bytes32 {
        var hash = TaggedHash(.challengeSeed)
        hash.add(state)
        hash.add(prefixed: Array(label.utf8))
        let seed = hash.finish()
        var next = TaggedHash(.challengeState)
        next.add(state)
        next.add(seed)
        state = next.finish()
        return seed
    }

    /// A uniform scalar of a group.
    package mutating func challenge<S: ThresholdScalar>(_ label: String, as type: S.Type = S.self) -> S {
        let (high, low) = SeedStream.wide(from: challengeSeed(label))
        return S(wide: high, low)
    }

    /// The transcript with which runs of key and triple generation begin.
    static func start(
        _ protocolLabel: String, group: String, participants: Participants, threshold: Int
    ) -> Transcript {
        var transcript = Transcript(protocolLabel)
        transcript.message("group", Array(group.utf8))
        transcript.message("participants", participants.encoded)
        transcript.message("threshold", UInt64(truncatingIfNeeded: threshold).bigEndianBytes)
        return transcript
    }
}
