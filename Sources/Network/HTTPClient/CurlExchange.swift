internal import CCurl
internal import Glibc

/// One transfer on libcurl's side: a handle for each hop, and what has come so far. Client's thread only.
@safe
final class CurlExchange {
    enum Outcome {
        case end(HTTPStreamEvent)
        case redirect(String)
    }

    private static let maximumHops = 5
    private static let maximumHeadBytes = 256 << 10

    let transfer: HTTPTransfer
    private unowned let loop: CurlLoop
    private(set) var handle: UnsafeMutableRawPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let calls: UnsafeMutablePointer<coda_curl_calls>
    private var method: String
    private var headers: [(String, String)]
    private var body: [UInt8]
    private var origin: HTTPOrigin?
    private var hops = 0
    // Of the current hop.
    private var status = 0
    private var answerHeaders: [(String, String)] = []
    private var headBytes = 0
    private var bodyBytes = 0
    private var isHeadDone = false
    private var isRedirect = false
    private var sawPrivateAddress = false
    /// Why a callback ended the transfer.
    private var verdict: HTTPClientError?
    private var uploaded: Int64 = 0
    private var isConnected = false
    private var lastByte = Moment.now()

    init(_ transfer: HTTPTransfer, _ loop: CurlLoop) {
        self.transfer = transfer
        self.loop = loop
        method = transfer.call.method
        headers = transfer.call.headers
        body = transfer.call.body
        unsafe calls = .allocate(capacity: 1)
        unsafe calls.initialize(to: coda_curl_calls())
    }

    deinit {
        close()
        unsafe calls.deallocate()
    }

    /// When the silence is too long, if it lasts. libcurl itself watches over the connection's making.
    var silentAt: Moment {
        lastByte + (isConnected ? transfer.call.idleTimeout : transfer.call.connectTimeout + transfer.call.idleTimeout)
    }

    func noteUpload(_ now: Moment) {
        guard let handle = unsafe handle else { return }
        let count = unsafe coda_curl_uploaded(handle)
        if count > uploaded {
            uploaded = count
            lastByte = now
        }
    }

    /// Connections opened for the current hop.
    var connects: Int { unsafe handle.map { unsafe coda_curl_connects($0) } ?? 0 }

    func close() {
        if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
        unsafe handle = nil
        unsafe curl_slist_free_all(headerList)
        unsafe headerList = nil
    }

    // MARK: The request

    /// Makes the handle of a hop.
    func prepare(url: String, _ settings: HTTPClientSettings) throws(HTTPClientError) -> UnsafeMutableRawPointer {
        guard let target = HTTPOrigin(url) else {
            throw .refused("its address is not http:// or https:// with a host and without a password")
        }
        if transfer.call.allowsHost?(target.host) == false { throw .refused("\(target.host) is not among the allowed hosts") }
        if let origin, origin != target {
            if origin.scheme == "https", target.scheme == "http" { throw .refused("a redirect leads from https:// to http://") }
            let harmless: Set = ["accept", "accept-language", "content-type", "user-agent"]
            headers.removeAll { !harmless.contains($0.0.lowercased()) }
        }
        origin = target
        guard let handle = unsafe curl_easy_init() else { throw .broken("libcurl has no memory") }
        unsafe self.handle = handle
        status = 0
        answerHeaders = []
        (headBytes, bodyBytes, uploaded) = (0, 0, 0)
        (isHeadDone, isRedirect, sawPrivateAddress, isConnected) = (false, false, false, false)
        lastByte = .now()
        unsafe setConnection(handle, settings)
        try unsafe setRequest(handle, url: url)
        unsafe calls.pointee = unsafe Self.callbacks(self)
        unsafe coda_curl_install(handle, calls)
        return unsafe handle
    }

