extension SpeakerAdaptation {
    /// The cepstral mean as numbers; `nil` before the first utterance.
    var coefficients: [Float]? {
        get { mean.map { $0.split(separator: ",").compactMap { Float($0) } } }
        set { mean = newValue.map { $0.map { "\($0)" }.joined(separator: ",") } }
    }
}
