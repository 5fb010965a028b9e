/// The model as bytes, to be kept between runs.
extension IntentModel {
    /// Changes whenever the same examples would be learnt otherwise.
    private static let version: UInt64 = 0x434F_4441_494E_5401

    /// - Parameter fingerprint: of the examples and the embedder it was learnt with.
    func bytes(fingerprint: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        writer.add(Self.version)
        writer.add(fingerprint)
        writer.add(UInt32(labels.count))
        for label in labels {
            writer.add(UInt32(label.utf8.count))
            writer.bytes += Array(label.utf8)
        }
        writer.add(UInt32(words.count))
        for (gram, place) in words.places.sorted(by: { $0.value < $1.value }) {
            writer.add(gram)
            writer.add(words.rarities[Int(place)].bitPattern)
        }
        for value in [scope.threshold, scope.slope, scope.temperature] { writer.add(value.bitPattern) }
        writer.add(UInt32(softmax.features))
        for row in [softmax.biases[...]] + (0..<softmax.features).map({ softmax.weights[$0 * softmax.width..<($0 + 1) * softmax.width] }) {
            for place in 0..<softmax.classes { writer.add(row[row.startIndex + place / 8][place % 8].bitPattern) }
        }
        var hash = StableHash()
        hash.add(writer.bytes)
        writer.add(hash.value)
        return writer.bytes
    }

    /// `nil` where the bytes are of other examples, of another version, or damaged.
    init?(_ bytes: [UInt8], fingerprint: UInt64) {
        guard bytes.count > 24 else { return nil }
        var hash = StableHash()
        hash.add(bytes.dropLast(8))
        var end = ByteReader(bytes: bytes[(bytes.count - 8)...])
        guard end.number(UInt64.self) == hash.value else { return nil }
        var reader = ByteReader(bytes: bytes.dropLast(8))
        guard reader.number(UInt64.self) == Self.version, reader.number(UInt64.self) == fingerprint,
            let classes = reader.count(of: 4)
        else { return nil }
        var labels: [String] = []
        for _ in 0..<classes {
            guard let length = reader.count(of: 1), let text = reader.take(length) else { return nil }
            labels.append(String(decoding: text, as: UTF8.self))
        }
        guard let grams = reader.count(of: 12) else { return nil }
        var places: [UInt64: Int32] = [:]
        var rarities: [Float] = []
        for _ in 0..<grams {
            guard let gram = reader.number(UInt64.self), let rarity = reader.float() else { return nil }
            places[gram] = Int32(rarities.count)
            rarities.append(rarity)
        }
        guard let threshold = reader.float(), let slope = reader.float(), let temperature = reader.float(),
            let features = reader.count(of: 4 * classes), features >= grams
        else { return nil }
        var softmax = SoftmaxModel(classes: classes, features: features)
        for row in 0...features {
            for place in 0..<classes {
                guard let value = reader.float() else { return nil }
                if row == 0 {
                    softmax.biases[place / 8][place % 8] = value
                } else {
                    softmax.weights[(row - 1) * softmax.width + place / 8][place % 8] = value
                }
            }
        }
        self.labels = labels
        words = WordGrams(places: places, rarities: rarities)
        self.softmax = softmax
        scope = ScopeRule(threshold: threshold, slope: slope, temperature: temperature)
    }
}

/// Whole numbers, the low byte first.
private struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func add<Number: FixedWidthInteger>(_ number: Number) {
        for place in stride(from: 0, to: Number.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> Number(place))) }
    }
}

/// Reads them back; `nil` at the end.
private struct ByteReader {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
        take(Number.bitWidth / 8)?.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    mutating func float() -> Float? {
        guard let value = number(UInt32.self).map(Float.init(bitPattern:)), value.isFinite else { return nil }
        return value
    }

    /// A number of things that follow, each of at least so many bytes; more than there is room for is refused.
    mutating func count(of size: Int) -> Int? {
        guard let count = number(UInt32.self).map({ Int($0) }), count <= bytes.count / max(1, size) else { return nil }
        return count
    }
}
