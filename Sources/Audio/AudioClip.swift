/// A finished piece of mono sound.
package struct AudioClip: Sendable, Equatable {
    /// Samples in -1...1.
    package var samples: [Float]
    package var rate: SampleRate

    package init(samples: [Float], rate: SampleRate) {
        self.samples = samples
        self.rate = rate
    }

    package var duration: Duration { .seconds(Double(samples.count) / Double(rate.hertz)) }
}
