/// A list of types laid flat for the encoder and decoder: sizes and places are worked out once.
struct ABILayout: Sendable {
    enum Kind: UInt8, Sendable {
        case uint, int, address, bool, fixedBytes, bytes, string, array, fixedArray, tuple

        /// Whether a value is one word in the head.
        @inline(__always) var isWord: Bool { rawValue <= Kind.fixedBytes.rawValue }
    }

    struct Node: Sendable {
        var kind: Kind
        var isDynamic = false
        /// Bits of an integer, bytes of `bytesN`, elements of a fixed array, components of a tuple.
        var size = 0
        /// What the value takes in the head of what it stands in: 32 if dynamic.
        var headSize = 32
        /// Of a fixed array or tuple: the sum of its parts' `headSize`.
        var bodySize = 0
        /// The element's node, or the first of the components' nodes, which follow one another.
        var first = 0
    }

    /// The first is a tuple of all the types.
    private(set) var nodes: [Node] = []
    /// The names of the components, by node.
    private(set) var names: [String] = []

    /// Of no types at all.
    init() {
        nodes = [Node(kind: .tuple, headSize: 0)]
        names = [""]
    }

    /// - Throws: ``ABIError`` for types that do not exist, are nested too deeply or are too large.
    init(_ parameters: [ABIParameter]) throws(ABIError) {
        nodes = [Node(kind: .tuple)]
        names = [""]
        try fill(0, .tuple(parameters), depth: 0)
    }

    private mutating func fill(_ index: Int, _ type: ABIType, depth: Int) throws(ABIError) {
        guard depth <= ABIType.depthLimit else {
            throw ABIError(.typeTooDeep(limit: ABIType.depthLimit))
        }
        switch type {
        case .uint(let bits), .int(let bits):
            guard bits % 8 == 0, 8...256 ~= bits else { throw Self.invalid(type) }
            nodes[index].kind = if case .uint = type { .uint } else { .int }
            nodes[index].size = bits
        case .address: nodes[index].kind = .address
        case .bool: nodes[index].kind = .bool
        case .fixedBytes(let count):
            guard 1...32 ~= count else { throw Self.invalid(type) }
            nodes[index].kind = .fixedBytes
            nodes[index].size = count
        case .function:
            nodes[index].kind = .fixedBytes
            nodes[index].size = 24
        case .bytes, .string:
            nodes[index].kind = type == .bytes ? .bytes : .string
            nodes[index].isDynamic = true
        case .array(let element):
            nodes[index].kind = .array
            nodes[index].isDynamic = true
            nodes[index].first = append("")
            try fill(nodes[index].first, element, depth: depth + 1)
        case .fixedArray(let element, let count):
            guard count >= 0 else { throw Self.invalid(type) }
            let first = append("")
            try fill(first, element, depth: depth + 1)
            let (size, overflow) = nodes[first].headSize.multipliedReportingOverflow(by: count)
            guard !overflow else { throw ABIError(.typeTooLarge) }
            close(index, .fixedArray, size: count, first: first, bodySize: size, nodes[first].isDynamic)
        case .tuple(let components):
            let first = nodes.count
            nodes[index].first = first
            for component in components { _ = append(component.name) }
            var (size, isDynamic) = (0, false)
            for (place, component) in components.enumerated() {
                let child = first + place
                do {
                    try fill(child, component.type, depth: depth + 1)
                } catch {
                    throw error.inside(pathComponent(of: index, place))
                }
                let (sum, overflow) = size.addingReportingOverflow(nodes[child].headSize)
                guard !overflow else { throw ABIError(.typeTooLarge) }
                size = sum
                isDynamic = isDynamic || nodes[child].isDynamic
            }
            close(index, .tuple, size: components.count, first: first, bodySize: size, isDynamic)
        }
    }

    private mutating func append(_ name: String) -> Int {
        nodes.append(Node(kind: .tuple))
        names.append(name)
        return nodes.count - 1
    }

    private mutating func close(
        _ index: Int, _ kind: Kind, size: Int, first: Int, bodySize: Int, _ isDynamic: Bool
    ) {
        nodes[index] = Node(
            kind: kind, isDynamic: isDynamic, size: size, headSize: isDynamic ? 32 : bodySize,
            bodySize: bodySize, first: first)
    }

    private static func invalid(_ type: ABIType) -> ABIError {
        ABIError(.invalidType("\(type.canonical) does not exist"))
    }

    /// The step from a tuple to one of its components, for an error's path.
    func pathComponent(of tuple: Int, _ place: Int) -> ABIError.PathComponent {
        let node = nodes[tuple].first + place
        let name = node < names.count ? names[node] : ""
        return tuple == 0 ? .argument(place, name: name) : .component(place, name: name)
    }

    /// The name of a word's or string's type, for an error.
    static func name(of node: Node) -> String {
        switch node.kind {
        case .uint: "uint\(node.size)"
        case .int: "int\(node.size)"
        case .address: "address"
        case .bool: "bool"
        case .fixedBytes: "bytes\(node.size)"
        case .bytes: "bytes"
        case .string: "string"
        case .array, .fixedArray: "an array"
        case .tuple: "a tuple"
        }
    }
}
