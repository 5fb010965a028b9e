internal import Wire

/// The client secrets that are alive. Only their digests are kept.
struct ClientSecrets: Sendable {
    struct Grant: Sendable {
        var account: String
        /// The key that made it; `nil` for a local one.
        var key: KeyDigest?
        var configuration: SessionConfiguration
        var end: ContinuousClock.Instant
    }

    private var grants: [KeyDigest: Grant] = [:]
    /// For each account.
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    /// The grant of a secret that is alive.
    func grant(of digest: KeyDigest, at now: ContinuousClock.Instant) -> Grant? {
        guard let grant = grants[digest], grant.end > now else { return nil }
        return grant
    }

    /// Beyond the account's capacity the secret that would end first ends now.
    mutating func add(_ digest: KeyDigest, _ grant: Grant, at now: ContinuousClock.Instant) {
        grants = grants.filter { $0.value.end > now }
        let own = grants.filter { $0.value.account == grant.account }
        if own.count >= capacity, let first = own.min(by: { $0.value.end < $1.value.end }) { grants[first.key] = nil }
        grants[digest] = grant
    }

    /// Ends the secrets whose keys `isGone` says to be gone.
    mutating func remove(where isGone: (KeyDigest) -> Bool) { grants = grants.filter { !($0.value.key.map(isGone) ?? false) } }
}
