internal import Glibc

/// Spans as OpenTelemetry's collectors take them: the JSON form of `ExportTraceServiceRequest`.
///
/// A turn is a trace; what happens between turns is one trace a session. Source: opentelemetry-proto 1.x, and OTLP/HTTP's JSON encoding.
package struct ProfileOTLP: Sendable {
    private let service: String
    private let version: String
    /// Unlike another run's, so that turns of different runs never share a trace.
    private let run = UInt64.random(in: 1...UInt64.max)
    /// What to add to the spans' clock for nanoseconds since the epoch.
    private let epoch: Int64

    package init(service: String = "coda", version: String) {
        self.service = service
        self.version = version
        epoch = Profile(name: "", level: .off, spans: []).epoch
    }

    package func body(_ spans: [SpanRecord]) -> [UInt8] {
        let attributes = [("service.name", service), ("service.version", version)].map {
            attribute($0.0, ProfileChromeTrace.quotable($0.1))
        }
        var text = #"{"resourceSpans":[{"resource":{"attributes":["# + attributes.joined(separator: ",") + "]},"
        text += #""scopeSpans":[{"scope":{"name":"coda"},"spans":["#
        text += spans.map(span).joined(separator: ",")
        return Array((text + "]}]}]}").utf8)
    }

    private func span(_ span: SpanRecord) -> String {
        let trace = ProfileChromeTrace.hexadecimal(run) + ProfileChromeTrace.hexadecimal(span.turnKey)
        var text = #"{"traceId":"\#(trace)","spanId":"\#(ProfileChromeTrace.hexadecimal(span.id))","#
        if span.parent != 0 { text += #""parentSpanId":"\#(ProfileChromeTrace.hexadecimal(span.parent))","# }
        // Kind 1 is internal. Numbers of 64 bits are texts in this encoding.
        text += #""name":"\#(span.name.text)","kind":1,"startTimeUnixNano":"\#(time(span.start))","endTimeUnixNano":"\#(time(span.end))","#
        let numbers = [("coda.session", Int(span.session)), ("coda.turn", Int(span.turn)), ("thread.id", Int(span.thread))]
        return text + #""attributes":["# + numbers.map { #"{"key":"\#($0.0)","value":{"intValue":"\#($0.1)"}}"# }.joined(separator: ",")
            + "]}"
    }

    private func time(_ moment: UInt64) -> Int64 { Int64(clamping: moment) + epoch }

    private func attribute(_ key: String, _ value: String) -> String { #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"# }
}
