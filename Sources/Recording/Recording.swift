package import Audio
package import Dialogue
internal import FoundationEssentials
internal import Wire

/// A recording as it was read.
package struct Recording: Sendable {
    package struct Step: Sendable {
        package var time: SessionTime
        package var event: Event
        /// What was decided then.
        var decisions: RecordedDecisions
        /// Where it stands in the file, from 1.
        package var line: Int
    }

    package var header: RecordingHeader
    package var steps: [Step] = []
    /// `nil` where the file breaks off.
    package var ending: RecordingEnding?
    /// Why the rest of the file could not be read.
    package var fault: RecordingError?

    /// Reads any bytes at all. Throws where not even the header can be read; what is wrong later is `fault`, and the steps before it are there.
    package init(_ bytes: [UInt8]) throws(RecordingError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line's end.
        let isBrokenOff = lines.popLast()?.isEmpty == false
        guard let first = lines.first else { throw .line(1, message: "this is no recording of Coda: its first line is not complete.") }
        header = try Self.header(first)
        var reader = StepReader()
        for (index, line) in lines.enumerated().dropFirst() {
            guard ending == nil else {
                fault = .line(index + 1, message: "there is more after the recording's end.")
                return
            }
            do throws(RecordingError) {
                ending = try reader.read(line, number: index + 1, into: &steps)
            } catch {
                fault = error
                return
            }
        }
        guard ending == nil else { return }
        let place = steps.last.map { " after \(Timeline.clock($0.time))" } ?? ""
        fault = .line(
            lines.count + (isBrokenOff ? 1 : 0),
            message: "the recording breaks off\(place): the program that wrote it was ended, or the file was cut.")
    }

    private static func header(_ line: ArraySlice<UInt8>) throws(RecordingError) -> RecordingHeader {
        guard let value = try? JSONValue.parse(Array(line)), value["coda"]?.string == "recording" else {
            throw .line(1, message: "this is no recording of Coda.")
        }
        guard let format = value["format"]?.integer, format <= RecordingHeader.format else {
            throw .line(1, message: "the recording was written by a newer Coda (\(value["program"]?.string ?? "unknown")).")
        }
        let whole = value.merging(["settings": value["settings"].map(StepReader.completed)])
        do { return try JSONDecoder().decode(RecordingHeader.self, from: Data(whole.bytes)) } catch {
            throw .line(1, message: "the recording's header lacks something: \(StepReader.reason(error)).")
        }
    }
}
