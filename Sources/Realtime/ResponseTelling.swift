internal import Audio
internal import Dialogue
internal import Wire

/// What the wire must know of a response under way.
struct ResponseTelling {
    let format: ResponseFormat
    let sound: AudioFormat
    let metadata: JSONValue?
    /// Where each of its items is among its outputs.
    var places: [ItemID: OutputPlace] = [:]
    /// How its calls are called.
    var calls: [ItemID: String] = [:]
    /// Whether its message's part was told.
    var hasPart = false

    /// - Parameter session: what counts where the client asked for nothing else.
    init(_ format: ResponseFormat, session: SessionConfiguration) {
        self.format = format
        let attachment = format.attachment.flatMap { try? JSONValue.parse(Array($0.utf8)) }
        metadata = attachment?["metadata"]
        sound = attachment?["sound"].flatMap(AudioFormat.init) ?? session.outputFormat
    }

    /// What the conversation carries for us from the request to the response it becomes.
    static func attachment(metadata: JSONValue?, sound: AudioFormat?) -> String? {
        guard metadata != nil || sound != nil else { return nil }
        return ([:] as JSONValue).merging(["metadata": metadata, "sound": sound?.json]).text
    }
}

extension AudioFormat {
    /// Back from the protocol's form.
    fileprivate init?(_ json: JSONValue) {
        switch json["type"]?.string {
        case "audio/pcmu"?: self = .g711(.muLaw)
        case "audio/pcma"?: self = .g711(.aLaw)
        case "audio/pcm"?:
            guard let rate = json["rate"]?.integer.flatMap(SampleRate.init) else { return nil }
            self = .pcm16(rate)
        default: return nil
        }
    }
}
