public import Primitives

/// The parts of a log that an event fills.
public struct ABILog: Hashable, Sendable {
    /// At most four words; the first is the hash of the event's signature, unless it is anonymous.
    public var topics: [Bytes32]
    /// The values that are not indexed, encoded.
    public var data: [UInt8]

    /// From a log's parts as they stand; decoding checks them against an event.
    public init(topics: [Bytes32], data: [UInt8]) {
        self.topics = topics
        self.data = data
    }
}

extension ABIEvent {
    /// The values of a log, in the parameters' order. An indexed value of a reference type comes as
    /// its ``ABIValue/hash(_:)``.
    ///
    /// - Throws: ``ABIError`` if the first topic is another event's, the number of topics is not this
    ///   event's, or a value is refused.
    public func decode(
        _ log: ABILog, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> ABIArguments {
        if let topic0, let first = log.topics.first, first != topic0 {
            throw ABIError(.wrongTopic(expected: topic0))
        }
        guard log.topics.count == topicCount else {
            throw ABIError(.wrongTopicCount(expected: topicCount, actual: log.topics.count))
        }
        var words: [UInt8] = []
        for topic in log.topics.suffix(indexedPlaces.count) { words += topic.bytes }
        // An error's offset in a topic would read as one in the data: the path says which it is.
        let indexed: ABIArguments
        do {
            indexed = try indexedCoder.decode(words, options: options)
        } catch {
            throw ABIError(error.code, path: placed(error.path, among: indexedPlaces))
        }
        let rest: ABIArguments
        do {
            rest = try dataCoder.decode(log.data, options: options)
        } catch {
            let places = inputs.indices.filter { !inputs[$0].isIndexed }
            throw ABIError(error.code, path: placed(error.path, among: places), at: error.offset)
        }
        var (fromTopics, fromData) = (indexed.values.makeIterator(), rest.values.makeIterator())
        var values: [ABIValue] = []
        for input in inputs {
            guard let value = input.isIndexed ? fromTopics.next() : fromData.next() else { continue }
            if input.isIndexed, input.type.isReference, let hash = value.bytes32 {
                values.append(.hash(hash))
            } else {
                values.append(value)
            }
        }
        return ABIArguments(values, inputs)
    }

    /// The path with its argument's place among all parameters.
    private func placed(_ path: [ABIError.PathComponent], among places: [Int]) -> [ABIError.PathComponent] {
        guard case .argument(let index, let name) = path.first, places.indices.contains(index) else {
            return path
        }
        return [.argument(places[index], name: name)] + path.dropFirst()
    }

    /// The log that a contract writes for these values; for an indexed value of a reference type
    /// its hash may be given.
    public func encode(_ values: [ABIValue]) throws(ABIError) -> ABILog {
        guard values.count == inputs.count else {
            throw ABIError(.wrongCount(expected: inputs.count, actual: values.count))
        }
        var topics = topic0.map { [$0] } ?? []
        for place in indexedPlaces { topics.append(try inputCoder.topic(values[place], at: place)) }
        let places = inputs.indices.filter { !inputs[$0].isIndexed }
        do {
            return ABILog(topics: topics, data: try dataCoder.encode(places.map { values[$0] }))
        } catch {
            throw ABIError(error.code, path: placed(error.path, among: places))
        }
    }

    /// The topics of a filter: nil means any. Trailing nils are left out.
    ///
    /// - Parameter values: one for each parameter, or fewer; nil means any, and those that are not
    ///   indexed must be nil, as a filter cannot see them.
    public func topics(matching values: [ABIValue?] = []) throws(ABIError) -> [Bytes32?] {
        guard values.count <= inputs.count else {
            throw ABIError(.wrongCount(expected: inputs.count, actual: values.count))
        }
        var topics: [Bytes32?] = topic0.map { [$0] } ?? []
        for (place, value) in values.enumerated() {
            if inputs[place].isIndexed {
                topics.append(nil)
                if let value { topics[topics.count - 1] = try inputCoder.topic(value, at: place) }
            } else if value != nil {
                throw ABIError(.notIndexed, path: [.argument(place, name: inputs[place].name)])
            }
        }
        while let last = topics.last, last == nil { topics.removeLast() }
        return topics
    }

    /// The topics of a filter by the indexed parameters' names; those not named match any value.
    public func topics(matching values: [String: ABIValue]) throws(ABIError) -> [Bytes32?] {
        for name in values.keys.sorted() where !inputs.contains(where: { $0.name == name }) {
            throw ABIError(.notFound("parameter \(name) in event \(signature)"))
        }
        return try topics(matching: inputs.map { $0.name.isEmpty ? nil : values[$0.name] })
    }
}
