import ActionProtocol
import Foundation
import Testing

/// What the worker does with messages that make no sense, and when its host goes away.
@Suite struct MessageTests {
    @Test(arguments: [
        ActionMessage(.reply, number: 1), ActionMessage(.configure),
        ActionMessage(.run, json: Array("{}".utf8)),
        ActionMessage(.ready),
    ])
    func `A message that makes no sense between runs ends the worker with a reason`(message: ActionMessage)
        async throws
    {
        try await onThread {
            let worker = try WorkerProcess()
            try worker.channel.send(message)
            let last = try WorkerProcess.next(worker.channel)
            #expect(last.kind == .fault)
            #expect(!last.name.isEmpty)
            #expect(try worker.end() == 1)
        }
    }

    @Test func `Bytes that are no message end the worker`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            try worker.channel.write([255, 255, 255, 255, 1, 2, 3])
            #expect(try WorkerProcess.next(worker.channel).kind == .fault)
            #expect(try worker.end() == 1)
        }
    }

    @Test func `An answer that comes after its run is over is passed over`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            var late: ActionMessage?
            _ = try worker.run("Lit.Actions.claimKey({ keyId: 'a' }); throw 1") { call in
                late = ActionMessage(.reply, number: call.number, json: Array("1".utf8))
                return nil
            }
            try worker.channel.send(try #require(late))
            let result = try worker.run(
                "async function main() { return await Lit.Actions.claimKey({ keyId: 'b' }) }"
            ) { call in
                if let late { try worker.channel.send(late) }
                #expect(call.number != late?.number)
                return ActionMessage(.reply, json: Array("2".utf8))
            }
            #expect(result.outcome == RunOutcome(value: "2"))
        }
    }

    @Test func `Started by hand the worker says what it is for`() async throws {
        let (lines, status) = try await onThread { try Products.run("lit-action-worker", []) }
        #expect(lines == [])
        #expect(status == 64)
    }

    @Test func `A worker whose host goes away ends`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            worker.hangUp()
            #expect(try worker.end() == 0)
        }
    }

    @Test func `A configuration that cannot be read ends the worker`() async throws {
        try await onThread {
            #expect(throws: WorkerProcess.Trouble.self) {
                _ = try WorkerProcess(first: ActionMessage(.configure, json: Array("{}".utf8)))
            }
            #expect(throws: WorkerProcess.Trouble.self) { _ = try WorkerProcess(first: ActionMessage(.run)) }
        }
    }
}
