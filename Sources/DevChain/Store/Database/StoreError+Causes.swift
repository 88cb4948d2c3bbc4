import Foundation
import GRDB

extension StoreError {
    /// A call to the system that failed.
    ///
    /// - Parameters:
    ///   - what: Such as "The directory of the chain cannot be created".
    ///   - number: The system's `errno`.
    init(_ what: String, at path: String, errno number: Int32) {
        self.init(.io, "\(what) at \(path): \(String(cString: strerror(number))).")
    }

    /// What the database threw while doing `what`, such as "Writing a batch".
    init(_ what: String, at path: String, _ error: any Error) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.io, "\(what) failed at \(path): \(error).")
            return
        }
        let reason = "\(error.message ?? "no reason given") (SQLite \(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .io, "\(what) failed at \(path): there is no room left, \(reason). Nothing was changed.")
        case .SQLITE_NOTADB:
            self.init(.unsupportedFormat, "\(what) failed: \(path) is not a database, \(reason).")
        case .SQLITE_CORRUPT, .SQLITE_FORMAT:
            self.init(.corrupt, "\(what) failed: the database at \(path) is damaged, \(reason).")
        default: self.init(.io, "\(what) failed at \(path): \(reason).")
        }
    }

    /// A row that is there and not what was written.
    init(damaged table: String, _ key: String, _ problem: any Error) {
        self.init(.corrupt, "The record of \(key) in the table \(table) is damaged: \(problem).")
    }
}
