internal import Glibc
internal import Language

/// Labelled utterances: a file with a label, a tab and a text on each line; the label `oos` is for what means none of the intents.
enum IntentLines {
    static func load(_ path: String) throws(BenchError) -> [IntentExample] {
        let examples = ProcessFile.read(path).split(whereSeparator: \.isNewline).compactMap { line -> IntentExample? in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return parts.count == 2 ? IntentExample(text: String(parts[1]), intent: String(parts[0])) : nil
        }
        guard !examples.isEmpty else { throw BenchError("\(path): no lines with a label, a tab and a text.") }
        return examples
    }

    /// The lent files, where they are.
    ///
    /// - Parameter data: a folder to look in and below before that of `CODA_TEST_DATA`.
    static func lent(below data: String?) -> (train: String, test: String)? {
        let lent = unsafe getenv("CODA_TEST_DATA").map { unsafe String(cString: $0) } ?? "../shared/data"
        let folders = [data, lent].compactMap { $0 }.flatMap { data in
            ["/intents/clinc150/open", "/clinc150/open", "/open", ""].map { data + $0 }
        }
        return folders.map { (train: "\($0)/train.tsv", test: "\($0)/val.tsv") }
            .first { unsafe access($0.train, R_OK) == 0 && access($0.test, R_OK) == 0 }
    }
}
