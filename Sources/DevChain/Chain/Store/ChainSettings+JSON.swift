import Ethereum
import Primitives

extension ChainSettings {
    /// All of it but the mining mode and what is configured at every start.
    var json: JSON {
        var object = JSON.Object()
        object["chainID"] = .number(JSON.Number(chainID))
        object["coinbase"] = .string(coinbase.prefixedHex)
        object["gasLimit"] = .number(JSON.Number(gasLimit))
        object["minGasPrice"] = .string(minGasPrice.quantityHex)
        if let nextBaseFee { object["nextBaseFee"] = .string(nextBaseFee.quantityHex) }
        if let nextPrevRandao { object["nextPrevRandao"] = .string(nextPrevRandao.prefixedHex) }
        object["timeOffset"] = .number(JSON.Number(times.offset))
        if let next = times.next { object["nextTimestamp"] = .number(JSON.Number(next)) }
        if let interval = times.interval { object["timestampInterval"] = .number(JSON.Number(interval)) }
        if !impersonated.isEmpty {
            object["impersonated"] = .array(impersonated.sorted().map { .string($0.prefixedHex) })
        }
        if autoImpersonates { object["autoImpersonates"] = true }
        return .object(object)
    }

    /// Takes over what ``json`` has; false if something is missing.
    mutating func restore(_ json: JSON) -> Bool {
        guard let chainID: UInt64 = json["chainID"]?.number?.integer(),
            let coinbase = try? Address(json["coinbase"]?.string ?? ""),
            let gasLimit: UInt64 = json["gasLimit"]?.number?.integer(),
            let minGasPrice = UInt256(json["minGasPrice"]?.string ?? ""),
            let offset: Int64 = json["timeOffset"]?.number?.integer()
        else { return false }
        self.chainID = chainID
        self.coinbase = coinbase
        self.gasLimit = gasLimit
        self.minGasPrice = minGasPrice
        nextBaseFee = json["nextBaseFee"]?.string.flatMap { UInt256($0) }
        nextPrevRandao = json["nextPrevRandao"]?.string.flatMap { try? Bytes32(hex: $0) }
        times.offset = offset
        times.next = json["nextTimestamp"]?.number?.integer()
        times.interval = json["timestampInterval"]?.number?.integer()
        impersonated = Set(
            (json["impersonated"]?.array ?? []).compactMap { try? Address($0.string ?? "") })
        autoImpersonates = json["autoImpersonates"]?.bool ?? false
        return true
    }
}
