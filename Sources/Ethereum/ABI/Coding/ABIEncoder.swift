import Primitives

/// Encodes values by a layout: one pass checks shapes and adds up sizes, so that no memory is taken
/// for what is not there; the second writes each part to its place.
struct ABIEncoder {
    private let layout: ABILayout
    private var output: [UInt8]
    /// Where the next part that stands out of line begins.
    private var used: Int

    /// The encoding of `values` after `prefix`.
    static func encode(
        _ values: [ABIValue], _ layout: ABILayout, prefix: [UInt8] = []
    ) throws(ABIError) -> [UInt8] {
        let root = layout.nodes[0]
        let tails = try layout.measureComponents(values, 0)
        var encoder = ABIEncoder(layout, count: prefix.count + root.bodySize + tails, prefix)
        encoder.used = prefix.count + root.bodySize
        try encoder.writeComponents(values, 0, at: prefix.count)
        return encoder.output
    }

    private init(_ layout: ABILayout, count: Int, _ prefix: [UInt8]) {
        self.layout = layout
        output = [UInt8](repeating: 0, count: count)
        output.replaceSubrange(0..<prefix.count, with: prefix)
        used = prefix.count
    }

    // MARK: Composites

    /// The components of tuple `index` into the place reserved for them.
    private mutating func writeComponents(
        _ values: [ABIValue], _ index: Int, at position: Int
    ) throws(ABIError) {
        let first = layout.nodes[index].first
        var at = position
        for place in 0..<values.count {
            do {
                try write(values[place], first + place, at: at, base: position)
            } catch {
                throw error.inside(layout.pathComponent(of: index, place))
            }
            at += layout.nodes[first + place].headSize
        }
    }

    /// The elements of an array, all of node `element`, into the place reserved for them.
    private mutating func writeElements(
        _ values: [ABIValue], _ element: Int, at position: Int
    ) throws(ABIError) {
        let node = layout.nodes[element]
        var at = position
        for place in 0..<values.count {
            do {
                if node.kind.isWord {
                    try writeWord(values[place], node, at: at)
                } else {
                    try write(values[place], element, at: at, base: position)
                }
            } catch {
                throw error.inside(.element(place))
            }
            at += node.headSize
        }
    }

    /// A value at its place in the head of what it stands in, which begins at `base`.
    private mutating func write(
        _ value: ABIValue, _ index: Int, at position: Int, base: Int
    ) throws(ABIError) {
        let node = layout.nodes[index]
        if node.kind.isWord { return try writeWord(value, node, at: position) }
        var position = position
        if node.isDynamic {
            put(UInt256(UInt64(used - base)), at: position)
            position = used
        }
        switch (node.kind, value) {
        case (.string, .string(var text)):
            text.withUTF8 { writeBytes(UnsafeRawBufferPointer($0)) }
        case (.bytes, .bytes(let bytes)), (.bytes, .fixedBytes(let bytes)):
            bytes.withUnsafeBytes { writeBytes($0) }
        case (.array, .array(let values)):
            put(UInt256(UInt64(values.count)), at: position)
            used = position + 32 + values.count * layout.nodes[node.first].headSize
            try writeElements(values, node.first, at: position + 32)
        case (.array, .bytes(let bytes)):
            // An `uint8[]`, as measuring has made sure.
            put(UInt256(UInt64(bytes.count)), at: position)
            used = position + 32 + bytes.count * 32
            for (place, byte) in bytes.enumerated() { put(UInt256(byte), at: position + 32 + place * 32) }
        case (.fixedArray, .array(let values)):
            if node.isDynamic { used = position + node.bodySize }
            try writeElements(values, node.first, at: position)
        case (.fixedArray, .bytes(let bytes)):
            for (place, byte) in bytes.enumerated() { put(UInt256(byte), at: position + place * 32) }
        case (.tuple, .tuple(let values)), (.tuple, .array(let values)):
            if node.isDynamic { used = position + node.bodySize }
            try writeComponents(values, index, at: position)
        default: throw ABIError.wrongKind(expected: ABILayout.name(of: node), actual: value)
        }
    }

    /// Length, content and padding where the next part out of line begins.
    private mutating func writeBytes(_ bytes: UnsafeRawBufferPointer) {
        put(UInt256(UInt64(bytes.count)), at: used)
        put(bytes, at: used + 32)
        used += 32 + ABILayout.padded(bytes.count)
    }

    // MARK: Words

    @inline(__always)
    private mutating func writeWord(
        _ value: ABIValue, _ node: ABILayout.Node, at position: Int
    ) throws(ABIError) {
        if node.kind == .fixedBytes {
            let bytes = try ABILayout.fixedBytes(value, node)
            bytes.withUnsafeBytes { put($0, at: position) }
        } else {
            put(try ABILayout.number(value, node), at: position)
        }
    }

