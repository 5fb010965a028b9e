internal import Dialogue
package import Wire

/// Someone the gate knows.
package struct Visitor: Sendable {
    /// Whose the session is: memory and limits are the account's.
    package var account: String
    /// The key that was shown, or that made the client secret that was shown.
    var key: KeyDigest?
    /// What the client secret was made for.
    package var configuration: SessionConfiguration?
    /// What was shown to be let in.
    package var proof: Proof

    package enum Proof: Sendable { case nothing, key, clientSecret }

    /// Who is let in without a key.
    static func local() -> Visitor { Visitor(account: localAccount, key: nil, configuration: nil, proof: .nothing) }

    package static let localAccount = ReplyCaller.localAccount
}
