package import Primitives

/// Follows the canonical chain block by block, as a value without I/O: it says which block to ask for, and from the
/// answers tells what was added and what is undone.
///
/// Before it takes the next block it looks whether its newest one is still there. It remembers as many blocks as the
/// window; what is undone below those goes unnoticed.
package struct ChainFollower<Payload: Sendable>: Sendable {
    /// A block that was taken.
    package struct Entry: Sendable {
        package let number: UInt64
        package let hash: Bytes32
        package let payload: Payload
    }

    /// Which block to ask for, by height.
    package enum Step: Hashable, Sendable {
        /// The newest that was taken: say ``checked(_:)``.
        case check(UInt64)
        /// The one after it: say ``append(number:hash:parent:payload:)``, or ``rest()`` if there is none.
        case fetch(UInt64)
    }

    package private(set) var entries: [Entry] = []
    /// The height of the block to take next.
    package private(set) var next: UInt64
    package private(set) var step: Step
    private let window: Int

    package init(next: UInt64, window: Int) {
        self.next = next
        self.window = max(1, window)
        step = .fetch(next)
    }

    /// The hash of the block that now stands at the height of the newest entry; nil if there is none.
    /// - Returns: the entry, if it is undone.
    package mutating func checked(_ hash: Bytes32?) -> Entry? {
        guard let last = entries.last, last.hash != hash else {
            step = .fetch(next)
            return nil
        }
        entries.removeLast()
        next = last.number
        step = entries.last.map { .check($0.number) } ?? .fetch(next)
        return last
    }

    /// Takes the block that was asked for; false if it does not follow the newest entry, or is another height's.
    package mutating func append(
        number: UInt64, hash: Bytes32, parent: Bytes32, payload: Payload
    ) -> Bool {
        guard number == next else { return false }
        if let last = entries.last, last.hash != parent {
            step = .check(last.number)
            return false
        }
        entries.append(Entry(number: number, hash: hash, payload: payload))
        if entries.count > window { entries.removeFirst() }
        next = number + 1
        step = .fetch(next)
        return true
    }

    /// There is no further block for now.
    package mutating func rest() { step = entries.last.map { .check($0.number) } ?? .fetch(next) }

    /// Goes on at a height without having taken the blocks before it.
    package mutating func skip(to height: UInt64) {
        entries = []
        next = height
        step = .fetch(height)
    }
}
