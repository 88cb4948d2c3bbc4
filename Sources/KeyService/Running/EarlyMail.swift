/// Messages to conversations that this node has not begun yet, within bounds for each sender: nobody can make
/// others' messages be dropped.
package struct EarlyMail<Key: Hashable & Sendable, Sender: Hashable & Sendable>: Sendable {
    package typealias Bounds = EarlyMailBounds

    private struct Box {
        var messages: [(sender: Sender, body: [UInt8])] = []
        var counts: [Sender: Int] = [:]
        var touched: Duration
    }

    private struct Account {
        var conversations = 0
        var bytes = 0
    }

    private let bounds: Bounds
    private var boxes: [Key: Box] = [:]
    private var accounts: [Sender: Account] = [:]

    package init(_ bounds: Bounds = Bounds()) { self.bounds = bounds }

    /// How many conversations are waited for.
    package var count: Int { boxes.count }

    /// Keeps a message.
    ///
    /// - Returns: false if it is beyond the bounds, and lost.
    package mutating func keep(_ body: [UInt8], from sender: Sender, to key: Key, now: Duration) -> Bool {
        var account = accounts[sender] ?? Account()
        var box = boxes[key] ?? Box(touched: now)
        let count = box.counts[sender] ?? 0
        guard count < bounds.messages, account.bytes + body.count <= bounds.bytes,
            count > 0 || account.conversations < bounds.conversations
        else { return false }
        if count == 0 { account.conversations += 1 }
        account.bytes += body.count
        accounts[sender] = account
        box.counts[sender] = count + 1
        box.messages.append((sender, body))
        box.touched = now
        boxes[key] = box
        return true
    }

    /// The messages to a conversation that begins now, as they came.
    package mutating func take(_ key: Key) -> [(sender: Sender, body: [UInt8])] {
        guard let box = boxes.removeValue(forKey: key) else { return [] }
        release(box)
        return box.messages
    }

    /// Drops what nobody has asked for in time.
    package mutating func dropOld(now: Duration) {
        for (key, box) in boxes where now - box.touched > bounds.lifetime {
            boxes[key] = nil
            release(box)
        }
    }

    private mutating func release(_ box: Box) {
        for sender in box.counts.keys { accounts[sender]?.conversations -= 1 }
        for (sender, body) in box.messages { accounts[sender]?.bytes -= body.count }
        accounts = accounts.filter { $0.value.conversations > 0 }
    }
}

/// How much is kept.
package struct EarlyMailBounds: Sendable {
    /// Messages of one sender to one conversation.
    package var messages: Int
    /// Conversations that one sender writes to.
    package var conversations: Int
    /// Bytes of one sender.
    package var bytes: Int
    /// How long a conversation is kept without a new message.
    package var lifetime: Duration

    package init(
        messages: Int = 24, conversations: Int = 1024, bytes: Int = 4 << 20, lifetime: Duration = .seconds(30)
    ) {
        (self.messages, self.conversations, self.bytes, self.lifetime) = (
            messages, conversations, bytes, lifetime
        )
    }
}
