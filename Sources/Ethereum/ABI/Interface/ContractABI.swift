public import Primitives

/// The interface of a contract: what it can be called with, what it logs, how it fails.
///
/// ```swift
/// let token = try ContractABI(parsing: [
///     "function transfer(address to, uint256 amount) returns (bool)",
///     "event Transfer(address indexed from, address indexed to, uint256 value)",
///     "error InsufficientBalance(uint256 available, uint256 required)",
/// ])
/// let data = try token.function("transfer").encodeCall([.address(friend), 5])
/// ```
public struct ContractABI: Sendable {
    /// In the order given. An entry that is given again, unchanged, is left out.
    public let entries: [ABIEntry]

    private var functionPlaces: [ABISelector: ABIFunction] = [:]
    private var functionNames: [String: [ABIFunction]] = [:]
    private var eventTopics: [Bytes32: [ABIEvent]] = [:]
    private var eventNames: [String: [ABIEvent]] = [:]
    private var errorPlaces: [ABISelector: ABICustomError] = [:]
    private var errorNames: [String: [ABICustomError]] = [:]

    /// What creates the contract; the standard one if no entry says.
    public private(set) var constructor: ABIConstructor = .standard
    /// Nil if there is no fallback function.
    public private(set) var fallback: ABIStateMutability?
    /// Whether plain payments are accepted by a receive function.
    public private(set) var hasReceive = false

    /// - Throws: ``ABIError`` if two functions or two errors have the same selector, or if there are
    ///   two constructors or fallback functions. Events may share a signature if they differ in what
    ///   is indexed, as those of merged interfaces do.
    public init(_ entries: [ABIEntry]) throws(ABIError) {
        var seen: Set<ABIEntry> = []
        self.entries = entries.filter { seen.insert($0).inserted }
        var hasConstructor = false
        for entry in self.entries {
            switch entry {
            case .function(let function):
                if let other = functionPlaces.updateValue(function, forKey: function.selector) {
                    throw Self.conflict(function.signature, other.signature)
                }
                functionNames[function.name, default: []].append(function)
            case .event(let event):
                if !event.isAnonymous { eventTopics[event.signatureHash, default: []].append(event) }
                eventNames[event.name, default: []].append(event)
            case .error(let error):
                if let other = errorPlaces.updateValue(error, forKey: error.selector) {
                    throw Self.conflict(error.signature, other.signature)
                }
                errorNames[error.name, default: []].append(error)
            case .constructor(let constructor):
                guard !hasConstructor else { throw ABIError(.conflict("there are two constructors")) }
                hasConstructor = true
                self.constructor = constructor
            case .fallback(let mutability):
                guard fallback == nil else { throw ABIError(.conflict("there are two fallback functions")) }
                fallback = mutability
            case .receive: hasReceive = true
            }
        }
    }

    /// From signatures, one each; see ``ABIEntry/init(parsing:)``.
    public init(parsing signatures: [String]) throws(ABIError) {
        var entries: [ABIEntry] = []
        for signature in signatures {
            do {
                entries.append(try ABIEntry(parsing: signature))
            } catch {
                throw error.inside(.element(entries.count))
            }
        }
        try self.init(entries)
    }

    private static func conflict(_ a: String, _ b: String) -> ABIError {
        ABIError(.conflict(a == b ? "\(a) is declared twice" : "\(a) and \(b) have the same selector"))
    }
}

// MARK: Looking up

extension ContractABI {
    /// In the order given.
    public var functions: [ABIFunction] {
        entries.compactMap { if case .function(let function) = $0 { function } else { nil } }
    }

