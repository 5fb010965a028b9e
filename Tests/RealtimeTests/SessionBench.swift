import Audio
import Realtime
import Synchronization
import Wire

/// A client of one session on drawn time: nothing waits for a clock.
final class SessionBench: Sendable {
    final class Output: SessionOutput {
        struct Seen: Sendable {
            var events: [JSONValue] = []
            var sound = 0
            var bytes: [UInt8] = []
            var end: SessionEnd?
        }

        let seen = Mutex(Seen())

        func send(event: [UInt8]) {
            guard let event = try? JSONValue.parse(event) else { return }
            seen.withLock { $0.events.append(event) }
        }

        func send(sound: [UInt8]) {
            seen.withLock {
                $0.sound += sound.count; $0.bytes += sound
            }
        }
        func end(_ reason: SessionEnd) { seen.withLock { $0.end = reason } }
    }

    let output = Output()
    let session: RealtimeSession
    private let time = Mutex(SessionTime.zero)

    init(_ engines: Engines, options: SessionOptions = SessionOptions(), defaults: SessionDefaults = SessionDefaults()) async {
        session = RealtimeSession(
            id: "test", engines: engines, options: options, defaults: defaults, clock: .ownTime, output: output)
        await session.start()
    }

    /// One character is 100 ms: `s` speech, `_` silence, `.` no sound at all.
    func hear(_ microphone: String, rate: Int = 24_000) async {
        for character in microphone {
            for _ in 0..<5 {
                if character != "." {
                    let sample: Int16 = character == "s" ? 8_000 : 0
                    let frame = (0..<rate / 50).map { $0 % 40 < 20 ? sample : -sample }
                    _ = session.receive(sound: PCM16.encode(frame))
                }
                await pass()
            }
        }
    }

    /// Lets 20 ms pass.
    func pass() async {
        let now = time.withLock { time in
            time = time + 320
            return time
        }
        await session.settle()
        await session.advance(to: now)
        await session.settle()
    }

    /// Lets 20 ms pass as often as said, without waiting for what the stages owe.
    func drift(_ times: Int) async {
        for _ in 0..<times {
            let now = time.withLock { time in
                time = time + 320
                return time
            }
            await session.handleArrived()
            await session.advance(to: now)
        }
    }

    func send(_ event: JSONValue) async {
        _ = session.receive(event: event.bytes)
        await session.settle()
    }

    var events: [JSONValue] { output.seen.withLock { $0.events } }
    var types: [String] { events.compactMap { $0["type"]?.string } }
    func all(_ type: String) -> [JSONValue] { events.filter { $0["type"]?.string == type } }
}
