import LitProtocol
import Primitives
import TestSupport
import Testing

/// Readers of what comes from outside: whatever it is, they read it or say what is wrong with it.
@Suite struct FuzzTests {
    /// Reads by every type there is. What is read must be written so that it is read as the same again.
    private func readAll(_ json: JSON) throws {
        func again<T: Equatable>(
            _ read: (JSON) throws(NodeError) -> T, _ write: (T) -> JSON
        ) throws {
            let value: T
            do { value = try read(json) } catch {
                #expect(!error.details.isEmpty || error.form != .envelope || error.code != nil)
                return
            }
            #expect(try read(write(value)) == value, "\(json)")
        }
        try again(HandshakeRequest.init) { $0.json }
        try again(HandshakeResponse.init) { $0.json }
        try again(EncryptionSignRequest.init) { $0.json }
        try again(EncryptionSignResponse.init) { $0.json }
        try again(AccessControlSigningRequest.init) { $0.json }
        try again(AccessControlSigningResponse.init) { $0.json }
        try again(SignSessionKeyRequest.init) { $0.json }
        try again(SignSessionKeyResponse.init) { $0.json }
        try again(ClaimKeyRequest.init) { $0.json }
        try again(KeyClaimAnswer.init) { $0.json }
        try again(ExecuteResponse.init) { $0.json }
        try again(AuthSig.init) { $0.json }
        try again(AuthSigs.init) { $0.json }
        try again(AuthMethodProof.init) { $0.json }
        for form in AccessConditions.Form.allCases {
            try again({ json throws(NodeError) in try AccessConditions(form: form, json) }, { $0.json })
        }
        // These keep notes of what they refuse later, which is not written.
        if let request = try? ExecuteRequest(json) {
            #expect(try ExecuteRequest(request.json).code == request.code)
        }
        if let request = try? PKPSignRequest(json) {
            #expect(try PKPSignRequest(request.json).toSign == request.toSign)
        }
        if let error = NodeError(json, status: 500) { _ = error.json.text + error.description }
    }

    private func random(_ generator: inout SplitMix64, depth: Int) -> JSON {
        let names = [
            "authSig", "epoch", "code", "jsParams", "toSign", "pubkey", "sig", "derivedVia", "signedMessage",
            "address",
            "algo", "operator", "chain", "method", "params", "accessControlConditions", "returnValueTest",
            "success",
            "error", "errorCode", "signedData", "verifiedSignature", "r", "s", "recid", "ProofOfPossession",
            "é",
        ]
        let texts = [
            "", "0x", "ff", "and", "lit.bls", "LIT_BLS", "BLS", "litSessionSignViaNacl", "\u{0}", "😀", "[]",
            "K256",
            String(repeating: "0", count: 64), String(repeating: "f", count: 130),
        ]
        let numbers = [
            "0", "-0", "1", "-1", "255", "256", "1e400", "1E-400", "0.1", "18446744073709551616",
            String(repeating: "9", count: 400),
        ]
        switch generator.next() % (depth > 4 ? 4 : 7) {
        case 0: return .null
        case 1: return .bool(generator.next() % 2 == 0)
        case 2: return generator.pick(numbers).flatMap { JSON.Number($0) }.map { .number($0) } ?? .null
        case 3: return .string(generator.pick(texts) ?? "")
        case 4:
            let count = Int(generator.next() % 4)
            return .array((0..<count).map { _ in random(&generator, depth: depth + 1) })
        default:
            var object = JSON.Object()
            for _ in 0..<Int(generator.next() % 6) {
                object[generator.pick(names) ?? ""] = random(&generator, depth: depth + 1)
            }
            return .object(object)
        }
    }

    @Test func `Random values are read or refused`() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        for _ in 0..<fuzzIterations / 4 { try readAll(random(&generator, depth: 0)) }
    }

    @Test func `Recorded requests and answers with members exchanged are read or refused`() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        var bodies: [JSON] = []
        for exchange in try Transcripts.nodeRequests() {
            bodies += [try JSON(parsing: exchange.bodyText), exchange.response]
        }
        for _ in 0..<fuzzIterations / 20 {
            guard var object = generator.pick(bodies)?.object, let name = generator.pick(object.keys) else {
                continue
            }
            object[name] =
                generator.next() % 2 == 0
                ? random(&generator, depth: 0) : generator.pick(bodies).flatMap { $0[name] }
            try readAll(.object(object))
        }
    }

    @Test func `Recorded texts with bytes changed are read or refused`() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let texts = try Transcripts.nodeRequests().map { Array($0.bodyText.utf8) }
        for _ in 0..<fuzzIterations / 20 {
            let bytes = generator.mutated(generator.pick(texts) ?? [])
            if let json = try? JSON(parsing: bytes) { try readAll(json) }
        }
    }

    @Test func `Nesting as deep as texts may have it is read or refused`() throws {
        let depth = JSON.depthLimit
        let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let objects =
            String(repeating: #"{"operator":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        for text in [lists, objects] {
            let json = try JSON(parsing: text)
            try readAll(json)
            try readAll(["accessControlConditions": json, "authSig": json, "jsParams": json, "success": true])
            let conditions = try? AccessConditions(form: .unified, json)
            if let conditions {
                #expect(conditions.count == 0)
                #expect(throws: NodeError.self) {
                    try LocalConditionEvaluator(user: nil).evaluate(conditions)
                }
            }
        }
    }

    @Test func `Session messages with bytes changed are refused`() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let scene = try SessionScene()
        let good = try scene.signed()
        for _ in 0..<fuzzIterations / 20 {
            let bytes = generator.mutated(Array(good.signedMessage.utf8))
            let text = String(decoding: bytes, as: UTF8.self)
            guard text != good.signedMessage else { continue }
            var changed = good
            changed.signedMessage = text
            #expect(throws: NodeError.self) {
                try scene.verifier.verify(changed, for: .pkpSigning, on: .pkp(5))
            }
            // Signed again by the session key, it is read or refused.
            let signature = try scene.key.sign(Array(text.utf8))
            changed.sig = signature.hex
            _ = try? scene.verifier.verify(changed, for: .pkpSigning, on: .pkp(5))
        }
    }

    @Test func `Sign-in messages with bytes changed are not the wallet's`() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let scene = try SessionScene()
        let good = scene.grant.capabilities[0]
        for _ in 0..<fuzzIterations / 20 {
            let bytes = generator.mutated(Array(good.signedMessage.utf8))
            let text = String(decoding: bytes, as: UTF8.self)
            guard text != good.signedMessage else { continue }
            var changed = good
            changed.signedMessage = text
            let verifier = CapabilityVerifier(networkKey: nil, now: scene.now)
            #expect(throws: NodeError.self) { try verifier.verify(changed, uri: scene.key.uri) }
            _ = try? SessionKeyMessage(parsing: text)
        }
    }
}
