internal import Lit
internal import LitProtocol
internal import Primitives

/// The session signatures that a caller passes in: looked at as the JavaScript SDK does, and used as they
/// are.
struct GivenSignatures: Sendable {
    /// By the URL of the node.
    let byNode: [String: AuthSig]

    /// - Throws: what the SDK says of none, and of those that nodes will refuse since they are over.
    init(_ json: JSON?, now: Timestamp) throws(PolyglotFailure) {
        guard let json, !json.isNull else {
            throw .thrown("TypeError", "Cannot convert undefined or null to object")
        }
        var byNode: [String: AuthSig] = [:]
        var complaints: [String] = []
        for (node, value) in json.object ?? JSON.Object() {
            let faults = Self.faults(value, now: now)
            if !faults.isEmpty {
                complaints.append("Session Sig '\(node)': \(faults.joined(separator: ", "))")
            }
            byNode[node] = Self.authSig(value)
        }
        guard complaints.isEmpty else {
            throw .thrown(
                "InvalidSessionSigs", "Invalid sessionSigs. Errors: \(complaints.joined(separator: ","))")
        }
        self.byNode = byNode
    }

    /// What they show the nodes.
    var proof: SessionProof { .signatures(byNode) }

    /// The first node for which there is none.
    func missing(of nodes: [String]) -> String? { nodes.first { byNode[$0] == nil } }

    /// Nodes decide about texts that are missing.
    static func authSig(_ json: JSON) -> AuthSig? {
        guard json.object != nil else { return nil }
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        return AuthSig(
            sig: text("sig"), derivedVia: text("derivedVia"), signedMessage: text("signedMessage"),
            address: text("address"), algo: json["algo"]?.string)
    }

    // MARK: What the SDK checks

    private static func faults(_ signature: JSON, now: Timestamp) -> [String] {
        guard let text = signature["signedMessage"]?.string, let message = try? JSON(parsing: text) else {
            return ["Main signedMessage is not valid JSON."]
        }
        var faults: [String] = []
        switch message["capabilities"] {
        case .array(let list) where list.isEmpty:
            faults.append("No capabilities found in main signedMessage.")
        case .array(let list):
            for (index, capability) in list.enumerated() {
                guard let time = expiration(of: capability["signedMessage"]?.string ?? "") else {
                    faults.append("Expiration Time not found in capability \(index)'s signedMessage.")
                    continue
                }
                faults += fault(time, in: "capability \(index)", now: now)
            }
        default: faults.append("Capabilities not found in main signedMessage.")
        }
        if let time = message["expiration"]?.string, !time.isEmpty {
            faults += fault(time, in: "main signedMessage", now: now)
        } else {
            faults.append("Expiration Time not found in outer signedMessage.")
        }
        return faults
    }

    private static func fault(_ text: String, in place: String, now: Timestamp) -> [String] {
        guard let time = try? Timestamp(rfc3339: text) else {
            return ["Invalid Expiration Time format in \(place): \(text)"]
        }
        return time < now ? ["Expired \(place). Expiration Time: \(time.rfc3339())"] : []
    }

    /// The last line of that name counts, as the SDK reads it.
    private static func expiration(of message: String) -> String? {
        let name = Array("Expiration Time:".utf8)
        guard let line = message.utf8.split(separator: 0x0a).last(where: { $0.starts(with: name) }) else {
            return nil
        }
        let value = line.dropFirst(name.count).drop { $0 == 0x20 }
        return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }
}
