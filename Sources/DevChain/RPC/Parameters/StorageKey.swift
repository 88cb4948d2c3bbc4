import Primitives

/// A storage slot as a client wrote it.
struct StorageKey: Sendable {
    let number: UInt256
    /// As all thirty-two bytes, rather than as a short number; an answer repeats the form.
    let isWord: Bool

    /// In the form in which it was given.
    var json: JSON { isWord ? .hash(number.bytes32) : .quantity(number) }
}

extension Argument {
    /// Up to thirty-two bytes, of which a short form may have an odd number of digits.
    func storageKey() throws(RPCError) -> StorageKey {
        let text = try text()
        do {
            let digits = try HexText.digits(of: text)
            guard digits.utf8.count <= 64 else {
                throw HexText.Refusal(reason: "storage key too long, want at most 32 bytes")
            }
            let number = digits.isEmpty ? .zero : try HexText.quantity(text)
            return StorageKey(number: number, isWord: digits.utf8.count == 64)
        } catch let refusal as HexText.Refusal {
            throw error(refusal.reason)
        } catch {
            throw self.error("not a storage key")
        }
    }
}
