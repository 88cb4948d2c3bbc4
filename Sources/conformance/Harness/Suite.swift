/// Kinds that are run together.
struct Suite {
    let kinds: [Kind]

    func run(_ paths: [String], verbose: Bool) -> Report {
        var report = Report(order: kinds.map(\.name))
        for path in paths {
            do {
                let files = try VectorFile.find(at: path)
                if files.isEmpty { report.problem("\(path): holds no vectors (*.json)") }
                for file in files { run(file: file, verbose: verbose, into: &report) }
            } catch {
                report.problem("\(path): \(error)")
            }
        }
        return report
    }

    private func run(file: String, verbose: Bool, into report: inout Report) {
        let vectors: VectorFile
        do { vectors = try VectorFile(path: file) } catch {
            report.problem("\(file): \(error)")
            return
        }
        guard let kind = kinds.first(where: { $0.name == vectors.kind }) else {
            report.foreignKinds.insert(vectors.kind)
            return
        }
        if vectors.cases.isEmpty { report.problem("\(file): no cases") }
        for aCase in vectors.cases {
            let verdict = kind.judge(aCase)
            report.count(verdict, kind: kind.name, name: aCase.name)
            if verbose { print("\(verdict == .passed ? "ok  " : "    ") \(kind.name)/\(aCase.name)") }
        }
    }
}
