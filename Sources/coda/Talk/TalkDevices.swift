internal import Devices

/// The microphone and the speaker a conversation is to use.
struct TalkDevices {
    /// "pulse:NAME", "alsa:NAME", or a name that every system is asked for; `nil` is the default device.
    var input: String?
    var output: String?

    func microphone(
        hear: @escaping @Sendable ([Int16]) -> Void, fail: @escaping @Sendable (DeviceError) -> Void
    ) throws -> Microphone {
        try first(.microphone, input) { system, name throws(DeviceError) in
            try Microphone(system, device: name, hear: hear, fail: fail)
        }
    }

    func speaker(fail: @escaping @Sendable (DeviceError) -> Void) throws -> Speaker {
        try first(.speaker, output) { system, name throws(DeviceError) in try Speaker(system, device: name, fail: fail) }
    }

    /// Opens the device with the first system that has it.
    private func first<Device>(
        _ direction: SoundDirection, _ wanted: String?, _ open: (SoundSystem, String?) throws(DeviceError) -> Device
    ) throws -> Device {
        var causes: [String] = []
        let (systems, name) = Self.split(wanted)
        for system in systems {
            do { return try open(system, name) } catch { causes.append("  \(error)") }
        }
        throw CommandLineError(
            .engine,
            """
            no \(direction.rawValue) can be opened:
            \(causes.joined(separator: "\n"))
            Connect one, or start the sound server (pulseaudio --start). coda talk --list shows what there is;
            coda talk --text needs no devices.
            """)
    }

    private static func split(_ wanted: String?) -> (systems: [SoundSystem], name: String?) {
        guard let wanted, let colon = wanted.firstIndex(of: ":"), let system = SoundSystem(rawValue: String(wanted[..<colon])) else {
            return (SoundSystem.allCases, wanted)
        }
        return ([system], String(wanted[wanted.index(after: colon)...]))
    }

    /// Every device there is, as `--input` and `--output` take it.
    static func list() -> String {
        let lines = [SoundDirection.microphone, .speaker].flatMap { direction -> [String] in
            let option = direction == .microphone ? "--input" : "--output"
            let entries = SoundSystem.allCases.flatMap { system -> [Guide.Entry] in
                ((try? system.devices(direction)) ?? []).map { Guide.Entry("\(system.rawValue):\($0.name)", $0.description) }
            }
            let heading = "\(HelpText.sentence(direction.rawValue).dropLast())s (\(option)):"
            return [heading, entries.isEmpty ? "  none" : HelpText.list(entries)]
        }
        return lines.joined(separator: "\n")
    }
}
