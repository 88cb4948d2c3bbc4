import Foundation
import Primitives
import Synchronization
import Testing

/// Holds exchanges against the sidecar's document, and remembers what of it they have shown.
final class DocumentWitness: Sendable {
    private let document: JSON
    private let seen = Mutex<Set<String>>([])

    init(_ document: JSON) { self.document = document }

    private var schema: JSONSchema { JSONSchema(document: document) }

    /// Records what is wrong with a request or its answer.
    func hold(_ method: String, _ path: String, _ body: JSON?, _ answer: Caller.Answer) {
        guard let (template, operation) = operation(method, path) else {
            Issue.record("\(method) \(path) is not in the document")
            return
        }
        let name = "\(method) \(template)"
        var faults: [String] = []
        let isSuccess = answer.status < 300
        let request = operation["requestBody"]?["content"]?["application/json"]?["schema"]
        if let body, isSuccess {
            if let request { faults += schema.faults(body, request, at: "the request") }
            if request == nil { faults.append("a body is not in the document") }
            if request != nil, let members = body.object { mark(name, "takes", members.keys) }
        }
        if isSuccess {
            mark(name, "answers", ["\(answer.status)"])
            let response = operation["responses"]?["\(answer.status)"]
            if response == nil { faults.append("the status \(answer.status) is not in the document") }
            let type = answer.headers["content-type"]
            if answer.body.isEmpty {
                if response?["content"] != nil { faults.append("there is no body") }
            } else if let form = response?["content"]?[type ?? ""]?["schema"] {
                for value in type == "application/x-ndjson" ? answer.lines : [answer.json] {
                    faults += schema.faults(value, form, at: "the answer")
                    mark(name, "gives", value.object?.keys ?? [])
                }
            } else {
                faults.append("the type \(type ?? "none") is not in the document")
            }
        } else {
            let form = operation["responses"]?["default"]?["content"]?["application/json"]?["schema"]
            faults += schema.faults(answer.json, form ?? false, at: "the error")
        }
        for fault in faults {
            Issue.record("\(name): \(fault)\n\(answer.status) \(answer.json.text.prefix(600))")
        }
    }

    /// Counts a request as shown that the document has, whatever came of it.
    func allow(_ method: String, _ path: String, _ body: JSON) {
        guard let (template, operation) = operation(method, path),
            let form = operation["requestBody"]?["content"]?["application/json"]?["schema"]
        else { return }
        let faults = schema.faults(body, form, at: "the request")
        for fault in faults { Issue.record("\(method) \(template): \(fault)") }
        mark("\(method) \(template)", "takes", body.object?.keys ?? [])
    }

    /// What the document has and no exchange has shown: operations, members of requests, members of answers.
    func unseen() -> [String] {
        var missing: [String] = []
        let seen = seen.withLock { $0 }
        for (template, methods) in document["paths"]?.object ?? .init() {
            for (method, operation) in methods.object ?? .init() {
                let name = "\(method.uppercased()) \(template)"
                let request = operation["requestBody"]?["content"]?["application/json"]?["schema"]
                var wanted = request.map { schema.memberNames($0).map { "\(name) takes \($0)" } } ?? []
                for (status, response) in operation["responses"]?.object ?? .init() where status != "default"
                {
                    wanted.append("\(name) answers \(status)")
                    for (_, content) in response["content"]?.object ?? .init() {
                        wanted += schema.memberNames(content["schema"] ?? false).map { "\(name) gives \($0)" }
                    }
                }
                missing += wanted.filter { !seen.contains($0) }
            }
        }
        return missing.sorted()
    }

    private func mark(_ name: String, _ what: String, _ members: [String]) {
        seen.withLock { seen in for member in members { seen.insert("\(name) \(what) \(member)") } }
    }

    private func operation(_ method: String, _ path: String) -> (template: String, operation: JSON)? {
        let path = path.split(separator: "?").first.map(String.init) ?? ""
        let parts = path.split(separator: "/")
        // Names before parameters: sessions/import is no session.
        let templates = (document["paths"]?.object?.keys ?? []).sorted {
            $0.contains("}") == false && $1.contains("}")
        }
        var found: (String, JSON)?
        for template in templates {
            let names = template.split(separator: "/")
            guard names.count == parts.count,
                zip(names, parts).allSatisfy({ $0.hasPrefix("{") || $0 == $1 }),
                let operation = document["paths"]?[template]?[method.lowercased()]
            else { continue }
            let braces = { (text: String) in text.count { $0 == "{" } }
            if found.map({ braces($0.0) > braces(template) }) ?? true { found = (template, operation) }
        }
        return found.map { (template: $0.0, operation: $0.1) }
    }
}
