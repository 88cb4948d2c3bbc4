internal import Primitives

/// The blocks of a chain as they come, by polling; see ``EthereumProvider/blocks(from:full:options:)``.
public struct BlockStream: AsyncSequence, Sendable {
    public typealias Element = ChainChange<RPCBlock>
    public typealias Failure = EthereumRPCError

    let provider: EthereumProvider
    let start: UInt64?
    let full: Bool
    let options: StreamOptions

    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Asks for what comes next; not to be used by two tasks at once.
    public struct Iterator: AsyncIteratorProtocol {
        private let stream: BlockStream
        private var follower: ChainFollower<RPCBlock?>?
        private var pace: StreamPace

        init(_ stream: BlockStream) {
            self.stream = stream
            pace = StreamPace(stream.provider, stream.options)
            follower = stream.start.map { ChainFollower(next: $0, window: stream.options.window) }
        }

        /// The next change; nil once the task is cancelled.
        ///
        /// - Throws: ``EthereumRPCError`` of a failure that did not pass; asking again goes on where it was.
        public mutating func next() async throws(EthereumRPCError) -> ChainChange<RPCBlock>? {
            while !Task.isCancelled {
                do throws(EthereumRPCError) {
                    switch try await advance() {
                    case .change(let change):
                        pace.moved()
                        return change
                    case .again: break
                    case .rest: guard await pace.rest() else { return nil }
                    }
                } catch {
                    guard try await pace.failed(error) else { return nil }
                }
            }
            return nil
        }

        private enum Progress {
            case change(ChainChange<RPCBlock>)
            case again
            case rest
        }

        private mutating func advance() async throws(EthereumRPCError) -> Progress {
            guard var follower else {
                follower = try await stream.provider.followerAtHead(window: stream.options.window)
                return .again
            }
            defer { self.follower = follower }
            switch follower.step {
            case .check(let height):
                let block = try await stream.provider.block(.number(height))
                let undone = follower.checked(block?.hash)
                return undone?.payload.map { .change(.removed($0)) } ?? .again
            case .fetch(let height):
                guard let block = try await stream.provider.block(.number(height), full: stream.full),
                    let hash = block.hash
                else {
                    follower.rest()
                    return .rest
                }
                return follower.append(
                    number: block.number, hash: hash, parent: block.parentHash, payload: block)
                    ? .change(.added(block)) : .again
            }
        }
    }
}

extension EthereumProvider {
    /// The blocks from a height on, as they come.
    ///
    /// A block that is undone is said to be removed, newest first, before what takes its place is added: whoever
    /// keeps a list, adding and removing at its end, always has a chain.
    /// - Parameters:
    ///   - start: the first height; the next block unless given.
    ///   - full: whether the transactions come in full.
    public func blocks(
        from start: UInt64? = nil, full: Bool = false, options: StreamOptions = .init()
    ) -> BlockStream {
        BlockStream(provider: self, start: start, full: full, options: options)
    }

    /// A follower that has taken the newest block, but gives nothing of it.
    func followerAtHead<Payload>(
        window: Int
    ) async throws(EthereumRPCError) -> ChainFollower<Payload?> {
        guard let head = try await block(.latest), let hash = head.hash else {
            throw EthereumRPCError(
                .malformedResponse, "the node has no newest block",
                context: .init(method: "eth_getBlockByNumber", node: nodeName))
        }
        var follower = ChainFollower<Payload?>(next: head.number, window: window)
        _ = follower.append(number: head.number, hash: hash, parent: head.parentHash, payload: nil)
        return follower
    }
}
