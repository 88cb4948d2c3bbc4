internal import Primitives

/// The logs of a chain as they come, by polling; see ``EthereumProvider/logs(_:from:options:)``.
public struct LogStream: AsyncSequence, Sendable {
    public typealias Element = ChainChange<RPCLog>
    public typealias Failure = EthereumRPCError

    let provider: EthereumProvider
    let filter: LogFilter
    let start: UInt64?
    let options: StreamOptions

    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Asks for what comes next; not to be used by two tasks at once.
    public struct Iterator: AsyncIteratorProtocol {
        private let stream: LogStream
        private var follower: ChainFollower<[RPCLog]?>?
        private var pace: StreamPace
        private var chunk: UInt64
        /// Found, and not yet given; the next one last.
        private var waiting: [ChainChange<RPCLog>] = []

        init(_ stream: LogStream) {
            self.stream = stream
            pace = StreamPace(stream.provider, stream.options)
            chunk = Swift.max(1, stream.options.chunk)
            follower = stream.start.map { ChainFollower(next: $0, window: stream.options.window) }
        }

        /// The next change; nil once the task is cancelled.
        ///
        /// - Throws: ``EthereumRPCError`` of a failure that did not pass; asking again goes on where it was.
        public mutating func next() async throws(EthereumRPCError) -> ChainChange<RPCLog>? {
            while !Task.isCancelled {
                if let change = waiting.popLast() { return change }
                do throws(EthereumRPCError) {
                    if try await advance() {
                        pace.moved()
                    } else {
                        guard await pace.rest() else { return nil }
                    }
                } catch {
                    guard try await pace.failed(error) else { return nil }
                }
            }
            return nil
        }

        /// One step; false if there is nothing new.
        private mutating func advance() async throws(EthereumRPCError) -> Bool {
            let provider = stream.provider
            guard var follower else {
                follower = try await provider.followerAtHead(window: stream.options.window)
                return true
            }
            defer { self.follower = follower }
            switch follower.step {
            case .check(let height):
                let block = try await provider.block(.number(height))
                let undone = follower.checked(block?.hash)?.payload ?? []
                // The last is undone first: the next one to be given stands last.
                waiting = undone.map { .removed($0) }
                return true
            case .fetch(let height):
                // Where nothing is remembered the whole way may be long: take it in large steps.
                if follower.entries.isEmpty, let last = try await endOfSettled(from: height) {
                    let logs = try await settledLogs(from: height, to: last)
                    waiting = logs.reversed().map { .added($0) }
                    follower.skip(to: last + 1)
                    return true
                }
                guard let block = try await provider.block(.number(height)), let hash = block.hash else {
                    follower.rest()
                    return false
                }
                // By hash, so that the logs are this block's whatever happens to the chain meanwhile.
                let logs = try await provider.logs(stream.filter, in: .block(hash))
                    .filter { stream.filter.matches($0.log) }
                if follower.append(number: block.number, hash: hash, parent: block.parentHash, payload: logs)
                {
                    waiting = logs.reversed().map { .added($0) }
                }
                return true
            }
        }

        /// The height up to which one query may go; nil where blocks are to be followed one by one.
        private func endOfSettled(from height: UInt64) async throws(EthereumRPCError) -> UInt64? {
            let head = try await stream.provider.blockNumber()
            let window = UInt64(Swift.max(1, stream.options.window))
            guard head > window, height <= head - window else { return nil }
            let (end, overflow) = height.addingReportingOverflow(chunk - 1)
            return Swift.min(overflow ? .max : end, head - window)
        }

        private mutating func settledLogs(
            from first: UInt64, to last: UInt64
        ) async throws(EthereumRPCError) -> [RPCLog] {
            do throws(EthereumRPCError) {
                let logs = try await stream.provider.logs(
                    stream.filter, in: .range(.number(first), .number(last)))
                if chunk < stream.options.chunk { chunk += Swift.max(1, chunk / 4) }
                return logs.filter { stream.filter.matches($0.log) }
            } catch  where error.code == .tooManyResults && last > first {
                chunk = Swift.max(1, (last - first + 1) / 2)
                let middle = first + chunk - 1
                let lower = try await settledLogs(from: first, to: middle)
                return lower + (try await settledLogs(from: middle + 1, to: last))
            }
        }
    }
}

extension EthereumProvider {
    /// The logs that a filter wants, from a height on, as they come: each once, in the chain's order, and none
    /// missed. Those of a block that is undone are said to be removed, the last one first.
    ///
    /// - Parameter start: the first height; the next block unless given.
    public func logs(
        _ filter: LogFilter, from start: UInt64? = nil, options: StreamOptions = .init()
    ) -> LogStream {
        LogStream(provider: self, filter: filter, start: start, options: options)
    }
}
