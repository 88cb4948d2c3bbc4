/// The version of the node's program.
package enum NodeVersion {
    /// As in the header `X-Lit-Node-Version`.
    package static let text = "0.1.0"
}
