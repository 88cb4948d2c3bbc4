import ActionProtocol
import Primitives

#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// One run of a script in a machine of its own: the script, then the event loop until nothing is pending.
final class ScriptRun {
    /// How many operations may wait for their answers.
    static let pendingLimit = 4096
    /// How many timers may be set.
    static let timerLimit = 1 << 16

    /// What `main` returned.
    var value: String?

    private let machine: ScriptMachine
    private let host: HostLink
    private let request: RunRequest
    private let content: JSON
    private var timers = TimerQueue()
    private var pending: Set<UInt32> = []
    private let firstNumber: UInt32
    private var logged = 0
    // Answers that came while another was waited for.
    private var inbox: [ActionMessage] = []

    init(machine: ScriptMachine, host: HostLink, request: RunRequest) {
        self.machine = machine
        self.host = host
        self.request = request
        content = request.json
        firstNumber = host.lastNumber + 1
    }

    /// Runs `script`, UTF-8, to its end.
    func perform(_ script: [UInt8]) -> RunOutcome {
        ScriptMachine.current = machine
        machine.run = self
        defer { machine.run = nil }
        if let trouble = begin() { return RunOutcome(error: trouble) }
        guard script.contains(where: { $0 != 0x20 && !(0x09...0x0d).contains($0) }) else {
            return RunOutcome()
        }
        guard let text = script.withUnsafeBufferPointer({ JavaScriptText.make($0) }) else {
            return RunOutcome(error: "Uncaught RangeError: Out of memory", memoryExhausted: true)
        }
        defer { JSStringRelease(text) }
        if let thrown = machine.evaluate(text, named: Names.script.string) {
            return failure(thrown, inPromise: false, script)
        }
        if machine.rejection == nil, MainFunction.isToBeCalled(in: script), hasMain,
            case .thrown(let thrown) = machine.call(.callMain)
        {
            return failure(thrown, inPromise: false, script)
        }
        while true {
            if let reason = machine.rejection { return failure(reason, inPromise: true, script) }
            guard !pending.isEmpty || timers.keepsAlive else { return RunOutcome(value: value) }
            if let thrown = step() { return failure(thrown, inPromise: false, script) }
        }
    }

    /// Sets the stage; returns why it cannot be.
    private func begin() -> String? {
        let answer = machine.call(
            .begin, machine.text(request.parameters),
            JSValueMakeBoolean(machine.context, request.parametersMayShadow),
            machine.text(request.authentication), machine.text(member("headers")),
            machine.text(member("modules")),
            machine.number(request.timeLimit), machine.number(request.memoryLimit))
        switch answer {
        case .thrown(let thrown):
            return "Error building main worker: " + UncaughtError(describing: thrown, in: machine).title
        case .value(let value):
            guard let value, case .string(let text)? = NativeValue(reading: value, in: machine.context) else {
                return "Error building main worker"
            }
            return text.isEmpty ? nil : text
        }
    }

    private func member(_ name: String) -> String { content.object?[name]?.text ?? "null" }

    private var hasMain: Bool {
        guard let global = JSContextGetGlobalObject(machine.context),
            let value = Names.main.read(of: global, in: machine.context),
            let object = JSValueToObject(machine.context, value, nil)
        else { return false }
        return JSObjectIsFunction(machine.context, object)
    }

    /// One turn of the loop: a timer, or an answer; returns what it throws.
    private func step() -> JSValueRef? {
        if let number = timers.take(at: Clock.monotonicMilliseconds) {
            guard case .thrown(let thrown) = machine.call(.fire, machine.number(number)) else { return nil }
            return thrown
        }
        if !inbox.isEmpty { return settle(inbox.removeFirst()) }
        guard let moment = timers.next() else { return settle(host.receive()) }
        let rest = max(0, moment - Clock.monotonicMilliseconds).rounded(.up)
        guard let message = host.receive(within: Int32(min(rest, 60_000))) else { return nil }
        return settle(message)
    }

