/// Cuts text into the word pieces of an uncased BERT model, as the models' own tokenizer does.
///
/// Names of special pieces inside a text are ordinary text. A word that cannot be made of pieces is one unknown piece. Any thread.
package struct WordPieceTokenizer: Sendable {
    /// Numbers by the bytes of those pieces that begin a word.
    private let first: [[UInt8]: Int64]
    /// Those inside a word, without their `##`.
    private let further: [[UInt8]: Int64]
    private let start: Int64
    private let end: Int64
    private let unknown: Int64
    private let longestPiece: Int

    /// Of scalars; longer words are unknown.
    private static let longestWord = 100

    /// - Parameter path: a text file with a piece on each line; its number is that of the line, from 0.
    package init(vocabularyPath path: String) throws(InferenceError) {
        try self.init(vocabulary: ModelFile.read(path), path: path)
    }

    /// - Parameter path: named in errors.
    package init(vocabulary bytes: [UInt8], path: String) throws(InferenceError) {
        var first: [[UInt8]: Int64] = [:]
        var further: [[UInt8]: Int64] = [:]
        var longest = 0
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() where !line.isEmpty
        {
            let isFurther = line.count > 2 && line.starts(with: "##".utf8)
            let piece = Array(isFurther ? line.dropFirst(2) : line)
            longest = max(longest, piece.count)
            if isFurther { further[piece] = Int64(number) } else { first[piece] = Int64(number) }
        }
        guard let start = first[Array("[CLS]".utf8)], let end = first[Array("[SEP]".utf8)], let unknown = first[Array("[UNK]".utf8)] else {
            throw .weights(path: path, cause: "it lacks one of the pieces [CLS], [SEP] and [UNK]")
        }
        self.first = first
        self.further = further
        self.start = start
        self.end = end
        self.unknown = unknown
        longestPiece = longest
    }

    /// The numbers of the text's pieces between a start and an end.
    ///
    /// - Parameter limit: how many at most, at least 2; the text's later pieces fall.
    package func tokens(of text: String, limit: Int = 256) -> [Int64] {
        precondition(limit >= 2, "there is always a start and an end")
        var words = PlainWords(text)
        var tokens = [start]
        while tokens.count < limit - 1, let word = words.next() { append(word, to: &tokens) }
        if tokens.count > limit - 1 { tokens.removeLast(tokens.count - limit + 1) }
        tokens.append(end)
        return tokens
    }

    /// The longest piece that fits, again and again.
    private func append(_ word: [UInt8], to tokens: inout [Int64]) {
        // A scalar is one byte that is no continuation, and its continuations.
        guard word.count <= Self.longestWord || word.count(where: { $0 & 0xC0 != 0x80 }) <= Self.longestWord else {
            return tokens.append(unknown)
        }
        let before = tokens.count
        var place = 0
        while place < word.count {
            let pieces = place == 0 ? first : further
            var end = min(word.count, place + longestPiece)
            var found: Int64?
            while end > place {
                found = pieces[Array(word[place..<end])]
                if found != nil { break }
                end -= 1
            }
            guard let found else {
                tokens.removeLast(tokens.count - before)
                return tokens.append(unknown)
            }
            tokens.append(found)
            place = end
        }
    }
}
