internal import Realtime

/// A client that is told everything and keeps nothing.
struct NoOutput: SessionOutput {
    func send(event: [UInt8]) {}
    func send(sound: [UInt8]) {}
    func end(_ reason: SessionEnd) {}
}
