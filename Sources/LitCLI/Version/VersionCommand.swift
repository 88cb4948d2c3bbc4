import ArgumentParser
import KeyStore
import LitNode
import LocalNetwork
import PeerTransport
import Primitives

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Tells the version, and which formats it speaks and writes.",
        discussion: """
            Programs of different versions work together where wire and peers are the same; state folders and \
            stores of the same or a lower number are taken over.
            """
    )

    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() throws {
        let console = Console(level: .everything)
        let build = BuildInformation()
        guard !json else {
            console.output(build.json.text)
            return
        }
        let style = Style.standardOutput
        for (name, value) in build.rows { console.output(style.dim(name.padded(to: 15)) + value) }
    }
}

/// What this program is, and which formats it knows.
struct BuildInformation {
    /// Whose protocol clients and nodes speak.
    let wire = "datil"
    let store = StoreSchema.current.format
    let peers = Int(Hello.version)
    let node = NodeVersion.text
    let state = StateDirectory.format

    var compiler: String {
        #if compiler(>=6.5)
            "6.5 or later"
        #elseif compiler(>=6.4)
            "6.4"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    var platform: String {
        #if os(Linux)
            let system = "linux"
        #else
            let system = "macos"
        #endif
        #if arch(x86_64)
            return system + "-x86_64"
        #else
            return system + "-arm64"
        #endif
    }

    var rows: [(String, String)] {
        [
            ("lit", litVersion), ("wire", wire), ("state format", "\(state)"), ("store format", "\(store)"),
            ("peer format", "\(peers)"), ("Swift", compiler), ("platform", platform),
        ]
    }

    var json: JSON {
        [
            "version": .string(litVersion), "wire": .string(wire), "stateFormat": .number(JSON.Number(state)),
            "storeFormat": .number(JSON.Number(store)), "peerFormat": .number(JSON.Number(peers)),
            "nodeVersion": .string(node), "swift": .string(compiler), "platform": .string(platform),
        ]
    }
}
