internal import Primitives

/// Forms other than the standard encoding: packed, and in place for hashing.
extension ABILayout {
    /// Appends the packed form (Solidity documentation, "Non-standard Packed Mode"): values in as
    /// many bytes as their type has, `bytes` and `string` as they are, arrays as their elements'
    /// words without a length; nothing for what is nested.
    func pack(
        _ value: ABIValue, component: Int, type: ABIType, into output: inout [UInt8]
    ) throws(ABIError) {
        let node = nodes[nodes[0].first + component]
        switch (node.kind, value) {
        case (.bytes, .bytes(let bytes)), (.bytes, .fixedBytes(let bytes)): output += bytes
        case (.string, .string(let text)): output += Array(text.utf8)
        case (.array, .array(let values)), (.fixedArray, .array(let values)):
            let element = nodes[node.first]
            guard element.kind.isWord else { throw ABIError(.notPackable(type.canonical)) }
            try checkCount(values.count, node)
            for (index, value) in values.enumerated() {
                do {
                    output += try Self.word(value, element).bytes
                } catch {
                    throw error.inside(.element(index))
                }
            }
        case (.tuple, _): throw ABIError(.notPackable(type.canonical))
        default:
            guard node.kind.isWord else {
                throw ABIError.wrongKind(expected: Self.name(of: node), actual: value)
            }
            let word = try Self.word(value, node).bytes
            switch node.kind {
            case .uint, .int: output += word.suffix(node.size / 8)
            case .address: output += word.suffix(20)
            case .bool: output += word.suffix(1)
            default: output += word.prefix(node.size)
            }
        }
    }

    /// The topic of a value: its word, or the hash of its content or of its parts in place.
    func topic(_ value: ABIValue, component: Int) throws(ABIError) -> Bytes32 {
        if case .hash(let hash) = value { return hash }
        let index = nodes[0].first + component
        let node = nodes[index]
        if node.kind.isWord { return try Self.word(value, node) }
        var output: [UInt8] = []
        switch (node.kind, value) {
        case (.bytes, .bytes(let bytes)), (.bytes, .fixedBytes(let bytes)): output = bytes
        case (.string, .string(let text)): output = Array(text.utf8)
        default: try writeInPlace(value, index, into: &output)
        }
        return Keccak256.hash(output)
    }

    /// Appends a value as a part of a hashed array or tuple: everything padded to whole words, no
    /// lengths, no offsets.
    private func writeInPlace(
        _ value: ABIValue, _ index: Int, into output: inout [UInt8]
    ) throws(ABIError) {
        let node = nodes[index]
        switch (node.kind, value) {
        case (.bytes, .bytes(let bytes)), (.bytes, .fixedBytes(let bytes)):
            Self.appendPadded(bytes, to: &output)
        case (.string, .string(let text)): Self.appendPadded(Array(text.utf8), to: &output)
        case (.array, .array(let values)), (.fixedArray, .array(let values)):
            try checkCount(values.count, node)
            for (place, value) in values.enumerated() {
                do {
                    try writeInPlace(value, node.first, into: &output)
                } catch {
                    throw error.inside(.element(place))
                }
            }
        case (.tuple, .tuple(let values)), (.tuple, .array(let values)):
            try checkCount(values.count, node)
            for (place, value) in values.enumerated() {
                do {
                    try writeInPlace(value, node.first + place, into: &output)
                } catch {
                    throw error.inside(pathComponent(of: index, place))
                }
            }
        default:
            guard node.kind.isWord else {
                throw ABIError.wrongKind(expected: Self.name(of: node), actual: value)
            }
            output += try Self.word(value, node).bytes
        }
    }

    private func checkCount(_ count: Int, _ node: Node) throws(ABIError) {
        guard node.kind == .array || count == node.size else {
            throw ABIError(.wrongCount(expected: node.size, actual: count))
        }
    }

    private static func appendPadded(_ bytes: [UInt8], to output: inout [UInt8]) {
        output += bytes
        output += repeatElement(0, count: padded(bytes.count) - bytes.count)
    }
}
