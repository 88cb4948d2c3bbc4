import EVM
import Ethereum
import Primitives

/// Executes transactions again, one after the other, and traces them.
struct Replay {
    /// Before the next transaction.
    private(set) var state: WorldState
    let environment: BlockEnvironment

    /// On a state, in the environment of a block.
    init(on state: WorldState, in environment: BlockEnvironment) {
        self.state = state
        self.environment = environment
    }

    /// A block again from its beginning.
    ///
    /// - Parameter state: that of its parent.
    init(of block: SealedBlock, on state: WorldState, in environment: BlockEnvironment) throws(RPCError) {
        let execution = BlockExecution(
            on: state, header: block.header, chainID: UInt64(clamping: environment.chainID),
            blockHash: environment.blockHash)
        self.state = try reading { () throws(StateError) in
            try execution.begin()
            return try execution.finalState()
        }
        self.environment = environment
    }

    /// Executes a transaction without a trace.
    mutating func execute(_ transaction: Transaction, from sender: Address) throws(RPCError) {
        _ = try run(transaction, from: sender, checks: [], tracer: nil)
    }

    /// Executes a transaction and tells what the request wants to know.
    mutating func trace(
        _ transaction: Transaction, from sender: Address, checks: ExecutionChecks = [],
        firstLogIndex: Int = 0, _ request: TraceRequest
    ) throws(RPCError) -> JSON {
        let before = state
        do {
            switch request.kind {
            case .structLogs(let options):
                let tracer = StructLogTracer(options: options)
                let (result, _) = try run(transaction, from: sender, checks: checks, tracer: tracer)
                return try tracer.trace(of: result).json
            case .calls(var options):
                options.firstLogIndex = firstLogIndex
                let tracer = CallTracer(options: options)
                let (result, _) = try run(transaction, from: sender, checks: checks, tracer: tracer)
                return try tracer.trace(of: transaction, result).json
            case .prestate(let options, let difference):
                let tracer = PrestateTracer(coinbase: environment.coinbase, options: options)
                let (_, changes) = try run(transaction, from: sender, checks: checks, tracer: tracer)
                guard difference else { return try tracer.accounts(before: before).json }
                let trace = try tracer.difference(before: before, changes: changes)
                return ["pre": trace.pre.json, "post": trace.post.json]
            case .fourByte:
                let tracer = FourByteTracer()
                _ = try run(transaction, from: sender, checks: checks, tracer: tracer)
                return .object(tracer.counts.json)
            case .nothing:
                _ = try run(transaction, from: sender, checks: checks, tracer: nil)
                return [:]
            }
        } catch let error as RPCError {
            throw error
        } catch let error as TraceError {
            throw .limitExceeded(error.description)
        } catch {
            throw .internalError("\(error)")
        }
    }

    private mutating func run(
        _ transaction: Transaction, from sender: Address, checks: ExecutionChecks,
        tracer: (any ExecutionTracer)?
    ) throws(RPCError) -> (ExecutionResult, StateChanges) {
        let journal = JournaledState(over: state)
        let result: ExecutionResult
        do {
            result = try TransactionExecutor(state: journal, block: environment)
                .execute(transaction, from: sender, checks: checks, tracer: tracer)
        } catch {
            throw RPCError(error)
        }
        let (changes, old) = (journal.changes(), state)
        state = try reading { () throws(StateError) in try old.applying(changes) }
        return (result, changes)
    }
}
