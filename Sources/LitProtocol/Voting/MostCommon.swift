public import Primitives

/// How clients make one answer of several: what most nodes say, and of equals the last.
public enum MostCommon {
    /// The most common value; nil of nothing.
    public static func value<T: Hashable>(_ values: [T]) -> T? { ranked(values).last }

    /// The values once each, the rarest first; of equals the first to appear comes first.
    static func ranked<T: Hashable>(_ values: [T]) -> [T] {
        var counts: [T: Int] = [:]
        var order: [T] = []
        for value in values {
            if counts[value, default: 0] == 0 { order.append(value) }
            counts[value, default: 0] += 1
        }
        // A stable sort of the whole list: of values that appear equally often, the last to appear at all
        // wins.
        return values.enumerated()
            .sorted { a, b in
                let (left, right) = (counts[a.element] ?? 0, counts[b.element] ?? 0)
                return left == right ? a.offset < b.offset : left < right
            }
            .map(\.element)
    }

    /// Of answers that are objects, member by member and in depth.
    ///
    /// Empty strings do not vote. A member that has no other votes is left out. Lists are not compared: the
    /// last counts.
    public static func response(_ responses: [JSON]) -> JSON {
        var names: [String] = []
        var votes: [String: [JSON]] = [:]
        for case .object(let object) in responses {
            for (name, value) in object {
                if votes[name] == nil { names.append(name) }
                votes[name, default: []].append(value)
            }
        }
        var result = JSON.Object()
        for name in names {
            let values = (votes[name] ?? []).filter { $0 != "" }
            guard let last = values.last else { continue }
            if values.contains(where: { $0.object != nil }) {
                result[name] = response(values)
            } else if values.contains(where: { $0.array != nil }) {
                result[name] = last
            } else {
                result[name] = value(values) ?? last
            }
        }
        return .object(result)
    }
}

/// Which of the responses of an action a caller gets, where nodes differ.
public enum ResponseStrategy: String, Hashable, Sendable, CaseIterable {
    /// What the fewest nodes say, and of equals the first: what the JavaScript SDK does unless told
    /// otherwise.
    case leastCommon
    /// What the most nodes say, and of equals the last.
    case mostCommon

    /// The response; nil of nothing.
    public func choose(_ responses: [String]) -> String? {
        let ranked = MostCommon.ranked(responses)
        return self == .leastCommon ? ranked.first : ranked.last
    }
}
