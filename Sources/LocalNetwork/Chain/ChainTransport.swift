import DevChain
import HTTPTransport
import Primitives

extension InMemoryTransport {
    /// Leads to a chain in this process, so that the supervisor's own calls take no way over the network.
    static func chain(_ rpc: ChainRPC) -> InMemoryTransport {
        InMemoryTransport { request in
            let body = try JSON(parsing: request.body)
            var answer = JSON.Object()
            answer["jsonrpc"] = "2.0"
            answer["id"] = body["id"]
            do {
                answer["result"] = try await rpc.call(
                    body["method"]?.string ?? "", body["params"]?.array ?? [], connection: nil)
            } catch let error as RPCError {
                var object = JSON.Object()
                object["code"] = .number(JSON.Number(error.code))
                object["message"] = .string(error.message)
                object["data"] = error.data
                answer["error"] = .object(object)
            }
            return Reply(
                status: 200, headers: ["Content-Type": "application/json"], body: JSON.object(answer).utf8)
        }
    }
}
