import Ethereum
import Foundation
import Primitives

/// What a node is given on disk before it starts: its configuration and its keys.
struct NodeFiles: Sendable {
    let directory: NodeDirectory
    let wallet: EthereumWallet
    let configuration: NetworkConfiguration
    let port: Int
    let rpcURL: String
    let staking: Address
    let actions: String

    func write() throws(LocalNetworkError) {
        try PrivateFile.makeFolder(directory.path)
        try PrivateFile.write(wallet.hexKey + "\n", to: directory.walletKey)
        // Made once: shares that are on disk can be read with it only.
        if try PrivateFile.read(directory.sealingKey) == nil {
            var generator = SystemRandomNumberGenerator()
            let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
            try PrivateFile.write(key.hex + "\n", to: directory.sealingKey)
        }
        try PrivateFile.write(json.text + "\n", to: directory.configuration)
    }

    /// As `lit node run` reads it.
    var json: JSON {
        [
            "listen": .string("\(configuration.host):\(port)"),
            "public": ["ip": .string(configuration.host), "port": .number(JSON.Number(port))],
            "peer": ["listen": .string("\(configuration.host):0")],
            "chain": [
                "rpcUrl": .string(rpcURL), "staking": .string(staking.checksummed), "join": true,
            ],
            "rpc": ["localchain": .string(rpcURL)],
            "wallet": ["keyFile": .string(directory.walletKey)],
            "sealing": ["keyFile": .string(directory.sealingKey)],
            "state": .string(directory.data),
            // Actions may call this machine's own servers, which is where everything is developed.
            "actions": ["codeFolder": .string(actions), "allowedRanges": ["127.0.0.0/8"]],
            "keys": ["rootCount": .number(JSON.Number(configuration.rootKeyCount))],
            "rateLimiting": .bool(configuration.rateLimiting),
            "log": ["level": .string(configuration.logLevel), "format": "json"],
        ]
    }
}
