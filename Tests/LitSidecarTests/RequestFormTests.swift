import LitSidecar
import Primitives
import Testing

/// What is wrong with requests is said by the path of the member.
struct RequestFormTests {
    private func complaint(_ route: String, _ body: JSON) throws -> String? {
        let schema = try #require(RouteTable.all.first { $0.id == route }?.request)
        do throws(Failure) {
            try schema.check(RequestValue(body))
            return nil
        } catch {
            #expect(error.code == "malformedRequest")
            #expect(error.status == 400)
            return error.message
        }
    }

    private static let allowing: JSON = [["ability": "pkp-signing", "resource": "lit-pkp://*"]]

    @Test(
        arguments: [
            ("openClient", ["network": ["name": "local"]]),
            ("openClient", ["network": ["name": "local", "state": "/x"], "wallet": ["privateKey": "0x01"]]),
            ("openClient", ["network": ["name": "datil-dev", "attestation": "unverified"]]),
            ("openClient", ["network": ["name": "custom", "rpcUrl": "http://x", "staking": "0x00"]]),
            (
                "openClient",
                [
                    "network": [
                        "name": "custom", "rpcUrl": "http://x", "resolver": "0x00", "environment": 2,
                        "chainId": "5",
                    ]
                ]
            ),
            ("openSession", ["allowing": Self.allowing]),
            ("openSession", ["allowing": Self.allowing, "wallet": "0x00", "lifetime": .decimal("5.5")]),
            ("openSession", ["allowing": Self.allowing, "pkp": "1", "proofs": []]),
            (
                "openSession",
                ["allowing": Self.allowing, "pkp": "1", "action": ["code": "x"], "parameters": ["a": 1]]
            ),
            ("sign", ["signer": ["wallet": "0x00"], "message": "hi"]),
            ("sign", ["signer": ["pkp": "1", "session": "s"], "typedData": ["types": [:]]]),
            ("mintPKP", ["scopes": ["signAnything", 2]]),
            ("mintPKP", ["claim": ["type": 6, "accessToken": "x"]]),
            ("runAction", ["code": "x", "session": "s"]),
            ("encrypt", ["text": "x", "evmContractConditions": [[:]]]),
        ] as [(String, JSON)])
    func `Requests of each form are taken`(route: String, body: JSON) throws {
        #expect(try complaint(route, body) == nil)
    }

    @Test(
        arguments: [
            ("openClient", [:], "network is missing"),
            ("openClient", ["network": "local"], "network has to be an object, and is a string"),
            ("openClient", ["network": [:]], "network.name is missing"),
            ("openClient", ["network": ["name": 5]], "network.name has to be a text, and is a number"),
            (
                "openClient", ["network": ["name": "local", "rpcUrl": "x"]],
                "network.rpcUrl is not known here"
            ),
            ("openClient", ["network": ["name": "local"], "walet": [:]], "walet is not known here"),
            (
                "openClient", ["network": ["name": "local"], "wallet": nil],
                "wallet has to be an object, and is null"
            ),
            (
                "openClient", ["network": ["name": "custom", "rpcUrl": "x"]],
                "network takes either staking or resolver"
            ),
            (
                "openClient",
                ["network": ["name": "custom", "rpcUrl": "x", "staking": "0x", "resolver": "0x"]],
                "network takes either staking or resolver: given are resolver, staking"
            ),
            (
                "openClient",
                ["network": ["name": "custom", "rpcUrl": "x", "staking": "0x", "environment": 1]],
                "network takes either staking or resolver"
            ),
            (
                "openSession", ["allowing": [["ability": "fly", "resource": "x"]]],
                "allowing[0].ability has to be"
            ),
            (
                "openSession", ["allowing": [["ability": "pkp-signing", "resource": "x"], ["resource": 1]]],
                "allowing[1].ability is missing"
            ),
            ("openSession", ["allowing": [1]], "allowing[0] has to be an object, and is a number"),
            (
                "openSession", ["allowing": [], "lifetime": 1, "expiration": "x"],
                "The body has either none of them, lifetime or expiration: given are expiration, lifetime"
            ),
            (
                "openSession", ["allowing": [], "wallet": "0x", "pkp": "1", "proofs": []],
                "The body has either"
            ),
            ("openSession", ["allowing": [], "pkp": "1"], "The body has either"),
            ("sign", ["signer": ["wallet": "0x00"]], "The body has either digest, message"),
            (
                "sign", ["signer": ["wallet": "0x00"], "message": "a", "digest": "0x"],
                "given are digest, message"
            ),
            ("sign", ["signer": ["session": "s"], "message": "a"], "signer takes either wallet"),
            (
                "sign", ["signer": ["wallet": "0x"], "transaction": ["nonce": -1, "gas": 1, "gasPrice": 1]],
                "transaction.nonce has to be 0 or more"
            ),
            (
                "sign",
                ["signer": ["wallet": "0x"], "transaction": ["nonce": true, "gas": 1, "gasPrice": 1]],
                "transaction.nonce has to be a whole number or a text, and is a boolean"
            ),
            ("mintPKP", ["scopes": [.decimal("1.5")]], "scopes[0] has to be a whole number"),
            ("mintPKP", ["scopes": ["all"]], "scopes[0] has to be \"signAnything\" or \"personalSign\""),
            (
                "permit", ["authMethod": ["type": 1, "userId": "a"], "scopes": []],
                "authMethod takes either wallet, address, action, type and id or type and userId and appId"
            ),
            ("runAction", ["code": "x", "cid": "y", "session": "s"], "The body has either code or cid"),
            ("encrypt", ["text": "x"], "The body has either accessControlConditions"),
            ("shutdown", ["now": true], "now is not known here"),
            ("shutdown", [1], "The body has to be an object, and is an array"),
        ] as [(String, JSON, String)])
    func `What is wrong is named by its place`(route: String, body: JSON, expected: String) throws {
        let complaint = try #require(try complaint(route, body))
        #expect(complaint.contains(expected), "\(complaint)")
    }
}
