internal import Wire

/// Makes calls: finds the tool, mends and checks the arguments, keeps to the policy, waits for the turn's end where that is due, and ends every
/// call within its deadline.
package final class ToolExecutor: Sendable {
    package let registry: ToolRegistry
    let settings: ToolExecutorSettings
    let cache: ToolResultCache
    private let gate: ToolGate
    private let consents: ToolConsents
    private let left = LeftCalls()
    private let audit: (any ToolAuditSink)?
    private let clock = ContinuousClock()

    package init(_ registry: ToolRegistry, settings: ToolExecutorSettings = ToolExecutorSettings(), audit: (any ToolAuditSink)? = nil) {
        self.registry = registry
        self.settings = settings
        self.audit = audit
        cache = ToolResultCache(capacity: settings.cacheEntries, mostBytes: settings.cacheBytes)
        gate = ToolGate(
            capacity: settings.concurrentCalls, longestLine: settings.waitingCalls, mostAbandoned: settings.abandonedCalls)
        consents = ToolConsents()
    }

    /// Makes one call. Cancelling the calling task ends it at once, whatever the tool does.
    ///
    /// - Parameter commitment: a call of a tool that may not be speculated waits for it.
    package func call(
        _ call: ToolCall, _ context: ToolContext, policy: ToolPolicy = ToolPolicy(), commitment: Commitment = .now
    ) async -> ToolOutcome {
        let start = clock.now
        var trace = ToolTrace()
        let ending: ToolOutcome.Ending
        do throws(ToolFailure) {
            ending = try await self.ending(call, context, policy, commitment, &trace)
        } catch {
            ending = .failed(error)
        }
        let outcome = ToolOutcome(
            tool: call.name, source: trace.source, risk: trace.definition?.risk ?? .read, ending: ending, repairs: trace.repairs,
            isFromCache: trace.isFromCache, isCut: trace.isCut, duration: clock.now - start)
        audit?.record(trace.entry(outcome, context))
        return outcome
    }

    /// Makes several calls at a time; the outcomes come in the order of the calls.
    package func call(
        all calls: [ToolCall], _ context: ToolContext, policy: ToolPolicy = ToolPolicy(), commitment: Commitment = .now
    ) async -> [ToolOutcome] {
        await withTaskGroup(of: (Int, ToolOutcome).self) { group in
            for (index, one) in calls.enumerated() {
                var own = context
                own.idempotencyKey += "-\(index)"
                group.addTask { [own] in (index, await self.call(one, own, policy: policy, commitment: commitment)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Calls that run, wait in line, and were left behind without having ended.
    package var load: (running: Int, waiting: Int, abandoned: Int) { gate.load }

    private func ending(
        _ call: ToolCall, _ context: ToolContext, _ policy: ToolPolicy, _ commitment: Commitment, _ trace: inout ToolTrace
    ) async throws(ToolFailure) -> ToolOutcome.Ending {
        guard let found = registry.found(call.name) else {
            throw .unknownTool(name: call.name, suggestions: registry.suggestions(for: call.name))
        }
        let definition = found.definition
        trace.found(definition, source: found.source, call.arguments)
        let arguments =
            switch call.arguments {
            case .value(let value): try ToolArguments(value, schema: definition.parameters)
            case .text(let text): try ToolArguments(text: text, schema: definition.parameters)
            }
        let canonical = arguments.value.text
        trace.checked(arguments, bytes: canonical.utf8.count)
        // A result is data: risk and policy are read from the registry and the session alone.
        switch policy.decision(definition.name, definition.risk, hosts: found.tool.hosts(arguments.value)) {
        case .deny: throw .denied("The tool \(definition.name) is not allowed in this session.")
        case .ask:
            // A yes is used up for the turn that stays alone.
            if call.consent != nil, !definition.maySpeculate, try await Self.isWithdrawn(commitment) { return .withdrawn }
            let exactly = "\(context.session.utf8.count):\(context.session)\(definition.name)\u{1F}\(canonical)"
            guard let token = call.consent, consents.redeem(token, for: exactly, now: clock.now) else {
                let question = found.tool.question(arguments.value) ?? "Shall I really use \(Self.spoken(definition.name))?"
                return .needsConfirmation(ToolConfirmation(question: question, token: consents.ask(exactly, now: clock.now)))
            }
            trace.isConsented = true
        case .allow: break
        }
        if !definition.maySpeculate, try await Self.isWithdrawn(commitment) { return .withdrawn }
        let kept = ToolResultCache.key(definition, source: found.source, arguments: canonical, context)
        if let kept, let output = cache.output(kept.key, now: clock.now) {
            trace.isFromCache = true
            return .output(output)
        }
        let (output, size, isCut) = ToolResultSize.bounded(
            try await result(found, arguments.value, canonical, context).get(), to: settings.resultBytes)
        trace.isCut = isCut
        trace.resultBytes = size
        if let kept, !isCut { cache.keep(output, size: size, as: kept.key, lifetime: kept.lifetime, now: clock.now) }
        return .output(output)
    }

    /// Runs it until it gives a result, tries again where that can do no harm, and never takes longer than its deadline, waiting in line
    /// included.
    ///
    /// - Parameter canonical: the arguments as text, the same for the same call.
    private func result(
        _ found: ToolRegistry.Found, _ arguments: JSONValue, _ canonical: String, _ context: ToolContext
    ) async -> Result<ToolOutput, ToolFailure> {
        let definition = found.definition
        let (session, exactly) = (LeftCalls.session(context), "\(definition.name)\u{1F}\(canonical)")
        let isOnce = definition.risk != .read && !definition.isIdempotent
        let earlier = isOnce ? left.earlier(exactly, in: session, now: clock.now) : nil
        let end = clock.now + definition.deadline
        guard await gate.enter(within: definition.deadline) else {
            if Task.isCancelled { return .failure(.cancelled) }
            guard clock.now < end else { return .failure(.timedOut(definition.deadline)) }
            return .failure(.unavailable("Too many calls are running; try again in a moment."))
        }
        let retries = definition.isIdempotent || definition.honoursIdempotencyKey ? settings.retries : 0
        let delay = settings.retryDelay
        let lease = ToolLease(gate)
        let run = ToolRun()
        let result = await race(run, isOnce ? exactly : nil, in: session, until: end, of: definition.deadline) {
            let result = await Self.result(after: earlier) { () async throws(ToolFailure) in
                guard run.begin() else { throw .cancelled }
                var attempt = 0
                while true {
                    do throws(ToolFailure) {
                        return try await found.tool.run(arguments, context)
                    } catch .unavailable(let reason) {
                        guard attempt < retries, (try? await Task.sleep(for: delay * (1 << attempt))) != nil else {
                            throw .unavailable(reason)
                        }
                        attempt += 1
                    }
                }
            }
            run.end(result)
            return result
        } released: {
            lease.bodyEnded()
        }
        lease.waitEnded()
        switch definition.risk {
        case .read: break
        case .network: note(isOnce ? run : nil, result, exactly, in: session, changes: false)
        case .write, .destructive: note(isOnce ? run : nil, result, exactly, in: session, changes: true)
        }
        return result
    }

    /// The call against its end. One that is not to be made twice is left in the moment of its cancellation, before anybody can ask again.
    private func race(
        _ run: ToolRun, _ call: String?, in session: String, until end: ContinuousClock.Instant, of deadline: Duration,
        _ body: @escaping @Sendable () async -> Result<ToolOutput, ToolFailure>, released: @escaping @Sendable () -> Void
    ) async -> Result<ToolOutput, ToolFailure> {
        await withTaskCancellationHandler {
            await ToolRace.run(until: end, of: deadline, body, released: released)
        } onCancel: {
            if let call { left.leave(run, call, in: session, now: clock.now) }
        }
    }

    /// What the same call gave that was made before and left, where it succeeded; otherwise the call is made.
    private static func result(
        after earlier: ToolRun?, _ body: () async throws(ToolFailure) -> ToolOutput
    ) async -> Result<ToolOutput, ToolFailure> {
        if let earlier {
            if case .success(let output) = await earlier.result { return .success(output) }
            if Task.isCancelled { return .failure(.cancelled) }
        }
        do throws(ToolFailure) { return .success(try await body()) } catch { return .failure(error) }
    }

    /// Keeps in mind what may have been done without anybody's hearing of it.
    ///
    /// - Parameters:
    ///   - run: `nil` where a second call does nothing more.
    ///   - changes: whether it changes anything here, rather than reaching out.
    private func note(_ run: ToolRun?, _ result: Result<ToolOutput, ToolFailure>, _ call: String, in session: String, changes: Bool) {
        let isLeft =
            switch result {
            case .failure(.cancelled), .failure(.timedOut): true
            case .success: Task.isCancelled
            case .failure: false
            }
        if isLeft, let run {
            left.leave(run, call, in: session, now: clock.now)
        } else if case .success = result {
            left.told(call, in: session, changes: changes, now: clock.now)
        }
    }

    private static func isWithdrawn(_ commitment: Commitment) async throws(ToolFailure) -> Bool {
        guard await !commitment.value else { return false }
        if Task.isCancelled { throw .cancelled }
        return true
    }

    private static func spoken(_ name: String) -> String {
        name.split { "._-".contains($0) }.joined(separator: " ")
    }
}
