/// What is done to a microphone's sound before anything hears it. By default nothing.
package struct MicrophoneOptions: Sendable, Equatable {
    /// How far the mouth is from the microphone: more noise comes with a distant one, and more of it is taken away.
    package enum NoiseReduction: String, Sendable, CaseIterable {
        /// At most 15 dB: a headset, a telephone.
        case nearField = "near_field"
        /// At most 25 dB: a microphone across the room.
        case farField = "far_field"

        var decibels: Int32 { self == .nearField ? -15 : -25 }
    }

    /// Whether what Coda says is taken out of what it hears.
    package var cancelsEcho = false
    package var noiseReduction: NoiseReduction?
    /// Whether quiet voices are raised and loud ones lowered to one level.
    package var controlsGain = false

    package init() {}

    package var isOff: Bool { self == MicrophoneOptions() }
}
