internal import Primitives

/// The body of a request to several nodes: what is the same for all, around what each gets for itself.
///
/// Written once, since code may be long and sessions are: a node's body is put together by copying.
struct RequestBody: Sendable {
    private let head: [UInt8]

    /// - Parameter json: an object; its members `authSig` and `epoch` are left out.
    init(_ json: JSON) {
        var object = json.object ?? JSON.Object()
        object["authSig"] = nil
        object["epoch"] = nil
        var bytes = JSON.object(object).utf8
        bytes.removeLast()
        head = bytes
    }

    /// For one node.
    ///
    /// - Parameter authSig: JSON; nil where nobody has to sign.
    func bytes(authSig: [UInt8]? = nil, epoch: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head.count + (authSig?.count ?? 0) + 48)
        bytes += head
        var isFirst = head.count == 1
        func comma() {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
        }
        if let authSig {
            comma()
            bytes += #""authSig":"#.utf8
            bytes += authSig
        }
        comma()
        bytes += #""epoch":"#.utf8
        bytes += String(epoch).utf8
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
