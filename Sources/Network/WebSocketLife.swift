/// When a WebSocket's peer was last heard, what it has begun, and how fast it speaks.
struct WebSocketLife {
    /// When the last bytes came.
    var heard: Moment
    var isPinged = false
    /// The message under way, by the decoder's count, and when it began.
    var message: (number: UInt32, begun: Moment)?
    private var allowance: RateAllowance?

    init(_ configuration: ServerConfiguration, now: Moment) {
        heard = now
        allowance = configuration.messagesPerSecond.map {
            RateAllowance(perSecond: Double($0), burst: Double(configuration.messageBurst), now: now)
        }
    }

    /// Whether one more frame is within the rate.
    mutating func takesFrame(at now: Moment) -> Bool { allowance?.take(at: now) ?? true }
}
