/// One turn that is over: what the person said and what they heard of the answer.
package struct Exchange: Sendable, Equatable, Codable {
    package var user: String
    package var assistant: String
    /// Calls made for it and what they gave back, in order.
    package var calls: [ToolResult] = []

    package init(user: String, assistant: String, calls: [ToolResult] = []) {
        self.user = user
        self.assistant = assistant
        self.calls = calls
    }
}

/// Local wall time, given from outside so that a reply can be replayed.
package struct CivilTime: Sendable, Equatable, Codable {
    package var year: Int
    /// 1...12
    package var month: Int
    /// 1...31
    package var day: Int
    /// 0 is Sunday.
    package var weekday: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    package init(year: Int, month: Int, day: Int, weekday: Int, hour: Int, minute: Int, second: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.weekday = weekday
        self.hour = hour
        self.minute = minute
        self.second = second
    }
}

/// A timer a person asked for.
package struct TimerRequest: Sendable, Equatable, Codable {
    package var duration: Duration
    /// What it is called, such as "five minute"; unique enough to be named when several run.
    package var label: String
    /// What is said when it is due.
    package var announcement: String

    package init(duration: Duration, label: String, announcement: String) {
        self.duration = duration
        self.label = label
        self.announcement = announcement
    }
}

/// A timer still running.
package struct RunningTimer: Sendable, Equatable, Codable {
    package var label: String
    package var remaining: Duration

    package init(label: String, remaining: Duration) {
        self.label = label
        self.remaining = remaining
    }
}

/// Everything a responder may look at. A value, so that the same request gives the same reply.
package struct ReplyRequest: Sendable, Equatable, Codable {
    /// What the person said, as recognised or typed.
    package var text: String
    /// The session's instructions, from the client.
    package var instructions: String
    /// Earlier turns, oldest first.
    package var history: [Exchange]
    /// The name the person gave in this session.
    package var personName: String?
    package var timers: [RunningTimer]
    package var now: CivilTime
    /// Functions of the client's that may be called.
    package var tools: [Tool] = []
    package var toolChoice = ToolChoice.auto
    /// What calls gave back that no reply has used yet.
    package var results: [ToolResult] = []
    /// Nobody said anything: the person has been silent for long.
    package var isNudge = false
    /// What the responder wanted to remember with the last reply that was heard; empty at first. Nobody else looks into it.
    package var memo = ""
    /// Calls already made for this very question, by a reply of which nothing was heard: what they changed is changed.
    package var calls: [ToolResult] = []
    /// Who makes the reply; the server's choice where `nil`.
    package var mode: AnswerMode?
    /// What the client allows of the server's tools: `allow`, `ask` or `deny` by name or kind.
    package var toolPolicy: [String: String] = [:]
    /// Whether the reply is spoken; otherwise it is read.
    package var speaks = true
    /// How often this person cuts replies short, 0...1.
    package var impatience = 0.0
    /// The spoken reply before this turn; `nil` where there was none.
    package var lastReply: LastReply?
    package var caller = ReplyCaller()
    /// The turn may not be over: nothing may be changed in the world before `ReplyJob.commit`.
    package var isSpeculative = false

    package init(
        text: String, instructions: String = "", history: [Exchange] = [], personName: String? = nil, timers: [RunningTimer] = [],
        now: CivilTime
    ) {
        self.text = text
        self.instructions = instructions
        self.history = history
        self.personName = personName
        self.timers = timers
        self.now = now
    }
}

/// A reply, as it comes into being: any number of `text` and side effects, then one `finished` or `failed`.
package enum ReplyEvent: Sendable, Equatable, Codable {
    /// The next piece of the reply; pieces join without separators.
    case text(String)
    /// What was said so far is spoken as it stands: what follows takes its time.
    case pause
    /// How what is spoken from here on sounds.
    case style(VoiceStyle)
    /// A call of one of the request's tools begins.
    case call(name: String)
    /// The next piece of the arguments of the call begun last.
    case callArguments(String)
    case personName(String)
    case startTimer(TimerRequest)
    /// Stops the timers with this label; `nil` stops all.
    case stopTimers(label: String?)
    /// What the responder wants to find in its next request, once this reply was heard.
    case memo(String)
    /// A call that the responder made by itself, and what it gave back.
    case used(ToolResult)
    /// What the reply took, as counted by whoever made it: tokens read and written.
    case usage(input: Int, output: Int)
    /// Something about how the reply is made, for whoever wants to know.
    case note(ReplyNote)
    case finished
    /// `reason` is fit to be shown; it holds nobody's words.
    case failed(reason: String)
}
