import ActionProtocol
import ActionRuntime
import NIOPosix
import Primitives
import Synchronization
import Testing

/// Answers each question with the next of its lists.
final class ScriptedResolver: AddressResolver {
    private let answers: Mutex<[[String]]>
    let asked = Mutex<[String]>([])

    init(_ answers: [String]...) { self.answers = Mutex(answers) }

    func addresses(of name: String) async throws -> [IPAddress] {
        asked.withLock { $0.append(name) }
        return answers.withLock { answers in
            let next = answers.count > 1 ? answers.removeFirst() : answers.first ?? []
            return next.compactMap { IPAddress($0) }
        }
    }
}

/// What tests of fetches have in common.
protocol FetchSuite {}

extension FetchSuite {
    func session(
        allowing ranges: [String] = ["127.0.0.0/8"], resolver: any AddressResolver = SystemResolver(),
        _ change: (inout FetchPolicy) -> Void = { _ in },
        count: @escaping @Sendable () throws(OperationFailure) -> Void = {}
    ) -> FetchSession {
        var policy = FetchPolicy()
        policy.allowedRanges = ranges.compactMap { AddressRange($0) }
        policy.idleTimeout = .seconds(20)
        change(&policy)
        return FetchSession(
            GuardedFetch(policy: policy, group: MultiThreadedEventLoopGroup.singleton, resolver: resolver),
            count: count)
    }

    func request(
        _ url: String, method: String = "GET", headers: [[String]] = [], redirect: String = "follow",
        body: [UInt8]? = nil, id: Int = 1
    ) -> ActionMessage {
        let arguments: JSON = [
            "url": .string(url), "method": .string(method), "redirect": .string(redirect),
            "headers": .array(headers.map { .array($0.map { .string($0) }) }), "hasBody": .bool(body != nil),
            "id": .number(.init(id)),
        ]
        return ActionMessage(.call, name: "fetch", json: arguments.utf8, bytes: body ?? [])
    }

    func operation(_ name: String, _ arguments: JSON) -> ActionMessage {
        ActionMessage(.call, name: name, json: arguments.utf8)
    }

    func body(_ session: FetchSession, _ answer: OperationAnswer) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let stream = try #require(answer.value["body"]?.int)
            let part = try await session.perform(operation("fetchRead", ["stream": .number(.init(stream))]))
            if part.value["done"] == true { return bytes }
            bytes += part.bytes
        }
    }

    func failure(_ session: FetchSession, _ message: ActionMessage) async -> OperationFailure? {
        do throws(OperationFailure) {
            _ = try await session.perform(message)
            return nil
        } catch { return error }
    }
}
