extension HTTPURL {
    /// What `reference` means on this page: RFC 3986 section 5.2, for the `Location` of a redirect.
    package func resolving(_ reference: String) throws(TransportFailure) -> HTTPURL {
        try Self.checkCharacters(reference)
        let beforePath = reference.prefix { !"/?#".contains($0) }
        if beforePath.contains(":") { return try HTTPURL(parsing: reference) }
        if reference.hasPrefix("//") { return try HTTPURL(parsing: "\(scheme):\(reference)") }

        let (path, query) = Self.parse(pathAndQuery: reference[...])
        let target: String
        if path.isEmpty {
            target = self.path + ((query ?? self.query).map { "?\($0)" } ?? "")
        } else {
            let folder = self.path.lastIndex(of: "/").map { self.path[...$0] } ?? "/"
            let merged = path.hasPrefix("/") ? path : folder + path
            target = Self.removingDotSegments(merged) + (query.map { "?\($0)" } ?? "")
        }
        return try HTTPURL(parsing: "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(target)")
    }

    /// RFC 3986 section 5.2.4, for a path that begins with `/`.
    private static func removingDotSegments(_ path: String) -> String {
        var output: [Substring] = []
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".":
                if isLast { output.append("") }
            case "..":
                _ = output.popLast()
                if isLast { output.append("") }
            default: output.append(segment)
            }
        }
        return "/" + output.joined(separator: "/")
    }
}
