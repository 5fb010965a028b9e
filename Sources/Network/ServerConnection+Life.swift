extension ServerConnection {
    /// The WebSocket is open: from now on its peer must be heard now and then.
    func beginLife() {
        life = WebSocketLife(server.configuration, now: loop.now)
        traffic.webSocketOpened()
        setLifeTimer()
    }

    /// Bytes have come; `decoder` has taken them.
    func noteHeard(_ decoder: WebSocketFrameDecoder) {
        guard phase == .webSocket else { return }
        life?.heard = loop.now
        life?.isPinged = false
        if decoder.isBetweenMessages {
            life?.message = nil
        } else if life?.message?.number != decoder.begun {
            life?.message = (decoder.begun, loop.now)
            if wait == nil { setLifeTimer() }
        }
    }

    /// The timer of an open WebSocket has come: who is slow or silent for too long is closed, who is silent for half as long is asked.
    func checkLife() {
        guard phase == .webSocket, let life else { return }
        let configuration = server.configuration
        if let begun = life.message?.begun, begun + configuration.messageTimeout <= loop.now {
            return refuse(.policyViolation, reason: "message did not arrive in time")
        }
        if life.heard + configuration.idleTimeout <= loop.now {
            close(.goingAway, reason: "nothing was heard for too long")
            return expect(.close)
        }
        if !life.isPinged, life.heard + configuration.idleTimeout / 2 <= loop.now {
            self.life?.isPinged = true
            _ = queue(.ping, [])
        }
        setLifeTimer()
    }

    private func setLifeTimer() {
        guard let life else { return }
        let configuration = server.configuration
        var next = life.heard + (life.isPinged ? configuration.idleTimeout : configuration.idleTimeout / 2)
        if let begun = life.message?.begun { next = min(next, begun + configuration.messageTimeout) }
        socket?.setTimer(at: next)
    }
}
