public import HTTPTransport
import Foundation
import NIOPosix
public import Primitives
import Synchronization

/// Finds the code of actions by CID: in memory, in a local folder, in a cache on disk, at a gateway of IPFS.
///
/// Whatever the place, the CID is computed anew from what was found; code that does not agree is refused.
public final class CodeStore: Sendable {
    private struct State {
        var memory: CodeMemory
        var underWay: [CodeName: Task<Result<ActionCode, ActionFailure>, Never>] = [:]
    }

    private let configuration: Configuration
    private let transport: (any HTTPTransport)?
    private let cache: CodeCache?
    private let state: Mutex<State>

    /// - Parameter transport: reaches the gateway; nil for the platform's usual one.
    public init(_ configuration: Configuration, transport: (any HTTPTransport)? = nil) {
        self.configuration = configuration
        self.transport = configuration.gateway == nil ? nil : transport ?? makeHTTPTransport()
        cache = configuration.cacheFolder.map { CodeCache(folder: $0, limit: configuration.cacheLimit) }
        state = Mutex(State(memory: CodeMemory(limit: configuration.memoryLimit)))
    }

    /// The code of this CID, version 0 or 1; requests for one CID at the same time fetch it once.
    ///
    /// - Throws: ``ActionFailure`` with `invalidCID` or `codeUnavailable`.
    public func code(for cid: String) async throws(ActionFailure) -> ActionCode {
        let name = try CodeName(cid)
        let found: (code: ActionCode?, task: Task<Result<ActionCode, ActionFailure>, Never>?) =
            state.withLock { state in
                if let code = state.memory.code(name) { return (code, nil) }
                if let task = state.underWay[name] { return (nil, task) }
                // Not the caller's task: others may be waiting when the caller gives up.
                let task = Task.detached { [self] in
                    let result = await find(name)
                    self.state.withLock { state in
                        state.underWay[name] = nil
                        if case .success(let code) = result { state.memory.keep(code, as: name) }
                    }
                    return result
                }
                state.underWay[name] = task
                return (nil, task)
            }
        if let code = found.code { return code }
        guard let task = found.task else { throw Self.unavailable("it was not looked for") }
        return try await task.value.get()
    }

    /// Puts code into the local folder, where ``code(for:)`` finds it.
    ///
    /// - Returns: its identifier, version 0.
    @discardableResult
    public func put(_ text: String) async throws(ActionFailure) -> CID {
        guard let folder = configuration.folder else {
            throw Self.unavailable("there is no local folder to put it into")
        }
        let code = ActionCode(text)
        do {
            try await Self.blocking { () throws in
                let place = URL(fileURLWithPath: folder, isDirectory: true)
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: place.appendingPathComponent(code.id), options: .atomic)
            }
        } catch {
            throw Self.unavailable("it could not be written to \(folder): \(error)")
        }
        return code.cid
    }

    private func find(_ name: CodeName) async -> Result<ActionCode, ActionFailure> {
        do throws(ActionFailure) {
            if let code = try await local(name) { return .success(code) }
            let code = try await fetched(name)
            if let cache { _ = try? await Self.blocking { cache.write(code) } }
            return .success(code)
        } catch {
            return .failure(error)
        }
    }

    private func local(_ name: CodeName) async throws(ActionFailure) -> ActionCode? {
        let configuration = configuration
        let cache = cache
        let found: (data: Data?, code: ActionCode?)?
        found = try? await Self.blocking {
            if let folder = configuration.folder {
                let names = Set([name.version0?.description, name.text].compactMap(\.self))
                for file in names {
                    let place = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(file)
                    if let data = try? Data(contentsOf: place) { return (data, nil) }
                }
            }
            return (nil, name.version0.flatMap { cache?.read($0) })
        }
        if let data = found?.data { return try checked([UInt8](data), name) }
        return found?.code
    }

    private func fetched(_ name: CodeName) async throws(ActionFailure) -> ActionCode {
        guard let gateway = configuration.gateway, let transport else {
            throw Self.unavailable("\(name.text) is not here, and no gateway is configured to fetch it from")
        }
        let response: HTTPResponse
        do {
            let request = try HTTPRequest(
                url: gateway.replacing("{}", with: name.text), deadline: .timeout(configuration.timeout),
                responseBodyLimit: configuration.sizeLimit, redirects: .follow(atMost: 10), idHeader: nil)
            response = try await transport.send(request)
        } catch {
            guard error.code != .bodyTooLarge else {
                throw Self.unavailable("File too large: more than \(configuration.sizeLimit)")
            }
            throw Self.unavailable("\(error.code): \(error.reason)")
        }
        guard response.status == 200 else {
            throw Self.unavailable("the gateway answered \(response.status)")
        }
        return try checked(response.body, name)
    }

    private func checked(_ bytes: [UInt8], _ name: CodeName) throws(ActionFailure) -> ActionCode {
        guard bytes.count <= configuration.sizeLimit else {
            throw Self.unavailable("File too large: \(bytes.count)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.unavailable("the file is not text in UTF-8")
        }
        let code = ActionCode(text)
        guard name.names(code) else {
            throw ActionFailure(
                .codeUnavailable,
                """
                Error getting code from ipfs url.  Hash mismatch.  Expected: \(name.text)  Actual: \(code.id)
                """)
        }
        return code
    }

    private static func unavailable(_ reason: String) -> ActionFailure {
        ActionFailure(.codeUnavailable, "Error getting code from ipfs url. \(reason)")
    }

    /// Files are waited for on threads that may wait.
    private static func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await NIOThreadPool.singleton.runIfActive(body)
    }
}
