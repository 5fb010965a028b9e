internal import Assistant
internal import Audio
internal import Glibc
internal import Realtime

/// Reads a WAV file for a command; tells on standard error what is odd about it.
func readSound(_ path: String) throws -> AudioClip {
    let recording: WAVRecording
    do { recording = try WAVReader.read(path: path) } catch { throw CommandLineError(.input, message(of: error, path)) }
    for warning in recording.warnings { Terminal.say("coda: \(path): \(warning)") }
    guard !recording.clip.samples.isEmpty else { throw CommandLineError(.input, "\(path): the file holds no sound.") }
    return recording.clip
}

func writeSound(_ clip: AudioClip, to path: String) throws {
    do { try WAVWriter.write(clip, path: path) } catch { throw CommandLineError(.input, message(of: error, path)) }
}

/// An error of the system names the file already.
private func message(of error: WAVError, _ path: String) -> String {
    if case .file = error { error.description } else { "\(path): \(error)" }
}

/// Loads the engines a command needs, or says what is missing.
func loadEngines(
    assistant: AssistantOptions = AssistantOptions(), _ change: (inout EngineOptions) -> Void = { _ in }
) async throws -> Engines {
    var options = EngineOptions()
    change(&options)
    options.recognizerSlots = 1
    let chosen = options
    return try await Progress.show("Loading the engines") { _ in
        do {
            return try await Engines.load(from: EngineHome.locate(), options: chosen, assistant: assistant)
        } catch {
            throw CommandLineError(.engine, "\(error)")
        }
    }
}
