/// Whether the store that is being opened is the one that was closed, or lost its process, last.
public enum Continuity: Hashable, Sendable {
    /// It has just been made, or restored from a backup of shares.
    case new
    /// It is.
    case continued
    /// It cannot be told from a copy or an older state: its triples were destroyed before anything else.
    case broken(Reason)

    /// What gave a copy or an older state away.
    public enum Reason: Hashable, Sendable, CustomStringConvertible {
        /// No generation file, as beside a database that was copied alone.
        case noGenerationFile
        /// A generation file of another store, or a damaged one.
        case foreignGenerationFile
        /// A generation file that was written into another file: it was copied.
        case copiedGenerationFile
        /// A database that is another file than the last time.
        case copiedDatabase
        /// Another machine.
        case otherMachine
        /// A database that lacks what the generation file knows to have happened.
        case olderDatabase
        /// A peer knows of later openings or withdrawals, or of other ones.
        case olderThanPeersKnow

        public var description: String {
            switch self {
            case .noGenerationFile: "its generation file is missing"
            case .foreignGenerationFile: "its generation file is damaged or of another store"
            case .copiedGenerationFile: "its generation file is a copy"
            case .copiedDatabase: "its database is a copy"
            case .otherMachine: "it is on another machine"
            case .olderDatabase: "its database is older than its generation file"
            case .olderThanPeersKnow: "it is older than its peers know, or a copy"
            }
        }
    }

    /// What is found when a store is opened.
    struct Evidence {
        let store: StoreID
        /// The history in the database.
        let lineage: Lineage
        /// Whether there is a generation file at all.
        let hasFile: Bool
        /// What it says, if this store wrote it.
        let file: GenerationFile?
        /// Which file it is.
        let itself: FileIdentity?
        /// Which file the database is.
        let database: FileIdentity?
        let machine: [UInt8]
    }

    static func judge(_ evidence: Evidence) -> Continuity {
        // Never opened to its end: no triple can have been stored.
        if evidence.lineage.tags.isEmpty { return .new }
        guard evidence.hasFile else { return .broken(.noGenerationFile) }
        guard let file = evidence.file, file.store == evidence.store else {
            return .broken(.foreignGenerationFile)
        }
        guard file.itself == evidence.itself else { return .broken(.copiedGenerationFile) }
        guard file.database == evidence.database else { return .broken(.copiedDatabase) }
        guard file.machine == evidence.machine else { return .broken(.otherMachine) }
        guard evidence.lineage.descends(from: file.mark) else { return .broken(.olderDatabase) }
        return .continued
    }
}
