import Foundation
import Lit
import Testing

/// The page of errors and the list of codes say the same.
@Suite struct ErrorPageTests {
    private let page: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        page = try String(
            contentsOf: root.appendingPathComponent("Sources/Lit/Documentation.docc/Errors.md"),
            encoding: .utf8)
    }

    /// Code, cause and cure of each row of the page's tables.
    private var rows: [(code: String, cause: String, cure: String)] {
        page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].hasPrefix("`"), cells[0].hasSuffix("`") else { return nil }
            return (String(cells[0].dropFirst().dropLast()), cells[1], cells[2])
        }
    }

    @Test func `Every code is on the page once, in the order of the list`() {
        #expect(rows.map(\.code) == LitError.Code.all.map(\.rawValue))
    }

    @Test func `Every row has a cause and a cure`() {
        for row in rows {
            #expect(row.cause.hasSuffix("."), "\(row.code)")
            #expect(row.cure.hasSuffix("."), "\(row.code)")
            #expect(row.cause.count > 15 && row.cure.count > 5, "\(row.code)")
        }
    }
}
