internal import PeerTransport
internal import Primitives
internal import Secp256k1
internal import Threshold

/// One order at this node: who waits for it, how the nodes agree on it, and the run that is under way.
final class SigningSlot {
    let session: Bytes32
    let order: SigningOrder
    let keys: EpochKeys
    let key: SigningKey
    var agreement: SigningAgreement
    var waiters: [CheckedContinuation<Result<SigningAnswer, KeyServiceError>, Never>] = []
    var answer: SigningAnswer?
    var run: (attempt: UInt32, run: ProtocolRun<ThresholdSigning>, signers: [PartyID], began: Duration)?
    /// What this node has released, by attempt.
    var parts: [UInt32: SignaturePart] = [:]
    /// Messages of attempts that have not begun here.
    var early: EarlyMail<UInt32, PartyID>
    /// A proposal whose pair is still on its way into the store.
    var pending: SigningAgreement.Effect?
    /// The attempt that a pair was awaited for, and how often that was put off.
    private var awaited: (attempt: UInt32, count: Int) = (0, 0)
    var began: Duration

    init(
        session: Bytes32, order: SigningOrder, keys: EpochKeys, key: SigningKey, agreement: SigningAgreement,
        now: Duration
    ) {
        self.session = session
        self.order = order
        self.keys = keys
        self.key = key
        self.agreement = agreement
        began = now
        early = EarlyMail(
            EarlyMailBounds(
                messages: 4, conversations: 4 * keys.epoch.members.count, bytes: 1 << 14,
                lifetime: .seconds(60)))
    }

    /// Whether it is worth waiting for an attempt's pair once more. New pairs are made all the time, so that they are
    /// under way says little: a pair that does not come soon is one that only its proposer has.
    func mayAwaitPair(of attempt: UInt32) -> Bool {
        if awaited.attempt != attempt { awaited = (attempt, 0) }
        awaited.count += 1
        return awaited.count <= 3
    }

    /// Keeps what the run has released: whoever else completes the attempt, this is this node's part of it.
    func notePart() {
        guard let run, parts[run.attempt] == nil, let released = run.run.look({ $0.released }) else { return }
        parts[run.attempt] = SignaturePart(
            bigR: released.bigR.encodedElement, share: released.value.encoded32)
    }

    /// Ends the run of an attempt, if it is that one.
    func endRun(_ attempt: UInt32) -> ProtocolAbort? {
        guard let run, run.attempt == attempt else { return nil }
        notePart()
        self.run = nil
        return run.run.isOver ? nil : run.run.expire()
    }
}

extension SigningOrder {
    /// The name of the conversation about this order: the same for all orders of one request and purpose.
    static func session(epoch: UInt64, requestID: String, purpose: String) -> Bytes32 {
        var writer = ByteWriter()
        writer.append(counted: Array("lit signature v1".utf8))
        writer.appendBigEndian(epoch)
        writer.append(counted: Array(requestID.utf8))
        writer.append(counted: Array(purpose.utf8))
        return SHA2.sha256(writer.bytes)
    }

    /// What tells one order from another under the same name.
    var fingerprint: Bytes32 {
        var writer = ByteWriter()
        writer.append(digest)
        writer.append(counted: derivedKeyID)
        writer.append(counted: publicKey.compressed)
        writer.append(counted: Array(requestID.utf8))
        writer.append(counted: Array(purpose.utf8))
        return SHA2.sha256(writer.bytes)
    }

    /// What the run of the protocol is bound to.
    var runName: [UInt8] {
        var writer = ByteWriter()
        writer.append(counted: Array(requestID.utf8))
        writer.append(counted: Array(purpose.utf8))
        return writer.bytes
    }
}
