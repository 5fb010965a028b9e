import Resources
import Testing

/// A machine of two processors, drawn.
private struct Machine {
    var headroom: Headroom
    var sample = HeadroomSample()
    /// The levels it went through.
    private(set) var levels: [ServiceLevel] = []
    private(set) var shares: [Double] = []

    init(_ limits: HeadroomLimits = HeadroomLimits()) {
        headroom = Headroom(limits)
        sample.processors = 2
        sample.machineProcessors = 2
        _ = headroom.on(sample)
    }

    /// - Parameters:
    ///   - own: processors in use by the process, and `others` by everything else.
    ///   - live: sessions that hear or answer.
    mutating func pass(
        _ seconds: Double, own: Double = 0, others: Double = 0, live: Int = 0, lateness: Duration = .zero, wait: Duration = .zero
    ) {
        pass(seconds, live: live, others: others, lateness: lateness, wait: wait) { _ in own }
    }

    mutating func pass(
        _ seconds: Double, live: Int = 0, others: Double = 0, lateness: Duration = .zero, wait: Duration = .zero,
        own: (ServiceLevel) -> Double
    ) {
        for _ in 0..<Int(seconds * 4) {
            let used = own(headroom.level)
            sample.time += .milliseconds(250)
            sample.ownSeconds += used / 4
            sample.machineSeconds += (used + others) / 4
            sample.liveSessions = live
            sample.lateness = lateness
            sample.recognizerWait = wait
            if let level = headroom.on(sample) { levels.append(level) }
            shares.append(headroom.share)
        }
    }

    /// How many of `count` are let in at this moment, where `open` are inside.
    mutating func letIn(_ count: Int, open: Int = 0) -> Int {
        var open = open
        for _ in 0..<count where headroom.admit(openSessions: open, at: sample.time) == nil { open += 1 }
        return open
    }
}

@Suite struct HeadroomTests {
    @Test("what is beyond its limit takes one step after the other, and is named; calm takes each back")
    func ladder() {
        for (shortage, own, lateness, wait) in [
            (Shortage.processor, 2.0, 0, 0), (.lateness, 0.5, 120, 0), (.recognizer, 0.5, 0, 400),
        ] {
            var machine = Machine()
            machine.pass(20, own: own, live: 5, lateness: .milliseconds(lateness), wait: .milliseconds(wait))
            #expect(machine.levels == [.noSpeculation, .fastDecoding, .shortReplies])
            #expect(machine.headroom.share == 0)
            #expect(machine.headroom.shortage == shortage)
            #expect(machine.headroom.refusal(openSessions: 1, at: machine.sample.time) == shortage)
            machine.pass(60, own: 0.5, live: 5)
            #expect(machine.levels.suffix(3) == [.fastDecoding, .noSpeculation, .full])
            #expect(machine.headroom.refusal(openSessions: 1, at: machine.sample.time) == nil)
        }
    }

    @Test("where a step is enough, no other follows, and between the marks nothing changes")
    func enough() {
        var machine = Machine()
        machine.pass(20, live: 5) { $0 == .full ? 2 : 1.5 }
        machine.pass(300, own: 1.5, live: 5)
        #expect(machine.levels == [.noSpeculation])
    }

    @Test("a server that is well only while it does less goes back to full ever more rarely")
    func flapping() {
        var machine = Machine()
        machine.pass(600, live: 5) { $0 == .full ? 2 : 1 }
        // Ten minutes; with five seconds of calm each time it would be full a hundred times.
        let returns = machine.levels.count { $0 == .full }
        #expect((5...15).contains(returns))
        machine.pass(200, own: 0.2, live: 5)
        let before = machine.levels.count
        machine.pass(40, live: 5) { $0 == .full ? 2 : 1 }
        #expect(machine.levels.dropFirst(before).contains(.full), "after a long calm it is quick again")
    }

    @Test("bursts of few conversations take nothing away, nor do they keep what was taken")
    func bursts() {
        var machine = Machine()
        for _ in 0..<30 {
            machine.pass(1, own: 2, live: 3)
            machine.pass(2, own: 0.2, live: 3)
        }
        #expect(machine.levels == [])
        machine.pass(2.5, own: 0.5, live: 3, wait: .seconds(1))
        #expect(machine.headroom.level > .full)
        for _ in 0..<20 {
            machine.pass(1, own: 1.8, live: 3)
            machine.pass(2, own: 0.2, live: 3)
        }
        #expect(machine.headroom.level == .full)
    }

