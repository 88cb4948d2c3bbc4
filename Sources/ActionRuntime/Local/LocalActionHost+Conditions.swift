public import ActionProtocol
internal import Primitives

extension LocalActionHost {
    /// Decides comparisons of texts itself (the evmBasic condition without contract and method), and leaves anything else
    /// to the configuration's closure.
    public func checkConditions(
        _ request: ConditionsRequest, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        if let result = try Self.evaluate(request.conditions, context, depth: 0) { return result }
        guard let check = configuration.checkConditions else {
            throw .refused("check conditions that need a chain")
        }
        return try await check(request, context)
    }

    /// Operands with operators between them, from left to right; nil if one is not for this host to decide.
    private static func evaluate(
        _ list: JSON, _ context: OperationContext, depth: Int
    ) throws(OperationFailure) -> Bool? {
        guard let items = list.array, !items.isEmpty, items.count % 2 == 1, depth < 16 else {
            throw OperationFailure(message: "Invalid boolean Unified Access Control Conditions")
        }
        var result = false
        var operation: String?
        for (index, item) in items.enumerated() {
            guard index % 2 == 0 else {
                operation = item["operator"]?.string
                guard operation == "and" || operation == "or" else {
                    throw OperationFailure(message: "Invalid boolean Unified Access Control Conditions")
                }
                continue
            }
            let value =
                item.array == nil ? compare(item, context) : try evaluate(item, context, depth: depth + 1)
            guard let value else { return nil }
            result =
                switch operation {
                case "and": result && value
                case "or": result || value
                default: value
                }
        }
        return result
    }

    private static func compare(_ condition: JSON, _ context: OperationContext) -> Bool? {
        let type = condition["conditionType"]?.string ?? "evmBasic"
        guard type == "evmBasic", condition["standardContractType"]?.string == "",
            condition["method"]?.string == "", let parameter = condition["parameters"]?[0]?.string,
            let test = condition["returnValueTest"], let value = test["value"]?.string
        else { return nil }
        let isAddress = parameter == ":userAddress"
        let (left, right) = (substitute(parameter, context), substitute(value, context))
        let isEqual = isAddress ? left.lowercased() == right.lowercased() : left == right
        switch test["comparator"]?.string {
        case "=": return isEqual
        case "!=": return !isEqual
        case "contains": return left.contains(right)
        default: return false
        }
    }

    private static func substitute(_ text: String, _ context: OperationContext) -> String {
        switch text {
        case ":userAddress": context.authentication.address ?? ""
        case ":currentActionIpfsId": context.actionID
        default: text
        }
    }
}
