internal import CSoundDevices

/// A way to this machine's microphones and speakers. Its library is opened when it is first needed.
package enum SoundSystem: String, Sendable, CaseIterable {
    case pulse, alsa

    package var name: String {
        switch self {
        case .pulse: "PulseAudio"
        case .alsa: "ALSA"
        }
    }

    var code: coda_sound_system {
        switch self {
        case .pulse: CODA_SOUND_PULSE
        case .alsa: CODA_SOUND_ALSA
        }
    }

    /// Every device of one direction.
    package func devices(_ direction: SoundDirection) throws(DeviceError) -> [SoundDevice] {
        let found = Found()
        var cause = [CChar](repeating: 0, count: 256)
        let isListed = unsafe coda_sound_list(
            code, direction.code,
            { name, description, user in
                guard let name = unsafe name, let user = unsafe user else { return }
                let found = unsafe Unmanaged<Found>.fromOpaque(user).takeUnretainedValue()
                let text = unsafe description.map { unsafe String(cString: $0) } ?? ""
                found.devices.append(SoundDevice(name: unsafe String(cString: name), description: text))
            }, Unmanaged.passUnretained(found).toOpaque(), &cause, cause.count)
        guard isListed else { throw DeviceError(system: self, direction: direction, device: nil, cause: Self.text(cause)) }
        return found.devices
    }

    static func text(_ cause: [CChar]) -> String {
        String(decoding: cause.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private final class Found {
        var devices: [SoundDevice] = []
    }
}

package enum SoundDirection: String, Sendable {
    case microphone, speaker

    var code: coda_sound_direction { self == .microphone ? CODA_SOUND_CAPTURE : CODA_SOUND_PLAYBACK }
}

/// A microphone or a speaker.
package struct SoundDevice: Sendable, Equatable {
    /// What the device is opened by.
    package var name: String
    /// For a person; may be empty.
    package var description: String
}

/// Why a microphone or a speaker cannot be used.
package struct DeviceError: Error, Sendable, Equatable, CustomStringConvertible {
    package var system: SoundSystem
    package var direction: SoundDirection
    /// `nil` is the default.
    package var device: String?
    package var cause: String

    package var description: String {
        "\(system.name): no \(direction.rawValue)\(device.map { " \"\($0)\"" } ?? ""): \(cause)"
    }
}
