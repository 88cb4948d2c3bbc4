internal import Ethereum
internal import Primitives

/// The times of a sign-in message by which somebody authenticates himself, as nodes judge them.
enum SignInTimes {
    /// Throws unless the message was issued by now and ends, not before now and within thirty days of its
    /// issue.
    ///
    /// A minute of difference between clocks is tolerated.
    static func check(_ message: SIWEMessage, at now: Timestamp) throws(NodeError) {
        let issued = message.issuedAt.instant
        guard issued <= now + SessionVerifier.clockTolerance else {
            throw NodeError(
                .iatOutsideGracePeriod, "The message was issued in the future; is the clock right?")
        }
        guard let end = message.expirationTime else {
            throw NodeError(.undefinedSiweExpiration, "Session key expiration time is not set")
        }
        guard end.instant >= issued, end.instant >= now - SessionVerifier.clockTolerance else {
            throw NodeError(.expWrongOrTooLarge, "The message has expired, at \(end); have it signed anew.")
        }
        guard end.instant <= issued + SessionVerifier.longestSession else {
            throw NodeError(.siweMessageError, "A message may hold for 30 days at most.")
        }
        if let start = message.notBefore, now < start.instant {
            throw NodeError(.siweMessageError, "The message is not valid before \(start).")
        }
    }
}
