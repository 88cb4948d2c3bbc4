import ActionProtocol
import ActionRuntime
import Foundation
import Primitives
import Synchronization
import Testing

/// Actions through the real worker.
@Suite(.timeLimit(.minutes(3))) struct ActionRuntimeTests {
    @Test func `A script runs and responds`() async throws {
        let result = try await withRuntime { runtime in
            await runtime.run(
                request("Lit.Actions.setResponse({ response: `hello ${name}` })", parameters: ["name": "you"])
            )
        }
        #expect(result.failure == nil)
        #expect(result.response == "hello you")
        #expect(result.actionID == ActionCode("Lit.Actions.setResponse({ response: `hello ${name}` })").id)
    }

    @Test func `What main returns is the response`() async throws {
        try await withRuntime { runtime in
            let text = await runtime.run(
                request("async function main(p) { return 'got ' + p.a }", parameters: ["a": 1]))
            #expect(text.response == "got 1")
            let object = await runtime.run(request("const main = async () => ({ a: [1] })"))
            #expect(object.failure == nil)
            let json = await runtime.run(request("async function main() { return { a: [1] } }"))
            #expect(json.response == #"{"a":[1]}"#)
        }
    }

    @Test func `An error of the script is the failure, and the logs are kept`() async throws {
        try await withRuntime { runtime in
            let reference = await runtime.run(request("x"))
            #expect(reference.failure?.code == .script)
            #expect(reference.failure?.message.hasPrefix("Uncaught ReferenceError: ") == true)
            let rejection = await runtime.run(request("(async () => { throw new Error('boom') })()"))
            #expect(rejection.failure?.message.hasPrefix("Uncaught (in promise) Error: boom") == true)
            let blank = await runtime.run(request("  \n"))
            #expect(blank.failure == nil && blank.response.isEmpty)
        }
    }

    @Test func `A script sees who stands behind it`() async throws {
        let script = responding("Lit.Auth")
        let result = try await withRuntime { runtime in
            await runtime.run(
                request(script) {
                    $0.authentication = ActionAuthentication(
                        address: "0xabc",
                        methods: [
                            .init(
                                userID: "u", appID: "a", authMethodType: 1, usedForSignSessionKeyRequest: true
                            )
                        ],
                        resources: ["r"], customAuthResource: "c", precedingActions: ["QmBefore"])
                })
        }
        let id = ActionCode(script).id
        let expected: JSON = [
            "actionIpfsIds": [.string(id)], "actionIpfsIdStack": ["QmBefore", .string(id)],
            "authSigAddress": "0xabc",
            "authMethodContexts": [
                ["userId": "u", "appId": "a", "authMethodType": 1, "usedForSignSessionKeyRequest": true]
            ],
            "resources": ["r"], "customAuthResource": "c",
        ]
        #expect(try JSON(parsing: result.response) == expected)
    }

    @Test func `Signatures and claims are in the result`() async throws {
        let result = try await withRuntime { runtime in
            await runtime.run(
                request(
                    """
                    (async () => {
                        const toSign = new Uint8Array(32).fill(7);
                        await Lit.Actions.signEcdsa({ toSign, publicKey: "0x04aa", sigName: "one" });
                        await Lit.Actions.ethPersonalSignMessageEcdsa({ message: "hi", publicKey: "04aa", sigName: "two" });
                        await Lit.Actions.claimKey({ keyId: "k" });
                        const both = await Lit.Actions.signAndCombineEcdsa({ toSign, publicKey: "04aa", sigName: "three" });
                        Lit.Actions.setResponse({ response: both });
                    })();
                    """))
        }
        #expect(result.failure == nil)
        #expect(Set(result.signedData.keys) == ["one", "two"])
        #expect(result.signedData["one"]?.publicKey == result.signedData["two"]?.publicKey)
        #expect(result.claimData["k"]?.signature.utf8.count == 130)
        let id = Keccak256.hash(Array("\(result.actionID)_k".utf8)).hex
        #expect(result.claimData["k"]?.derivedKeyID == id)
        let combined = try JSON(parsing: result.response)
        #expect(combined["r"]?.string?.utf8.count == 66)
    }

    @Test func `Nothing is signed without an auth sig`() async throws {
        let result = try await withRuntime { runtime in
            await runtime.run(
                request(
                    responding(
                        "Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: '04', sigName: 's' })"
                    )
                ) {
                    $0.authentication.hasAuthSig = false
                })
        }
        #expect(result.response == "Error: You can not sign without providing an auth_sig.")
        #expect(result.signedData.isEmpty)
    }

    @Test func `A host's refusal is an error that the script can catch`() async throws {
        struct Refusing: ActionHost {}
        let result = try await withRuntime(host: Refusing()) { runtime in
            await runtime.run(
                request(
                    responding(
                        "Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: '04', sigName: 's' })"
                    )))
        }
        #expect(
            result.response
                == "Error: Failed to sign ecdsa: This host cannot sign. Run the action where that is possible."
        )
    }

    @Test func `Encryption goes there and back, and false conditions stop it`() async throws {
        let conditions =
            #"[{conditionType:"evmBasic",contractAddress:"",standardContractType:"",chain:"ethereum",method:"","#
            + #"parameters:[":userAddress"],returnValueTest:{comparator:"=",value:"0xAB"}}]"#
        let script = """
            (async () => {
                const accessControlConditions = \(conditions);
                const sealed = await Lit.Actions.encrypt({ accessControlConditions, to_encrypt: new Uint8Array([104, 105]) });
                const opened = await Lit.Actions.decryptAndCombine(
                    { accessControlConditions, ...sealed, authSig: null, chain: "ethereum" }).catch(String);
                Lit.Actions.setResponse({ response: opened });
            })();
            """
        try await withRuntime { runtime in
            let good = await runtime.run(request(script) { $0.authentication.address = "0xab" })
            #expect(good.response == "hi")
            let bad = await runtime.run(request(script) { $0.authentication.address = "0xac" })
            #expect(
                bad.response
                    == "Error: Access control conditions check failed.  "
                    + "Check that you are allowed to decrypt this item.")
        }
    }

    @Test func `Operations happen in the order of the calls, awaited or not`() async throws {
        final class Recording: ActionHost {
            let names = Mutex<[String]>([])
            func isLeader(in context: OperationContext) async throws(OperationFailure) -> Bool { true }
            func broadcastAndCollect(
                name: String, value: String, in context: OperationContext
            ) async throws(OperationFailure) -> [String] {
                let before = names.withLock { $0.count }
                for _ in 0..<100 { await Task.yield() }
                names.withLock { names in
                    #expect(names.count == before)
                    names.append("\(context.ordinal) \(name)")
                }
                return [value]
            }
        }
        let host = Recording()
        let result = try await withRuntime(host: host) { runtime in
            await runtime.run(
                request(
                    responding(
                        """
                        Promise.all([..."abcdefgh"].map((name) =>
                            Lit.Actions.broadcastAndCollect({ name, value: name })))
                        """)))
        }
        #expect(result.failure == nil)
        #expect(
            host.names.withLock { $0 } == ["0 a", "1 b", "2 c", "3 d", "4 e", "5 f", "6 g", "7 h"])
    }

    @Test func `One run's globals are never the next one's`() async throws {
        try await withRuntime { runtime in
            for owner in ["ann", "ann", "bob", "ann"] {
                let result = await runtime.run(
                    request(
                        """
                        const seen = String(globalThis.secret) + String(Array.prototype.secret);
                        globalThis.secret = 1; Array.prototype.secret = 2;
                        Lit.Actions.setResponse({ response: seen });
                        """, owner: owner))
                #expect(result.response == "undefinedundefined")
            }
        }
    }

    @Test func `Many executions of several owners all come back with their own answers`() async throws {
        try await withRuntime { runtime in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let result = await runtime.run(
                            request(
                                responding(
                                    "Lit.Actions.isPermittedAddress({ tokenId: '1', address: '0x1' }).then(() => n)"
                                ),
                                parameters: ["n": .string("\(number)")], owner: "owner \(number % 7)"))
                        #expect(result.response == "\(number)")
                    }
                }
            }
            #expect(runtime.statistics.waiting == 0)
            #expect(runtime.statistics.running == 0)
        }
    }

    @Test func `An observer sees operations and logs`() async throws {
        final class Watching: ActionObserver {
            let seen = Mutex<[String]>([])
            func operationEnded(_ name: String, actionID: String, duration: Duration, failure: String?) {
                seen.withLock { $0.append("\(name) \(failure ?? "ok")") }
            }
            func logged(_ text: String) {}
        }
        let watching = Watching()
        _ = try await withRuntime { runtime in
            await runtime.run(
                request("Lit.Actions.setResponse({ response: 'x' })") { $0.observer = watching })
        }
        #expect(watching.seen.withLock { $0 } == ["setResponse ok"])
    }

    @Test func `Cancelling the task ends the execution`() async throws {
        try await withRuntime { runtime in
            let task = Task { await runtime.run(request("for (;;) {}")) }
            while runtime.statistics.running == 0 { await Task.yield() }
            task.cancel()
            #expect(await task.value.failure?.code == .cancelled)
            #expect(await runtime.run(request(responding("'on'"))).response == "on")
        }
    }

    @Test func `A worker that is not there is a connection failure that names it`() async throws {
        var limits = ActionLimits()
        limits.maxRetries = 1
        let result = try await withRuntime({ $0.workerPath = "/nowhere/lit-action-worker" }) { runtime in
            await runtime.run(request("1") { $0.limits = limits })
        }
        #expect(result.failure?.code == .connection)
        #expect(result.failure?.message.contains("/nowhere/lit-action-worker") == true)
    }

    @Test func `After the end of a runtime nothing runs and no process is left`() async throws {
        let before = Set(childProcesses())
        let runtime = try await withRuntime { runtime in
            _ = await runtime.run(request(responding("1")))
            return runtime
        }
        #expect(await runtime.run(request("1")).failure?.code == .shutDown)
        _ = before
    }

    @Test func `A fetch of a script goes through the guard`() async throws {
        let server = try await HTTPServer { _ in response(200, [], Array("from server".utf8)) }
        let call = """
            (async () => {
                const r = await fetch("http://127.0.0.1:\(server.port)/x");
                return await r.text();
            })()
            """
        try await withRuntime { runtime in
            let refused = await runtime.run(request(responding(call)))
            #expect(refused.response.hasPrefix("TypeError"))
            #expect(server.seen.isEmpty)
        }
        try await withRuntime({ $0.fetch.allowedRanges = [AddressRange("127.0.0.1/32")].compactMap(\.self) })
        { runtime in
            let allowed = await runtime.run(request(responding(call)))
            #expect(allowed.response == "from server")
        }
        await server.shutdown()
    }
}
