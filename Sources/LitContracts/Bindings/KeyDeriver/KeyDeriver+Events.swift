extension KeyDeriver {
    /// None: the contract logs nothing.
    public static let events: [any LitContractEvent.Type] = []
}
