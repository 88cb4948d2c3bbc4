import Primitives

/// What the supervisor answers to a request.
struct SupervisorAnswer: Sendable {
    var status: Int
    var type = "application/json"
    var body: [UInt8]

    init(_ json: JSON, status: Int = 200) {
        self.status = status
        body = json.utf8 + [0x0a]
    }

    init(text: String, type: String) {
        status = 200
        self.type = type
        body = Array(text.utf8)
    }

    static func refused(_ status: Int, _ message: String) -> SupervisorAnswer {
        SupervisorAnswer(["error": .string(message)], status: status)
    }
}
