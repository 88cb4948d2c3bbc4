import ArgumentParser
import LocalNetwork

struct DownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Stops a network of this machine.",
        discussion: """
            The supervisor is asked to end, and ended when it does not. Nodes that a crash has left are ended too. \
            What the network keeps stays: the next lit up goes on with it.
            """
    )

    @OptionGroup var place: StateOption

    @Flag(name: [.short, .long], help: "Print nothing but errors.")
    var quiet = false

    func run() async throws {
        let console = Console(level: quiet ? .errors : .everything)
        let presence: NetworkControl.Presence
        do {
            presence = try await NetworkControl(place.directory).stop()
        } catch {
            throw CommandError(error.description)
        }
        switch presence {
        case .running: console.narrate("The network is stopped.")
        case .orphaned(let count):
            console.narrate(
                "The supervisor had crashed. \(count) node\(count == 1 ? "" : "s") that it left "
                    + "\(count == 1 ? "is" : "are") ended.")
        case .stopped(let exists):
            console.narrate(
                exists
                    ? "The network is not running; there was nothing to stop."
                    : "There is no network in \(place.directory.path).")
        }
    }
}
