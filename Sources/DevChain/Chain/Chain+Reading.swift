public import EVM
public import Ethereum
public import Primitives

extension Chain {
    /// The newest block with the state after it and after settings; durable already when the store is.
    public var head: ChainHead { publisher.read { $0.head } }

    /// What is set at the moment.
    public var settings: ChainSettings { publisher.read { $0.settings } }

    /// The chain's clock, in seconds since 1970: the real one with what was added to it.
    public var time: UInt64 { settings.times.time(clock.now()) }

    /// The block of this number; nil beyond the head, and where history was pruned.
    public func block(number: UInt64) throws(ChainError) -> SealedBlock? {
        let (recent, head) = publisher.read { ($0.recent[number]?.block, $0.head.block.number) }
        if let recent { return recent }
        if number == 0 { return genesis }
        guard number <= head else { return nil }
        do { return try store.block(number: number) } catch { throw ChainError(error) }
    }

    /// The block with this hash; nil if it is not on the chain.
    public func block(hash: Bytes32) throws(ChainError) -> SealedBlock? {
        if let recent = publisher.read({ $0.recent[hash]?.block }) { return recent }
        do {
            guard let number = try store.blockNumber(hash: hash), number <= head.block.number,
                let block = try store.block(number: number), block.hash == hash
            else { return nil }
            return block
        } catch {
            throw ChainError(error)
        }
    }

    /// The transaction with this hash, in a block or in the pool.
    public func transaction(hash: Bytes32) throws(ChainError) -> LocatedTransaction? {
        let found: LocatedTransaction? = publisher.read { view in
            if let place = view.recent.place(of: hash), let block = view.recent[place.number]?.block {
                return LocatedTransaction(
                    transaction: block.transactions[place.index], block: block, index: place.index)
            }
            return view.pool[hash].map { LocatedTransaction(transaction: $0, block: nil, index: nil) }
        }
        if let found { return found }
        do {
            guard let place = try store.transactionPlace(hash: hash), place.number <= head.block.number,
                let block = try store.block(number: place.number),
                block.transactions.indices.contains(place.index)
            else { return nil }
            return LocatedTransaction(
                transaction: block.transactions[place.index], block: block, index: place.index)
        } catch {
            throw ChainError(error)
        }
    }

    /// What the transactions of a block see of it; the hashes of the blocks before are looked up.
    public func environment(of header: BlockHeader) -> BlockEnvironment {
        BlockEnvironment(header, chainID: settings.chainID) { [publisher, store] number in
            if number + 1 == header.number { return header.parentHash }
            return Chain.hash(number, publisher: publisher, store: store) ?? .zero
        }
    }

    /// What the transactions of a block see of it.
    public func environment(of block: SealedBlock) -> BlockEnvironment { environment(of: block.header) }

    /// The header of a block made now after the head; what only execution gives is empty.
    public func nextHeader() throws(ChainError) -> BlockHeader {
        let (head, settings) = publisher.read { ($0.head.block, $0.settings) }
        return try BlockTemplate.header(after: head, settings: settings, now: clock.now())
    }

    /// The block that would be made now: built on the newest one from the pool, not sealed. Its hash means
    /// nothing.
    public func pendingHead() async throws(ChainError) -> ChainHead {
        let (head, ticket) = try await engine.pendingHead()
        try await publisher.wait(for: ticket)
        return head
    }

    /// The nonce that the next transaction of an account needs, those in the pool counted.
    public func nextNonce(of address: Address) async throws(ChainError) -> UInt64 {
        try await engine.nextNonce(of: address)
    }

    /// What the pool holds.
    public func poolContent() async -> PoolContent { await engine.poolContent() }

    /// What happens from now on; a listener that is too slow misses events and is told how many.
    public func events() -> AsyncStream<ChainEvent> { hub.events() }

    /// What to offer a block's producer for a unit of gas, in wei.
    public var suggestedTip: UInt256 { 1_000_000_000 }

    /// The next block's base fee with the suggested tip, in wei; at least what the chain asks for.
    public func suggestedGasPrice() throws(ChainError) -> UInt256 {
        max(try nextHeader().baseFeePerGas &+ suggestedTip, settings.minGasPrice)
    }
}
