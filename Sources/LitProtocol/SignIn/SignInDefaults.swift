public import Ethereum
public import Primitives

extension SIWEMessage {
    /// The statement of messages for which the application gives none; two blanks after the first sentence.
    public static let defaultStatement =
        "This is a test statement.  You can put anything you want here."

    /// With what nodes grant by it: a session's wallet signs such a message to the session's URI.
    ///
    /// Where nothing is given, what the JavaScript SDK gives.
    ///
    /// - Parameters:
    ///   - nonce: usually a recent block's hash.
    ///   - requests: what is granted; nothing by default.
    ///   - expiration: nil for seven days from `now`.
    public static func granting(
        _ requests: [ResourceAbilityRequest] = [], to uri: String = "https://localhost/login",
        by address: Address, nonce: String, now: Timestamp, expiration: SIWETimestamp? = nil,
        domain: String = "localhost", statement: String = defaultStatement, chainID: UInt256 = 1
    ) throws(SessionError) -> SIWEMessage {
        do {
            let bare = try SIWEMessage(
                Fields(
                    domain: domain, address: address, statement: statement, uri: uri, chainID: chainID,
                    nonce: nonce, issuedAt: SIWETimestamp(now),
                    expirationTime: expiration ?? SIWETimestamp(now + .seconds(7 * 86_400))))
            return requests.isEmpty ? bare : try bare.adding(ReCap(requests))
        } catch {
            throw SessionError(.badMessage("\(error)"))
        }
    }

    /// The message that a client sends to nodes for a PKP to sign.
    ///
    /// The text is that of the JavaScript SDK's getPkpSessionSigs, which names the beginning of the granted
    /// capabilities twice.
    ///
    /// - Parameters:
    ///   - statement: what the application adds to the SDK's own sentence.
    ///   - expiration: nil for a day from `now`.
    public static func forPKPSession(
        _ requests: [ResourceAbilityRequest], sessionURI: String, pkp: Address, nonce: String,
        now: Timestamp, expiration: SIWETimestamp? = nil, domain: String = "litprotocol.com",
        statement: String? = ReCap().statement, chainID: UInt256 = 1
    ) throws(SessionError) -> SIWEMessage {
        do {
            return try granting(
                requests, to: sessionURI, by: pkp, nonce: nonce, now: now,
                expiration: expiration ?? SIWETimestamp(now + .seconds(86_400)), domain: domain,
                statement: "Lit Protocol PKP session signature" + (statement.map { " " + $0 } ?? ""),
                chainID: chainID)
        } catch let error as SessionError {
            throw error
        } catch {
            throw SessionError(.badTime)
        }
    }
}
