internal import Glibc

/// Writes mono WAV files of 16 bits.
package enum WAVWriter {
    private static let headerLength = 44

    /// A whole file in memory. Sound beyond 4 GiB gets the length of a streamed file, which readers take to mean "to the end".
    package static func bytes(_ samples: [Int16], rate: SampleRate) -> [UInt8] {
        var bytes = header(bytes: 2 * samples.count, rate: rate)
        bytes.reserveCapacity(headerLength + 2 * samples.count)
        PCM16.encode(samples.span, into: &bytes)
        return bytes
    }

    /// What stands before `length` bytes of sound.
    package static func header(bytes length: Int, rate: SampleRate) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ value: UInt32, bytes count: Int) {
            for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
        }
        bytes += "RIFF".utf8
        append(UInt32(clamping: length + headerLength - 8), bytes: 4)
        bytes += "WAVEfmt ".utf8
        append(16, bytes: 4)
        append(1, bytes: 2)
        append(1, bytes: 2)
        append(UInt32(rate.hertz), bytes: 4)
        append(UInt32(2 * rate.hertz), bytes: 4)
        append(2, bytes: 2)
        append(16, bytes: 2)
        bytes += "data".utf8
        append(UInt32(clamping: length), bytes: 4)
        return bytes
    }

    /// A whole file in memory; samples are rounded and clipped.
    package static func bytes(_ clip: AudioClip) -> [UInt8] { bytes(PCM16.quantize(clip.samples), rate: clip.rate) }

    /// Writes a file, replacing what was there.
    package static func write(_ clip: AudioClip, path: String) throws(WAVError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .file(path: path, cause: WAVReader.systemError()) }
        let bytes = bytes(clip)
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress?.advanced(by: written), $0.count - written) }
            if count < 0 {
                if errno == EINTR { continue }
                let cause = WAVReader.systemError()
                close(file)
                throw .file(path: path, cause: cause)
            }
            written += count
        }
        // A full disk may show only here.
        guard close(file) == 0 else { throw .file(path: path, cause: WAVReader.systemError()) }
    }
}
