/// What becomes of the answers of several nodes, one after the other: a value without I/O.
protocol AnswerTally: Sendable {
    /// What one node answers.
    associatedtype Value: Sendable
    /// What all of them come to.
    associatedtype Output: Sendable

    /// How many answers it takes at least.
    var needed: Int { get }

    /// Takes a node's answer in.
    ///
    /// - Parameter node: its place among the nodes.
    mutating func take(_ value: Value, from node: Int) -> TallyProgress<Output>

    /// Makes the best of what has come.
    mutating func conclude(_ round: Round) throws(LitError) -> Output
}

/// How far a tally is.
enum TallyProgress<Output: Sendable>: Sendable {
    /// More answers are needed.
    case waiting
    /// What has come will do; others are worth a short wait.
    case enough
    /// Nothing that could still come matters.
    case done(Output)
}

/// Who was asked, and what went wrong.
struct Round: Sendable {
    var nodes: NodeSet
    var faults: [(node: Int, fault: NodeFault)] = []
    var context: CallContext

    /// A node's URL.
    func url(_ node: Int) -> String { nodes.members.indices.contains(node) ? nodes.members[node].url : "" }

    var reports: [LitError.NodeReport] { faults.map { $0.fault.report(node: url($0.node)) } }

    /// An error of this call, with what nodes have said.
    func error(
        _ code: LitError.Code, _ message: String, hint: String? = nil, culprits: [LitError.NodeReport] = []
    ) -> LitError {
        LitError(
            code, message, hint: hint, context: context.errorContext, reports: culprits + reports)
    }
}