    @Test("one late moment is no trend")
    func moment() {
        var machine = Machine()
        machine.pass(5, own: 0.5, live: 2)
        machine.pass(0.25, own: 0.5, live: 2, lateness: .seconds(10), wait: .seconds(10))
        machine.pass(10, own: 0.5, live: 2)
        #expect(machine.levels == [])
    }

    @Test("what others use is not there, but half of the machine is ours in any case")
    func others() {
        var machine = Machine()
        machine.pass(20, own: 0.5, others: 0.5, live: 5)
        #expect((1.49...1.51).contains(machine.headroom.capacity))
        machine.pass(20, own: 0.5, others: 1.5, live: 5)
        #expect(machine.headroom.capacity == 1)
        #expect(machine.levels == [])
        machine.pass(20, own: 1, others: 1, live: 5)
        #expect(machine.headroom.level == .shortReplies)
    }

    @Test("a control group's quota counts, not the machine")
    func quota() {
        var machine = Machine()
        machine.sample.processors = 0.5
        machine.sample.machineProcessors = 16
        machine.pass(20, own: 0.5, others: 2, live: 3)
        #expect(machine.headroom.capacity == 0.5)
        #expect(machine.headroom.level == .shortReplies)
    }

    // MARK: Who is let in

    @Test("nobody is refused where no session is open, whatever the machine does")
    func first() {
        var machine = Machine()
        machine.pass(20, own: 2, live: 1, lateness: .seconds(1))
        #expect(machine.headroom.admit(openSessions: 0, at: machine.sample.time) == nil)
        #expect(machine.headroom.admit(openSessions: 1, at: machine.sample.time) != nil)
    }

    @Test("a rush is let in as far as the conversations are expected to fit, before any of them has cost anything")
    func rush() {
        var machine = Machine()
        machine.pass(5)
        let open = machine.letIn(100)
        #expect((14...15).contains(open))
        // They are heard now and do not speak yet.
        machine.pass(20, own: 0.01, live: open)
        #expect(machine.letIn(10, open: open) <= open + 4)
    }

    @Test("sessions that are let in and silent make room for others")
    func silent() {
        var machine = Machine()
        machine.pass(5)
        var open = 0
        for _ in 0..<20 {
            open = machine.letIn(12, open: open)
            machine.pass(1)
        }
        #expect(open == 240)
    }

    @Test("what a conversation costs is learnt, and the next one refused before it would be too much")
    func cost() {
        var machine = Machine()
        machine.pass(600, own: 1, live: 5)
        #expect((0.19...0.21).contains(machine.headroom.cost))
        // One more fits below 1.8 processors with room for those who speak at the same time, two do not.
        #expect(machine.letIn(5, open: 5) == 6)
        #expect(machine.levels == [], "nobody inside gets less for it")
        #expect(machine.headroom.share > 0)
    }

    @Test("sessions that hear silence do not make the next conversation cheap")
    func leastCost() {
        var machine = Machine()
        machine.pass(600, own: 0.01, live: 50)
        #expect(machine.headroom.cost == HeadroomLimits().leastCost)
    }

    @Test("a server that refuses does so for two seconds, and until there is clearly room")
    func refusing() {
        var machine = Machine()
        machine.pass(60, own: 1.78, live: 20)
        #expect(machine.headroom.admit(openSessions: 20, at: machine.sample.time) == .processor)
        machine.pass(1, own: 0, live: 0)
        #expect(machine.headroom.refusal(openSessions: 20, at: machine.sample.time) == .processor)
        machine.pass(10, own: 1.6, live: 18)
        #expect(machine.headroom.refusal(openSessions: 18, at: machine.sample.time) == .processor)
        machine.pass(20, own: 1.1, live: 12)
        #expect(machine.headroom.admit(openSessions: 12, at: machine.sample.time) == nil)
        machine.pass(20, own: 1.25, live: 13)
        let next = machine.headroom.refusal(openSessions: 13, at: machine.sample.time)
        #expect(next == nil, "where nobody was refused, there is room for one")
    }

    @Test("who is refused is told to wait longer the more must be undone first")
    func retry() {
        var machine = Machine()
        #expect(machine.headroom.retryAfter == .seconds(3))
        machine.pass(20, own: 2, live: 9)
        #expect(machine.headroom.retryAfter == .seconds(18))
    }

    @Test("switched off, it only measures")
    func off() {
        var limits = HeadroomLimits()
        limits.isEnabled = false
        var machine = Machine(limits)
        machine.pass(30, own: 2, live: 50, lateness: .seconds(1))
        #expect(machine.levels == [] && machine.headroom.share == 0)
        #expect(machine.letIn(1_000) == 1_000)
    }
}
