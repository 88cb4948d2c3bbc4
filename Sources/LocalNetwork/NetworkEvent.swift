/// What a supervisor tells while it works.
public enum NetworkEvent: Sendable {
    /// A part of the start is done.
    case phase(String)
    /// What the start waits for, said anew when it changes.
    case waiting([String])
    /// Nodes of a crashed run were found and ended.
    case endedOrphans(Int)
    /// A port of the last time is taken.
    case portMoved(String, from: Int, to: Int)
    /// A signature is possible.
    case ready(NetworkStatus)
    /// A node has ended and is started again.
    case nodeEnded(Int, how: String, restartIn: Duration)
    /// A node that had ended can serve again.
    case nodeIsBack(Int)
    /// Everything is being ended.
    case stopping
}
