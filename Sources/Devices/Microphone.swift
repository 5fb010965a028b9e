internal import Resources
internal import Synchronization

/// A microphone that hands over 20 ms of 16 kHz sound at a time, from a thread of its own.
package final class Microphone: Sendable {
    package static let hertz = 16_000
    private static let frame = hertz / 50

    private let isStopped = Atomic(false)

    /// - Parameters:
    ///   - hear: gets every frame, on the microphone's thread.
    ///   - fail: gets the reason where the device fails later on; the last call.
    package init(
        _ system: SoundSystem, device: String?, hear: @escaping @Sendable ([Int16]) -> Void,
        fail: @escaping @Sendable (DeviceError) -> Void
    ) throws(DeviceError) {
        let stream = Handover(try SoundStream(system, .microphone, device: device, hertz: Self.hertz))
        spawnThread(name: "microphone") { [self] in
            let stream = stream.take()
            do throws(DeviceError) {
                while !isStopped.load(ordering: .relaxed) { hear(try stream.read(Self.frame)) }
            } catch { if !isStopped.load(ordering: .relaxed) { fail(error) } }
        }
    }

    /// No frame comes any more, but perhaps one under way.
    package func stop() { isStopped.store(true, ordering: .relaxed) }
}
