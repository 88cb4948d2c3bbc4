internal import Foundation
internal import Primitives

/// The values that were given, by member, each with where it came from: what is given later wins.
struct ConfigurationDocument {
    /// A value and where it was said.
    struct Entry {
        var value: JSON
        var origin: String
    }

    private(set) var entries: [String: Entry] = [:]

    /// Adds what a file says.
    ///
    /// - Parameter folder: what relative paths in it are relative to.
    mutating func add(
        _ json: JSON, from origin: String, relativeTo folder: String?
    ) throws(NodeConfigurationError) {
        guard let object = json.object else {
            throw NodeConfigurationError(
                "", "it is \(json.kind)", "Write one JSON object.", origin: origin)
        }
        try add(object, below: "", from: origin, relativeTo: folder)
    }

    private mutating func add(
        _ object: JSON.Object, below prefix: String, from origin: String, relativeTo folder: String?
    ) throws(NodeConfigurationError) {
        for (name, value) in object {
            let path = prefix + name
            if let member = ConfigurationMember.byPath[path] {
                try add(value, to: member, from: origin, relativeTo: folder)
            } else if ConfigurationMember.all.contains(where: { $0.path.hasPrefix(path + ".") }) {
                guard let members = value.object else {
                    throw NodeConfigurationError(
                        path, "it is \(value.kind)", "Write an object.", origin: origin)
                }
                try add(members, below: path + ".", from: origin, relativeTo: folder)
            } else {
                throw unknown(name, below: prefix, from: origin)
            }
        }
    }

    private func unknown(
        _ name: String, below prefix: String, from origin: String
    ) -> NodeConfigurationError {
        let siblings = Set(
            ConfigurationMember.all.filter { $0.path.hasPrefix(prefix) }.compactMap {
                $0.path.dropFirst(prefix.count).split(separator: ".").first.map(String.init)
            })
        let advice =
            NearMiss.of(name, among: siblings.sorted()).map { "Did you mean \(prefix)\($0)?" }
            ?? "Known here: \(siblings.sorted().joined(separator: ", "))."
        return NodeConfigurationError(prefix + name, "there is no such member", advice, origin: origin)
    }

    private mutating func add(
        _ value: JSON, to member: ConfigurationMember, from origin: String, relativeTo folder: String?
    ) throws(NodeConfigurationError) {
        let fits =
            switch member.kind {
            case .text, .path: value.string != nil
            case .integer: value.int != nil
            case .boolean: value.bool != nil
            case .list: value.array?.allSatisfy { $0.string != nil } == true
            case .map: value.object.map { $0.allSatisfy { $0.value.string != nil } } == true
            }
        guard fits else {
            throw NodeConfigurationError(
                member.path, "it is \(value.kind)", member.advice, origin: origin)
        }
        var value = value
        if member.kind == .path, let path = value.string { value = .string(Self.absolute(path, folder)) }
        entries[member.path] = Entry(value: value, origin: origin)
    }

    /// Adds a value that is given as a text, by a variable or a flag.
    mutating func add(
        text: String, to member: ConfigurationMember, from origin: String
    ) throws(NodeConfigurationError) {
        let value: JSON?
        switch member.kind {
        case .text, .path: value = .string(text)
        case .integer: value = Int(text).map { .number(.init($0)) }
        case .boolean: value = text == "true" ? true : text == "false" ? false : nil
        case .list: value = .array(Self.parts(text).map { .string($0) })
        case .map:
            var object = JSON.Object()
            for part in Self.parts(text) {
                let pair = part.split(separator: "=", maxSplits: 1)
                guard pair.count == 2 else {
                    throw NodeConfigurationError(
                        member.path, "\(part) is no pair", "Write name=url, with commas between them.",
                        origin: origin)
                }
                object[String(pair[0])] = .string(String(pair[1]))
            }
            value = .object(object)
        }
        guard let value else {
            throw NodeConfigurationError(
                member.path, "\(text.prefix(60)) does not fit", member.advice, origin: origin)
        }
        try add(value, to: member, from: origin, relativeTo: nil)
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private static func absolute(_ path: String, _ folder: String?) -> String {
        if path.hasPrefix("/") { return path }
        if path == "~" || path.hasPrefix("~/") { return NSString(string: path).expandingTildeInPath }
        guard let folder else { return path }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }
}
