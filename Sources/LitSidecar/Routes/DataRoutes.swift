internal import Lit
internal import LitProtocol
internal import NIOHTTP1
internal import Primitives
internal import ThresholdBLS

/// Encryption and decryption under access conditions.
enum DataRoutes {
    static let all: [Route] = [
        Route(
            .POST, RouteTable.client + "/encryptions", "encrypt",
            "Encrypts a text or data under access conditions. Nothing is sent to nodes.",
            request: Schema(
                .object(
                    ObjectForm.conditions.with(
                        [.optional("text", .text), .optional("data", .base64)],
                        choices: [[.init("text"), .init("data")]]))),
            answer: .object(
                .required("ciphertext", .base64),
                .required("dataToEncryptHash", .text("^[0-9a-f]{64}$", "SHA-256 of the plaintext.")))
        ) { call in
            let lit = try call.client().lit
            let conditions = try call.body.conditions()
            let data = try call.body["text"].map { value throws(Failure) in Array(try value.text().utf8) }
            let encrypted = try lit.encrypt(
                data ?? call.body.required("data").base64(), under: conditions)
            return .json([
                "ciphertext": .string(encrypted.ciphertext.base64),
                "dataToEncryptHash": .string(encrypted.dataHash.hex),
            ])
        },
        Route(
            .POST, RouteTable.client + "/decryptions", "decrypt",
            "Has nodes check the conditions and opens a ciphertext, by a session or by auth signatures.",
            request: Schema(
                .object(
                    ObjectForm.conditions.with(
                        [
                            .required("ciphertext", .base64),
                            .required("dataToEncryptHash", .text("^(0x)?[0-9a-fA-F]{64}$")),
                            .optional("chain", .text), .optional("session", .sessionID),
                            .optional("sessionSigs", .sessionSigs), .optional("authSig", .authSig),
                        ],
                        choices: [[.init("session"), .init("sessionSigs"), .init("authSig")]]))),
            answer: .object(
                .required("data", .base64), .optional("text", .text.noted("If the data is UTF-8.")))
        ) { call in try await decrypt(call) },
    ]

    private static func decrypt(_ call: Call) async throws -> Reply {
        let client = try call.client()
        let body = call.body
        let conditions = try body.conditions()
        let (text, digits) = (try body.required("ciphertext"), try body.required("dataToEncryptHash"))
        let ciphertext: TimeLockCiphertext
        do { ciphertext = try TimeLockCiphertext(base64: text.text()) } catch let error as Failure {
            throw error
        } catch {
            throw text.wrong("is no ciphertext of a Lit network (\(error))")
        }
        guard let hash = try? Bytes32(hex: digits.text()) else {
            throw digits.wrong("has to be 64 hexadecimal digits")
        }
        let proof: SessionProof
        if let session = try body["session"]?.text() {
            let permission = SessionPermission.decrypt(conditions: conditions.hash, data: hash)
            let context = try client.lit.context("decrypt", timeout: call.timeout)
            proof = .session(
                try await client.session(session).credential(for: [permission], context))
        } else if let signatures = try body["sessionSigs"]?.sessionSigs() {
            proof = .signatures(signatures)
        } else {
            let authSig = try body.required("authSig").authSig()
            // The same for every node: it is the wallet's own.
            proof = .signatures(
                Dictionary(client.lit.network.nodes.map { ($0, authSig) }) { first, _ in first })
        }
        let data = try await client.lit.decrypt(
            EncryptedData(ciphertext: ciphertext, dataHash: hash), under: conditions,
            chain: body["chain"]?.text(), as: proof, timeout: call.timeout)
        var answer = JSON.Object()
        answer["data"] = .string(Base64.encode(data))
        answer["text"] = String(validating: data, as: UTF8.self).map { .string($0) }
        return .json(.object(answer))
    }
}
