import EVM
import Primitives
import Synchronization

/// A store of nodes and codes in memory, which counts what is read and can be tampered with.
final class MemoryStore: TrieNodeSource {
    struct Place: Hashable {
        var owner: Bytes32?
        var path: NibblePath
    }

    private struct Content {
        var nodes: [Place: [UInt8]] = [:]
        var codes: [Bytes32: [UInt8]] = [:]
        var reads: [Place: Int] = [:]
    }

    private let content = Mutex(Content())

    func write(_ records: [NodeRecord]) {
        content.withLock { content in
            for record in records {
                content.nodes[Place(owner: record.owner, path: record.path)] = record.record
            }
        }
    }

    func write(_ difference: StateDifference) {
        write(difference.nodes)
        content.withLock { content in
            for code in difference.codes { content.codes[code.hash] = code.bytes }
        }
    }

    func node(owner: Bytes32?, path: NibblePath) throws(StateError) -> [UInt8]? {
        content.withLock { content in
            let place = Place(owner: owner, path: path)
            content.reads[place, default: 0] += 1
            return content.nodes[place]
        }
    }

    func code(_ hash: Bytes32) throws(StateError) -> [UInt8]? { content.withLock { $0.codes[hash] } }

    var reads: [Place: Int] { content.withLock { $0.reads } }
    var places: [Place] { content.withLock { Array($0.nodes.keys) } }

    func change(_ place: Place, _ edit: (inout [UInt8]) -> Void) {
        content.withLock { content in
            if var record = content.nodes[place] {
                edit(&record)
                content.nodes[place] = record
            }
        }
    }

    func remove(_ place: Place) { content.withLock { $0.nodes[place] = nil } }
    func replaceCode(_ hash: Bytes32, with bytes: [UInt8]?) { content.withLock { $0.codes[hash] = bytes } }
}
