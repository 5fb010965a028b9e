package import Network
internal import Synchronization
package import Wire

/// Says who a request is from and whether that one may come in. Callable from any thread; never waits.
package final class Gate: Sendable {
    private struct State {
        /// `nil` where the server has no keys.
        var keys: KeysFile?
        var secrets: ClientSecrets
        var failures: RateWindow<String>
        var minted: RateWindow<String>
        /// Sessions that had to be cut.
        var cuts: RateWindow<String>
        private(set) var visits: [ObjectIdentifier: Visit] = [:]
        /// Of each account, how many of the visits are its own.
        private(set) var open: [String: Int] = [:]

        mutating func enter(_ session: ObjectIdentifier, _ visit: Visit) {
            leave(session)
            visits[session] = visit
            open[visit.account, default: 0] += 1
        }

        mutating func leave(_ session: ObjectIdentifier) {
            guard let visit = visits.removeValue(forKey: session), let count = open[visit.account] else { return }
            open[visit.account] = count > 1 ? count - 1 : nil
        }
    }

    /// A session that is open.
    private struct Visit {
        let account: String
        let key: KeyDigest?
        let end: @Sendable () -> Void
    }

    let policy: DoorPolicy
    private let state: Mutex<State>

    /// Addresses with failed keys that are remembered.
    private static let rememberedPeers = 1_024
    /// Accounts that made client secrets in the last minute.
    private static let rememberedAccounts = 1_024
    private static let subprotocolPrefix = "openai-insecure-api-key."

    /// Reads the keys file. Throws where the policy contradicts itself, and for a server that others can reach and that has no keys.
    package init(policy: DoorPolicy, host: String) throws(AccessError) {
        try policy.check(host: host)
        self.policy = policy
        var keys: KeysFile?
        if let path = policy.keysFile { keys = try KeysFile.read(path) }
        state = Mutex(
            State(
                keys: keys, secrets: ClientSecrets(capacity: policy.liveClientSecrets),
                failures: RateWindow(limit: policy.failedKeysPerMinute, capacity: Self.rememberedPeers),
                minted: RateWindow(limit: policy.clientSecretsPerMinute, capacity: Self.rememberedAccounts),
                cuts: RateWindow(limit: policy.cutsPerMinute, capacity: Self.rememberedAccounts)))
    }

    /// What the operator should know about the keys, a sentence each.
    package var warnings: [String] { state.withLock { $0.keys?.warnings ?? [] } }

    // MARK: Who may come in

    /// Whether this peer would need a key.
    package func demandsKey(_ request: HTTPRequest) -> Bool {
        !policy.servesAnyone && (policy.requiresKeys || !Peer(request).isHere)
    }

    /// Who wants a session, where that one may have it.
    package func admit(_ request: HTTPRequest, at now: ContinuousClock.Instant) throws(Refusal) -> Visitor {
        let visitor = try identify(request, at: now)
        guard isWelcomePage(request, provesWho: visitor.proof != .nothing) else { throw .foreignOrigin }
        guard hasRoom(for: visitor) else { throw .tooManySessions(limit: policy.sessionsPerAccount) }
        try refuseCut(visitor.account, at: now)
        return visitor
    }

    /// Throws where sessions of this account had to be cut too often lately, for those who come back to a session too.
    func refuseCut(_ account: String, at now: ContinuousClock.Instant) throws(Refusal) {
        if let wait = state.withLock({ $0.cuts.wait(for: account, at: now) }) { throw .tooManyCuts(wait: wait) }
    }

    /// Who wants to make a client secret, where that one may. Counts as one made.
    package func admitToMint(_ request: HTTPRequest, at now: ContinuousClock.Instant) throws(Refusal) -> Visitor {
        let visitor = try identify(request, at: now)
        guard visitor.proof != .clientSecret else { throw .keyWanted }
        guard isWelcomePage(request, provesWho: visitor.proof != .nothing) else { throw .foreignOrigin }
        try state.withLock { state throws(Refusal) in
            if let wait = state.minted.wait(for: visitor.account, at: now) { throw .tooManyClientSecrets(wait: wait) }
            state.minted.count(visitor.account, at: now)
        }
        return visitor
    }

    /// Throws unless the one who asks may see how the server does; a session's own secrets do not open that door.
    package func admitReader(_ request: HTTPRequest, at now: ContinuousClock.Instant) throws(Refusal) {
        let visitor = try identify(request, at: now)
        guard visitor.proof != .clientSecret else { throw .keyWanted }
        guard isWelcomePage(request, provesWho: visitor.proof != .nothing) else { throw .foreignOrigin }
        if policy.telemetryReaders.contains("*") { return }
        guard policy.telemetryReaders.contains(visitor.account) else { throw .notForAccount }
        guard isSomebody(visitor, request) else { throw .notForAccount }
    }

    /// Where everyone is let in, being let in proves nothing. And a page whose name was made to resolve to this machine says so as the host.
    private func isSomebody(_ visitor: Visitor, _ request: HTTPRequest) -> Bool {
        if visitor.account != Visitor.localAccount { return true }
        return !policy.servesAnyone && request.headers["host"].map(Self.isAddress) ?? true
    }

    /// Whose memories are asked for, where that one is known well enough.
    package func admitOwner(_ request: HTTPRequest, at now: ContinuousClock.Instant) throws(Refusal) -> Visitor {
        let visitor = try admitAgent(request, at: now)
        guard isSomebody(visitor, request) else { throw .notForAnyone }
        return visitor
    }

    /// Which program wants to use tools, where that one may; a session's own secrets do not open that door.
    package func admitAgent(_ request: HTTPRequest, at now: ContinuousClock.Instant) throws(Refusal) -> Visitor {
        let visitor = try identify(request, at: now)
        guard visitor.proof != .clientSecret else { throw .keyWanted }
        guard isWelcomePage(request, provesWho: visitor.proof != .nothing) else { throw .foreignOrigin }
        return visitor
    }

    /// Makes a client secret that opens sessions with `configuration` for `seconds`.
    package func mint(for visitor: Visitor, _ configuration: SessionConfiguration, seconds: Int, at now: ContinuousClock.Instant) -> String
    {
        let secret = NewSecret.clientSecret()
        let grant = ClientSecrets.Grant(
            account: visitor.account, key: visitor.key, configuration: configuration, end: now + .seconds(seconds))
        state.withLock { $0.secrets.add(KeyDigest(of: secret), grant, at: now) }
        return secret
    }

    private func identify(_ request: HTTPRequest, at now: ContinuousClock.Instant) throws(Refusal) -> Visitor {
        let peer = Peer(request)
        let isWelcomeWithoutKey = policy.servesAnyone || (peer.isHere && !policy.requiresKeys)
        let token = Self.token(of: request)
        return try state.withLock { state throws(Refusal) in
            if let token, token.hasPrefix(NewSecret.clientSecretPrefix) {
                // Nobody can guess 256 random bits: stale ones are not counted against a peer.
                guard let grant = state.secrets.grant(of: KeyDigest(of: token), at: now) else { throw .clientSecretUnknown }
                return Visitor(account: grant.account, key: grant.key, configuration: grant.configuration, proof: .clientSecret)
            }
            guard let keys = state.keys else {
                // Clients that cannot do without send a key of their own invention.
                guard isWelcomeWithoutKey else { throw .serverHasNoKeys }
                return .local()
            }
            guard let token else {
                guard isWelcomeWithoutKey else { throw .keyMissing }
                return .local()
            }
            if let wait = state.failures.wait(for: peer.block, at: now) { throw .tooManyFailures(wait: wait) }
            let digest = KeyDigest(of: token)
            guard let account = keys.account(of: digest) else {
                state.failures.count(peer.block, at: now)
                throw .keyWrong
            }
            return Visitor(account: account, key: digest, configuration: nil, proof: .key)
        }
    }

    /// The key or client secret shown: in the header, or, by a browser that can send none, among the sub-protocols.
    private static func token(of request: HTTPRequest) -> String? {
        if let header = request.headers["authorization"] {
            let words = header.split(separator: " ", maxSplits: 1)
            // Other schemes are a proxy's business.
            if words.first?.lowercased() == "bearer" { return words.count == 2 ? String(words[1]) : "" }
        }
        return subprotocols(of: request).first { $0.hasPrefix(subprotocolPrefix) }.map { String($0.dropFirst(subprotocolPrefix.count)) }
    }

    static func subprotocols(of request: HTTPRequest) -> [String] {
        request.headers["sec-websocket-protocol"]?.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } } ?? []
    }

    /// A browser names the page it acts for: any page of the web could otherwise talk to a server on this machine.
    ///
    /// - Parameter provesWho: whether a key, a client secret or a session's own token came with the request.
    func isWelcomePage(_ request: HTTPRequest, provesWho: Bool) -> Bool {
        guard let origin = request.headers["origin"] else { return true }
        if policy.allowedOrigins.contains("*") || policy.allowedOrigins.contains(origin.lowercased()) { return true }
        guard let scheme = origin.firstRange(of: "://"), let host = request.headers["host"] else { return false }
        // Where being on this machine is all the proof there is, the name counts too.
        return origin[scheme.upperBound...] == host && (provesWho || policy.servesAnyone || Self.isAddress(host))
    }

    /// A page of any name could have that name resolve to this machine; a numeric address or localhost cannot be rebound.
    private static func isAddress(_ host: String) -> Bool {
        if host.hasPrefix("[") { return true }
        let name = host.split(separator: ":").first ?? ""
        return name == "localhost" || (!name.isEmpty && name.allSatisfy { $0.isNumber || $0 == "." })
    }

    // MARK: Who is inside

    private func hasRoom(for visitor: Visitor) -> Bool {
        guard visitor.account != Visitor.localAccount else { return true }
        return state.withLock { $0.open[visitor.account] ?? 0 } < policy.sessionsPerAccount
    }

    /// Notes an open session, named by any object of its own. `false` where its key was revoked since it was shown.
    ///
    /// - Parameter end: ends the session, should its key be revoked.
    package func enter(_ session: some AnyObject, _ visitor: Visitor, end: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if let key = visitor.key, state.keys?.account(of: key) != visitor.account { return false }
            state.enter(ObjectIdentifier(session), Visit(account: visitor.account, key: visitor.key, end: end))
            return true
        }
    }

    package func leave(_ session: some AnyObject) {
        state.withLock { $0.leave(ObjectIdentifier(session)) }
    }

    /// A session broke the server's limits and was cut: who does so again and again is kept out for a while.
    ///
    /// Not so without a key: everyone on this machine would be kept out for one.
    package func noteCut(of account: String, at now: ContinuousClock.Instant) {
        guard account != Visitor.localAccount else { return }
        state.withLock { $0.cuts.count(account, at: now) }
    }

    // MARK: Keys that change

    /// Reads the keys file again; gives its warnings. A file that cannot be used throws, and the old keys stay.
    ///
    /// Sessions and client secrets whose key is gone, or is another account's now, end; sessions with close code 1008.
    package func reload() throws(AccessError) -> [String] {
        guard let path = policy.keysFile else { return [] }
        let keys = try KeysFile.read(path)
        let revoked = state.withLock { state in
            let old = state.keys
            state.keys = keys
            state.secrets.remove { keys.account(of: $0) != old?.account(of: $0) }
            return state.visits.values.filter { visit in visit.key.map { keys.account(of: $0) != visit.account } ?? false }
        }
        for visit in revoked { visit.end() }
        return keys.warnings
    }

    static let revoked = "the key was revoked"
}
