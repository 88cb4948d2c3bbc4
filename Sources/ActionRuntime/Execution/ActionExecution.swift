import Synchronization

/// One execution under way: what all its scripts share.
final class ActionExecution: Sendable {
    let request: ActionRequest
    let host: any ActionHost
    private let account: Mutex<ActionAccount>

    init(_ request: ActionRequest, host: any ActionHost) {
        self.request = request
        self.host = host
        account = Mutex(ActionAccount(limits: request.limits))
    }

    var limits: ActionLimits { request.limits }

    /// Reads or changes what has been used.
    func update<Value, Failure: Error>(
        _ body: (inout ActionAccount) throws(Failure) -> sending Value
    ) throws(Failure) -> sending Value {
        // Mutex.withLock carries one type of error through.
        try account.withLock { account throws(Failure) in try body(&account) }
    }

    func log(_ text: [UInt8]) {
        update { $0.append(toLog: text) }
        request.observer?.logged(String(decoding: text, as: UTF8.self))
    }
}
