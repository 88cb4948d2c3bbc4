extension StateDirectory {
    /// The number of the form in which a folder is written; one with a higher number is refused.
    public static let format = NetworkRecord.format
}
