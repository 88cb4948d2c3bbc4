package import ActionProtocol
package import ActionRuntime
internal import KeyService
internal import PeerTransport
internal import Primitives

extension NodeActionHost {
    package func broadcastAndCollect(
        name: String, value: String, in context: OperationContext
    ) async throws(OperationFailure) -> [String] {
        let name = exchangeName("collect", name, in: context)
        return try await exchange(Array(value.utf8), named: name, in: context).map { value in
            String(decoding: value.bytes, as: UTF8.self)
        }
    }

    package func isLeader(in context: OperationContext) async throws(OperationFailure) -> Bool {
        do throws(KeyServiceError) {
            return try services.keys.leader(of: context.requestID) == services.me
        } catch {
            throw OperationFailure(error)
        }
    }

    package func broadcast(
        name: String, value: String, in context: OperationContext
    ) async throws(OperationFailure) {
        let name = exchangeName("leader", name, in: context)
        do throws(KeyServiceError) {
            try services.keys.broadcast(Array(value.utf8), named: name, of: context.requestID)
        } catch {
            throw OperationFailure(error)
        }
    }

    package func collectFromLeader(
        name: String, in context: OperationContext
    ) async throws(OperationFailure) -> String {
        let name = exchangeName("leader", name, in: context)
        do throws(KeyServiceError) {
            let value = try await services.keys.collectFromLeader(
                named: name, of: context.requestID, timeout: services.leaderTimeout)
            return String(decoding: value, as: UTF8.self)
        } catch {
            throw OperationFailure(error)
        }
    }

    /// The values of the nodes that answered, in the order in which the network counts its nodes.
    func exchange(
        _ value: [UInt8], named name: String, in context: OperationContext
    ) async throws(OperationFailure) -> [(place: Int, bytes: [UInt8])] {
        let epoch = try epoch()
        let values: [PeerID: [UInt8]]
        do throws(KeyServiceError) {
            values = try await services.keys.exchange(
                value, named: name, of: context.requestID, timeout: services.exchangeTimeout)
        } catch {
            throw OperationFailure(error)
        }
        return epoch.members.enumerated().compactMap { place, peer in
            values[peer].map { (place, $0) }
        }
    }

    func epoch() throws(OperationFailure) -> KeyEpoch {
        guard let state = services.network.state else { throw OperationFailure(ContractRegistry.unread) }
        return state.epoch.keyEpoch
    }
}
