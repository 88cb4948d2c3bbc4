import EthereumRPC
import Primitives
import TestSupport

/// One account on a chain, with pools that behave as badly as pools may: whatever was once delivered may be mined at
/// its nonce, even if it was refused, dropped or replaced.
struct ModelChain {
    struct Sent {
        let hash: Bytes32
        let fee: UInt64
    }

    /// In blocks, by nonce.
    private(set) var mined: [Bytes32] = []
    /// Waiting, by nonce.
    private(set) var pool: [UInt64: Sent] = [:]
    /// All that ever reached a node.
    private var delivered: [UInt64: [Bytes32]] = [:]

    var count: UInt64 { UInt64(mined.count) }

    /// With the pool, as far as it has no gap.
    var pendingCount: UInt64 {
        var count = count
        while pool[count] != nil { count += 1 }
        return count
    }

    func isMined(_ hash: Bytes32) -> Bool { mined.contains(hash) }
    func knows(_ hash: Bytes32) -> Bool { isMined(hash) || pool.values.contains { $0.hash == hash } }
    func consumer(_ nonce: UInt64) -> Bytes32? { nonce < count ? mined[Int(nonce)] : nil }

    mutating func deliver(_ hash: Bytes32, nonce: UInt64, fee: UInt64) -> SubmissionMachine.Answer {
        delivered[nonce, default: []].append(hash)
        guard nonce >= count else { return .nonceTaken }
        if let waiting = pool[nonce] {
            if waiting.hash == hash { return .known }
            guard fee * 10 >= waiting.fee * 11 else { return .nonceTaken }
        }
        pool[nonce] = Sent(hash: hash, fee: fee)
        return .accepted
    }

    mutating func mine(upTo limit: Int, _ random: inout SplitMix64) {
        for _ in 0..<limit {
            guard let waiting = pool[count] else { return }
            // Another validator's pool may have another one of those that were delivered.
            let others = delivered[count] ?? []
            let choice = random.next() % 4 == 0 ? random.pick(others) ?? waiting.hash : waiting.hash
            pool[count] = nil
            mined.append(choice)
        }
    }

    mutating func drop(_ random: inout SplitMix64) {
        if let nonce = random.pick(pool.keys.sorted()) { pool[nonce] = nil }
    }

    /// Goes back to an earlier state, and forgets all that came later.
    mutating func rewind(to count: Int) {
        mined.removeLast(mined.count - count)
        pool = [:]
        delivered = [:]
    }
}

/// A process with a keeper: its wishes move one step at a time, whenever they are told to.
struct ModelProcess {
    /// Where in the middle of an action a wish is.
    enum Stage {
        case idle
        /// Has the turn.
        case counting
        case asking(Bytes32, nonce: UInt64, known: Bool)
        case reserving(confirmed: Bytes32?)
        case signing(UInt64)
        case looking(count: UInt64)
        case receipt(count: UInt64, mined: Bytes32?)
    }

    struct Wish {
        var machine = SubmissionMachine(nonceIsFixed: false, feesAreFixed: false)
        var stage = Stage.idle
        var fee: UInt64 = 100
        var hasTurn = false
    }

    let number: UInt64
    var ledger = NonceLedger()
    var wishes: [Wish]
    private var turn: Int?
    private var nextHash: UInt64 = 0

    init(number: UInt64, wishes count: Int) {
        self.number = number
        wishes = Array(repeating: Wish(), count: count)
    }

    /// Which process and wish a hash belongs to.
    static func owner(_ hash: Bytes32) -> (process: UInt64, wish: UInt64) { (hash.words.0, hash.words.1) }

    private mutating func sign(_ index: Int, nonce: UInt64, fee: UInt64) {
        nextHash += 1
        let hash = Bytes32(words: number, UInt64(index), nonce, nextHash)
        wishes[index].fee = fee
        ledger.sent(hash, nonce: nonce)
        wishes[index].machine.signed(nonce: nonce, hash: hash)
    }

