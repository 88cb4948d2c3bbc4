import Foundation
import Primitives

/// Kinds of official test data that are run together.
struct OfficialSuite {
    let kinds: [OfficialKind]
    /// Only cases whose name contains this are run.
    var filter: String?
    /// Whether every case is printed.
    var verbose = false

    /// Runs every file at `paths`: one file at a time, its cases on all cores, reported in their order.
    func run(_ paths: [String]) async -> Report {
        var report = Report(order: kinds.map(\.name))
        report.filter = filter
        for path in paths {
            do {
                let files = try OfficialFile.find(at: path)
                if files.isEmpty { report.problem("\(path): holds no vectors (*.json, *.json.gz)") }
                for file in files { await run(file: file, into: &report) }
            } catch {
                report.problem("\(path): \(error)")
            }
        }
        return report
    }

    private func run(file path: String, into report: inout Report) async {
        let file: OfficialFile
        do { file = try OfficialFile(path: path) } catch {
            report.problem("\(path): \(error)")
            return
        }
        guard let first = file.tests.first(where: { _ in true })?.value else {
            report.problem("\(path): no tests")
            return
        }
        guard let kind = kinds.first(where: { $0.recognises(first) }) else {
            report.foreignKinds.insert(file.folder.isEmpty ? path : file.folder)
            return
        }
        var cases: [OfficialCase] = []
        for (name, test) in file.tests {
            do { cases += try kind.cases(file, name, test) } catch {
                report.problem("\(path): \(name): \(error)")
            }
        }
        if let filter { cases.removeAll { !$0.name.contains(filter) } }
        for (aCase, verdict) in zip(cases, await Self.judge(cases, of: kind)) {
            report.count(verdict, kind: kind.name, name: aCase.name)
            if verbose { print("\(verdict == .passed ? "ok  " : "    ") \(kind.name)/\(aCase.name)") }
        }
    }

    private static func judge(_ cases: [OfficialCase], of kind: OfficialKind) async -> [Verdict] {
        let workers = max(1, min(cases.count, ProcessInfo.processInfo.activeProcessorCount))
        return await withTaskGroup(of: [(Int, Verdict)].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    stride(from: worker, to: cases.count, by: workers).map { ($0, kind.judge(cases[$0])) }
                }
            }
            var verdicts = [Verdict](repeating: .failed("did not run"), count: cases.count)
            for await share in group {
                for (index, verdict) in share { verdicts[index] = verdict }
            }
            return verdicts
        }
    }
}

extension OfficialKind {
    func judge(_ aCase: OfficialCase) -> Verdict {
        do {
            try aCase.check()
            return .passed
        } catch let error as BadCase {
            return .failed("malformed case: \(error)")
        } catch let error as Disagreement {
            return .failed("\(error)")
        } catch {
            return .failed("refused: \(error)")
        }
    }
}

/// Throws unless both are equal.
func expectEqual<T: Equatable>(_ what: String, _ actual: T, _ expected: T) throws {
    guard actual == expected else { throw Disagreement("\(what): expected \(expected), got \(actual)") }
}
