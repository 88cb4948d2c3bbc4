public import Primitives

/// Why a type, a signature, a value or encoded data was refused, and where.
public struct ABIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reasons, by what they concern: types, values, encoded data, and the entries of a contract.
    public enum Code: Hashable, Sendable {
        // Types, signatures and JSON descriptions.

        /// The text is not a type of the ABI.
        case invalidType(String)
        /// The type is in the ABI's specification, but no compiler generates code for it.
        case unsupportedType(String)
        /// The text is not a signature.
        case invalidSignature(String)
        /// The JSON does not describe what it should.
        case invalidJSON(String)
        /// The type is nested too deeply.
        case typeTooDeep(limit: Int)
        /// A static type's size is beyond what a machine integer counts.
        case typeTooLarge

        // Values.

        /// The value is of another kind than the type asks for.
        case wrongKind(expected: String, actual: String)
        /// The integer does not fit the type.
        case outOfRange(type: String, value: String)
        /// The number of arguments, elements or components is wrong.
        case wrongCount(expected: Int, actual: Int)
        /// The number of bytes is wrong.
        case wrongLength(expected: Int, actual: Int)
        /// The text is not a value of the type.
        case invalidText(type: String, reason: String)
        /// Solidity defines no packed form for this type.
        case notPackable(String)

        // Encoded data.

        /// The data ends too early.
        case truncated(needed: Int, available: Int)
        /// An offset points outside the data.
        case offsetOutOfBounds(UInt256)
        /// A length claims more than the data holds.
        case lengthOutOfBounds(UInt256)
        /// Bits that must be zero, or copies of a sign, are not.
        case dirtyPadding(type: String)
        /// A boolean is neither 0 nor 1.
        case invalidBool
        /// A string is not UTF-8.
        case invalidUTF8
        /// Offsets share data so often that decoding would read more words than permitted.
        case tooMuchWork(limit: Int)
        /// Arrays have too many elements that take no room, such as those of `uint256[0][]`.
        case tooManyEmptyElements(limit: Int)
        /// Bytes follow the encoding.
        case trailingBytes(Int)
        /// A part stands elsewhere than where an encoder puts it.
        case unorderedLayout(expected: Int)

        // Functions, events and errors.

        /// The data begins with another selector, or has fewer than four bytes.
        case wrongSelector(expected: ABISelector)
        /// The log's first topic is another event's.
        case wrongTopic(expected: Bytes32)
        /// The log has another number of topics than the event.
        case wrongTopicCount(expected: Int, actual: Int)
        /// The contract has nothing by this name, signature, selector or topic.
        case notFound(String)
        /// Several entries have this name; the text lists their signatures.
        case ambiguous(String)
        /// A filter was asked to choose by a parameter that is not indexed.
        case notIndexed
        /// Two entries that cannot stand in one contract.
        case conflict(String)
    }

    /// One step from the whole to the part that was refused; all numbers count from zero.
    public enum PathComponent: Hashable, Sendable {
        case argument(Int, name: String)
        case element(Int)
        case component(Int, name: String)
    }

    /// Why it was refused.
    public let code: Code
    /// The way to the part that was refused, outermost first.
    public internal(set) var path: [PathComponent]
    /// Where, in bytes from the beginning of the data or of the text, if that is what was refused.
    public let offset: Int?

    init(_ code: Code, path: [PathComponent] = [], at offset: Int? = nil) {
        self.code = code
        self.path = path
        self.offset = offset
    }

    /// For ``ABIDecodable`` types of one's own: a value of the wrong kind.
    public static func wrongKind(expected: String, actual: ABIValue) -> ABIError {
        ABIError(.wrongKind(expected: expected, actual: actual.kind))
    }

    /// The same error, seen from one level further out.
    func inside(_ component: PathComponent) -> ABIError {
        var error = self
        error.path.insert(component, at: 0)
        return error
    }

    public var description: String {
        var text = "ABI: "
        if !path.isEmpty { text += "\(pathText): " }
        text += code.text
        if let offset { text += " at offset \(offset)" }
        return text
    }

    /// ``path`` as text, such as `argument 2 (owners) → [3].name`; empty if there is none.
    public var pathText: String {
        var text = ""
        for (level, component) in path.enumerated() {
            if level == 1, case .argument = path[0] { text += " → " }
            switch component {
            case .argument(let index, let name):
                text += "argument \(index)" + (name.isEmpty ? "" : " (\(name))")
            case .element(let index): text += "[\(index)]"
            case .component(let index, let name): text += name.isEmpty ? ".\(index)" : ".\(name)"
            }
        }
        return text
    }
}

extension ABIError.Code {
    var text: String {
        switch self {
        case .invalidType(let reason), .invalidSignature(let reason), .invalidJSON(let reason): reason
        case .unsupportedType(let type):
            "\(type) is not supported: compilers generate no code for fixed-point numbers"
        case .typeTooDeep(let limit): "the type is nested more than \(limit) levels deep"
        case .typeTooLarge: "the type is too large"
        case .wrongKind(let expected, let actual): "expected \(expected), got \(actual)"
        case .outOfRange(let type, let value): "\(value) does not fit \(type)"
        case .wrongCount(let expected, let actual): "expected \(expected) values, got \(actual)"
        case .wrongLength(let expected, let actual): "expected \(expected) bytes, got \(actual)"
        case .invalidText(let type, let reason): "not a value of \(type): \(reason)"
        case .notPackable(let type): "\(type) has no packed form (nested arrays, strings in arrays, structs)"
        case .truncated(let needed, let available):
            available == 0 && needed > 0
                ? "there is no data where \(needed) bytes are needed"
                : "\(needed) bytes are needed, \(available) are left"
        case .offsetOutOfBounds(let offset): "the offset \(offset) points outside the data"
        case .lengthOutOfBounds(let length): "the length \(length) is more than the data holds"
        case .dirtyPadding(let type): "the padding of \(type) is not clean"
        case .invalidBool: "a bool must be 0 or 1"
        case .invalidUTF8: "the string is not UTF-8"
        case .tooMuchWork(let limit): "the data is shared by too many offsets (limit \(limit) words)"
        case .tooManyEmptyElements(let limit): "more than \(limit) elements of size zero"
        case .trailingBytes(let count): "\(count) bytes follow the encoding"
        case .unorderedLayout(let expected): "the part is not where an encoder puts it, at \(expected)"
        case .wrongSelector(let expected): "the data does not begin with the selector \(expected)"
        case .wrongTopic(let expected): "the first topic is not the event's, \(expected)"
        case .wrongTopicCount(let expected, let actual): "expected \(expected) topics, got \(actual)"
        case .notFound(let what): "the contract has no \(what)"
        case .ambiguous(let signatures): "several have this name; choose by signature: \(signatures)"
        case .notIndexed: "a filter cannot choose by a parameter that is not indexed"
        case .conflict(let what): what
        }
    }
}
