internal import CCurl
internal import CEpoll
internal import Glibc
internal import Synchronization

/// One libcurl "multi" handle, with its kept connections, and the thread that drives it.
///
/// Other threads call only `request` and `stop`; everything else belongs to the loop's own thread.
@safe
final class CurlLoop: @unchecked Sendable, ServicePeer {
    /// The handle's address, for `curl_multi_wakeup` only: the one call that any thread may make.
    @safe
    private struct WakeTarget: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer

        func wake() { unsafe _ = curl_multi_wakeup(multi) }
    }

    private static let isReady = coda_curl_global() == CURLE_OK

    let settings: HTTPClientSettings
    private let requests = RequestQueue()
    private let isStopRequested = Atomic(false)
    private let opened = Atomic(0)
    /// Loop's thread only, once that runs.
    private var multi: UnsafeMutableRawPointer?
    private var exchanges: [ObjectIdentifier: CurlExchange] = [:]
    private var byHandle: [UnsafeMutableRawPointer: CurlExchange] = unsafe [:]
    private var isEnding = false
    /// When the silence of the transfers is looked at next.
    private var nextLook: Moment?

    init(_ settings: HTTPClientSettings) { self.settings = settings }

    var openedConnections: Int { opened.load(ordering: .relaxed) }

    func start() -> Bool {
        guard Self.isReady, let multi = unsafe curl_multi_init() else { return false }
        unsafe _ = coda_curl_multi_long(multi, CURLMOPT_MAXCONNECTS, settings.keptConnections)
        unsafe self.multi = multi
        let target = unsafe WakeTarget(multi: multi)
        do throws(NetworkError) {
            try requests.start(threadName: "coda-http", owner: self, wake: { target.wake() }) { [self] in run() }
            return true
        } catch {
            unsafe _ = curl_multi_cleanup(multi)
            NetworkLog.note(error.description)
            return false
        }
    }

    /// Cancels what is under way and ends the thread. Once only.
    func stop() {
        isStopRequested.store(true, ordering: .releasing)
        requests.request(self)
        requests.joinOrDetach()
    }

    /// Has `peer.service()` called soon on the loop's thread; `false` once the loop has ended.
    func request(_ peer: any ServicePeer) -> Bool { requests.request(peer) }

    // MARK: The thread

    private func run() {
        requests.note(thread: pthread_self())
        coda_block_broken_pipe()
        requests.serve()
        while !isEnding {
            var active: Int32 = 0
            unsafe _ = curl_multi_perform(multi, &active)
            endThoseDone()
            endThoseSilent()
            requests.serve()
            guard !isEnding else { break }
            let patience = nextLook.map { Int32(clamping: $0.milliseconds(since: .now())) } ?? 60_000
            unsafe _ = curl_multi_poll(multi, nil, 0, patience, nil)
            requests.serve()
        }
        for exchange in exchanges.values { end(exchange, .failed(.cancelled)) }
        requests.close()
        unsafe _ = curl_multi_cleanup(multi)
        unsafe multi = nil
    }

    func service() { if isStopRequested.load(ordering: .acquiring) { isEnding = true } }

    /// Begins a transfer, or ends it where it is cancelled.
    func serve(_ transfer: HTTPTransfer) {
        if let exchange = exchanges[ObjectIdentifier(transfer)] {
            if transfer.isCancelled { end(exchange, .failed(.cancelled)) }
            return
        }
        guard transfer.claimsBeginning() else { return }
        guard !transfer.isCancelled, !isEnding else { return transfer.tell(.failed(.cancelled)) }
        guard exchanges.count < settings.maximumTransfers else {
            return transfer.tell(.failed(.refused("\(settings.maximumTransfers) requests are under way already")))
        }
        let exchange = CurlExchange(transfer, self)
        exchanges[ObjectIdentifier(transfer)] = exchange
        perform(exchange, url: transfer.call.url)
    }

    private func perform(_ exchange: CurlExchange, url: String) {
        do throws(HTTPClientError) {
            let handle = try unsafe exchange.prepare(url: url, settings)
            unsafe byHandle[handle] = exchange
            guard unsafe curl_multi_add_handle(multi, handle) == CURLM_OK else { throw .broken("libcurl takes no further request") }
            lookAgain(at: exchange.silentAt)
        } catch { end(exchange, .failed(error)) }
    }

    private func endThoseDone() {
        var result = CURLE_OK
        while let handle = unsafe coda_curl_done(multi, &result) {
            guard let exchange = unsafe byHandle[handle] else { continue }
            switch exchange.outcome(of: result) {
            case .end(let event): end(exchange, event)
            case .redirect(let url):
                release(exchange)
                exchange.transfer.moved(to: url)
                perform(exchange, url: url)
            }
        }
    }

    private func endThoseSilent() {
        guard let due = nextLook else { return }
        let now = Moment.now()
        guard due <= now else { return }
        nextLook = nil
        for exchange in exchanges.values {
            exchange.noteUpload(now)
            if exchange.silentAt <= now { end(exchange, .failed(.timedOut)) } else { lookAgain(at: exchange.silentAt) }
        }
    }

    /// Has the transfers' silence looked at then, at the latest.
    func lookAgain(at moment: Moment) { nextLook = nextLook.map { min($0, moment) } ?? moment }

    /// Removing a handle before its end closes its connection, or its stream of a shared one.
    private func release(_ exchange: CurlExchange) {
        guard let handle = unsafe exchange.handle else { return }
        opened.add(exchange.connects, ordering: .relaxed)
        unsafe _ = curl_multi_remove_handle(multi, handle)
        unsafe byHandle[handle] = nil
        exchange.close()
    }

    private func end(_ exchange: CurlExchange, _ event: HTTPStreamEvent) {
        release(exchange)
        exchanges[ObjectIdentifier(exchange.transfer)] = nil
        exchange.transfer.tell(event)
    }
}
