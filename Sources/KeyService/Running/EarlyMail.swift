/// Messages to conversations that this node has not begun yet, within bounds for each sender: nobody can make
/// others' messages be dropped.
struct EarlyMail<Key: Hashable & Sendable, Sender: Hashable & Sendable>: Sendable {
    typealias Bounds = EarlyMailBounds

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

    init(_ bounds: Bounds = Bounds()) { self.bounds = bounds }

    /// How many conversations are waited for.
    var count: Int { boxes.count }

    /// Keeps a message.
    ///
    /// - Returns: false if it is beyond the bounds, and lost.
    mutating func keep(_ body: [UInt8], from sender: Sender, to key: Key, now: Duration) -> Bool {
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
    mutating func take(_ key: Key) -> [(sender: Sender, body: [UInt8])] {
        guard let box = boxes.removeValue(forKey: key) else { return [] }
        release(box)
        return box.messages
    }

    /// Drops what nobody has asked for in time.
    mutating func dropOld(now: Duration) {
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
struct EarlyMailBounds: Sendable {
    /// Messages of one sender to one conversation.
    var messages = 24
    /// Conversations that one sender writes to.
    var conversations = 1024
    /// Bytes of one sender.
    var bytes = 4 << 20
    /// How long a conversation is kept without a new message.
    var lifetime: Duration = .seconds(30)
}
