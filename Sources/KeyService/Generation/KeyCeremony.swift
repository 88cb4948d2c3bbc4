package import Primitives
package import Threshold

/// How all members of an epoch come to have shares of the same keys, durably, before any of them says so: a value
/// without I/O.
///
/// Everybody says hello with a number drawn for this start of its process, and with the sharings that it has on the
/// disk. If all have one in common, that is the one, and nothing is made: so whoever crashed after storing, or
/// asks again, ends with the same keys. Otherwise the numbers of all name a run; when somebody comes back with another
/// number, the run is another. When a run is over, all compare a hash of what they know of the keys, and only then
/// store their shares; a hello says that this has happened.
///
/// No two nodes can end with different keys: while a node is storing it begins nothing else, and what it says next
/// names what it has stored. So a run that follows another is joined only by those who have said what became of the
/// first, and it cannot succeed if the first has become everybody's.
package struct KeyCeremony: Sendable {
    package enum Effect: Hashable, Sendable {
        case send(CeremonyMessage, to: [PartyID])
        /// Begin the run of this name, and let go of any other.
        case begin(run: Bytes32)
        /// Store the shares of the run, and say so by ``stored(_:)``.
        case store(run: Bytes32)
        /// Everybody has the shares of this sharing.
        case finish(sharing: Bytes32)
        /// Not everybody has made the same keys.
        case fail(suspects: [PartyID])
    }

    package let me: PartyID
    package let members: Int
    private let name: Bytes32
    private var nonce: Bytes32
    private var nonces: [PartyID: Bytes32] = [:]
    private var sharings: [PartyID: Set<Bytes32>] = [:]
    private var run: Bytes32?
    private var made: [PartyID: [Bytes32: Bytes32]] = [:]
    private var hasStored = false
    private var isStoring = false
    private(set) var isOver = false
    private var effects: [Effect] = []

    /// - Parameters:
    ///   - name: of the run that all members were told to begin.
    ///   - nonce: drawn anew for each value of this type.
    ///   - sharings: on this node's disk.
    package init(me: PartyID, members: Int, name: Bytes32, nonce: Bytes32, sharings: Set<Bytes32>) {
        self.me = me
        self.members = members
        self.name = name
        self.nonce = nonce
        nonces[me] = nonce
        self.sharings[me] = sharings
    }

    package mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    private var others: [PartyID] { (0..<UInt32(clamping: members)).map { PartyID($0) }.filter { $0 != me } }

    /// Who has not been heard of.
    package var silent: [PartyID] { others.filter { nonces[$0] == nil } }

    /// At the beginning, and from time to time: what was lost is said again.
    package mutating func greet() {
        guard !isOver else { return }
        effects.append(.send(hello(isReply: false), to: others))
        consider()
    }

    private func hello(isReply: Bool) -> CeremonyMessage {
        .hello(
            nonce: nonce,
            sharings: (sharings[me] ?? []).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) },
            isReply: isReply)
    }

    package mutating func receive(_ message: CeremonyMessage, from sender: PartyID) {
        guard sender != me, Int(sender.rawValue) < members else { return }
        switch message {
        case .hello(let nonce, let sharings, let isReply):
            nonces[sender] = nonce
            self.sharings[sender] = Set(sharings)
            if !isReply { effects.append(.send(hello(isReply: true), to: [sender])) }
            if !isReply, let run, let fingerprint = made[me]?[run] {
                effects.append(.send(.made(run: run, fingerprint: fingerprint), to: [sender]))
            }
            consider()
        case .made(let run, let fingerprint):
            // Of the run that is under way, or of one that this node has not begun yet.
            if made[sender, default: [:]].count > 4 { made[sender] = [:] }
            made[sender, default: [:]][run] = fingerprint
            compare()
        case .run: break
        }
    }

    /// The run is over at this node, and these are its keys.
    package mutating func made(_ fingerprint: Bytes32, run: Bytes32) {
        guard !isOver, self.run == run else { return }
        made[me, default: [:]][run] = fingerprint
        effects.append(.send(.made(run: run, fingerprint: fingerprint), to: others))
        compare()
    }

    /// The shares are on the disk.
    package mutating func stored(_ sharing: Bytes32) {
        guard !isOver else { return }
        isStoring = false
        sharings[me, default: []].insert(sharing)
        effects.append(.send(hello(isReply: false), to: others))
        consider()
    }

    /// The run has come to nothing, as when a message was lost: begin another.
    package mutating func restart(nonce: Bytes32) {
        guard !isOver, !hasStored, run != nil else { return }
        self.nonce = nonce
        nonces[me] = nonce
        greet()
    }

    private mutating func consider() {
        guard !isOver, nonces.count == members else { return }
        let common = others.reduce(sharings[me] ?? []) { $0.intersection(sharings[$1] ?? []) }
        if let sharing = common.min(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            isOver = true
            effects.append(.finish(sharing: sharing))
            return
        }
        guard !isStoring else { return }
        let numbers = (0..<UInt32(members)).flatMap { nonces[PartyID($0)]?.bytes ?? [] }
        let run = SHA2.sha256(name.bytes + numbers)
        guard run != self.run else { return }
        self.run = run
        hasStored = false
        effects.append(.begin(run: run))
    }

    private mutating func compare() {
        guard !isOver, !hasStored, let run, let own = made[me]?[run] else { return }
        let fingerprints = others.map { made[$0]?[run] }
        guard fingerprints.allSatisfy({ $0 != nil }) else { return }
        guard fingerprints.allSatisfy({ $0 == own }) else {
            isOver = true
            effects.append(.fail(suspects: zip(others, fingerprints).filter { $0.1 != own }.map(\.0)))
            return
        }
        (hasStored, isStoring) = (true, true)
        effects.append(.store(run: run))
    }
}