    @inline(__always)
    private mutating func put(_ word: UInt256, at position: Int) {
        let (l0, l1, l2, l3) = word.limbs
        output.withUnsafeMutableBytes { buffer in
            precondition(position >= 0 && position <= buffer.count - 32)
            buffer.storeBytes(of: l3.bigEndian, toByteOffset: position, as: UInt64.self)
            buffer.storeBytes(of: l2.bigEndian, toByteOffset: position + 8, as: UInt64.self)
            buffer.storeBytes(of: l1.bigEndian, toByteOffset: position + 16, as: UInt64.self)
            buffer.storeBytes(of: l0.bigEndian, toByteOffset: position + 24, as: UInt64.self)
        }
    }

    @inline(__always)
    private mutating func put(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        output.withUnsafeMutableBytes { buffer in
            precondition(position >= 0 && position <= buffer.count - bytes.count)
            UnsafeMutableRawBufferPointer(rebasing: buffer[position..<position + bytes.count])
                .copyMemory(from: bytes)
        }
    }
}

extension ABILayout {
    @inline(__always)
    static func padded(_ count: Int) -> Int { (count + 31) & ~31 }

    // MARK: Sizes

    /// What the components of tuple `index` take out of line; checks that all are there.
    func measureComponents(_ values: [ABIValue], _ index: Int) throws(ABIError) -> Int {
        let node = nodes[index]
        guard values.count == node.size else {
            throw ABIError(.wrongCount(expected: node.size, actual: values.count))
        }
        var total = 0
        for place in 0..<values.count where !nodes[node.first + place].kind.isWord {
            do {
                total += try measure(values[place], node.first + place)
            } catch {
                throw error.inside(pathComponent(of: index, place))
            }
        }
        return total
    }

    private func measureElements(_ values: [ABIValue], _ element: Int) throws(ABIError) -> Int {
        if nodes[element].kind.isWord { return 0 }
        var total = 0
        for place in 0..<values.count {
            do {
                total += try measure(values[place], element)
            } catch {
                throw error.inside(.element(place))
            }
        }
        return total
    }

    /// What a value that is no word takes out of line.
    private func measure(_ value: ABIValue, _ index: Int) throws(ABIError) -> Int {
        let node = nodes[index]
        switch (node.kind, value) {
        case (.string, .string(let text)): return 32 + Self.padded(text.utf8.count)
        case (.bytes, .bytes(let bytes)), (.bytes, .fixedBytes(let bytes)):
            return 32 + Self.padded(bytes.count)
        case (.array, .array(let values)):
            return try 32 + values.count * nodes[node.first].headSize + measureElements(values, node.first)
        case (.array, .bytes(let bytes)) where isByte(node.first): return 32 + bytes.count * 32
        case (.fixedArray, .array(let values)):
            guard values.count == node.size else {
                throw ABIError(.wrongCount(expected: node.size, actual: values.count))
            }
            return try (node.isDynamic ? node.bodySize : 0) + measureElements(values, node.first)
        case (.fixedArray, .bytes(let bytes)) where isByte(node.first):
            guard bytes.count == node.size else {
                throw ABIError(.wrongCount(expected: node.size, actual: bytes.count))
            }
            return 0
        case (.tuple, .tuple(let values)), (.tuple, .array(let values)):
            return try (node.isDynamic ? node.bodySize : 0) + measureComponents(values, index)
        default: throw ABIError.wrongKind(expected: Self.name(of: node), actual: value)
        }
    }

    private func isByte(_ index: Int) -> Bool { nodes[index].kind == .uint && nodes[index].size == 8 }

    // MARK: Words

    /// The word of a value of any kind but `bytesN`.
    @inline(__always)
    static func number(_ value: ABIValue, _ node: Node) throws(ABIError) -> UInt256 {
        switch (node.kind, value) {
        case (.uint, .uint(let number)):
            if number.fitsUnsigned(bits: node.size) { return number }
        case (.uint, .int(let number)):
            if !number.isNegative, number.fitsUnsigned(bits: node.size) { return number }
        case (.int, .int(let number)):
            if number.fitsSigned(bits: node.size) { return number }
        case (.int, .uint(let number)):
            if !number.isNegative, number.fitsSigned(bits: node.size) { return number }
        case (.address, .address(let address)): return address.number
        case (.bool, .bool(let flag)): return flag ? .one : .zero
        default: throw ABIError.wrongKind(expected: name(of: node), actual: value)
        }
        throw ABIError(.outOfRange(type: name(of: node), value: value.description))
    }

    /// The content of a value for `bytesN`.
    @inline(__always)
    static func fixedBytes(_ value: ABIValue, _ node: Node) throws(ABIError) -> [UInt8] {
        switch value {
        case .fixedBytes(let bytes), .bytes(let bytes):
            guard bytes.count == node.size else {
                throw ABIError(.wrongLength(expected: node.size, actual: bytes.count))
            }
            return bytes
        default: throw ABIError.wrongKind(expected: name(of: node), actual: value)
        }
    }

    /// The word of a value of any kind that is one word.
    static func word(_ value: ABIValue, _ node: Node) throws(ABIError) -> Bytes32 {
        guard node.kind == .fixedBytes else { return try number(value, node).bytes32 }
        let bytes = try fixedBytes(value, node)
        let zeros = [UInt8](repeating: 0, count: 32 - bytes.count)
        return Bytes32(bytes + zeros) ?? .zero
    }
}
