/// A server of chat completions whose answers a test writes, one for each request in turn; the last is repeated.
package final class ScriptedModelServer: Sendable {
    package enum Step: Sendable {
        /// Words of the answer, a piece each.
        case say(String)
        /// A chunk's `delta`, as JSON.
        case delta(String)
        /// An event's data as it is.
        case data(String)
        /// Bytes as they are.
        case raw(String)
        /// Waits for the test to pass this gate.
        case gate(Int)
        case finish(String)
        case usage(input: Int, output: Int, cached: Int)
        case done
        /// Cuts the connection.
        case cut
        /// Says nothing until the client hangs up.
        case hang
    }

    package enum Answer: Sendable {
        case stream([Step])
        case status(Int, headers: [(String, String)], body: String)

        /// Words, the usual end, and tokens.
        package static func words(_ pieces: String...) -> Answer {
            .stream(pieces.map(Step.say) + [.finish("stop"), .usage(input: 10, output: pieces.count, cached: 4), .done])
        }
    }

    package let server: ScriptedHTTPServer
    /// The highest gate that is open.
    package let gates = Latch(0)
    /// How many clients hung up during a `hang`.
    package let hungUp = Latch(0)

    package init(_ answers: [Answer]) throws(ScriptedHTTPServer.NoPort) {
        let count = Latch(0)
        let gates = gates
        let hungUp = hungUp
        server = try ScriptedHTTPServer { exchange in
            guard exchange.request.method == "POST" else { return exchange.answer(200, "{}") }
            let number = count.update { count in
                defer { count += 1 }
                return count
            }
            switch answers[min(number, answers.count - 1)] {
            case .status(let status, let headers, let body): exchange.answer(status, headers: headers, body)
            case .stream(let steps): Self.play(steps, exchange, gates, hungUp)
            }
        }
    }

    package var url: String { server.url + "/v1" }
    /// The requests for answers so far.
    package var requests: [ScriptedRequest] { server.seen.update { $0.requests.filter { $0.method == "POST" } } }

    package func open(_ gate: Int) { gates.update { $0 = gate } }

    package func stop() {
        gates.update { $0 = .max }
        server.stop()
    }

    private static func play(_ steps: [Step], _ exchange: ScriptedExchange, _ gates: Latch<Int>, _ hungUp: Latch<Int>) {
        exchange.begin(headers: [("content-type", "text/event-stream")])
        for step in steps {
            switch step {
            case .say(let text): exchange.piece(event(delta: #"{"content":\#(quoted(text))}"#))
            case .delta(let json): exchange.piece(event(delta: json))
            case .data(let text): exchange.piece("data: \(text)\n\n")
            case .raw(let text): exchange.piece(text)
            case .gate(let number): _ = gates.wait { $0 >= number }
            case .finish(let reason):
                exchange.piece("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"\(reason)\"}]}\n\n")
            case .usage(let input, let output, let cached):
                exchange.piece(
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":\(input),\"completion_tokens\":\(output),"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":\(cached)}}}\n\n")
            case .done: exchange.piece("data: [DONE]\n\n")
            case .cut: return exchange.hangUp()
            case .hang:
                if exchange.seesHangUp() { hungUp.update { $0 += 1 } }
                return
            }
        }
        exchange.end()
    }

    private static func event(delta: String) -> String {
        "data: {\"choices\":[{\"index\":0,\"delta\":\(delta),\"finish_reason\":null}]}\n\n"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }
}