    private func setConnection(_ handle: UnsafeMutableRawPointer, _ settings: HTTPClientSettings) {
        let call = transfer.call
        func set(_ option: CURLoption, _ value: Int) { unsafe _ = coda_curl_long(handle, option, value) }
        func set(_ option: CURLoption, _ value: String) { unsafe _ = coda_curl_text(handle, option, value) }
        set(CURLOPT_NOSIGNAL, 1)
        // Else a cancelled look-up of a name would hold up the thread until the name server answers.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, call.connectTimeout.wholeMilliseconds))
        if let deadline = call.deadline { set(CURLOPT_TIMEOUT_MS, max(1, deadline.wholeMilliseconds)) }
        // An empty text also keeps libcurl from the proxies that the environment names.
        set(CURLOPT_PROXY, call.refusesPrivateAddresses ? "" : settings.proxy ?? "")
        if let authorities = settings.authorities { set(CURLOPT_CAINFO, authorities) }
        set(CURLOPT_USERAGENT, settings.userAgent)
        if call.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "") }
    }

    private func setRequest(_ handle: UnsafeMutableRawPointer, url: String) throws(HTTPClientError) {
        let isToken = { (text: String) in
            !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }
        }
        guard isToken(method), headers.allSatisfy({ isToken($0.0) && !$0.1.utf8.contains { $0 < 32 && $0 != 9 || $0 == 127 } }) else {
            throw .refused("its method or a header has characters that HTTP does not allow")
        }
        unsafe _ = coda_curl_text(handle, CURLOPT_URL, url)
        if method == "HEAD" {
            unsafe _ = coda_curl_long(handle, CURLOPT_NOBODY, 1)
        } else {
            if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
                unsafe _ = coda_curl_long(handle, CURLOPT_POST, 1)
                unsafe body.withUnsafeBytes { unsafe _ = coda_curl_body(handle, $0.baseAddress, $0.count) }
            }
            unsafe _ = coda_curl_text(handle, CURLOPT_CUSTOMREQUEST, method)
        }
        // libcurl would wait for a server to ask for a long body, and name a form's type.
        var lines = ["Expect:"]
        if !headers.contains(where: { $0.0.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        // A header without value is written with a semicolon.
        lines += headers.map { $0.1.isEmpty ? "\($0.0);" : "\($0.0): \($0.1)" }
        for line in lines { unsafe headerList = curl_slist_append(headerList, line) }
        unsafe _ = coda_curl_pointer(handle, CURLOPT_HTTPHEADER, headerList)
    }

    // MARK: What libcurl tells

    private static func callbacks(_ exchange: CurlExchange) -> coda_curl_calls {
        unsafe coda_curl_calls(
            header: { bytes, _, count, user in
                guard let user = unsafe user, let bytes = unsafe bytes else { return 0 }
                let exchange = unsafe Unmanaged<CurlExchange>.fromOpaque(user).takeUnretainedValue()
                let line = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
                return unsafe exchange.header(line) ? count : 0
            },
            body: { bytes, _, count, user in
                guard let user = unsafe user, let bytes = unsafe bytes else { return 0 }
                let exchange = unsafe Unmanaged<CurlExchange>.fromOpaque(user).takeUnretainedValue()
                return exchange.part(unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))) ? count : 0
            },
            gate: { bytes, count, user in
                guard let user = unsafe user else { return 0 }
                let exchange = unsafe Unmanaged<CurlExchange>.fromOpaque(user).takeUnretainedValue()
                return exchange.mayConnect(to: unsafe Array(UnsafeBufferPointer(start: bytes, count: count))) ? 1 : 0
            },
            ready: { address, user in
                guard let user = unsafe user, let address = unsafe address else { return 0 }
                let exchange = unsafe Unmanaged<CurlExchange>.fromOpaque(user).takeUnretainedValue()
                return exchange.connected(to: unsafe String(cString: address)) ? 1 : 0
            },
            user: Unmanaged.passUnretained(exchange).toOpaque())
    }

    /// The address is the one the socket will be connected to, so that no name can change its meaning in between.
    private func mayConnect(to address: [UInt8]) -> Bool {
        guard transfer.call.refusesPrivateAddresses, !PublicAddress.contains(address) else { return true }
        sawPrivateAddress = true
        return false
    }

    /// Also called for a kept connection, which another request may have opened.
    private func connected(to address: String) -> Bool {
        lastByte = .now()
        isConnected = true
        loop.lookAgain(at: silentAt)
        guard transfer.call.refusesPrivateAddresses, !PublicAddress.contains(address) else { return true }
        sawPrivateAddress = true
        return false
    }

    private func header(_ line: UnsafeRawBufferPointer) -> Bool {
        lastByte = .now()
        headBytes += line.count
        guard headBytes <= Self.maximumHeadBytes else { return stop(.tooLarge) }
        // Trailers after the body are not kept.
        guard !isHeadDone else { return !transfer.isCancelled }
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            answerHeaders = []
        } else if text == "\r\n" || text == "\n" {
            if status >= 200 { return headDone() }
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            let trimmed = value.prefix { !$0.isNewline }
            answerHeaders.append((text[..<colon].lowercased(), String(trimmed)))
        }
        return !transfer.isCancelled
    }

    private func headDone() -> Bool {
        isHeadDone = true
        let has = { (name: String) in self.answerHeaders.first { $0.0 == name }?.1 }
        isRedirect = transfer.call.followsRedirects && [301, 302, 303, 307, 308].contains(status) && has("location") != nil
        if method != "HEAD", let length = has("content-length").flatMap({ Int($0) }), length > transfer.call.maximumBytes {
            return stop(.tooLarge)
        }
        if !isRedirect { transfer.tell(.head(status: status, headers: answerHeaders)) }
        return !transfer.isCancelled
    }

    private func part(_ bytes: [UInt8]) -> Bool {
        lastByte = .now()
        bodyBytes += bytes.count
        guard bodyBytes <= transfer.call.maximumBytes else { return stop(.tooLarge) }
        if !isRedirect { transfer.tell(.body(bytes)) }
        return !transfer.isCancelled
    }

    private func stop(_ error: HTTPClientError) -> Bool {
        verdict = error
        return false
    }

    // MARK: The end

    func outcome(of result: CURLcode) -> Outcome {
        if transfer.isCancelled { return .end(.failed(.cancelled)) }
        if let verdict { return .end(.failed(verdict)) }
        guard result == CURLE_OK else { return .end(.failed(error(of: result))) }
        guard isRedirect else { return .end(.finished) }
        guard hops < Self.maximumHops else { return .end(.failed(.refused("it was redirected \(hops) times"))) }
        guard let handle = unsafe handle, let next = unsafe coda_curl_redirect(handle) else {
            return .end(.failed(.broken("a redirect to nowhere")))
        }
        hops += 1
        // RFC 9110 section 15.4: 303 asks for a GET; so do 301 and 302 after a POST, as everyone understands them.
        if status == 303 && method != "HEAD" || [301, 302].contains(status) && method == "POST" {
            method = "GET"
            body = []
            headers.removeAll { $0.0.lowercased() == "content-type" }
        }
        return .redirect(unsafe String(cString: next))
    }

    private func error(of code: CURLcode) -> HTTPClientError {
        if sawPrivateAddress, code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK {
            return .refused("its address is not of the public internet")
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PROXY: return .unreachable
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .tls
        // Only http:// and https:// come this far: it is the answer that is of no such protocol.
        case CURLE_UNSUPPORTED_PROTOCOL: return .broken("the answer is not HTTP")
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: return .refused("its address cannot be used")
        default: return .broken(unsafe String(cString: curl_easy_strerror(code)))
        }
    }
}

extension Duration {
    /// Rounded up, so that a limit is never shorter than asked for.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(clamping: min(seconds, 1 << 31) * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
