import ActionProtocol
import Primitives
import Testing

@Suite struct MessageContentTests {
    @Test func `A request comes back from its message`() throws {
        let request = RunRequest(
            parameters: #"{"a":"\u0000"}"#, parametersMayShadow: true, authentication: #"{"b":1}"#,
            headers: ["x-a": "1, 2"], timeLimit: 30_000, memoryLimit: 1 << 28, logLimit: 102_400)
        #expect(try ActionMessage(.run, content: request).content() == request)
    }

    @Test(arguments: [
        RunOutcome(), RunOutcome(error: "Uncaught \"x\"\n", memoryExhausted: true),
        RunOutcome(timedOut: true), RunOutcome(value: ""),
    ])
    func `An outcome comes back from its message`(outcome: RunOutcome) throws {
        #expect(try ActionMessage(.finished, content: outcome).content() == outcome)
    }

    @Test func `The other contents come back from their messages`() throws {
        let failure = OperationFailure(name: "TypeError", message: "no")
        #expect(try ActionMessage(.failure, number: 3, content: failure).content() == failure)
        let report = WorkerReport(
            engine: "JavaScriptCore", confinement: ["seccomp"], missing: ["user: no rights"], isTemplate: true
        )
        #expect(try ActionMessage(.ready, content: report).content() == report)
        for configuration in [
            WorkerConfiguration(),
            WorkerConfiguration(confinement: .none, messageLimit: 5, preludeName: "p", isTemplate: true),
        ] {
            #expect(try ActionMessage(.configure, content: configuration).content() == configuration)
        }
        let end = WorkerEnd(status: 0x8b, peakMemory: 1 << 33)
        #expect(try ActionMessage(.ended, number: 4, content: end).content() == end)
    }

    @Test(arguments: [
        "", "[]", "{}", "null", #"{"confinement":"some","messageLimit":1}"#,
        #"{"confinement":"none","messageLimit":-1}"#, #"{"confinement":"none","messageLimit":1.5}"#,
        #"{"confinement":"none","messageLimit":1,"preludeName":4}"#,
    ])
    func `Content of another form is refused`(text: String) {
        let message = ActionMessage(.configure, json: Array(text.utf8))
        #expect(throws: ActionMessageError.self) { try message.content(as: WorkerConfiguration.self) }
        #expect(throws: ActionMessageError.self) { try message.content(as: RunRequest.self) }
    }
}
