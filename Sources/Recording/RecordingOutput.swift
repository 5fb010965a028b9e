internal import Audio

/// The files of one recording.
struct RecordingOutput: ~Copyable {
    let path: String
    private let header: RecordingHeader
    private let soundPath: String?
    private var writer = RecordingWriter()
    private var file: RecordingFile?
    private var sound: RecordingFile?
    private var soundBytes = 0
    private(set) var isClosed = false

    init(header: RecordingHeader, path: String, soundPath: String?) {
        self.header = header
        self.path = path
        self.soundPath = soundPath
    }

    /// - Parameter ending: ends the files.
    mutating func write(_ steps: [RecordedStep], _ samples: [Int16], _ ending: RecordingEnding?) throws(RecordingError) {
        guard !isClosed else { return }
        var text: [UInt8] = []
        if file == nil {
            file = try RecordingFile(path)
            text = writer.header(header)
        }
        for step in steps { writer.append(step, to: &text) }
        writer.endRun(&text)
        if let ending { writer.end(ending, to: &text) }
        try file?.append(text)
        try write(samples)
        if ending != nil { close() }
    }

    /// The file's head always tells the length there is: a recording that breaks off can be listened to.
    private mutating func write(_ samples: [Int16]) throws(RecordingError) {
        guard let soundPath else { return }
        if sound == nil { sound = try RecordingFile(soundPath) }
        soundBytes += 2 * samples.count
        try sound?.replaceStart(WAVWriter.header(bytes: soundBytes, rate: .hz16000))
        try sound?.append(PCM16.encode(samples))
    }

    /// Nothing more can be written.
    mutating func giveUp() { close() }

    private mutating func close() {
        isClosed = true
        file = nil
        sound = nil
    }
}
