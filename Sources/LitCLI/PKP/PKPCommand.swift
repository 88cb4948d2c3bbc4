import ArgumentParser

struct PKPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pkp",
        abstract: "Programmable key pairs: mint them, say who may use them, sign with them.",
        discussion: """
            A PKP is a key that the nodes of a network hold in shares, and a token that says who may use it. The \
            network in .lit is meant unless --state, --network, or --rpc-url with --staking name another.
            """,
        subcommands: [
            PKPMintCommand.self, PKPListCommand.self, PKPShowCommand.self, PKPSignCommand.self,
            PKPSendCommand.self, PKPPermitCommand.self, PKPRevokeCommand.self,
        ]
    )
}
