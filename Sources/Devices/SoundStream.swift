internal import CSoundDevices

/// An open microphone or speaker: 16-bit mono. Its calls block, so it belongs on a thread that we own.
@safe
package struct SoundStream: ~Copyable, @unchecked Sendable {
    private let system: SoundSystem
    private let direction: SoundDirection
    private let handle: OpaquePointer

    /// Opens a device of `system`; `nil` is its default.
    package init(_ system: SoundSystem, _ direction: SoundDirection, device: String? = nil, hertz: Int) throws(DeviceError) {
        var cause = [CChar](repeating: 0, count: 256)
        let opened: OpaquePointer?
        if let device {
            unsafe opened = coda_sound_open(system.code, direction.code, device, UInt32(hertz), &cause, cause.count)
        } else {
            unsafe opened = coda_sound_open(system.code, direction.code, nil, UInt32(hertz), &cause, cause.count)
        }
        guard let handle = unsafe opened else {
            throw DeviceError(system: system, direction: direction, device: device, cause: SoundSystem.text(cause))
        }
        self.system = system
        self.direction = direction
        unsafe self.handle = handle
    }

    deinit { unsafe coda_sound_close(handle) }

    /// Waits for the next `count` samples.
    package func read(_ count: Int) throws(DeviceError) -> [Int16] {
        var samples = [Int16](repeating: 0, count: count)
        var cause = [CChar](repeating: 0, count: 256)
        guard unsafe coda_sound_read(handle, &samples, count, &cause, cause.count) else { throw failure(cause) }
        return samples
    }

    /// Waits until the device has taken the samples.
    package func write(_ samples: [Int16]) throws(DeviceError) {
        var cause = [CChar](repeating: 0, count: 256)
        guard unsafe coda_sound_write(handle, samples, samples.count, &cause, cause.count) else { throw failure(cause) }
    }

    /// Forgets what was written and not yet heard.
    package func drop() { unsafe coda_sound_drop(handle) }

    /// Waits until everything written was heard.
    package func drain() { unsafe coda_sound_drain(handle) }

    private func failure(_ cause: [CChar]) -> DeviceError {
        DeviceError(system: system, direction: direction, device: nil, cause: SoundSystem.text(cause))
    }
}
