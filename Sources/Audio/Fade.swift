/// A gain that moves in a straight line, sample by sample, so that no step is heard. At a gain of 1 samples stay as they are, bit for bit.
package struct Fade: Sendable, Equatable {
    /// The amplitude's factor just now.
    package private(set) var gain: Float = 1
    private var target: Float = 1
    private var step: Float = 0
    private var remaining = 0

    package init() {}

    /// Moves to the factor `target` within `duration` of sound at 16 kHz, from the next sample on.
    package mutating func begin(to target: Float, over duration: Duration) {
        self.target = target
        remaining = max(1, SampleRate.hz16000.samples(in: duration))
        step = (target - gain) / Float(remaining)
    }

    package mutating func apply(to samples: inout [Int16]) {
        guard gain != 1 || remaining > 0 else { return }
        for index in samples.indices {
            if remaining > 0 {
                remaining -= 1
                gain = remaining == 0 ? target : gain + step
            }
            samples[index] = Int16((Float(samples[index]) * gain).rounded())
        }
    }
}
