import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Tells a person what a deployment does.
struct DeploymentNarrator: Sendable {
    let console: Console
    var style: Style { console.style }

    func title() {
        console.narrate("")
        console.narrate(
            style.bold("  lit chain deploy") + style.dim("  \(litVersion) · the contracts of a Lit network"))
        console.narrate("")
    }

    func row(_ name: String, _ value: String) {
        console.narrate("  " + style.dim(name.padded(to: 12)) + value)
    }

    func plan(_ plan: DeploymentPlan, cost: String) {
        guard !plan.ready.isEmpty || !plan.later.isEmpty else { return }
        console.narrate("")
        let steps = plan.ready + plan.later
        var parts: [String] = []
        func count(_ verb: String, _ matches: (DeploymentStep.Action) -> Bool) {
            let count = steps.count { matches($0.action) }
            if count > 0 { parts.append("\(count) to \(verb)") }
        }
        count("create") { if case .create = $0 { true } else { false } }
        count("register") { if case .register = $0 { true } else { false } }
        count("activate") { $0 == .activate }
        if plan.needsFactory { parts.insert("the factory to bring", at: 0) }
        console.narrate("  " + parts.joined(separator: ", ") + style.dim("  at most \(cost) ether"))
        console.narrate("")
    }

    func event(_ event: DeploymentEvent) {
        switch event {
        case .planned: break
        case .creatingFactory(let address): step("a factory of its own at \(address)", "")
        case .bringingFactory(let hash): step("bring the factory", "\(hash)".prefix(18) + "…")
        case .mined(let mined, let receipt):
            step("\(mined)", "block \(receipt.blockNumber)".padded(to: 14) + "\(receipt.gasUsed.grouped) gas")
        }
    }

    private func step(_ text: String, _ detail: some StringProtocol) {
        console.narrate("  " + style.green("✔") + " " + text.padded(to: 34) + style.dim(String(detail)))
    }

    /// What only somebody else can do, so exactly that nothing remains to be guessed.
    func remaining(_ steps: [DeploymentStep], owner: Address) {
        guard !steps.isEmpty else { return }
        console.complain("")
        console.complain(
            style.yellow(
                "  \(steps.count) steps remain, which only \(steps.first?.sender ?? owner) may take:"))
        for step in steps {
            console.complain("")
            console.complain("  \(style.bold(step.description))")
            console.complain("    to    \(step.to)")
            console.complain("    call  \(step.call)")
            console.complain("    data  \(step.data.prefixedHex)")
        }
        console.complain("")
        console.complain("  Or run this again with --owner-key-file FILE.")
    }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}

extension UInt64 {
    /// Digits in groups of three.
    var grouped: String {
        var text = ""
        for (index, digit) in String(self).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(" ") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
