import Primitives

/// A CID as a request names code by it, and what it says about the code's version 0 identifier.
struct CodeName: Hashable, Sendable {
    /// As gateways are asked.
    let text: String
    private let cid: CID

    init(_ text: String) throws(ActionFailure) {
        do {
            cid = try CID(text)
        } catch {
            throw ActionFailure(
                .invalidCID, "\(text.prefix(100)) is not the IPFS id of a Lit Action: \(error)")
        }
        guard cid.codec == .dagPB || cid.codec == .raw, cid.multihash.function == .sha256 else {
            throw ActionFailure(.invalidCID, "\(text.prefix(100)) is not the IPFS id of a file with SHA-256")
        }
        self.text = text
    }

    /// The identifier of version 0, where the name tells it; a single raw block has another, known from its content only.
    var version0: CID? { try? cid.asVersion0() }

    /// Whether the text is what was named.
    func names(_ code: ActionCode) -> Bool {
        if let version0 { return version0 == code.cid }
        return cid.multihash.matches(code.text.utf8) == true
    }
}
