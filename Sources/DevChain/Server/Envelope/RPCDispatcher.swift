import Primitives

/// The envelope of JSON-RPC without a transport: bytes in, bytes out.
///
/// Elements of a batch run one after the other, so that a batch means the same each time. An error of one
/// element is that element's answer alone.
public struct RPCDispatcher: Sendable {
    private let handler: any RPCHandler
    private let maxBatch: Int
    private let maxBatchAnswer: Int

    /// - Parameters:
    ///   - maxBatch: how many requests a batch may hold; a larger one is answered by a single -32005.
    ///   - maxBatchAnswer: after how many bytes of answer the rest of a batch is refused, each with -32005.
    public init(handler: any RPCHandler, maxBatch: Int = 1000, maxBatchAnswer: Int = 128 << 20) {
        self.handler = handler
        self.maxBatch = maxBatch
        self.maxBatchAnswer = maxBatchAnswer
    }

    /// The answer, in UTF-8, to what `bytes` ask for; nil if nothing of it wants an answer.
    public func answer(_ bytes: [UInt8], connection: RPCConnection? = nil) async -> [UInt8]? {
        let envelope: RPCEnvelope
        do { envelope = try RPCEnvelope(parsing: bytes, maxBatch: maxBatch) } catch {
            return RPCAnswer.bytes(error)
        }
        var output: [UInt8] = []
        switch envelope {
        case .single(let request):
            await run(request, connection, into: &output)
        case .batch(let requests):
            for request in requests {
                let before = output.count
                output.append(UInt8(ascii: before == 0 ? "[" : ","))
                let start = output.count
                await run(request, connection, into: &output)
                if output.count == start { output.removeLast(start - before) }
            }
            if !output.isEmpty { output.append(UInt8(ascii: "]")) }
        }
        return output.isEmpty ? nil : output
    }

    /// Runs one request and appends its answer, if it wants one.
    private func run(_ request: RPCRequest, _ connection: RPCConnection?, into output: inout [UInt8]) async {
        let outcome: Result<JSON, RPCError>
        switch request.content {
        case .invalid(let error): outcome = .failure(error)
        case .call where output.count > maxBatchAnswer:
            outcome = .failure(
                .limitExceeded("the answers of this batch are larger than \(maxBatchAnswer) bytes"))
        case .call(let method, let params):
            do { outcome = .success(try await handler.call(method, params, connection: connection)) } catch {
                outcome = .failure(error)
            }
        }
        if !request.isNotification { RPCAnswer.write(outcome, id: request.id, to: &output) }
    }
}
