public import Primitives

extension Transaction {
    /// The bytes whose Keccak-256 is signed: `type ‖ rlp(fields)`, or for a legacy transaction
    /// `rlp(fields, chainID, 0, 0)` (EIP-155), without the last three if it has no chain id.
    public var signingPayload: [UInt8] {
        let list = RLPWriter.list { list in
            writeFields(to: &list)
            if case .legacy = fees, let chainID {
                list.append(chainID)
                list.append(UInt64(0))
                list.append(UInt64(0))
            }
        }
        return typePrefix + list
    }

    /// The digest that is signed.
    public var signingHash: Bytes32 { Keccak256.hash(signingPayload) }

    var typePrefix: [UInt8] { type == 0 ? [] : [type] }

    /// The fields up to the signature, in the order of the type.
    func writeFields(to list: inout RLPWriter) {
        if type != 0 { list.append(chainID ?? 0) }
        list.append(nonce)
        switch fees {
        case .legacy(let gasPrice), .accessList(let gasPrice, _): list.append(gasPrice)
        case .dynamic(let maxFee, let priorityFee, _), .blob(let maxFee, let priorityFee, _, _, _):
            list.append(priorityFee)
            list.append(maxFee)
        }
        list.append(gasLimit)
        list.append(to)
        list.append(value)
        list.append(data)
        if type != 0 {
            list.appendList { entries in
                for entry in accessList { entry.write(to: &entries) }
            }
        }
        if case .blob(_, _, _, let maxFeePerBlobGas, let versionedHashes) = fees {
            list.append(maxFeePerBlobGas)
            list.appendList { hashes in
                for hash in versionedHashes { hashes.append(hash) }
            }
        }
    }
}

extension Transaction.AccessListEntry {
    func write(to list: inout RLPWriter) {
        list.appendList { entry in
            entry.append(address)
            entry.appendList { keys in
                for key in storageKeys { keys.append(key) }
            }
        }
    }
}
