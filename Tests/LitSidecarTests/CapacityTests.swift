import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

/// What nobody pays for, on nodes that ask for it.
@Suite(.timeLimit(.minutes(3))) struct CapacityTests {
    @Test func `What nobody pays for is refused with 402, and served once somebody does`() async throws {
        try await RealNetwork.with(options: ["--rate-limiting"]) { network in
            try await LocalSidecar.with { local in
                let key = try network.key(1).secret.withUnsafeBytes { Array($0) }.prefixedHex
                let made = try await local.call(
                    "POST", "/v1/clients",
                    [
                        "network": ["name": "local", "state": .string(network.folder)],
                        "wallet": ["privateKey": .string(key)],
                    ])
                let client = "/v1/clients/" + (try #require(made.json["client"]?.string, "\(made.json.text)"))
                let pkp = try await local.call("POST", client + "/pkps", ["scopes": ["signAnything"]])
                func session() async throws -> JSON {
                    let answer = try await local.call(
                        "POST", client + "/sessions",
                        [
                            "allowing": [["ability": "pkp-signing", "resource": "lit-pkp://*"]],
                            "renew": false,
                        ])
                    return try #require(answer.json["session"], "\(answer.json.text)")
                }
                func sign(_ session: JSON) async throws -> Caller.Answer {
                    try await local.call(
                        "POST", client + "/signatures",
                        [
                            "signer": ["pkp": pkp.json["address"] ?? .null, "session": session],
                            "digest": .string("0x" + String(repeating: "22", count: 32)),
                        ])
                }
                let refused = try await sign(try await session())
                #expect(refused.status == 402)
                #expect(refused.code == "rateLimited")
                #expect(refused.json["error"]?["hint"]?.string?.contains("capacity credit") == true)
                #expect(refused.json["error"]?["reports"]?.array?.isEmpty == false)

                let credit = try await local.call(
                    "POST", client + "/capacity/credits", ["requestsPerKilosecond": 10, "days": 2])
                #expect(credit.status == 201, "\(credit.json.text)")
                // Nodes know of it once they have seen its block.
                let end = ContinuousClock.now + .seconds(20)
                var served = try await sign(try await session())
                while served.status == 402, ContinuousClock.now < end {
                    served = try await sign(try await session())
                }
                #expect(served.status == 200, "\(served.json.text)")
            }
        }
    }
}
