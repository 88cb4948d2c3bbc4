import BLS12381
import LitProtocol
import Primitives
import Secp256k1
import ThresholdBLS

/// What the nodes of the recorded network answer, made from what the caller got in the end.
enum NodeShares {
    /// A node's share of a recorded signature: what two nodes' shares add up to; the third has none.
    ///
    /// - Parameter name: of an action's signature; nil for one of pkpSign.
    static func share(of recorded: JSON, node: Int, name: String? = nil) throws -> JSON {
        let quoted = { (text: String) in JSON.string("\"\(text.uppercased())\"") }
        let s = recorded["s"]?.string ?? ""
        guard let sum = UInt256(hexadecimal: s) else { throw PolyglotRecording.Missing(what: "s") }
        let first = sum &- UInt256(1)
        let share = [first.bytes32.hex, UInt256(1).bytes32.hex, ""][node]
        let isThere = node < 2
        let bigR = (recorded["recid"] == 0 ? "02" : "03") + (recorded["r"]?.string ?? "")
        let key = isThere ? quoted(recorded["publicKey"]?.string ?? "") : ""
        let digest = isThere ? quoted(recorded["dataSigned"]?.string ?? "") : "fail"
        guard let name else {
            return [
                "digest": digest, "result": isThere ? "success" : "fail", "share_index": 0,
                "signature_share": isThere ? quoted(share) : "", "big_r": isThere ? quoted(bigR) : "",
                "public_key": key, "sig_type": isThere ? "K256" : "",
            ]
        }
        return [
            "sigType": "K256", "dataSigned": digest, "signatureShare": isThere ? quoted(share) : "",
            "shareIndex": 0, "bigR": isThere ? quoted(bigR) : "", "publicKey": key, "sigName": .string(name),
        ]
    }

    /// What nodes answer to an action that has run.
    static func executed(_ response: String, logs: String, signed: JSON = [:]) -> JSON {
        [
            "success": true, "signedData": signed, "decryptedData": [:], "claimData": [:],
            "response": .string(response), "logs": .string(logs),
        ]
    }

    /// A node's share of what decrypts.
    static func decryption(_ request: JSON, node: Int, keys: JSON) throws -> JSON {
        let wire = try EncryptionSignRequest(request)
        let entry = keys["network"]?["nodes"]?[node]
        let secret = Secret(copying: try Hex.decode(entry?["blsShare"]?.string ?? "", count: 32))
        let share = try BLSKeyShare(
            identifier: UInt8(entry?["shamirX"]?.int ?? 0), secret: secret)
        return [
            "result": "success", "signatureShare": try share.sign(wire.identity.bytes).json,
            "shareIndex": .number(.init(node)),
        ]
    }
}
