internal import Lit
internal import LitProtocol
package import Primitives

/// A value in a request, and where it stands there, so that what is wrong with it can be named.
package struct RequestValue: Sendable {
    package let json: JSON
    /// Such as `allowing[0].ability`; empty for the body itself.
    package let path: String

    /// A body, unless a path is given.
    package init(_ json: JSON, path: String = "") {
        self.json = json
        self.path = path
    }

    /// Where a member stands, or would.
    func place(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// A member; nil if there is none.
    package subscript(name: String) -> RequestValue? {
        json[name].map { RequestValue($0, path: place(of: name)) }
    }

    /// A member that has to be there.
    func required(_ name: String) throws(Failure) -> RequestValue {
        guard let value = self[name] else { throw .malformed(place(of: name), "is missing") }
        return value
    }

    /// The elements of an array.
    var elements: [RequestValue] {
        (json.array ?? []).enumerated().map { RequestValue($0.element, path: "\(path)[\($0.offset)]") }
    }

    /// The members of an object.
    var members: [RequestValue] {
        (json.object ?? .init()).map { RequestValue($0.value, path: place(of: $0.name)) }
    }

    /// What is wrong with it.
    func wrong(_ reason: String, hint: String? = nil) -> Failure { .malformed(path, reason, hint: hint) }
}

extension RequestValue {
    func text() throws(Failure) -> String {
        guard let text = json.string else { throw wrong("has to be a text, and is \(json.kind)") }
        return text
    }

    func bool() throws(Failure) -> Bool {
        guard let value = json.bool else { throw wrong("has to be true or false, and is \(json.kind)") }
        return value
    }

    func object() throws(Failure) -> JSON.Object {
        guard let object = json.object else { throw wrong("has to be an object, and is \(json.kind)") }
        return object
    }

    func integer<Value: FixedWidthInteger>(as type: Value.Type = Value.self) throws(Failure) -> Value {
        guard let value: Value = json.number?.integer() else {
            throw wrong("has to be a whole number from \(Value.min) to \(Value.max)")
        }
        return value
    }

    /// A number of any size: a whole number, decimal digits, or hexadecimal digits after `0x`.
    func quantity() throws(Failure) -> UInt256 {
        let text = json.string ?? json.number.flatMap { $0.isInteger ? $0.text : nil }
        guard let value = text.flatMap({ UInt256($0) }) else {
            throw wrong(
                "has to be a whole number from 0 to 2^256 - 1: a number, decimal digits, or 0x and digits")
        }
        return value
    }

    /// As ``quantity()``, within 64 bits.
    func quantity64() throws(Failure) -> UInt64 {
        guard let value = UInt64(exactly: try quantity()) else { throw wrong("has to be below 2^64") }
        return value
    }

    /// Bytes after `0x`.
    func bytes(count: Int? = nil) throws(Failure) -> [UInt8] {
        do { return try Hex.decode(text(), prefix: .required, count: count) } catch let error as Failure {
            throw error
        } catch {
            throw wrong("has to be 0x and hexadecimal digits (\(error))")
        }
    }

    /// Thirty-two bytes after `0x`.
    func bytes32() throws(Failure) -> Bytes32 {
        guard let value = Bytes32(try bytes(count: 32)) else { throw wrong("has to be 32 bytes") }
        return value
    }

    func address() throws(Failure) -> Address {
        let text = try text()
        do throws(AddressError) { return try Address(text) } catch {
            throw wrong("is no address (\(error))")
        }
    }

    func base64() throws(Failure) -> [UInt8] {
        let text = try text()
        do throws(BaseEncodingError) { return try Base64.decode(text, padding: .optional) } catch {
            throw wrong("is not base64 (\(error))")
        }
    }

    /// RFC 3339.
    func time() throws(Failure) -> Timestamp {
        let text = try text()
        do throws(TimestampError) { return try Timestamp(rfc3339: text) } catch {
            throw wrong("is no time of RFC 3339, such as 2027-01-31T23:59:59.000Z")
        }
    }

    /// Seconds, more than none and at most a thousand years.
    func duration() throws(Failure) -> Duration {
        guard let seconds = json.number?.double, seconds > 0, seconds < 31_536_000_000 else {
            throw wrong("has to be a number of seconds, more than 0")
        }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }

    func cid() throws(Failure) -> CID {
        let text = try text()
        do throws(CIDError) { return try CID(text) } catch { throw wrong("is no CID (\(error))") }
    }

    func authSig() throws(Failure) -> AuthSig {
        do throws(NodeError) { return try AuthSig(json) } catch {
            throw wrong("is no auth sig: \(error.details.joined(separator: " "))")
        }
    }

    /// A token's id: 64 digits after `0x`, or decimal digits.
    func token() throws(Failure) -> UInt256 {
        guard let value = UInt256(try text()) else {
            throw wrong("is no token id: 0x and hexadecimal digits, or decimal digits")
        }
        return value
    }
}
