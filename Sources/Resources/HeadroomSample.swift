/// How a server is doing at one moment.
package struct HeadroomSample: Sendable, Equatable {
    /// Since any fixed moment.
    package var time = Duration.zero
    /// Processor time the process has used since any fixed moment, but for work that yields to everything else.
    package var ownSeconds = 0.0
    /// The same of everything on the machine, this process among it.
    package var machineSeconds = 0.0
    /// Processors the process may use.
    package var processors = 1.0
    package var machineProcessors = 1.0
    /// The most that sessions' work was late since the sample before.
    package var lateness = Duration.zero
    /// How long the oldest piece of sound that is still there has waited to be recognised.
    package var recognizerWait = Duration.zero
    /// Sessions that hear sound, or answer.
    package var liveSessions = 0

    package init() {}
}

/// Up to where a server is well.
package struct HeadroomLimits: Sendable, Equatable {
    /// Whether anything follows from what is measured.
    package var isEnabled = true
    /// The share of the processors that may be in use: the rest is for what comes in bursts.
    package var processorShare = 0.9
    /// Half of the sound that is sent ahead of the ear: twice as late, and a gap is heard.
    package var lateness = Duration.milliseconds(50)
    /// A recogniser takes sound in pieces of 200 ms; one that begins with each of them so late is about to fall behind.
    package var recognizerWait = Duration.milliseconds(150)
    /// Processors that a live conversation takes, until that has been measured.
    package var expectedCost = 0.1
    /// Less than this a conversation is never taken to cost, however silent those were that were measured.
    package var leastCost = 0.02

    package init() {}

    /// Everyone is let in and gets everything; it is measured all the same.
    package static var none: HeadroomLimits {
        var limits = HeadroomLimits()
        limits.isEnabled = false
        return limits
    }
}