    private func settle(_ message: ActionMessage) -> JSValueRef? {
        if host.isLate(message, before: firstNumber) { return nil }
        guard pending.remove(message.number) != nil else { host.fail("an answer to no question") }
        let number = machine.number(Int(message.number))
        let answer: ScriptMachine.Answer
        switch message.kind {
        case .reply:
            let bytes = NativeValue.bytes(message.bytes).make(in: machine.context, nil)
            answer = machine.call(
                .succeed, number, JavaScriptText.value(message.json, in: machine.context), bytes)
        case .failure:
            let failure = host.failure(message)
            answer = machine.call(.fail, number, machine.text(failure.name), machine.text(failure.message))
        default:
            host.fail("\(message.kind) in the middle of a run")
        }
        if case .thrown(let thrown) = answer { return thrown }
        return nil
    }

    private func failure(_ thrown: JSValueRef, inPromise: Bool, _ script: [UInt8]) -> RunOutcome {
        RunOutcome(
            error: UncaughtError(describing: thrown, in: machine).text(
                inPromise: inPromise, script: String(decoding: script, as: UTF8.self)))
    }
}

// What the script asks for.
extension ScriptRun {
    /// Sends an operation off; returns its number.
    func send(_ operation: ActionMessage) throws(ScriptError) -> UInt32 {
        guard pending.count < Self.pendingLimit else {
            throw ScriptError(
                name: "RangeError",
                message: "\(Self.pendingLimit) operations are waiting for answers; await some of them first")
        }
        var operation = operation
        guard host.fits(operation) else {
            throw ScriptError(
                name: "RangeError",
                message: "\(operation.name): the arguments exceed the message limit of the worker")
        }
        operation.number = host.nextNumber()
        pending.insert(operation.number)
        host.send(operation)
        return operation.number
    }

    /// The same, and waits: [true, JSON, bytes] or [false, class of the error, its message].
    func sendAndWait(_ operation: ActionMessage) throws(ScriptError) -> [NativeValue] {
        let number = try send(operation)
        while true {
            let message = host.receive()
            guard message.number == number else {
                inbox.append(message)
                guard inbox.count <= Self.pendingLimit else { host.fail("more answers than questions") }
                continue
            }
            pending.remove(number)
            switch message.kind {
            case .reply:
                return [
                    .boolean(true), .string(String(decoding: message.json, as: UTF8.self)),
                    .bytes(message.bytes),
                ]
            case .failure:
                let failure = host.failure(message)
                return [.boolean(false), .string(failure.name), .string(failure.message)]
            default:
                host.fail("\(message.kind) in the middle of a run")
            }
        }
    }

    /// Sends text for the log, as long as it is worth it: once there is more than the limit, the host knows, and cuts.
    func log(_ text: [UInt8]) {
        guard !text.isEmpty, logged <= request.logLimit else { return }
        let room = request.logLimit - logged + 1
        let piece = text.count <= room ? text : text.prefix(upToScalarAfter: room)
        logged += piece.count
        for start in stride(from: 0, to: piece.count, by: 1 << 20) {
            host.send(ActionMessage(.log, bytes: Array(piece[start..<min(start + 1 << 20, piece.count)])))
        }
    }

    /// Sets a timer; the time is taken as zero where it is none.
    func addTimer(after milliseconds: Double, inBackground: Bool) throws(ScriptError) -> Int {
        guard timers.count < Self.timerLimit else {
            throw ScriptError(
                name: "RangeError", message: "\(Self.timerLimit) timers are set; no more can be")
        }
        let delay = milliseconds.isFinite ? min(max(milliseconds, 0), 1e12) : 0
        return timers.add(at: Clock.monotonicMilliseconds + delay, inBackground: inBackground)
    }

    func removeTimer(_ number: Int) { timers.remove(number) }
}

extension [UInt8] {
    /// At least `count` bytes, up to where a character of UTF-8 ends.
    func prefix(upToScalarAfter count: Int) -> [UInt8] {
        var end = Swift.min(count, self.count)
        while end < self.count, self[end] & 0xc0 == 0x80 { end += 1 }
        return Array(self[..<end])
    }
}
