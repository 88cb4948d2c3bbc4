import ArgumentParser

struct SessionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Sessions: what a wallet has allowed for a while, without being asked again.",
        discussion: """
            A session that was created is used by lit pkp and lit action run --network, on its network, for its \
            account, as far as it allows: no passphrase is needed then. It is kept in the folder sessions of LIT_HOME \
            (~/.config/lit unless set), for its owner only; whoever has the file can use it until it ends.
            """,
        subcommands: [SessionCreateCommand.self, SessionShowCommand.self, SessionClearCommand.self]
    )
}
