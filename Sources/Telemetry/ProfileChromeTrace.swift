/// A profile in Chrome's trace event format, which Perfetto and chrome://tracing open.
///
/// What runs on one thread is a complete event there; a turn with its parts, and each wait, is a track of its own. Resources are counters.
/// Source: "Trace Event Format", the Chromium project.
package enum ProfileChromeTrace {
    private static let process = 1

    package static func text(of profile: Profile) -> String {
        var lines: [String] = [
            #"{"name":"process_name","ph":"M","ts":0,"pid":\#(process),"tid":0,"args":{"name":"coda"}}"#
        ]
        for (thread, name) in profile.threads.sorted(by: { $0.key < $1.key }) {
            lines.append(
                #"{"name":"thread_name","ph":"M","ts":0,"pid":\#(process),"tid":\#(thread),"args":{"name":"\#(quotable(name))"}}"#)
        }
        // By time; at one moment what ends comes before what begins, and what lies around before what lies within.
        var events: [(at: UInt64, order: Int, text: String)] = []
        for span in profile.spans { add(span, of: profile, to: &events) }
        for sample in profile.samples { events.append((sample.at, 2, counter(sample, of: profile))) }
        lines += events.enumerated().sorted { ($0.element.at, $0.element.order, $0.offset) < ($1.element.at, $1.element.order, $1.offset) }
            .map(\.element.text)
        return #"{"displayTimeUnit":"ms","otherData":{"profile":"\#(quotable(profile.name))","level":"\#(profile.level.text)"},"#
            + "\"traceEvents\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
    }

    private static func add(_ span: SpanRecord, of profile: Profile, to events: inout [(at: UInt64, order: Int, text: String)]) {
        let head = #"{"name":"\#(span.name.text)","cat":"\#(category(span.name))","pid":\#(process),"tid":\#(span.thread),"#
        let args = #""args":{"session":\#(span.session),"turn":\#(span.turn),"id":"\#(span.id)","parent":"\#(span.parent)"}}"#
        guard !span.name.isOnOneThread else {
            let event = head + #""ph":"X","ts":\#(time(span.start, profile)),"dur":\#(micro(span.length)),"# + args
            return events.append((span.start, 2, event))
        }
        // The parts of a turn lie within it on its track.
        let track = span.name.kind == .part ? span.parent : span.id
        let place = #""id":"\#(hexadecimal(track))","#
        let isTurn = span.name == .turn
        events.append((span.start, isTurn ? 1 : 2, head + place + #""ph":"b","ts":\#(time(span.start, profile)),"# + args))
        // What took no time ends right after its beginning, and a turn after all its parts.
        let order = isTurn ? 3 : span.length == 0 ? 2 : 0
        events.append((span.end, order, head + place + #""ph":"e","ts":\#(time(span.end, profile))}"#))
    }

    private static func counter(_ sample: ProfileSample, of profile: Profile) -> String {
        #"{"name":"resources","ph":"C","ts":\#(time(sample.at, profile)),"pid":\#(process),"tid":0,"args":{"#
            + #""resident_mb":\#(Int(sample.residentKilobytes / 1_024)),"turn_model_queue":\#(sample.queued)}}"#
    }

    private static func category(_ name: SpanName) -> String {
        switch name.kind {
        case .turn, .part: "turn"
        case .work: "work"
        case .wait: "wait"
        }
    }

    /// A span may have begun before the profile did.
    private static func time(_ moment: UInt64, _ profile: Profile) -> String {
        let origin = min(profile.start, profile.spans.first?.start ?? profile.start)
        return micro(moment - min(moment, origin))
    }

    /// Microseconds, exact to the nanosecond.
    private static func micro(_ nanoseconds: UInt64) -> String {
        let rest = nanoseconds % 1_000
        return "\(nanoseconds / 1_000)." + String(repeating: "0", count: rest < 10 ? 2 : rest < 100 ? 1 : 0) + "\(rest)"
    }

    static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Names are ours or a thread's: what JSON would have to escape is left out.
    static func quotable(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.value >= 32 && $0 != "\"" && $0 != "\\" }.map { Character($0) })
    }
}
