extension LitError: CustomStringConvertible {
    /// One paragraph: what failed, where, why, what nodes said, and what to do.
    public var description: String {
        var text = context.operation.map { "\($0): " } ?? ""
        text += Self.sentence(message)
        if let cause, !message.contains(cause) { text += " Cause: " + Self.sentence(cause) }
        for line in reportLines { text += " " + line }
        if let hint { text += " " + Self.sentence(hint) }
        var place = [code.rawValue]
        if let node = context.node, !reports.contains(where: { $0.node == node }) { place.append(node) }
        if let requestID = context.requestID { place.append("request \(requestID)") }
        return text + " [\(place.joined(separator: ", "))]"
    }

    /// What nodes said, those together that said the same; what the message tells already is not repeated.
    private var reportLines: [String] {
        var groups: [(report: NodeReport, nodes: [String])] = []
        for report in reports {
            let same = groups.firstIndex { group in
                group.report.status == report.status && group.report.code == report.code
                    && group.report.message == report.message
            }
            if let same {
                groups[same].nodes.append(report.node)
            } else {
                groups.append((report, [report.node]))
            }
        }
        return groups.map { group in
            var report = group.report
            report.node = Self.list(group.nodes)
            if report.status != nil, message.contains(report.message) { report.message = "" }
            return report.description
        }
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// With its end.
    private static func sentence(_ text: String) -> String { text + fullStop(after: text) }

    fileprivate static func fullStop(after text: String) -> String {
        text.last.map { ".!?…".contains($0) } ?? true ? "" : "."
    }
}

extension LitError.NodeReport: CustomStringConvertible {
    /// In a sentence, such as `http://127.0.0.1:7470 said 401 NodeNotAuthorized: …`.
    public var description: String {
        let answer = [status.map { "\($0)" }, code].compactMap { $0 }.joined(separator: " ")
        let told = message + LitError.fullStop(after: message)
        guard !answer.isEmpty else { return "\(node) did not answer: \(told)" }
        return "\(node) said \(answer)" + (message.isEmpty ? "." : ": \(told)")
    }
}

extension LitError.Code: CustomStringConvertible {
    /// Its name.
    public var description: String { rawValue }
}
