import Ethereum
import Foundation
import HTTPTransport
import LocalNetwork
import Primitives
import Testing

@Suite(.serialized) struct SupervisorServerTests {
    @Test func `What is added is found by its CID, by nodes too`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, status in
            let code = "Lit.Actions.setResponse({ response: \"grüezi\" });"
            let add = try #require(status.json["ipfs"]?["addUrl"]?.string)
            let gateway = try #require(status.json["ipfs"]?["gateway"]?.string)
            let answer = try await network.transport.call(.post, add, Array(code.utf8))
            #expect(answer.status == 200)
            let cid = try #require(try JSON(parsing: answer.text)["cid"]?.string)
            #expect(cid == "\(CID.ofFile(content: Array(code.utf8)))")
            let found = try await network.transport.call(.get, gateway + cid)
            #expect(found.text == code)
            // Nodes read the folder.
            #expect(try state.read("actions/" + cid) == code)
            let node = try JSON(parsing: try state.read("nodes/3/node.json"))
            #expect(node["actions"]?["codeFolder"]?.string == state.directory.actions)
        }
    }

    @Test func `The faucet gives to an address, however it is written`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, status in
            let faucet = try #require(status.json["faucet"]?.string)
            let address = "0x00000000000000000000000000000000000000bb"
            for body in [address, "\"\(address)\"", #"{"address": "\#(address)"}"#, address + "\n"] {
                let answer = try await network.transport.call(.post, faucet, Array(body.utf8))
                #expect(answer.status == 200, "\(body)")
            }
            let balance = try await network.transport.rpc(
                status.rpcURL, "eth_getBalance", [.string(address), "latest"])
            // Four times a hundred ether.
            #expect(balance?.string == "0x15af1d78b58c400000")
            // No user's account has sent anything.
            for account in status.accounts.dropFirst() {
                let count = try await network.transport.rpc(
                    status.rpcURL, "eth_getTransactionCount", [.string("\(account.address)"), "latest"])
                #expect(count?.string == "0x0")
            }
        }
    }

    @Test func `Nonsense is refused, and does no harm`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, running in
            let url = running.supervisorURL
            let transport = network.transport
            func status(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") async throws -> Int
            {
                try await transport.call(method, url + path, Array(body.utf8)).status
            }
            let answer1 = try await status(.post, "/faucet", "0x12")
            #expect(answer1 == 400)
            let answer2 = try await status(.post, "/faucet")
            #expect(answer2 == 400)
            let answer3 = try await status(.post, "/faucet", #"{"address": 7}"#)
            #expect(answer3 == 400)
            let answer4 = try await status(.post, "/actions")
            #expect(answer4 == 400)
            let answer5 = try await transport.call(.post, url + "/actions", [0xff, 0xfe]).status
            #expect(answer5 == 400)
            let answer6 = try await status(.get, "/faucet")
            #expect(answer6 == 405)
            let answer7 = try await status(.post, "/status")
            #expect(answer7 == 405)
            let answer8 = try await status(.get, "/nodes/1/wallet.key")
            #expect(answer8 == 404)
            let answer9 = try await status(.get, "/ipfs/nonsense")
            #expect(answer9 == 400)
            let answer10 = try await status(.get, "/ipfs/..%2f..%2fnetwork.json")
            #expect(answer10 == 400)
            let answer11 = try await status(.get, "/ipfs/QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn")
            #expect(answer11 == 404)
            let long = [UInt8](repeating: 0x20, count: 5000)
            let answer12 = try await transport.call(.post, url + "/faucet", long).status
            #expect(answer12 == 413)
            let longer = [UInt8](repeating: 0x20, count: 16 << 20 + 1)
            let answer13 = try await transport.call(.post, url + "/actions", longer).status
            #expect(answer13 == 413)
            let answer14 = try await status(.get, "/status")
            #expect(answer14 == 200)
        }
    }

    @Test func `Web pages and foreign names are refused on every path`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { _, status in
            let port = try #require(Int(status.supervisorURL.split(separator: ":").last ?? ""))
            let own = "Host: 127.0.0.1:\(port)"
            let hostile = [
                "\(own)\r\nOrigin: http://evil.example", "Host: evil.example", "Host: evil.example:\(port)",
                "\(own)\r\nSec-Fetch-Site: cross-site", "\(own)\r\nsec-fetch-site: same-site",
            ]
            for line in ["GET /status", "POST /actions", "POST /faucet", "GET /ipfs/x"] {
                for headers in hostile {
                    let answer = rawRequest(
                        port,
                        "\(line) HTTP/1.1\r\n\(headers)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    #expect(answer.hasPrefix("HTTP/1.1 403"), "\(line) \(headers)")
                    #expect(!answer.contains("privateKey"))
                }
            }
            // The same without anything hostile is answered.
            let answer = rawRequest(port, "GET /status HTTP/1.1\r\n\(own)\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }
}
