import ActionRuntime
import Primitives
import Testing

/// Each limit of an execution, with its text, through the real worker.
@Suite(.timeLimit(.minutes(3))) struct ActionLimitsTests {
    private func limited(_ change: (inout ActionLimits) -> Void) -> ActionLimits {
        var limits = ActionLimits()
        change(&limits)
        return limits
    }

    private func run(
        _ script: String, code: CodeStore? = nil, _ change: (inout ActionLimits) -> Void
    ) async throws -> ActionResult {
        let limits = limited(change)
        return try await withRuntime(code: code) { runtime in
            await runtime.run(request(script) { $0.limits = limits })
        }
    }

    private static let tail = "per session and you have attempted to exceed that limit."

    @Test(arguments: [
        (
            "Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: '04', sigName: 's' })",
            "Error: You may not sign more than 2 times \(tail)"
        ),
        (
            "Lit.Actions.broadcastAndCollect({ name: 'n', value: 'v' })",
            "Error: You may not use broadcast and collect functionality more than 2 times \(tail)"
        ),
        (
            "Lit.Actions.callContract({ chain: 'none', txn: '0x01' }).catch((e) => { if (/may not/.test(e)) throw e })",
            "Error: You may not invoke contract calls more than 2 times \(tail)"
        ),
    ])
    func `What is counted ends at its limit, and can be caught`(call: String, text: String) async throws {
        let script = responding(
            "(async () => { for (let i = 0; i < 2; i++) await \(call); await \(call); })()")
        let result = try await run(script) {
            $0.maxSignCount = 2
            $0.maxBroadcastAndCollectCount = 2
            $0.maxContractCallCount = 2
        }
        #expect(result.response == text)
    }

    @Test func `Fetches are counted`() async throws {
        let call = "fetch('http://127.0.0.1/').catch((e) => { if (!/fetch failed/.test(e)) throw e })"
        let script = responding("(async () => { await \(call); await \(call); await \(call); })()")
        let result = try await run(script) { $0.maxFetchCount = 2 }
        #expect(result.response == "Error: You may not send more than 2 HTTP requests \(Self.tail)")
    }

    @Test func `Combined signatures count as signature and as exchange`() async throws {
        let call =
            "Lit.Actions.signAndCombineEcdsa({ toSign: new Uint8Array(32), publicKey: '04', sigName: 's' })"
        let script = responding("(async () => { await \(call); await \(call); })()")
        let result = try await run(script) { $0.maxBroadcastAndCollectCount = 1 }
        #expect(result.response.contains("broadcast and collect functionality more than 1 times"))
    }

    @Test func `A response too long is an error`() async throws {
        let script = """
            try { Lit.Actions.setResponse({ response: "12345" }) }
            catch (error) { Lit.Actions.setResponse({ response: "!" }); throw error }
            """
        let result = try await run(script) { $0.maxResponseLength = 4 }
        #expect(result.failure?.code == .script)
        #expect(
            result.failure?.message.contains("Error: Response is too long. Max length is 4 bytes") == true)
        let main = try await run("async function main() { return 'long' + 'er' }") {
            $0.maxResponseLength = 4
        }
        #expect(main.failure?.message.contains("Response is too long. Max length is 4 bytes") == true)
    }

    @Test func `Code too long is not run`() async throws {
        let result = try await run("'0123456789'") { $0.maxCodeLength = 10 }
        #expect(result.failure?.code == .codeTooLong)
        #expect(result.failure?.message == "Code payload is too large (12 bytes). Max length is 10 bytes.")
    }

    @Test(arguments: [
        "for (;;) {}", "(async () => { for (;;) await 0 })()", "new Promise(() => setInterval(() => {}, 1))",
    ])
    func `Time ends what does not end`(script: String) async throws {
        let result = try await run(script) { $0.timeoutMs = 300 }
        #expect(result.failure?.code == .timeout)
        #expect(
            result.failure?.message
                == "Your function exceeded the maximum runtime of 300ms and was terminated.")
    }

    @Test(arguments: [
        "const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1))",
        "let s = 'x'; const a = []; for (;;) { s += s.slice(0, 1 << 20) + 'y'; a.push(s.split('')) }",
        "const a = []; for (let i = 0;; i++) a.push({ i, b: [i, i, i, i] })",
    ])
    func `Memory ends what takes too much`(script: String) async throws {
        let result = try await run(script) { $0.memoryLimitMb = 64 }
        #expect(result.failure?.code == .memory)
        #expect(
            result.failure?.message
                == "Your function exceeded the maximum memory of 64 MB and was terminated.")
    }

    // MARK: Children

    private func store(_ scripts: String...) async throws -> (
        store: CodeStore, ids: [String], folder: TemporaryFolder
    ) {
        let folder = try TemporaryFolder()
        let store = CodeStore(CodeStore.Configuration(folder: folder.path))
        var ids: [String] = []
        for script in scripts { ids.append(try await store.put(script).description) }
        return (store, ids, folder)
    }

    @Test func `A child's response is the call's value, and shares response and signatures`() async throws {
        let (store, ids, folder) = try await store(
            """
            (async () => {
                await Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04", sigName: "child" });
                Lit.Actions.setResponse({ response: JSON.stringify([said, Lit.Auth.actionIpfsIdStack]) });
            })()
            """)
        defer { withExtendedLifetime(folder) {} }
        let script =
            "(async () => { await Lit.Actions.call({ ipfsId: '\(ids[0])', params: { said: 'hi' } }) })()"
        let result = try await run(script, code: store) { _ in }
        let stack: JSON = [.string(ActionCode(script).id), .string(ids[0])]
        #expect(try JSON(parsing: result.response) == ["hi", stack])
        #expect(Set(result.signedData.keys) == ["child"])
    }

    @Test func `A child's error repeats the prefix, and its counts are its parent's`() async throws {
        let (store, ids, folder) = try await store(
            "(async () => { throw new Error('inner') })()",
            responding("Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: '04', sigName: 'x' })")
        )
        defer { withExtendedLifetime(folder) {} }
        let thrown = try await run(
            "(async () => { await Lit.Actions.call({ ipfsId: '\(ids[0])' }) })()", code: store
        ) { _ in }
        #expect(
            thrown.failure?.message.hasPrefix(
                "Uncaught (in promise) Error: Uncaught (in promise) Error: inner") == true)
        let counted = try await run(
            """
            (async () => {
                await Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04", sigName: "y" });
                await Lit.Actions.call({ ipfsId: "\(ids[1])" });
            })()
            """, code: store
        ) { $0.maxSignCount = 1 }
        #expect(counted.response == "Error: You may not sign more than 1 times \(Self.tail)")
    }

    @Test func `Children nest five deep and not six, and one after the other without end`() async throws {
        let (store, ids, folder) = try await store(
            """
            (async () => {
                if (left > 0) await Lit.Actions.call({ ipfsId: Lit.Auth.actionIpfsIds[0], params: { left: left - 1 } });
                else Lit.Actions.setResponse({ response: String(Lit.Auth.actionIpfsIdStack.length) });
            })()
            """)
        defer { withExtendedLifetime(folder) {} }
        func call(_ depth: Int) -> String {
            responding("Lit.Actions.call({ ipfsId: '\(ids[0])', params: { left: \(depth - 1) } })")
        }
        let five = try await run(call(5), code: store) { _ in }
        #expect(five.response == "6")
        let six = try await run(call(6), code: store) { _ in }
        #expect(
            six.response.contains(
                "The recursion limit of a child action is 5 and you have attempted to exceed that limit."))
        let many = try await run(
            "(async () => { for (let i = 0; i < 8; i++) await Lit.Actions.call({ ipfsId: '\(ids[0])', params: { left: 0 } }) })()",
            code: store
        ) { _ in }
        #expect(many.failure == nil && many.response == "2")
    }

    @Test func `A parent's clock goes on while its child runs`() async throws {
        let (store, ids, folder) = try await store("for (;;) {}")
        defer { withExtendedLifetime(folder) {} }
        let result = try await run(
            responding("Lit.Actions.call({ ipfsId: '\(ids[0])' })"), code: store
        ) { $0.timeoutMs = 400 }
        #expect(result.failure?.code == .timeout)
    }

    @Test func `A child that cannot be had is an error`() async throws {
        let (store, _, folder) = try await store("1")
        defer { withExtendedLifetime(folder) {} }
        let absent = ActionCode("absent").id
        let result = try await run(responding("Lit.Actions.call({ ipfsId: '\(absent)' })"), code: store) {
            _ in
        }
        #expect(result.response.hasPrefix("Error: Error getting code from ipfs url. \(absent) is not here"))
        let wrong = try await run(responding("Lit.Actions.call({ ipfsId: 'nothing' })"), code: store) { _ in }
        #expect(wrong.response.contains("is not the IPFS id"))
    }
}
