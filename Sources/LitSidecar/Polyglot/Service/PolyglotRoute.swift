/// The paths of the polyglot server.
enum PolyglotRoute: String, CaseIterable, Sendable {
    case new = "/litNodeClient/new"
    case connect = "/litNodeClient/connect"
    case disconnect = "/litNodeClient/disconnect"
    case getProperty = "/litNodeClient/getProperty"
    case getSessionSigs = "/litNodeClient/getSessionSigs"
    case executeJs = "/litNodeClient/executeJs"
    case pkpSign = "/litNodeClient/pkpSign"
    case encryptString = "/litNodeClient/encryptString"
    case decryptString = "/litNodeClient/decryptString"
    case newContracts = "/litContractsClient/new"
    case mintWithAuth = "/litContractsClient/mintWithAuth"
    case createSiweMessage = "/authHelpers/createSiweMessage"
    case generateAuthSig = "/authHelpers/generateAuthSig"
    case setAuthToken = "/setAuthToken"
    case isReady = "/isReady"

    private static let byPath = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })

    /// As express finds it: whatever the case, with or without a slash at the end. Nil where nothing is.
    init?(path: String) {
        if let exact = PolyglotRoute(rawValue: path) {
            self = exact
            return
        }
        let path = path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let found = Self.byPath[path.lowercased()] else { return nil }
        self = found
    }
}
