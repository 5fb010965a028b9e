internal import Realtime
internal import Resources
internal import Speech
internal import Telemetry

/// Letting sessions and the recogniser follow the level of service.
extension Doors {
    func watchService(_ recognizer: any SpeechRecognizer) {
        let limits = ProcessLimits.now()
        service.start {
            [meters, executor] in
            meters.headroomSample(limits, lateness: executor.oldestWait)
        } follow: {
            [meters, ticker] level in
            meters.levels[level].add()
            recognizer.decode(fast: level >= .fastDecoding)
            ticker.followService()
        }
    }
}