    private mutating func settle(_ index: Int) {
        let machine = wishes[index].machine
        switch machine.action {
        case .done, .place:
            for attempt in machine.attempts { ledger.forget(attempt.hash, nonce: attempt.nonce) }
        default: break
        }
    }

    private mutating func endTurn(_ index: Int) {
        if turn == index { turn = nil }
    }

    /// One step of one wish.
    mutating func step(_ index: Int, _ chain: inout ModelChain, _ random: inout SplitMix64, faults: Bool) {
        guard wishes.indices.contains(index) else { return }
        switch wishes[index].machine.action {
        case .place: place(index, &chain, &random)
        case .reprice:
            if let last = wishes[index].machine.attempts.last {
                sign(index, nonce: last.nonce, fee: wishes[index].fee * 2)
            }
        case .send:
            send(index, &chain, &random, faults: faults)
            endTurn(index)
            settle(index)
        case .look: look(index, chain, isStale: faults && random.next() % 8 == 0)
        case .identify:
            guard let current = wishes[index].machine.attempts.last else { return }
            let hash = faults && random.next() % 4 == 0 ? nil : chain.consumer(current.nonce)
            wishes[index].machine.identified(
                hash.map { .other($0, sameContent: false, cancels: false) } ?? .unclear)
            settle(index)
        case .wait: wishes[index].machine.waited()
        case .done: break
        }
    }

    private mutating func place(_ index: Int, _ chain: inout ModelChain, _ random: inout SplitMix64) {
        switch wishes[index].stage {
        case .idle:
            guard turn == nil else { return }
            turn = index
            wishes[index].stage = .reserving(confirmed: nil)
        case .reserving(let confirmed):
            switch ledger.reserve(pending: chain.pendingCount, confirmed: confirmed) {
            case .nonce(let nonce): wishes[index].stage = .signing(nonce)
            case .askFor(let hash, let nonce):
                wishes[index].stage = .asking(hash, nonce: nonce, known: chain.knows(hash))
            }
        case .asking(let hash, let nonce, let known):
            if !known { ledger.forget(hash, nonce: nonce) }
            wishes[index].stage = .reserving(confirmed: known ? hash : nil)
        case .signing(let nonce):
            sign(index, nonce: nonce, fee: random.pick([100, 100, 105, 115, 130]) ?? 100)
            wishes[index].stage = .idle
        default: wishes[index].stage = .idle
        }
    }

    private mutating func send(
        _ index: Int, _ chain: inout ModelChain, _ random: inout SplitMix64, faults: Bool
    ) {
        guard let current = wishes[index].machine.attempts.last else { return }
        let fee = wishes[index].fee
        let answer: SubmissionMachine.Answer
        switch faults ? random.next() % 10 : 9 {
        case 0: answer = .unknown
        case 1: answer = .undelivered
        case 2, 3:
            _ = chain.deliver(current.hash, nonce: current.nonce, fee: fee)
            answer = .unknown
        case 4 where wishes[index].machine.exposure != .none: answer = .feeTooLow
        case 5 where wishes[index].machine.exposure != .none: answer = .refused
        default: answer = chain.deliver(current.hash, nonce: current.nonce, fee: fee)
        }
        wishes[index].machine.sent(answer)
    }

    /// - Parameter isStale: whether the node asked is behind the one that counted.
    private mutating func look(_ index: Int, _ chain: ModelChain, isStale: Bool) {
        let machine = wishes[index].machine
        guard let current = machine.attempts.last else { return }
        switch wishes[index].stage {
        case .looking(let count):
            let mined = machine.attempts.last { $0.nonce == current.nonce && chain.isMined($0.hash) }?.hash
            wishes[index].stage = .receipt(count: count, mined: isStale ? nil : mined)
        case .receipt(let count, let mined):
            wishes[index].machine.looked(
                count: count, mined: mined, known: mined == nil && !isStale && chain.knows(current.hash))
            wishes[index].stage = .idle
            settle(index)
        default: wishes[index].stage = .looking(count: chain.count)
        }
    }
}
