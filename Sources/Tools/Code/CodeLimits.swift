/// What a program in the sandbox may use.
package struct CodeLimits: Sendable, Equatable {
    /// From start to end; then every process of it is killed.
    package var wallTime = Duration.seconds(10)
    /// Of all its processes together, in bytes.
    package var memory = 256 << 20
    /// Of its home and its temporary folder, each, in bytes.
    package var disk = 32 << 20
    /// Bytes kept of each of its two outputs.
    package var keptOutput = 16 << 10
    /// Bytes of output after which it is killed.
    package var totalOutput = 4 << 20
    /// Bytes of code, and of input; each fits in a pipe.
    package var code = 48 << 10

    package init() {}
}

/// How a program ended, and what it wrote.
package struct CodeRun: Sendable, Equatable {
    package enum End: String, Sendable {
        case exited
        case timeLimit = "time_limit"
        case memoryLimit = "memory_limit"
        case outputLimit = "output_limit"
        case cancelled
    }

    package var end: End
    /// 0...255; 128 and a signal's number where one ended it. `nil` where it was killed from outside.
    package var status: Int?
    package var output: String
    package var errors: String
    /// Whether something of the outputs was not kept.
    package var isCut: Bool
    package var duration: Duration
}
