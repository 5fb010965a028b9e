package import Telemetry
package import Wire

/// A profile for programs; figures are flat, as those of the benchmarks.
extension Profile {
    package func object(version: String) -> JSONValue {
        var figures: [String: JSONValue] = ["turns": .integer(turns.count), "seconds": .number(seconds)]
        for row in parts + [answers].compactMap(\.self) {
            for (key, value) in row.figures {
                figures["\(row.name == "total" ? "first_audible_ms" : "part_ms.\(row.name)").\(key)"] = value
            }
        }
        for row in stages {
            let name = row.name.split(separator: " ").joined(separator: "_")
            for (key, value) in row.figures { figures["stage_ms.\(name).\(key)"] = value }
            figures["stage_work_share.\(name)"] = .number(row.share)
        }
        for row in calls + waits {
            for (key, value) in row.figures { figures["call_ms.\(row.name).\(key)"] = value }
        }
        return [
            "name": "profile", "version": .string(version),
            "settings": ["level": .string(level.text), "profile": .string(name)], "figures": .object(figures),
            "slow_turns": .array(slowTurns().map(\.object)), "bottlenecks": .array(bottlenecks.map(\.object)),
            "recommendations": .array(
                recommendations.map { ["settings": .array($0.settings.map { .string($0) }), "text": .string($0.text)] }),
            "notes": .array(dropped > 0 ? [.string("\(dropped) of the oldest records did not fit and are left out")] : []),
        ]
    }
}

extension ProfileRow {
    fileprivate var figures: [(String, JSONValue)] {
        [("mean", .number(mean)), ("p50", .number(p50)), ("p95", .number(p95)), ("n", .integer(count))]
    }
}

extension ProfileBottleneck {
    fileprivate var object: JSONValue {
        let name: String =
            switch kind {
            case .timeShare: "time_share"
            case .workShare: "work_share"
            case .growingTail: "growing_tail"
            case .growingQueue: "growing_queue"
            }
        return ["stage": .string(self.name.text), "kind": .string(name), "text": .string(text)]
    }
}

extension ProfileSlowTurn {
    fileprivate var object: JSONValue {
        func excesses(_ list: [Excess]) -> JSONValue {
            .array(
                list.map { ["name": .string($0.name.text), "ms": .number($0.milliseconds), "p50_ms": .number($0.usual)] })
        }
        return [
            "turn": .string(title), "ms": .number(milliseconds), "p50_ms": .number(usual), "parts": excesses(parts),
            "causes": excesses(causes),
        ]
    }
}
