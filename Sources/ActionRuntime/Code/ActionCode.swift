public import Primitives

/// The code of an action, with the CID that names it.
public struct ActionCode: Hashable, Sendable {
    /// The script.
    public let text: String
    /// The identifier of the text as a file of IPFS, version 0: what `ipfs add` gives.
    public let cid: CID

    /// Any text; white space and line ends count.
    public init(_ text: String) {
        self.text = text
        cid = CID.ofFile(content: text.utf8)
    }

    /// The identifier as it is written: `Qm…`.
    public var id: String { cid.description }
}
