import Foundation
import LocalNetwork
import Primitives

/// Tells a person how a network comes up and how it fares.
struct NetworkNarrator: Sendable {
    let console: Console
    let showsKeys: Bool
    let showsTiming: Bool
    let printsJSON: Bool
    let stateFlag: String

    private var style: Style { console.style }

    func begin() {
        console.narrate("")
        console.narrate(
            style.bold("  lit up") + style.dim("  \(litVersion) · a Lit network on this machine"))
        console.narrate("")
    }

    /// What happens in this process.
    @Sendable func tell(_ event: NetworkEvent) {
        switch event {
        case .ready(let status): ready(status.json, detached: false)
        case .phase("servers"):
            begin()
            tell(Self.json(event))
        case .stopping:
            // Control-C has left `^C` on the line.
            console.narrate("\n  " + style.dim("Stopping the nodes, then the chain. Again to stop at once."))
        default: tell(Self.json(event))
        }
    }

    /// What another process tells.
    func tell(_ json: JSON) {
        if let phase = json["phase"]?.string {
            guard let text = Self.phases[phase] else { return }
            console.narrate("  \(style.green("✔")) \(text)")
        } else if let waiting = json["waiting"]?.array?.compactMap(\.string), !waiting.isEmpty {
            for reason in waiting { console.narrate("  " + style.dim("· waits for " + reason.prefix(66))) }
        } else if let text = json["warning"]?.string {
            console.complain("  " + style.yellow(text))
        } else if let text = json["note"]?.string {
            console.narrate("  " + style.dim(text))
        }
    }

    func ready(_ status: JSON, detached: Bool) {
        let banner = NetworkBanner(
            status: status, style: style, showsKeys: showsKeys, showsTiming: showsTiming,
            stateFlag: stateFlag, isDetached: detached)
        if console.level == .everything {
            console.narrate(banner.text)
        } else if let warning = banner.openWarning {
            console.complain("warning: the keys of the accounts are public. \(warning)")
        }
        if printsJSON { console.output(status.text) }
    }

    func stopped() {
        console.narrate("  " + style.dim("Stopped. What it keeps stays: lit up\(stateFlag) goes on with it."))
        console.narrate("")
    }

    private static let phases = [
        "chain": "The chain runs", "contracts": "The contracts are deployed, the nodes are funded",
        "ready": "The nodes have made their keys and can sign",
    ]

    /// What is told from process to process.
    static func json(_ event: NetworkEvent) -> JSON {
        switch event {
        case .phase(let name): ["phase": .string(name)]
        case .waiting(let reasons): ["waiting": .array(reasons.map { .string($0) })]
        case .ready(let status): ["ready": status.json]
        case .nodeEnded, .portMoved: ["warning": .string(text(event) ?? "")]
        case .endedOrphans, .nodeIsBack, .stopping: ["note": .string(text(event) ?? "")]
        }
    }

    static func text(_ event: NetworkEvent) -> String? {
        switch event {
        case .phase(let name): phases[name]
        case .waiting(let reasons): "waiting for " + reasons.joined(separator: "; ")
        case .ready: "The network is ready"
        case .endedOrphans(let count):
            "\(count) node\(count == 1 ? "" : "s") of an earlier run that had crashed \(count == 1 ? "was" : "were") ended"
        case .portMoved(let who, let from, let to): "Port \(from) is taken: \(who) is at \(to) now"
        case .nodeEnded(let number, let how, let pause):
            "Node \(number) \(how); it is started again\(pause > .milliseconds(100) ? " in \(pause.milliseconds) ms" : "")"
        case .nodeIsBack(let number): "Node \(number) is back and can sign"
        case .stopping: "Stopping"
        }
    }
}
