internal import Speech

/// Options that several commands share, so that they read alike.
extension Arguments.Option {
    static let json = flag("--json", summary: "one JSON object an input on standard output (docs/command-line.md)")
    static let soundOutput = value(
        "--output", "-o", form: .file("FILE.wav"), summary: "write the sound there as WAV (16 kHz, 16 bit, mono)")
    static let voice = value(
        "--voice", form: .choice("NAME", FliteSynthesizer.allVoices),
        summary: "the voice: " + FliteSynthesizer.allVoices.joined(separator: ", "),
        default: FliteSynthesizer.allVoices.first)
    static let settingsFile = value(
        "--config", form: .file("FILE"), summary: "settings",
        default: "CODA_CONFIG, coda.yaml, ~/.config/coda/coda.yaml or /etc/coda/coda.yaml")
}
