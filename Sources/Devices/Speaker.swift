internal import Resources

/// A speaker fed from any thread; what waits can be taken back. Sound comes in real time, so little waits.
package final class Speaker: Sendable {
    package static let hertz = 16_000
    /// 20 ms at a time, so that a drop is heard at once.
    private static let frame = hertz / 50
    /// A minute: a server that sends more than that ahead is not in real time. The oldest falls out.
    private static let capacity = 60 * hertz

    private struct State {
        var waiting: [Int16] = []
        var isDropped = false
        var isStopped = false
    }

    private enum Step {
        case play([Int16])
        case drop
        case stop
    }

    private let state = ThreadCondition(State())

    /// - Parameter fail: gets the reason where the device fails later on; the last call.
    package init(_ system: SoundSystem, device: String?, fail: @escaping @Sendable (DeviceError) -> Void) throws(DeviceError) {
        let stream = Handover(try SoundStream(system, .speaker, device: device, hertz: Self.hertz))
        spawnThread(name: "speaker") { [self] in
            let stream = stream.take()
            while true {
                switch next() {
                case .play(let samples):
                    do throws(DeviceError) { try stream.write(samples) } catch { return fail(error) }
                case .drop: stream.drop()
                case .stop: return
                }
            }
        }
    }

    private func next() -> Step {
        state.wait(until: { $0.isStopped || $0.isDropped || !$0.waiting.isEmpty }) { state in
            if state.isStopped { return .stop }
            if state.isDropped {
                state.isDropped = false
                return .drop
            }
            let samples = Array(state.waiting.prefix(Self.frame))
            state.waiting.removeFirst(samples.count)
            return .play(samples)
        }
    }

    package func play(_ samples: [Int16]) {
        state.withLock { state in
            state.waiting += samples
            if state.waiting.count > Self.capacity { state.waiting.removeFirst(state.waiting.count - Self.capacity) }
        }
    }

    /// Falls silent: forgets what waits and what the device holds.
    package func drop() {
        state.withLock { state in
            state.waiting = []
            state.isDropped = true
        }
    }

    package func stop() { state.withLock { $0.isStopped = true } }
}
