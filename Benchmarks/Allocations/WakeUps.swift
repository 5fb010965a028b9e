internal import Audio
internal import Glibc
internal import Realtime
internal import Resources
internal import ScriptedEngines
internal import Synchronization
internal import Wire

/// The session's own loop, woken for each frame by another thread as the server does it.
enum WakeUps {
    static let name = "wake-up"

    /// Allocations in as many frames of silence as a scenario has.
    static func count(keepsPlaces: Bool) async -> Int {
        let detector = CountingDetector()
        var engines = Engines.scripted()
        engines.voiceActivity = VoiceActivity(detector)
        var configuration = SessionDefaults().configuration(model: "coda", voices: engines.voices)
        configuration.inputFormat = .pcm16(.hz16000)
        let session = RealtimeSession(id: "allocations", engines: engines, configuration: configuration, output: NoOutput())
        // Ends with the session, below.
        let run = Task { await session.run() }
        let count = await onThread(named: "client") {
            feed(session, Scenario.warmUp, detector)
            Allocations.begin(keepsPlaces: keepsPlaces)
            feed(session, Scenario.frames, detector)
            return Allocations.end()
        }
        session.disconnect()
        await run.value
        return count
    }

    private static func feed(_ session: RealtimeSession, _ frames: Int, _ detector: CountingDetector) {
        // One window each, so that it is known when a frame has been handled.
        let sound = [UInt8](repeating: 0, count: 1_024)
        for _ in 0..<frames {
            let heard = detector.windows.load(ordering: .acquiring)
            _ = session.receive(sound: sound)
            while detector.windows.load(ordering: .acquiring) == heard { usleep(200) }
            // It waits for the next message by now.
            usleep(200)
        }
    }
}
