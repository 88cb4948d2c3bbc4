import Primitives
import Secp256k1
import Threshold

extension Case {
    func int(_ name: String) throws -> Int { try value(name).requiredInt("input.\(name)") }

    func parties(_ name: String) throws -> [PartyID] { try array(name).map { try $0.party() } }

    func scalar(_ name: String) throws -> Scalar { try value(name).scalar("input.\(name)") }

    func scalars(_ name: String) throws -> [Scalar] {
        try array(name).map { try $0.scalar("input.\(name)") }
    }

    func point(_ name: String) throws -> Point { try value(name).point("input.\(name)") }

    func party(_ name: String) throws -> PartyID { try value(name).party() }
}

extension JSON {
    func requiredInt(_ what: String) throws -> Int {
        guard let int else { throw BadCase("\(what) is not an integer") }
        return int
    }

    func party() throws -> PartyID {
        guard let id = number?.integer(as: UInt32.self) else { throw BadCase("\(text) is not an id") }
        return PartyID(id)
    }

    func hexBytes(_ what: String) throws -> [UInt8] {
        guard let string, let bytes = try? Hex.decode(string) else {
            throw BadCase("\(what) is not hexadecimal")
        }
        return bytes
    }

    /// Throws what the implementation throws for a number that is not below the order.
    func scalar(_ what: String) throws -> Scalar { try Scalar(canonical: hexBytes(what)) }

    func point(_ what: String) throws -> Point { try Point(hexBytes(what)) }

    func list(_ what: String) throws -> [JSON] {
        guard let array else { throw BadCase("\(what) is not an array") }
        return array
    }

    init(_ scalar: Scalar) { self = .string(scalar.bytes.hex) }
    init(_ point: Point) { self = .string(point.encodedElement.hex) }
    init(scalars: [Scalar]) { self = .array(scalars.map { JSON($0) }) }
    init(points: [Point]) { self = .array(points.map { JSON($0) }) }

    init<Value>(_ values: [PartyID: Value], _ form: (Value) -> JSON) {
        var object = Object()
        for (party, value) in values.sorted(by: { $0.key < $1.key }) {
            object[party.description] = form(value)
        }
        self = .object(object)
    }
}

/// r, s and the recovery id, as the vectors have them.
func form(of signature: Signature) -> JSON {
    [
        "r": JSON(signature.r), "s": JSON(signature.s),
        "v": .number(JSON.Number(signature.recoveryID & 1)),
    ]
}
