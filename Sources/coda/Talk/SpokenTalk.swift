internal import Audio
internal import Devices
internal import Resources
internal import Wire

/// A conversation with microphone and speaker.
struct SpokenTalk {
    let line: any TalkLine
    let mailbox: TalkMailbox
    let devices: TalkDevices

    func run(voice: String?, cancelsEcho: Bool) async throws {
        let (line, mailbox) = (line, mailbox)
        line.send(TalkSetup.update(speaks: true, voice: voice, cancelsEcho: cancelsEcho))
        let speaker = try devices.speaker { mailbox.post(.deviceFailed($0)) }
        defer { speaker.stop() }
        let microphone = try devices.microphone(
            hear: { line.send(sound: PCM16.encode($0)) }, fail: { mailbox.post(.deviceFailed($0)) })
        defer { microphone.stop() }
        let advice = "Use headphones: without them Coda hears its own voice and may interrupt itself."
        Terminal.say("Speak; Ctrl-C ends." + (cancelsEcho ? "" : " " + advice))
        while let event = await mailbox.next() {
            switch event {
            case .said(let event): try show(event, speaker)
            case .sound(let bytes): speaker.play(PCM16.decode(bytes))
            case .closed(let reason): throw CommandLineError(.network, reason + ".")
            case .deviceFailed(let error): throw CommandLineError(.engine, "\(error). Check that it is still plugged in.")
            case .typed: continue
            case .interrupted: return Terminal.show(progress: nil)
            }
            if Terminal.isOutputGone { return }
        }
    }

    private func show(_ event: JSONValue, _ speaker: Speaker) throws {
        switch event["type"]?.string {
        case "coda.input_transcript.partial": transient("You:  \(event["transcript"]?.string ?? "")")
        case "conversation.item.input_audio_transcription.completed":
            Terminal.show(progress: nil)
            let text = event["transcript"]?.string ?? ""
            if !text.isEmpty { Terminal.print("You:  \(text)") }
        case "conversation.item.input_audio_transcription.failed":
            Terminal.say("coda: that could not be understood: \(event["error"]?["message"]?.string ?? "no reason given")")
        case "response.done":
            let response = FinishedResponse(event)
            // Interrupted: what was sent ahead must not be heard any more.
            if response.status == "cancelled" { speaker.drop() }
            if response.status == "failed" {
                Terminal.say("coda: the answer failed: \(response.reason ?? "no reason given")")
            } else {
                Terminal.print("Coda: \(response.text)" + (response.status == "cancelled" ? " [interrupted]" : ""))
            }
        case "error": Terminal.say("coda: \(event["error"]?["message"]?.string ?? "the session refused something")")
        default: break
        }
    }

    private func transient(_ text: String) {
        if Terminal.errorsCanBeErased { Terminal.show(progress: String(text.suffix(Terminal.columns - 1))) }
    }
}
