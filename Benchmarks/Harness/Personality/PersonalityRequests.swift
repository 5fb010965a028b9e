internal import Language
internal import Personality

/// Wishes about manner against what real people typed to assistants, where the lent utterances are there.
enum PersonalityRequests {
    /// The one kind of them that is about manner: how fast Coda speaks.
    private static let speed = "change_speed"

    static func add(_ report: inout BenchReport, below data: String?) {
        guard let paths = IntentLines.lent(below: data), let lines = try? IntentLines.load(paths.test) else {
            report.notes.append("requests_*: left out, the lent utterances are not here (CODA_TEST_DATA)")
            return
        }
        var (understood, alarms) = (Share(), Share())
        var choices = 0
        for line in lines {
            let request = MannerRequest.read(line.text)
            if line.intent == speed {
                understood.count(request?.changes.contains { $0.trait == .pace } ?? false)
            } else {
                alarms.count(request != nil)
                for evidence in EvidenceReader.read(PersonTurn(line.text), shown: { _ in 0.5 }) {
                    if case .choices(let high, let low, _) = evidence.reading, evidence.cause == .wording, evidence.trait == .formality {
                        choices += high + low
                    }
                }
            }
        }
        report.add("requests_recall_share", understood)
        report.add("requests_false_alarm_share", alarms)
        report["choices_per_typed_turn.wording.formality"] = Double(choices) / Double(max(1, alarms.total))
        report.notes.append(
            "requests_*: real utterances typed to an assistant; recall on those about its speed, false alarms on all others; "
                + "choices_per_typed_turn: what such short commands show, to be held against choices_per_turn of the simulation")
    }
}
