#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
public import Primitives

extension ActionResult {
    /// The response as JSON, whose numbers lose nothing.
    ///
    /// - Throws: ``LitError`` with `invalidAnswer` if it is none.
    public var json: JSON {
        get throws(LitError) {
            do { return try JSON(parsing: response) } catch { throw undecodable("is no JSON", error) }
        }
    }

    /// The response, which is JSON, as a value of a type of your own.
    ///
    /// ```swift
    /// struct Greeting: Decodable { var hello: String }
    /// let greeting = try result.decode(Greeting.self)
    /// ```
    /// - Throws: ``LitError`` with `invalidAnswer`, which says what does not fit.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(LitError) -> Value {
        do { return try JSONDecoder().decode(type, from: Data(response.utf8)) } catch {
            throw undecodable("does not decode as \(type)", error)
        }
    }

    /// One member of the response, which is a JSON object.
    ///
    /// - Throws: ``LitError`` with `invalidAnswer` if there is no such member, or it does not fit.
    public func decode<Value: Decodable>(
        _ member: String, as type: Value.Type = Value.self
    ) throws(LitError) -> Value {
        guard let value = try json[member] else { throw undecodable("has no member \(member)", nil) }
        do { return try JSONDecoder().decode(type, from: Data(value.utf8)) } catch {
            throw undecodable("has a member \(member) that does not decode as \(type)", error)
        }
    }

    private func undecodable(_ what: String, _ cause: (any Error)?) -> LitError {
        let shown = response.count > 120 ? response.prefix(120) + "…" : response[...]
        return LitError(
            .invalidAnswer,
            response.isEmpty
                ? "The action's response is empty, so it \(what)."
                : "The action's response \(what): \(shown)",
            hint: response.isEmpty
                ? "Call Lit.Actions.setResponse({ response: JSON.stringify(value) }) before the action ends."
                : "Pass JSON.stringify(value) to Lit.Actions.setResponse, or read the response as it is.",
            context: .init(operation: "execute"), logs: logs.isEmpty ? nil : logs, cause: cause)
    }
}
