internal import Resources
internal import Wire

/// A typed conversation: a line in, an answer out.
struct TypedTalk {
    let line: any TalkLine
    let mailbox: TalkMailbox
    let isJSON: Bool

    private static let prompt = "You:  "

    func run() async throws {
        line.send(TalkSetup.update(speaks: false, voice: nil))
        if StandardInput.isTerminal { Terminal.say("Type a line and press Enter; Ctrl-D or Ctrl-C ends.") }
        var asked: String?
        var worst: CommandLineError?
        readLine()
        while let event = await mailbox.next() {
            switch event {
            case .typed(nil):
                if StandardInput.isTerminal { Terminal.say("") }
                return try finish(worst)
            case .typed(let text?):
                guard text.contains(where: { !$0.isWhitespace }) else {
                    readLine()
                    continue
                }
                asked = text
                TalkSetup.ask(text).forEach(line.send)
            case .said(let event):
                guard let report = report(on: event, to: asked) else { continue }
                worst = report.error ?? worst
                show(report)
                // A timer that is due speaks unasked; then the line is still being waited for.
                if asked != nil {
                    asked = nil
                    readLine()
                }
            case .closed(let reason): throw CommandLineError(.network, reason + ".")
            case .interrupted: return
            case .sound, .deviceFailed: continue
            }
            if Terminal.isOutputGone { return }
        }
    }

    private func readLine() {
        if StandardInput.isTerminal { Terminal.print(Array(Self.prompt.utf8)) }
        let mailbox = mailbox
        // Ends with the line, or with the process.
        Task { mailbox.post(.typed(await StandardInput.line())) }
    }

    /// The report of an answer that `event` ends; `nil` for every other event.
    private func report(on event: JSONValue, to asked: String?) -> InputReport? {
        switch event["type"]?.string {
        case "response.done":
            let response = FinishedResponse(event)
            guard response.status != "failed" else {
                return InputReport(
                    input: asked ?? "", error: CommandLineError(.engine, "the answer failed: \(response.reason ?? "no reason given")"))
            }
            return InputReport(input: asked ?? "", reply: response.text)
        case "error":
            let message = event["error"]?["message"]?.string ?? "the session refused something"
            return InputReport(input: asked ?? "", error: CommandLineError(.engine, message))
        default: return nil
        }
    }

    private func show(_ report: InputReport) {
        if let error = report.error { Terminal.say("coda: \(error.message)") }
        if isJSON {
            Terminal.print(report.object(schema: "coda.talk/1").text)
        } else if let reply = report.reply {
            Terminal.print(StandardInput.isTerminal ? "Coda: \(reply)" : reply)
        }
    }

    private func finish(_ worst: CommandLineError?) throws {
        if let worst { throw CommandLineError(worst.code, "not every line was answered.") }
    }
}
