import Primitives

/// One element of what a client sends: a call, a notification, or something that is neither
/// (JSON-RPC 2.0 section 4).
struct RPCRequest: Sendable {
    /// What to do with it.
    enum Content: Sendable {
        case call(method: String, params: [JSON])
        case invalid(RPCError)
    }

    /// The id to repeat in the answer: a number by its text, a string, null.
    let id: JSON
    let content: Content
    /// Whether the client wants no answer: a well-formed method name and no id.
    let isNotification: Bool

    /// The request that `value` holds.
    ///
    /// As tolerant as go-ethereum, and where that costs nothing a little more: other members are ignored,
    /// and `jsonrpc` may be missing, but may not be another version.
    init(_ value: JSON) {
        guard case .object(let members) = value else {
            self.init(invalid: "\(value.kind) is not a request object", id: .null)
            return
        }
        let (id, hasID): (JSON, Bool)
        switch members["id"] {
        case nil: (id, hasID) = (.null, false)
        case .number(let number): (id, hasID) = (.number(number), true)
        case .string(let string): (id, hasID) = (.string(string), true)
        case .null: (id, hasID) = (.null, true)
        case .some(let other):
            self.init(invalid: "the id is \(other.kind), not a number, a string or null", id: .null)
            return
        }
        if let version = members["jsonrpc"], version.string != "2.0" {
            self.init(invalid: "jsonrpc is not \"2.0\"", id: id)
            return
        }
        guard let method = members["method"]?.string else {
            let what = members["method"].map { "is \($0.kind)" } ?? "is missing"
            self.init(invalid: "the method \(what)", id: id)
            return
        }
        let content: Content =
            switch members["params"] {
            case nil, .null: .call(method: method, params: [])
            case .array(let params): .call(method: method, params: params)
            case .some(let other):
                .invalid(.invalidParams("\(other.kind) instead of an array; parameters go by position"))
            }
        self.init(id: id, content: content, isNotification: !hasID)
    }

    private init(id: JSON, content: Content, isNotification: Bool) {
        self.id = id
        self.content = content
        self.isNotification = isNotification
    }

    private init(invalid reason: String, id: JSON) {
        self.init(id: id, content: .invalid(.invalidRequest(reason)), isNotification: false)
    }
}

/// What a client sends in one HTTP body or WebSocket message: one request or a batch of them.
enum RPCEnvelope: Sendable {
    case single(RPCRequest)
    case batch([RPCRequest])

    /// The requests in UTF-8 `bytes`; throws what to answer, with id null, if it cannot be told what they are.
    ///
    /// A member that stands twice makes the whole text ambiguous, so it is refused (-32600), where others take
    /// the last one.
    init(parsing bytes: [UInt8], maxBatch: Int) throws(RPCError) {
        let value: JSON
        do { value = try JSON(parsing: bytes) } catch {
            if case .duplicateMember = error.code { throw .invalidRequest(error.description) }
            throw .parseError(error.description)
        }
        guard case .array(let elements) = value else {
            self = .single(RPCRequest(value))
            return
        }
        guard !elements.isEmpty else { throw .invalidRequest("the batch is empty") }
        guard elements.count <= maxBatch else {
            throw .limitExceeded("a batch of \(elements.count) requests, \(maxBatch) are allowed")
        }
        self = .batch(elements.map { RPCRequest($0) })
    }
}
