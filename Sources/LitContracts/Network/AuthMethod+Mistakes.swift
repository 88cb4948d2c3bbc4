internal import Ethereum
internal import EthereumRPC
internal import Primitives

extension AuthMethod {
    /// Refuses an id that is a text where its bytes belong: contracts would keep the letters, and nobody would ever
    /// be recognised by them.
    func checkID() throws(EthereumRPCError) {
        guard let text = String(validating: id, as: UTF8.self) else { return }
        if text.hasPrefix("0x"), let bytes = try? Hex.decode(text, prefix: .required), !bytes.isEmpty {
            throw EthereumRPCError(
                .abiMismatch,
                """
                the id of the auth method is the text \(text), and the bytes that it spells are meant: give \
                Hex.decode(text) as the id
                """)
        }
        if text.utf8.count > 40, let cid = try? CID(text) {
            throw EthereumRPCError(
                .abiMismatch,
                """
                the id of the auth method is the text of the CID \(cid), and the bytes of its multihash are meant: \
                use AuthMethod.action(CID(text))
                """)
        }
    }
}
