import FoundationEssentials
import TestSupport
import Testing
import Wire

/// The short way for sound gives what decoding the document gives, or leaves it to that.
@Suite struct AppendedSoundTests {
    private static let events = [
        #"{"type":"input_audio_buffer.append","audio":"AAEC/w=="}"#,
        #" { "type" : "input_audio_buffer.append" , "event_id" : "e1", "audio" : "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxw=" } "#,
        #"{"audio":"AAEC","event_id":"é☕","type":"input_audio_buffer.append"}"#,
        #"{"type":"input_audio_buffer.append","audio":""}"#,
        #"{"type":"input_audio_buffer.append","audio":"AAED","audio":"AAEC"}"#,
        #"{"type":"input_audio_buffer.append","audio":"AA\/D"}"#,
        #"{"type":"input_audio_buffer.append","audio":"AAED","event_id":null}"#,
        #"{"type":"input_audio_buffer.append","audio":"AAED","other":[1,2]}"#,
        #"{"type":"input_audio_buffer.commit","audio":"AAED"}"#,
    ]

    @Test("whole or broken, an event means the same both ways", arguments: 0..<40 as Range<UInt64>)
    func equality(seed: UInt64) {
        var random = Seeded(seed)
        let letters = Array("{}[]:,\"\\ =AQR+/-_aeé\n\0".utf8)
        for event in Self.events {
            for _ in 0..<60 {
                var bytes = Array(event.utf8)
                for _ in 0..<Int.random(in: 0..<3, using: &random) {
                    let start = Int.random(in: 0...bytes.count, using: &random)
                    let end = Bool.random(using: &random) ? start : min(start + Int.random(in: 1...3, using: &random), bytes.count)
                    let new = Bool.random(using: &random) ? [letters.randomElement(using: &random) ?? 0] : []
                    bytes.replaceSubrange(start..<end, with: new)
                }
                #expect(ClientMessage(parsing: bytes) == ClientMessage(decoding: bytes), "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test("sound of every length comes back from base64", arguments: 0..<200)
    func lengths(count: Int) {
        let sound = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
        let event = #"{"type":"input_audio_buffer.append","audio":""# + Data(sound).base64EncodedString() + "\"}"
        #expect(ClientMessage(parsing: Array(event.utf8)).event == .success(.appendAudio(sound)))
    }
}
