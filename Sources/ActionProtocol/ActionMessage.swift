/// One message between the host of actions and a worker: a kind, a number that pairs an answer with its question, a
/// name, JSON, and bytes.
///
/// On the wire (integers little-endian): the length of the rest (u32), kind (u8), number (u32), length of the name
/// (u16), name, length of the JSON (u32), JSON, and the bytes to the end. Either side drops a peer whose message is
/// longer than it takes, or cannot be read.
public struct ActionMessage: Hashable, Sendable {
    /// What a message is about. Raw values are the wire's.
    public enum Kind: UInt8, Hashable, Sendable {
        /// Host to worker, once: ``WorkerConfiguration``; the bytes are the operator's prelude, or none.
        case configure = 1
        /// Worker to host, once: ready and confined; ``WorkerReport``.
        case ready = 2
        /// Host to worker: ``RunRequest``; the bytes are the script, UTF-8.
        case run = 3
        /// Worker to host: asks for the operation `name` with the arguments `json`, and waits for an answer of the
        /// same number.
        case call = 4
        /// Host to worker: what the operation returns.
        case reply = 5
        /// Host to worker: why the operation failed; ``OperationFailure``.
        case failure = 6
        /// Worker to host: text for the log; no answer.
        case log = 7
        /// Worker to host: the run is over; ``RunOutcome``.
        case finished = 8
        /// Worker to host: it cannot go on, and ends; the name says why.
        case fault = 9
        /// Host to template: fork a worker, whose socket and standard error go along.
        case fork = 10
        /// Template to host, answering: the process's id is the name.
        case forked = 11
        /// Host to template: end the process that the name has the id of, and say how it ended.
        case end = 12
        /// Template to host, answering: ``WorkerEnd``.
        case ended = 13
    }

    public var kind: Kind
    public var number: UInt32
    public var name: String
    public var json: [UInt8]
    public var bytes: [UInt8]

    public init(
        _ kind: Kind,
        number: UInt32 = 0,
        name: String = "",
        json: [UInt8] = [],
        bytes: [UInt8] = []
    ) {
        self.kind = kind
        self.number = number
        self.name = name
        self.json = json
        self.bytes = bytes
    }
}
