import EVM
import Ethereum
import Primitives

extension StructLogTrace {
    /// As debug_traceTransaction answers it without a named tracer.
    var json: JSON {
        [
            "gas": .number(.init(gas)), "failed": .bool(failed), "returnValue": .data(returnValue),
            "structLogs": .array(structLogs.map(\.json)),
        ]
    }
}

extension StructLog {
    fileprivate var json: JSON {
        .object([
            "pc": .number(.init(pc)), "op": .string(name), "gas": .number(.init(gas)),
            "gasCost": .number(.init(gasCost)), "depth": .number(.init(depth)),
            "refund": refund == 0 ? nil : .number(.init(refund)),
            "error": error.map { .string($0) },
            "stack": stack.map { .array($0.map { .quantity($0) }) },
            "memory": memory.flatMap { $0.isEmpty ? nil : .array($0.map { .string($0.hex) }) },
            "returnData": returnData.flatMap { $0.isEmpty ? nil : .data($0) },
            "storage": storage.map { storage in
                var object = JSON.Object()
                for (slot, word) in storage.sorted(by: { $0.key < $1.key }) {
                    object[slot.bytes32.hex] = .string(word.bytes32.hex)
                }
                return .object(object)
            },
        ])
    }
}

extension CallTrace {
    /// As the callTracer answers it.
    var json: JSON {
        .object([
            "from": .address(from), "gas": .quantity(gas), "gasUsed": .quantity(gasUsed),
            "to": to.map { .address($0) }, "input": .data(input),
            "output": output.isEmpty ? nil : .data(output), "error": error.map { .string($0) },
            "revertReason": revertReason.map { .string($0) },
            "calls": calls.isEmpty ? nil : .array(calls.map(\.json)),
            "logs": logs.isEmpty ? nil : .array(logs.map(\.json)),
            "value": value.map { .quantity($0) }, "type": .string(kind.rawValue),
        ])
    }
}

extension CallTraceLog {
    fileprivate var json: JSON {
        [
            "address": .address(log.address), "topics": .array(log.topics.map { .hash($0) }),
            "data": .data(log.data), "index": .quantity(index), "position": .quantity(position),
        ]
    }
}

extension [Address: AccountImage] {
    /// `{address: {balance, nonce, code, storage}}`, addresses in their order.
    var json: JSON {
        var object = JSON.Object()
        for (address, image) in sorted(by: { $0.key < $1.key }) {
            object[address.prefixedHex] = image.json
        }
        return .object(object)
    }
}

extension AccountImage {
    fileprivate var json: JSON {
        var slots = JSON.Object()
        for (slot, word) in storage.sorted(by: { $0.key < $1.key }) {
            slots[slot.bytes32.prefixedHex] = .hash(word.bytes32)
        }
        return .object([
            "balance": balance.map { .quantity($0) },
            "nonce": nonce.flatMap { $0 == 0 ? nil : .number(.init($0)) },
            "code": code.flatMap { $0.isEmpty ? nil : .data($0) },
            "storage": slots.isEmpty ? nil : .object(slots),
        ])
    }
}

extension [String: Int] {
    /// Members sorted by name.
    var json: JSON.Object {
        var object = JSON.Object()
        for (name, count) in sorted(by: { $0.key < $1.key }) { object[name] = .number(.init(count)) }
        return object
    }
}
