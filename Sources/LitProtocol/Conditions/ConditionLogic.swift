extension AccessConditions {
    /// Whether the conditions hold, given whether each of them does.
    ///
    /// Strictly from left to right, without precedence: `a or b and c` is `(a or b) and c`. What cannot
    /// change the outcome any more is not asked for, and an error counts only if the outcome depends on it.
    ///
    /// - Throws: `NodeInvalidBooleanConditionType` unless conditions and operators alternate.
    public func hold(
        _ test: (AccessCondition) throws(NodeError) -> Bool
    ) throws(NodeError) -> Bool {
        var items = items
        if form == .evmBasic, items.count > 1, !items.contains(where: \.isOperator) {
            // The oldest form has no operators: all conditions must hold.
            items = Array(items.map { [$0] }.joined(separator: [.operator(.and)]))
        }
        try checkGrammar(items)
        return try Self.verdict(items, test).get()
    }

    /// Operand, and then any number of operators each with an operand after it; the same in groups.
    private func checkGrammar(_ items: [Item]) throws(NodeError) {
        let alternates = items.enumerated().allSatisfy { $1.isOperator == ($0 % 2 == 1) }
        guard items.count % 2 == 1, alternates else {
            let kind =
                switch form {
                case .evmBasic: ""
                case .evmContract: "EVM "
                case .solana: "Solana "
                case .unified: "Unified "
                }
            throw NodeError(.invalidBooleanConditionType, "Invalid boolean \(kind)Access Control Conditions")
        }
        for case .group(let items) in items { try checkGrammar(items) }
    }

    private static func verdict(
        _ items: [Item], _ test: (AccessCondition) throws(NodeError) -> Bool
    ) -> Result<Bool, NodeError> {
        var verdict: Result<Bool, NodeError> = .success(true)
        var joint = Operator.and
        for item in items {
            switch item {
            case .operator(let next): joint = next
            case .condition(let condition):
                verdict = join(verdict, joint) {
                    Result { () throws(NodeError) in try test(condition) }
                }
            case .group(let items): verdict = join(verdict, joint) { Self.verdict(items, test) }
            }
        }
        return verdict
    }

    /// The logic of three values: true, false, and not known because of an error.
    private static func join(
        _ left: Result<Bool, NodeError>, _ joint: Operator, _ right: () -> Result<Bool, NodeError>
    ) -> Result<Bool, NodeError> {
        let decisive = joint == .or
        switch left {
        case .success(decisive): return left
        case .success: return right()
        case .failure:
            let right = right()
            return right == .success(decisive) ? right : left
        }
    }
}

extension AccessConditions.Item {
    var isOperator: Bool { if case .operator = self { true } else { false } }
}
