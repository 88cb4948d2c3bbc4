import ArgumentParser
import LocalNetwork

/// Which network of this machine is meant.
struct StateOption: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the network.", valueName: "folder"), completion: .directory)
    var state = ".lit"

    var directory: StateDirectory { StateDirectory(state) }

    /// What a hint needs to name the same network; nothing for the usual one.
    var flag: String { state == ".lit" ? "" : " --state \(state)" }
}
