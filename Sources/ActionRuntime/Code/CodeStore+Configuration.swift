extension CodeStore {
    /// Where code comes from, and what is kept of it.
    public struct Configuration: Hashable, Sendable {
        /// A gateway's URL with `{}` where the CID goes; nil to fetch nothing.
        public var gateway: String?
        /// A folder for what was fetched; nil to keep it in memory only.
        public var cacheFolder: String?
        /// How many bytes that folder may hold.
        public var cacheLimit = 1 << 30
        /// How many bytes are kept in memory.
        public var memoryLimit = 64 << 20
        /// A folder of code, in files named by their CIDs: for work without a network.
        public var folder: String?
        /// The longest code that is fetched, in bytes.
        public var sizeLimit = 30_000_000
        /// How long a gateway may take.
        public var timeout = Duration.seconds(30)

        /// Nowhere to get code from, unless a gateway or a folder is given.
        public init(gateway: String? = nil, cacheFolder: String? = nil, folder: String? = nil) {
            self.gateway = gateway
            self.cacheFolder = cacheFolder
            self.folder = folder
        }
    }
}
