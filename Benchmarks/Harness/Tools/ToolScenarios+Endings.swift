internal import Tools
internal import Wire

extension ToolScenarios {
    /// No answer in time; the next call goes through.
    static var late: [ToolScenario] {
        (0..<8).map { round in
            ending(.timeout, "no answer in time, \(round)") { stage in
                await stage.call("bench.slow", ["level": .integer(round)]).failure == .timedOut(.milliseconds(20))
            }
        }
    }

    /// A tool that fails, or does not answer at all.
    static var broken: [ToolScenario] {
        (0..<8).map { round in
            ending(.crash, "a tool that fails, \(round)") { stage in
                switch await stage.call(round % 2 == 0 ? "bench.broken" : "bench.away", [:]).failure {
                case .failed?: return round % 2 == 0
                case .unavailable?: return round % 2 == 1
                default: return false
                }
            }
        }
    }

    static var denied: [ToolScenario] {
        ["bench.switch", "bench.wipe", "bench.send", "bench.echo", "calculator", "units.convert", "code.run", "system.info"].map { tool in
            ending(.denied, "\(tool) denied") { stage in
                let outcome = await stage.call(tool, arguments(of: tool), policy: ToolPolicy(byName: [tool: .deny]))
                if case .denied? = outcome.failure { return true }
                return false
            }
        }
    }

    static var asked: [ToolScenario] {
        (0..<10).map { round in confirmed(round % 2 == 0 ? "bench.wipe" : "bench.send", round / 2) }
    }

    static var cancelled: [ToolScenario] {
        (0..<8).map { round in
            ending(.cancelled, "cancelled mid-way, \(round)") { stage in
                let task = Task { await stage.call("bench.patient", ["level": .integer(round)]) }
                // The call is further on its way each time.
                for _ in 0..<round { await Task.yield() }
                task.cancel()
                return await task.value.failure == .cancelled
            }
        }
    }

    static var withdrawn: [ToolScenario] {
        (0..<8).map { round in
            ending(.withdrawn, "the turn goes on, \(round)") { stage in
                let commitment = Commitment.pending()
                let task = Task { await stage.call("bench.switch", ["level": .integer(round)], commitment: commitment) }
                for _ in 0..<round { await Task.yield() }
                commitment.settle(false)
                return await task.value.ending == .withdrawn
            }
        }
    }

    private static func arguments(of tool: String) -> JSONValue {
        switch tool {
        case "calculator": ["expression": "1 + 1"]
        case "units.convert": ["value": 1, "from": "m", "to": "km"]
        case "code.run": ["code": "print(1)"]
        default: [:]
        }
    }

    private static func ending(_ kind: ToolScenario.Kind, _ name: String, _ body: @escaping @Sendable (ToolStage) async -> Bool)
        -> ToolScenario
    {
        ToolScenario(kind: kind, name: name) { stage in
            let isRight = await body(stage)
            return (isRight, await stage.call("bench.echo", ["level": 1]).output?.value == ["level": 1])
        }
    }

    /// Asked for first, refused with a consent that is made up or for something else, done with the right one.
    private static func confirmed(_ tool: String, _ round: Int) -> ToolScenario {
        ToolScenario(kind: .confirmed, name: "\(tool) asked for, \(round)") { stage in
            let arguments: JSONValue = ["level": .integer(round)]
            guard let question = await stage.call(tool, arguments).confirmation else { return (false, nil) }
            let isForged = await stage.call(tool, arguments, consent: "yes").output != nil
            let isOther = await stage.call(tool, ["level": .integer(round + 50)], consent: question.token).output != nil
            let isDone = await stage.call(tool, arguments, consent: question.token).output?.value == arguments
            let isAgain = await stage.call(tool, arguments, consent: question.token).output != nil
            return (!isForged && !isOther && isDone && !isAgain, nil)
        }
    }

    /// Programs, and what they print; those that misbehave come back with why they were ended.
    private static let programTable: [(String, String, String?)] = [
        ("print(sum(range(101)))", "output", "5050\n"), ("print(2 ** 200 % 1000007)", "output", "\(power(2, 200, 1_000_007))\n"),
        ("import json; print(json.dumps(sorted([3, 1, 2])))", "output", "[1, 2, 3]\n"), ("x = 1", "output", ""), ("1 / 0", "status", nil),
        ("import socket; socket.create_connection(('1.1.1.1', 80))", "status", nil), ("open('/etc/passwd')", "status", nil),
        ("a = bytearray(1 << 32)", "status", nil), ("while True: print('x' * 4000)", "ended", "output_limit"),
        ("print(input()[::-1])", "output", "cba\n"),
    ]

    static var programs: [ToolScenario] {
        programTable.map { code, member, wanted in
            ToolScenario(kind: .sandboxed, name: code) { stage in
                let outcome = await stage.call("code.run", ["code": .string(code), "input": "abc\n"])
                guard let value = outcome.output?.value else { return (false, nil) }
                let isRight = wanted.map { value[member]?.string == $0 } ?? (value[member]?.integer.map { $0 != 0 } ?? false)
                return (isRight, nil)
            }
        }
    }

    private static func power(_ base: Int, _ exponent: Int, _ modulus: Int) -> Int {
        (0..<exponent).reduce(1) { result, _ in result * base % modulus }
    }
}
