import EVM
import Ethereum
import Primitives

extension StateChanges {
    /// By address: null for an account that is gone, else nonce, balance, code and changed slots.
    var json: JSON {
        var object = JSON.Object()
        for (address, change) in accounts { object[address.prefixedHex] = change.json }
        return .object(object)
    }

    /// From what ``json`` gives.
    init(json: JSON) throws(ChainError) {
        self.init()
        guard case .object(let object) = json else {
            throw ChainError(.invalidDump, "accounts must be an object, are \(json.kind)")
        }
        for (name, value) in object {
            guard let address = try? Address(name.lowercased()) else {
                throw ChainError(.invalidDump, "accounts: \(name) is not an address")
            }
            do throws(DumpFieldError) {
                accounts[address] = try AccountChange(json: value)
            } catch {
                throw ChainError(.invalidDump, "accounts: \(name): \(error.description)")
            }
        }
    }
}

/// What is wrong with a field of a dump.
struct DumpFieldError: Error {
    let description: String

    init(_ field: String, _ problem: String) { description = "\(field) \(problem)" }
}

extension StateChanges.AccountChange {
    fileprivate var json: JSON {
        guard let account else { return .null }
        var object = JSON.Object()
        object["nonce"] = .string(UInt256(account.nonce).quantityHex)
        object["balance"] = .string(account.balance.quantityHex)
        if let code { object["code"] = .string(code.bytes.prefixedHex) }
        if account.hasCode { object["codeHash"] = .string(account.codeHash.prefixedHex) }
        if clearsStorage { object["clearsStorage"] = true }
        var slots = JSON.Object()
        for (slot, word) in storage { slots[slot.quantityHex] = .string(word.quantityHex) }
        if !slots.isEmpty { object["storage"] = .object(slots) }
        return .object(object)
    }

    fileprivate init(json: JSON) throws(DumpFieldError) {
        if json.isNull {
            self.init(account: nil)
            return
        }
        guard case .object(let object) = json else { throw DumpFieldError("", "must be an object") }
        guard let nonce = try UInt64(exactly: Self.number(object["nonce"], "nonce")), nonce < .max else {
            throw DumpFieldError("nonce", "must be below 2^64 - 1")
        }
        let balance = try Self.number(object["balance"], "balance")
        var storage: [UInt256: UInt256] = [:]
        if let slots = object["storage"] {
            guard case .object(let slots) = slots else {
                throw DumpFieldError("storage", "must be an object")
            }
            for (slot, word) in slots {
                guard let key = UInt256(slot) else {
                    throw DumpFieldError("storage", "has \(slot), which is not a slot")
                }
                storage[key] = try Self.number(word, "storage[\(slot)]")
            }
        }
        var code: Bytecode?
        if let text = object["code"]?.string {
            guard let bytes = try? [UInt8](hex: text) else { throw DumpFieldError("code", "is not hex") }
            code = bytes.isEmpty ? nil : Bytecode(bytes)
        }
        var codeHash = code?.hash ?? Account.emptyCodeHash
        if code == nil, let text = object["codeHash"]?.string {
            guard let hash = try? Bytes32(hex: text) else {
                throw DumpFieldError("codeHash", "is not a hash")
            }
            codeHash = hash
        }
        self.init(
            account: Account(nonce: nonce, balance: balance, codeHash: codeHash),
            clearsStorage: object["clearsStorage"]?.bool ?? false, storage: storage, code: code)
    }

    private static func number(_ value: JSON?, _ field: String) throws(DumpFieldError) -> UInt256 {
        switch value {
        case .string(let text): if let number = UInt256(text) { return number }
        case .number(let number): if let number = UInt256(decimal: number.text) { return number }
        case nil: return .zero
        default: break
        }
        throw DumpFieldError(field, "is not a number of at most 256 bits")
    }
}
