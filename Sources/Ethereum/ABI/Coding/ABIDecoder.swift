import Primitives

/// Decodes data by a layout. Every read is checked against the data; see ``ABIDecodingOptions`` for
/// what else is.
///
/// The work is bounded by a budget of words, `sharing` times the data's own, and one of elements of
/// size zero. Each head, length and content is charged before it is read and before memory is taken
/// for it, so offsets that all point to one part cost as if it stood there each time.
struct ABIDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let layout: ABILayout
    private let options: ABIDecodingOptions
    private var budget: Int
    private let limit: Int
    private var emptyElements = ABIDecodingOptions.emptyElementLimit
    /// The end of what has been read: in canonical layout, where the next part must begin.
    private var end: Int

    /// The values that `data` holds from `origin` on, offsets counting from there.
    static func decode(
        _ data: [UInt8], from origin: Int = 0, _ layout: ABILayout, _ options: ABIDecodingOptions
    ) throws(ABIError) -> [ABIValue] {
        try data.withUnsafeBufferPointer { buffer throws(ABIError) in
            var decoder = ABIDecoder(buffer, origin, layout, options)
            return try decoder.decodeAll(from: origin)
        }
    }

    private init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ origin: Int, _ layout: ABILayout, _ options: ABIDecodingOptions
    ) {
        self.bytes = bytes
        self.layout = layout
        self.options = options
        let words = max(bytes.count - origin, 0) / 32 + 1
        let (product, overflow) = words.multipliedReportingOverflow(by: max(options.sharing, 1))
        limit = overflow ? .max : product
        budget = limit
        end = origin
    }

    private mutating func decodeAll(from origin: Int) throws(ABIError) -> [ABIValue] {
        let values = try enter(0, at: origin)
        if !options.allowsTrailingBytes, end < bytes.count {
            throw ABIError(.trailingBytes(bytes.count - end), at: end)
        }
        return values
    }

    // MARK: Composites

    /// The parts of a tuple or fixed array whose head begins here and has not been checked yet.
    private mutating func enter(_ index: Int, at position: Int) throws(ABIError) -> [ABIValue] {
        let size = layout.nodes[index].bodySize
        try reserve(size, at: position)
        return try parts(index, at: position)
    }

    /// The parts of a tuple or fixed array whose head is known to lie within the data.
    private mutating func parts(_ index: Int, at position: Int) throws(ABIError) -> [ABIValue] {
        let node = layout.nodes[index]
        if node.kind == .fixedArray { return try elements(node.first, node.size, at: position) }
        var values: [ABIValue] = []
        values.reserveCapacity(node.size)
        var at = position
        for place in 0..<node.size {
            do {
                values.append(try value(node.first + place, at: at, base: position))
            } catch {
                throw error.inside(layout.pathComponent(of: index, place))
            }
            at += layout.nodes[node.first + place].headSize
        }
        return values
    }

    /// Elements whose heads are known to lie within the data.
    private mutating func elements(
        _ element: Int, _ count: Int, at position: Int
    ) throws(ABIError) -> [ABIValue] {
        let node = layout.nodes[element]
        if node.headSize == 0 {
            guard count <= emptyElements else {
                throw ABIError(
                    .tooManyEmptyElements(limit: ABIDecodingOptions.emptyElementLimit), at: position)
            }
            emptyElements -= count
        }
        var values: [ABIValue] = []
        values.reserveCapacity(count)
        var at = position
        for _ in 0..<count {
            do {
                if node.kind.isWord {
                    values.append(try word(node, at: at))
                } else {
                    values.append(try value(element, at: at, base: position))
                }
            } catch {
                throw error.inside(.element(values.count))
            }
            at += node.headSize
        }
        return values
    }

    /// A value by its head, which is known to lie within the data, in what begins at `base`.
    private mutating func value(
        _ index: Int, at position: Int, base: Int
    ) throws(ABIError) -> ABIValue {
        let node = layout.nodes[index]
        if node.kind.isWord { return try word(node, at: position) }
        var target = position
        if node.isDynamic {
            let offset = load(at: position)
            guard let distance = Int(exactly: offset), distance <= bytes.count - base else {
                throw ABIError(.offsetOutOfBounds(offset), at: position)
            }
            target = base + distance
            if options.requiresCanonicalLayout, target != end {
                throw ABIError(.unorderedLayout(expected: end), at: target)
            }
        }
        switch node.kind {
        case .bytes: return .bytes(Array(try content("bytes", at: target)))
        case .string: return try string(at: target)
        case .array:
            let count = try length(at: target)
            let size = layout.nodes[node.first].headSize
            // Elements of size zero are charged by themselves; others must be there.
            guard size == 0 || count <= (bytes.count - target - 32) / size else {
                throw ABIError(.lengthOutOfBounds(UInt256(UInt64(count))), at: target)
            }
            try reserve(count * size, at: target + 32)
            return .array(try elements(node.first, count, at: target + 32))
        case .fixedArray: return .array(try composite(index, node, at: target))
        default: return .tuple(try composite(index, node, at: target))
        }
    }

    private mutating func composite(
        _ index: Int, _ node: ABILayout.Node, at position: Int
    ) throws(ABIError) -> [ABIValue] {
        node.isDynamic ? try enter(index, at: position) : try parts(index, at: position)
    }

    // MARK: Bytes

    /// The length that stands here.
    private mutating func length(at position: Int) throws(ABIError) -> Int {
        try reserve(32, at: position)
        let length = load(at: position)
        guard let count = Int(exactly: length) else {
            throw ABIError(.lengthOutOfBounds(length), at: position)
        }
        return count
    }

    /// The bytes whose length stands here.
    private mutating func content(
        _ type: String, at position: Int
    ) throws(ABIError) -> UnsafeBufferPointer<UInt8> {
        let count = try length(at: position)
        let start = position + 32
        guard count <= bytes.count - start else {
            throw ABIError(.lengthOutOfBounds(UInt256(UInt64(count))), at: position)
        }
        let stop = start + count
        let padding = -count & 31
        if options.ignoresPadding {
            try reserve(min(count + padding, bytes.count - start), at: start)
        } else {
            guard padding <= bytes.count - stop else {
                throw ABIError(.truncated(needed: padding, available: bytes.count - stop), at: stop)
            }
            try reserve(count + padding, at: start)
            for index in stop..<stop + padding where bytes[index] != 0 {
                throw ABIError(.dirtyPadding(type: type), at: index)
            }
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<stop])
    }

    private mutating func string(at position: Int) throws(ABIError) -> ABIValue {
        let content = try content("string", at: position)
        if let text = String(validating: content, as: UTF8.self) { return .string(text) }
        guard options.repairsStrings else { throw ABIError(.invalidUTF8, at: position + 32) }
        return .string(String(decoding: content, as: UTF8.self))
    }

    // MARK: Words

    @inline(__always)
    private func word(_ node: ABILayout.Node, at position: Int) throws(ABIError) -> ABIValue {
        let word = load(at: position)
        switch node.kind {
        case .uint:
            if word.fitsUnsigned(bits: node.size) { return .uint(word) }
            if options.ignoresPadding { return .uint(word & (.max >> (256 - node.size))) }
        case .int:
            if word.fitsSigned(bits: node.size) { return .int(word) }
            if options.ignoresPadding { return .int(word.signExtended(fromBytes: node.size / 8)) }
        case .address:
            if word.fitsUnsigned(bits: 160) || options.ignoresPadding {
                return .address(Address(truncating: word.bytes32))
            }
        case .bool:
            if word.isZero { return .bool(false) }
            if word == .one || options.ignoresPadding { return .bool(true) }
            throw ABIError(.invalidBool, at: position)
        default:
            let isClean = node.size == 32 || (word << (8 * node.size)).isZero
            if isClean || options.ignoresPadding {
                return .fixedBytes(Array(bytes[position..<position + node.size]))
            }
        }
        throw ABIError(.dirtyPadding(type: ABILayout.name(of: node)), at: position)
    }

    /// The word here; the caller has made sure that it lies within the data.
    @inline(__always)
    private func load(at position: Int) -> UInt256 {
        precondition(position >= 0 && position <= bytes.count - 32)
        let raw = UnsafeRawBufferPointer(bytes)
        func limb(_ place: Int) -> UInt64 {
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: position + place, as: UInt64.self))
        }
        return UInt256(limbs: limb(24), limb(16), limb(8), limb(0))
    }

    // MARK: Limits

    /// Makes sure that `count` bytes are here, and charges them to the budget.
    @inline(__always)
    private mutating func reserve(_ count: Int, at position: Int) throws(ABIError) {
        guard count <= bytes.count - position else {
            throw ABIError(.truncated(needed: count, available: max(bytes.count - position, 0)), at: position)
        }
        let words = (count + 31) / 32
        guard words <= budget else { throw ABIError(.tooMuchWork(limit: limit), at: position) }
        budget -= words
        end = max(end, position + count)
    }
}