    /// In the order given.
    public var events: [ABIEvent] {
        entries.compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    /// In the order given.
    public var errors: [ABICustomError] {
        entries.compactMap { if case .error(let error) = $0 { error } else { nil } }
    }

    /// The function of this name or, where several have it, of this signature: `transfer` or
    /// `transfer(address,uint256)`.
    public func function(_ name: String) throws(ABIError) -> ABIFunction {
        try Self.find(name, "function", functionNames, \.signature) { text throws(ABIError) in
            try ABIFunction(parsing: text).signature
        }
    }

    /// The function that the first four bytes of a call choose; nil if there is none.
    public func function(selector: ABISelector) -> ABIFunction? { functionPlaces[selector] }

    /// The event of this name or signature.
    public func event(_ name: String) throws(ABIError) -> ABIEvent {
        try Self.find(name, "event", eventNames, \.signature) { text throws(ABIError) in
            try ABIEvent(parsing: text).signature
        }
    }

    /// The events whose logs begin with this topic; several only if they differ in what is indexed.
    public func events(topic: Bytes32) -> [ABIEvent] { eventTopics[topic] ?? [] }

    /// The error of this name or signature.
    public func error(_ name: String) throws(ABIError) -> ABICustomError {
        try Self.find(name, "error", errorNames, \.signature) { text throws(ABIError) in
            try ABICustomError(parsing: text).signature
        }
    }

    /// The error that the first four bytes of a revert name; nil if it is not declared.
    public func error(selector: ABISelector) -> ABICustomError? { errorPlaces[selector] }

    private static func find<T>(
        _ text: String, _ what: String, _ table: [String: [T]], _ signature: (T) -> String,
        canonical: (String) throws(ABIError) -> String
    ) throws(ABIError) -> T {
        let candidates: [T]
        if text.contains("(") {
            let wanted = try canonical(text)
            let name = String(wanted.prefix { $0 != "(" })
            candidates = (table[name] ?? []).filter { signature($0) == wanted }
        } else {
            candidates = table[text] ?? []
        }
        guard let first = candidates.first else { throw ABIError(.notFound("\(what) \(text)")) }
        guard candidates.count == 1 else {
            throw ABIError(.ambiguous(candidates.map(signature).joined(separator: ", ")))
        }
        return first
    }
}

// MARK: Decoding whatever comes

extension ContractABI {
    /// The function that a call's data is for, and its arguments.
    public func decodeCall(
        _ data: some Collection<UInt8>, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> (function: ABIFunction, arguments: ABIArguments) {
        guard let selector = ABISelector(data) else {
            throw ABIError(.truncated(needed: 4, available: data.count), at: 0)
        }
        guard let function = functionPlaces[selector] else {
            throw ABIError(.notFound("function with selector \(selector)"))
        }
        return (function, try function.decodeCall(data, options: options))
    }

    /// The event that a log is of, and its values. Anonymous events are not tried: any log could be
    /// one; ask ``ABIEvent/decode(_:options:)`` of the one that is meant.
    public func decodeLog(
        _ log: ABILog, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> (event: ABIEvent, values: ABIArguments) {
        guard let topic = log.topics.first, let candidates = eventTopics[topic] else {
            let what = log.topics.first.map { "event with topic \($0)" } ?? "event without topics"
            throw ABIError(.notFound(what))
        }
        // Events of one signature differ in what is indexed, mostly in how much.
        var failure: ABIError?
        for event in candidates {
            do {
                return (event, try event.decode(log, options: options))
            } catch {
                if failure == nil || log.topics.count == event.topicCount { failure = error }
            }
        }
        throw failure ?? ABIError(.notFound("event with topic \(topic)"))
    }

    /// The error that revert data is of, and its arguments; `Error(string)` and `Panic(uint256)`
    /// only if declared: ``ABIRevert`` knows them.
    public func decodeError(
        _ data: some Collection<UInt8>, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> (error: ABICustomError, arguments: ABIArguments) {
        guard let selector = ABISelector(data) else {
            throw ABIError(.truncated(needed: 4, available: data.count), at: 0)
        }
        guard let error = errorPlaces[selector] else {
            throw ABIError(.notFound("error with selector \(selector)"))
        }
        return (error, try error.decode(data, options: options))
    }
}

extension ContractABI: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.entries == b.entries }
    public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}
