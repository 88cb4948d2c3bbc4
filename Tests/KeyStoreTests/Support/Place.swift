import Foundation
import KeyStore
import Primitives
import Testing
import Threshold
import store_probe

/// A folder that is gone with its last user, in memory where the system has such a place: what these tests show
/// does not depend on the disk's speed.
final class Place: Sendable {
    let root: String

    init() throws {
        let memory = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        root = parent + "/keystore-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Where the store lies.
    var store: String { root + "/store" }

    func sibling(_ name: String) -> String { root + "/" + name }

    func configuration(
        _ folder: String? = nil, ready: Int = 1, identities: HostIdentities = .system,
        schema: StoreSchema = .current
    ) -> KeyStore.Configuration {
        var configuration = KeyStore.Configuration(
            folder: folder ?? store, key: Workload.key, logger: Workload.quietLogger(), schema: schema,
            identities: identities)
        (configuration.readyCount, configuration.refillBelow) = (ready, 0)
        return configuration
    }

    func open(
        _ folder: String? = nil, ready: Int = 1, identities: HostIdentities = .system
    ) async throws -> KeyStore {
        try await KeyStore.open(configuration(folder, ready: ready, identities: identities))
    }
}

/// Files as an operator copies them.
enum Files {
    static func copy(_ source: String, to target: String) throws {
        try FileManager.default.copyItem(atPath: source, toPath: target)
    }

    static func move(_ source: String, to target: String) throws {
        guard rename(source, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    static func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

    /// Content into a file that stays the same file, as `cp` does over one that is there.
    static func overwrite(_ target: String, with source: String) throws {
        let content = try Data(contentsOf: URL(fileURLWithPath: source))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: target))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: content)
        try file.close()
    }

    /// Every file of a folder over its namesake in another, which stays.
    static func overwriteAll(_ target: String, with source: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: source) {
            let path = target + "/" + name
            if FileManager.default.fileExists(atPath: path) {
                try overwrite(path, with: source + "/" + name)
            } else {
                try copy(source + "/" + name, to: path)
            }
        }
    }

    static func mode(_ path: String) throws -> Int {
        let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        return (value as? NSNumber)?.intValue ?? -1
    }

    static func content(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

extension KeyStore {
    /// As if the other signer of the tests' pairs had said that it knows nothing.
    @inline(never)
    func expectAdmitted() async throws {
        let admission = try await admit(
            Workload.binding(), as: Workload.owner, known: [PartyID(1): .nothing])
        #expect(admission == .admitted)
    }

    /// Takes one and gives its name; its secrets are gone.
    @inline(never)
    func takeName(of binding: TripleBinding? = nil) async throws -> PairID {
        let set = try binding ?? Workload.binding()
        let pair = try await take(for: set)
        return PairID(pair.ids.0, pair.ids.1)
    }

    @inline(never)
    func takeName(_ id: PairID) async throws {
        let set = try Workload.binding()
        let pair = try await take(id, for: set)
        #expect(pair.ids == (id.first, id.second))
    }

    /// Takes some and forgets them.
    @inline(never)
    func spend(_ count: Int, of binding: TripleBinding? = nil) async throws {
        for _ in 0..<count {
            let name = try await takeName(of: binding)
            #expect(name.first != name.second)
        }
    }

    func names() async throws -> [PairID] {
        let set = try Workload.binding()
        return try await storedPairs(of: set)
    }

    /// Stores pairs of the tests' signer set or of another.
    @inline(never)
    func fill(_ count: Int, seed: UInt64 = 1, binding: TripleBinding? = nil) async throws {
        var dealer = Dealer(seed: seed)
        let set = try binding ?? Workload.binding()
        let batch = try dealer.batch(count, set, for: Workload.owner)
        try await put(batch)
    }

    /// Stores one pair of these records.
    @inline(never)
    func put(
        _ records: [(Secret, Secret)], _ binding: TripleBinding, of owner: PartyID
    ) async throws {
        var batch = try TripleBatch(for: binding, owner: owner)
        for (first, second) in records {
            try batch.add(TripleShare(record: first), TripleShare(record: second))
        }
        try await put(batch)
    }

    /// Puts a set into use, or says why not.
    @inline(never)
    func admission(_ binding: TripleBinding, of owner: PartyID, asking other: PartyID) async throws
        -> Admission
    {
        try await admit(binding, as: owner, known: [other: .nothing])
    }
}
