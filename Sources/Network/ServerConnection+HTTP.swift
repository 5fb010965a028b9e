internal import Synchronization

extension ServerConnection {
    /// Answers what has arrived, one request at a time.
    func serveRequests() {
        while phase == .request {
            guard let step = parser?.next() else { return }
            switch step {
            case .needsMore:
                guard let parser else { return }
                if parser.isInsideBody {
                    expect(.body)
                } else if !parser.isBetweenRequests {
                    expect(.head)
                } else if wait == nil {
                    expect(.nextRequest)
                }
                return
            case .sendContinue:
                enqueue(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                expect(.body)
                return
            case .request(let request): answer(request)
            case .reject(let status, let message):
                var response = HTTPResponse.failure(status, message)
                if status == 405 { response.headers.append(("allow", server.configuration.methods.sorted().joined(separator: ", "))) }
                respond(response, keepsAlive: false)
            }
        }
    }

    private func answer(_ received: HTTPRequestParser.Request) {
        let head = received.head
        if let surplus {
            var response =
                switch surplus {
                case .ofServer: HTTPResponse.failure(503, "too many connections: try again later")
                case .ofPeer: HTTPResponse.failure(429, "too many connections from your address: close some, or try again later")
                }
            response.headers.append(("retry-after", "5"))
            return respond(response, keepsAlive: false)
        }
        var request = HTTPRequest(
            method: head.method, path: head.path, query: head.query, headers: head.headers, peer: peer, body: received.body)
        if head.wantsWebSocket { return upgrade(request, head) }
        let isHead = request.method == "HEAD"
        // Every route that can be got can be asked about.
        if isHead { request.method = "GET" }
        let keepsAlive = head.keepsAlive && !server.isStopping
        let answer = Answering(number: awaited.number + 1, withBody: !isHead, keepsAlive: keepsAlive, isVersion11: head.isVersion11)
        awaited = answer
        let reply = HTTPReply { [weak self] in self?.take($0, for: answer.number) }
        if let response = server.handler.respond(to: request, later: reply) { return respond(response, answer) }
        phase = .answering
        expect(.answer)
        setReading(false)
    }

    /// How the request that is being answered wants its answer.
    struct Answering {
        var number = 0
        var withBody = true
        var keepsAlive = false
        var isVersion11 = true
    }

    private func respond(_ response: HTTPResponse, _ answer: Answering) {
        respond(
            response, withBody: answer.withBody, keepsAlive: answer.keepsAlive && !server.isStopping, isVersion11: answer.isVersion11)
    }

    /// Any thread: a handler's answer to the request of this number.
    private func take(_ response: HTTPResponse, for number: Int) {
        let wakes = sending.withLock { sending in
            sending.late = (number, response)
            defer { sending.isRequested = true }
            return !sending.isRequested
        }
        if wakes { loop.request(self) }
    }

    /// Sends a handler's answer, where it is that of the request that waits for one.
    func sendLateAnswer() {
        let late = sending.withLock { sending in
            defer { sending.late = nil }
            return sending.late
        }
        guard let late, phase == .answering, late.number == awaited.number else { return }
        respond(late.response, awaited)
    }

    func respond(_ response: HTTPResponse, withBody: Bool = true, keepsAlive: Bool, isVersion11: Bool = true) {
        phase = keepsAlive ? .response : .finishing
        expect(.response)
        // A peer that has finished sending would otherwise end the connection before its answer has left.
        setReading(false)
        enqueue(response.bytes(withBody: withBody, keepsAlive: keepsAlive, peerIsVersion11: isVersion11))
    }

    /// What came to a TLS port was a request in the clear.
    func spokePlainHTTP() {
        parser = nil
        respond(.failure(400, "this port speaks TLS: use https:// or wss://"), keepsAlive: false)
    }

    /// Queues bytes whatever the limit: at most one response is under way.
    func enqueue(_ bytes: [UInt8]) {
        sending.withLock { $0.outbox.append(bytes) }
        socket?.requestWrite()
    }

    private func upgrade(_ request: HTTPRequest, _ head: HTTPHead) {
        let upgrade: WebSocketUpgrade
        switch WebSocketUpgrade.check(head) {
        case .success(let checked): upgrade = checked
        case .failure(let rejection):
            var response = HTTPResponse.failure(rejection.status, rejection.message)
            if rejection.status == 426 {
                response.headers += [("upgrade", "websocket"), ("sec-websocket-version", "13")]
            }
            return respond(response, keepsAlive: false)
        }
        guard !server.isStopping else { return respond(.failure(503, "server is stopping"), keepsAlive: false) }
        switch server.handler.admit(request) {
        case .refuse(let response): respond(response, keepsAlive: false)
        case .accept(let subprotocol):
            enqueue(upgrade.response(subprotocol: subprotocol))
            let rest = parser?.takeRest() ?? []
            parser = nil
            decoder = WebSocketFrameDecoder(maximumMessageBytes: server.configuration.maximumMessageBytes, isMasked: true)
            phase = .webSocket
            expectNothing()
            beginLife()
            sending.withLock { $0.isOpen = true }
            receiver = server.handler.opened(self, for: request)
            // An eager client's first frames come with its handshake.
            unsafe rest.withUnsafeBytes { unsafe receivedFrames($0) }
        }
    }
}
