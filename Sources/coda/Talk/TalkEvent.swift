internal import Devices
internal import Wire

/// Everything that happens in a conversation at the terminal.
enum TalkEvent: Sendable {
    /// The session says something.
    case said(JSONValue)
    /// Reply sound, PCM16 of 16 kHz.
    case sound([UInt8])
    /// The session is over; the reason is for a person.
    case closed(String)
    case deviceFailed(DeviceError)
    /// A line that was typed; `nil` is the end of the input.
    case typed(String?)
    case interrupted
}
