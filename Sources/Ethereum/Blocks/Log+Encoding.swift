internal import Primitives

extension Log {
    /// The most topics that a log can have: those of LOG4.
    public static let maxTopics = 4

    /// Appends `[address, topics, data]` to a list.
    public func write(to list: inout RLPWriter) {
        list.appendList { log in
            log.append(address)
            log.appendList { words in
                for topic in topics { words.append(topic) }
            }
            log.append(data)
        }
    }

    /// The next item of `reader`.
    init(_ reader: inout RLPReader) throws(BlockFormatError) {
        var fields = try BlockFields(&reader)
        try fields.expect(3, of: "a log")
        let address = try fields.address("address")
        let topics = try fields.read("topics") { reader throws(RLPError) in
            var items = try reader.list()
            var topics: [Bytes32] = []
            while !items.isAtEnd { topics.append(try items.bytes32()) }
            return topics
        }
        guard topics.count <= Self.maxTopics else {
            throw BlockFormatError(
                .tooManyTopics(topics.count), field: "topics",
                "at most \(Self.maxTopics), found \(topics.count)")
        }
        self.init(address: address, topics: topics, data: try fields.bytes("data"))
    }
}
