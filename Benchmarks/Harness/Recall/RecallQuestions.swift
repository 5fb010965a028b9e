internal import Glibc
internal import Resources
internal import Wire

/// Conversations and questions about them whose evidence is known.
struct RecallQuestions {
    struct Turn {
        var id: String
        var text: String
    }

    struct Question {
        var text: String
        /// Ids of the turns that hold the answer.
        var evidence: Set<String>
    }

    /// One person's memories.
    struct Person {
        var name: String
        var turns: [Turn] = []
        var questions: [Question] = []
    }

    var people: [Person] = []
    /// Questions whose evidence is not said, or is not among the turns.
    var withoutEvidence = 0

    /// A file, or every `.json` file of a folder; in the form of the lent conversations or in the one in which LoCoMo is published.
    static func load(_ path: String) throws(BenchError) -> RecallQuestions {
        let paths = path.hasSuffix(".json") ? [path] : FolderFiles.names(in: path, suffix: ".json").map { "\(path)/\($0)" }
        var all = RecallQuestions()
        for path in paths {
            guard let file = try? JSONValue.parse(Array(ProcessFile.read(path).utf8)) else { throw BenchError("\(path): not JSON.") }
            if let samples = file.array {
                for (index, sample) in samples.enumerated() { try all.read(published: sample, "\(path)[\(index)]") }
            } else {
                try all.read(lent: file, path)
            }
        }
        guard all.people.contains(where: { !$0.questions.isEmpty }) else {
            throw BenchError("\(path): no questions whose evidence is known.")
        }
        return all
    }

    /// The lent files, where they are.
    static var lent: String? {
        let data = unsafe getenv("CODA_TEST_DATA").map { unsafe String(cString: $0) } ?? "../shared/data"
        let folder = data + "/memory/bfcl_memory/open"
        return unsafe access(folder, R_OK) == 0 ? folder : nil
    }

    /// `{"scenario", "conversations": [{"id", "question": [[{"role", "content"}]]}], "questions": [{"question", "evidence_turn"}]}`
    private mutating func read(lent file: JSONValue, _ path: String) throws(BenchError) {
        guard let conversations = file["conversations"]?.array, let questions = file["questions"]?.array else {
            throw BenchError("\(path): neither conversations with questions nor a list of them.")
        }
        var person = Person(name: file["scenario"]?.string ?? path)
        for conversation in conversations {
            let id = conversation["id"]?.string ?? ""
            for (index, turn) in (conversation["question"]?.array ?? []).enumerated() {
                let said = (turn.array ?? []).filter { $0["role"]?.string == "user" }.compactMap { $0["content"]?.string }
                if !said.isEmpty { person.turns.append(Turn(id: "\(id)#\(index)", text: said.joined(separator: " "))) }
            }
        }
        for question in questions {
            guard let text = question["question"]?.string else { continue }
            let place = question["evidence_turn"]
            let evidence = place?["conversation"]?.string.flatMap { id in place?["turn"]?.number.map { "\(id)#\(Int($0))" } }
            add(text, evidence.map { [$0] } ?? [], &person)
        }
        people.append(person)
    }

    /// `{"conversation": {"session_1": [{"speaker", "dia_id", "text"}], ...}, "qa": [{"question", "evidence": ["D1:3"]}]}`
    private mutating func read(published sample: JSONValue, _ path: String) throws(BenchError) {
        guard case .object(let members)? = sample["conversation"], let questions = sample["qa"]?.array else {
            throw BenchError("\(path): no conversation with questions.")
        }
        var person = Person(name: sample["sample_id"]?.string ?? path)
        let sessions = members.filter { $0.key.hasPrefix("session_") && $0.value.array != nil }
        let ordered = sessions.sorted { Self.number($0.key) < Self.number($1.key) }
        for (_, session) in ordered {
            for turn in session.array ?? [] {
                guard let id = turn["dia_id"]?.string, let text = turn["text"]?.string else { continue }
                let seen = turn["blip_caption"]?.string.map { " [\($0)]" } ?? ""
                person.turns.append(Turn(id: id, text: "\(turn["speaker"]?.string.map { $0 + ": " } ?? "")\(text)\(seen)"))
            }
        }
        for question in questions {
            guard let text = question["question"]?.string else { continue }
            // Several places may stand in one string.
            let evidence = (question["evidence"]?.array ?? []).compactMap(\.string).flatMap {
                $0.split(whereSeparator: { $0 == " " || $0 == ";" || $0 == "," }).map(String.init)
            }
            add(text, evidence, &person)
        }
        people.append(person)
    }

    private static func number(_ session: String) -> Int { Int(session.split(separator: "_").last ?? "") ?? 0 }

    private mutating func add(_ text: String, _ evidence: [String], _ person: inout Person) {
        let known = Set(evidence).intersection(person.turns.map(\.id))
        if known.isEmpty { withoutEvidence += 1 } else { person.questions.append(Question(text: text, evidence: known)) }
    }
}
