internal import Foundation
internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// The certificate that clients see, which may be replaced while the node runs: connections made later have the new one.
package final class ServerCertificates: Sendable {
    private struct State {
        var context: NIOSSLContext
        var stamp: Stamp
    }

    /// What changes when a file is replaced.
    private struct Stamp: Hashable {
        var files: [[String]]

        init(_ files: NodeConfiguration.TLSFiles) {
            self.files = [files.certificate, files.key].map { path in
                var status = stat()
                guard stat(path, &status) == 0 else { return ["missing"] }
                #if canImport(Darwin)
                    let changed = status.st_mtimespec
                #else
                    let changed = status.st_mtim
                #endif
                return [
                    "\(status.st_ino)", "\(status.st_size)", "\(changed.tv_sec)", "\(changed.tv_nsec)",
                ]
            }
        }
    }

    private let files: NodeConfiguration.TLSFiles
    private let state: Mutex<State>

    /// - Throws: ``NodeServerError`` with `certificate`.
    package init(_ files: NodeConfiguration.TLSFiles) throws(NodeServerError) {
        self.files = files
        let stamp = Stamp(files)
        state = Mutex(State(context: try Self.read(files), stamp: stamp))
    }

    var context: NIOSSLContext { state.withLock { $0.context } }

    /// Reads the files if they have changed, or anyway.
    ///
    /// - Returns: whether there is a new certificate. If it throws, the one before stays.
    @discardableResult
    package func reload(always: Bool = false) throws(NodeServerError) -> Bool {
        let stamp = Stamp(files)
        guard always || state.withLock({ $0.stamp != stamp }) else { return false }
        let context: NIOSSLContext
        do { context = try Self.read(files) } catch {
            // Told once; the next change is tried again.
            state.withLock { $0.stamp = stamp }
            throw error
        }
        state.withLock { $0 = State(context: context, stamp: stamp) }
        return true
    }

    private static func read(_ files: NodeConfiguration.TLSFiles) throws(NodeServerError) -> NIOSSLContext {
        var status = stat()
        guard stat(files.key, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw NodeServerError(
                .certificate,
                "The key of the certificate at \(files.key) is missing or open to other users: run chmod 600 on it."
            )
        }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            // Clients that do not answer the end of a connection are not waited for long.
            configuration.shutdownTimeout = .seconds(1)
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw NodeServerError(
                .certificate,
                "The certificate at \(files.certificate) or its key at \(files.key) cannot be used: \(error). Give both in PEM."
            )
        }
    }
}
