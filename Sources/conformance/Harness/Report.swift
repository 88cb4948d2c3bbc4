/// What a run of vectors came to.
struct Report {
    private struct Counts {
        var passed = 0
        var failures: [String] = []
        var excluded: [String] = []
    }

    private let order: [String]
    private var kinds: [String: Counts] = [:]
    private var problems: [String] = []
    /// Kinds that were found and belong to other suites.
    var foreignKinds: Set<String> = []
    /// What names of cases had to contain, if not all were to run.
    var filter: String?

    init(order: [String]) { self.order = order }

    mutating func count(_ verdict: Verdict, kind: String, name: String) {
        switch verdict {
        case .passed: kinds[kind, default: Counts()].passed += 1
        case .failed(let why): kinds[kind, default: Counts()].failures.append("\(name): \(why)")
        case .excluded(let why): kinds[kind, default: Counts()].excluded.append("\(name): \(why)")
        }
    }

    /// A file or folder that could not be used: a failure of its own.
    mutating func problem(_ text: String) { problems.append(text) }

    var passed: Int { kinds.values.reduce(0) { $0 + $1.passed } }
    var failed: Int { kinds.values.reduce(problems.count) { $0 + $1.failures.count } }
    var excluded: Int { kinds.values.reduce(0) { $0 + $1.excluded.count } }

    /// Something ran, and nothing failed.
    var isSuccess: Bool { passed > 0 && failed == 0 }

    /// Failures and exclusions by name, then a line per kind and the total.
    func print() {
        for problem in problems { Swift.print("FAILED   \(problem)") }
        for (kind, counts) in inOrder {
            for failure in counts.failures { Swift.print("FAILED   \(kind)/\(failure)") }
            for excluded in counts.excluded { Swift.print("EXCLUDED \(kind)/\(excluded)") }
        }
        let width = max(5, order.map(\.count).max() ?? 0)
        for (kind, counts) in inOrder {
            line(kind, counts.passed, counts.failures.count, counts.excluded.count, width)
        }
        line("total", passed, failed, excluded, width)
        if !foreignKinds.isEmpty {
            Swift.print("not of this suite: \(foreignKinds.sorted().joined(separator: ", "))")
        }
        if let filter { Swift.print("filtered: only cases whose name contains \"\(filter)\"") }
        if passed + failed + excluded == 0 {
            Swift.print("nothing ran: no vectors of this suite's kinds were found")
        }
    }

    private var inOrder: [(String, Counts)] {
        order.compactMap { name in kinds[name].map { (name, $0) } }
    }

    private func line(_ name: String, _ passed: Int, _ failed: Int, _ excluded: Int, _ width: Int) {
        func number(_ value: Int) -> String {
            let digits = String(value)
            return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
        }
        let label = name + String(repeating: " ", count: width - name.count)
        Swift.print("\(label) \(number(passed)) passed \(number(failed)) failed \(number(excluded)) excluded")
    }
}
