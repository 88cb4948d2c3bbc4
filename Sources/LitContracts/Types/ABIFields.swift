package import Ethereum

/// Reads the components of a tuple, or the values of a result, in order.
package struct ABIFields {
    private let values: [ABIValue]
    private var position = 0

    package init(_ values: [ABIValue]) { self.values = values }

    package mutating func next<T: ABIDecodable>() throws(ABIError) -> T {
        guard values.indices.contains(position) else {
            throw ABIError.wrongKind(expected: "\(position + 1) values or more", actual: .tuple(values))
        }
        defer { position += 1 }
        return try T(abiValue: values[position])
    }
}

/// The several values that one function returns.
package protocol ABIResults {
    init(results: inout ABIFields) throws(ABIError)
    var abiValues: [ABIValue] { get }
}
