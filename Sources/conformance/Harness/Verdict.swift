import Primitives

enum Verdict: Equatable {
    case passed
    case failed(String)
    case excluded(String)
}

extension Kind {
    /// Members of `expect` that say how others phrased a refusal or a fault; nothing here computes them.
    private static let informative: Set<String> = ["error", "oracleError", "wasmMessage", "reason"]

    func judge(_ aCase: Case) -> Verdict {
        if let reason = exclusions[aCase.name] { return .excluded(reason) }
        guard !aCase.expect.isEmpty else { return .failed("the case expects nothing") }
        let outputs: [String: JSON]
        do {
            outputs = try evaluate(aCase)
        } catch let error as BadCase {
            return .failed("malformed case: \(error)")
        } catch let error as Disagreement {
            return .failed("\(error)")
        } catch {
            return aCase.expect["error"] != nil ? .passed : .failed("refused: \(error)")
        }
        if let expected = aCase.expect["error"] {
            return .failed("accepted, although it must be refused (\(expected.string ?? expected.text))")
        }
        for (name, expected) in aCase.expect where !Self.informative.contains(name) {
            if let message = mismatch(name, expected, outputs) { return .failed(message) }
        }
        return .passed
    }

    /// `notAddress` says what `address` must not be.
    private func mismatch(_ name: String, _ expected: JSON, _ outputs: [String: JSON]) -> String? {
        if let output = outputs[name] {
            return output == expected ? nil : "\(name): expected \(expected), got \(output)"
        }
        if name.hasPrefix("not"), let letter = name.dropFirst(3).first {
            let positive = letter.lowercased() + name.dropFirst(4)
            if let output = outputs[positive] {
                return output != expected ? nil : "\(positive): must not be \(expected)"
            }
        }
        return "\(name): expected, but nothing computes it"
    }
}
