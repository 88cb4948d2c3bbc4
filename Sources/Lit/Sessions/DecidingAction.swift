internal import LitProtocol
public import Primitives

/// A Lit Action that decides whether a PKP allows a session: it does if its response is `true`.
///
/// The PKP must permit the action (by its CID) to sign messages.
public enum DecidingAction: Hashable, Sendable {
    /// Its JavaScript.
    case code(String)
    /// On IPFS.
    case cid(CID)

    var source: ActionSource {
        switch self {
        case .code(let text): .code(text)
        case .cid(let cid): .cid(cid)
        }
    }
}
