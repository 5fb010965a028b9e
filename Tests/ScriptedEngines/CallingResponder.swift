package import Dialogue
package import Language

/// Calls the first of the client's functions when it is named, says what a call gave back, and otherwise what it was asked.
package struct CallingResponder: Responder {
    package init() {}

    package func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        if let result = request.results.last {
            deliver(.text("The answer is \(result.output)."))
        } else if let tool = request.tools.first, request.text.contains(tool.name) {
            deliver(.call(name: tool.name))
            for piece in ["{\"place\":", "\"here\"", "}"] { deliver(.callArguments(piece)) }
        } else {
            deliver(.text("You said \(request.text)."))
        }
        deliver(.finished)
        return NoJob()
    }
}
