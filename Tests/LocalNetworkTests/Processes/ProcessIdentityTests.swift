import Foundation
import LocalNetwork
import Primitives
import Testing

@Suite struct ProcessIdentityTests {
    @Test func `A process is known by its number and its beginning`() async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sleep")
        process.arguments = ["600"]
        try process.run()
        let identity = try #require(ProcessIdentity(running: process.processIdentifier))
        #expect(identity.isAlive)
        #expect(ProcessIdentity(json: identity.json) == identity)
        // Another process that got the number later: neither alive, nor ever sent a signal.
        let later = try #require(
            ProcessIdentity(json: ["pid": .number(JSON.Number(identity.pid)), "start": "1"]))
        #expect(!later.isAlive)
        later.send(SIGKILL)
        #expect(identity.isAlive)
        #expect(await identity.end(grace: .seconds(1)))
        #expect(!identity.isAlive)
    }

    @Test(arguments: ["{}", #"{"pid": 1, "start": "7"}"#, #"{"pid": -5, "start": "7"}"#, #"{"pid": 99}"#])
    func `A damaged record names no process`(text: String) throws {
        #expect(ProcessIdentity(json: try JSON(parsing: text)) == nil)
    }
}
