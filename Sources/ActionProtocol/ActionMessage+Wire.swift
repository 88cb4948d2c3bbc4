internal import Primitives

extension ActionMessage {
    /// How many bytes the length in front takes.
    public static let prefixLength = 4
    /// How many bytes a message takes on the wire beside its name, JSON and bytes.
    public static let overhead = prefixLength + 11

    /// The longest name, in bytes of UTF-8.
    public static let nameLimit = Int(UInt16.max)

    /// The whole message as it goes over the wire, its length in front.
    ///
    /// - Parameter limit: how many bytes the peer takes, without the length in front.
    public func encoded(limit: Int) throws(ActionMessageError) -> [UInt8] {
        let nameBytes = Array(name.utf8)
        let parts = nameBytes.count + json.count + bytes.count
        let (length, overflow) = (Self.overhead - Self.prefixLength).addingReportingOverflow(parts)
        guard !overflow, length <= min(limit, Int(Int32.max)), nameBytes.count <= Self.nameLimit else {
            throw ActionMessageError(.tooLong, "\(kind) of \(length) bytes; at most \(limit) go")
        }
        var writer = ByteWriter(capacity: length + Self.prefixLength)
        writer.appendLittleEndian(UInt32(length))
        writer.append(kind.rawValue)
        writer.appendLittleEndian(number)
        writer.appendLittleEndian(UInt16(nameBytes.count))
        writer.append(contentsOf: nameBytes)
        writer.appendLittleEndian(UInt32(json.count))
        writer.append(contentsOf: json)
        writer.append(contentsOf: bytes)
        return writer.bytes
    }

    /// How long the rest of a message is that begins with these four bytes.
    public static func length(
        prefix: some Collection<UInt8>, limit: Int
    ) throws(ActionMessageError) -> Int {
        guard prefix.count >= prefixLength else {
            throw ActionMessageError(.truncated, "\(prefix.count) bytes of a length")
        }
        let length = prefix.prefix(prefixLength).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= limit else {
            throw ActionMessageError(.tooLong, "\(length) bytes announced; at most \(limit) are taken")
        }
        guard length >= overhead - prefixLength else {
            throw ActionMessageError(.truncated, "\(length) bytes announced; at least 11 are needed")
        }
        return length
    }

    /// Reads a message without the length in front.
    public init(body: ArraySlice<UInt8>) throws(ActionMessageError) {
        var reader = ByteReader(body)
        do {
            let code = try reader.readByte()
            guard let kind = Kind(rawValue: code) else { throw ActionMessageError(.unknownKind, "\(code)") }
            let number = try reader.readLittleEndian(as: UInt32.self)
            let nameBytes = try reader.read(Int(try reader.readLittleEndian(as: UInt16.self)))
            guard let name = String(validating: nameBytes, as: UTF8.self) else {
                throw ActionMessageError(.badName, "\(kind) \(number)")
            }
            let json = try reader.read(Int(try reader.readLittleEndian(as: UInt32.self)))
            self.init(
                kind, number: number, name: name, json: Array(json), bytes: Array(reader.readRemaining()))
        } catch let error as ActionMessageError {
            throw error
        } catch {
            throw ActionMessageError(.truncated, "\(error)")
        }
    }
}

/// Cuts what a peer sends into messages, however the bytes arrive.
public struct ActionMessageDecoder: Sendable {
    private let limit: Int
    private var buffer: [UInt8] = []
    private var position = 0

    /// - Parameter limit: how many bytes a message may have, without the length in front.
    public init(limit: Int) { self.limit = limit }

    /// How many bytes wait for the rest of their message.
    public var pending: Int { buffer.count - position }

    /// Takes the next bytes.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        if position == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
            position = 0
        } else if position > 1 << 16 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole message; nil where one has still to arrive. After an error the peer cannot be read any more.
    public mutating func next() throws(ActionMessageError) -> ActionMessage? {
        guard pending >= ActionMessage.prefixLength else { return nil }
        let length = try ActionMessage.length(prefix: buffer[position...], limit: limit)
        let start = position + ActionMessage.prefixLength
        guard buffer.count - start >= length else { return nil }
        position = start + length
        return try ActionMessage(body: buffer[start..<start + length])
    }
}
