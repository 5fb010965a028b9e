internal import CPostgreSQL

/// The values of a statement as the server takes them.
struct PostgresParameters {
    /// One after another, each with a zero at its end.
    private var bytes: [UInt8] = []
    /// Where each begins; `nil` for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    private static let (written, binary) = (Int32(0), Int32(1))

    /// - Parameter types: what the server expects.
    init(_ values: [StoredValue], _ types: [Int], sql: String) throws(StorageError) {
        guard values.count == types.count else {
            throw StorageError(.broken, "\"\(sql.prefix(120))\" has \(types.count) parameters and was given \(values.count).")
        }
        for (value, type) in zip(values, types) { try append(value, type, sql) }
    }

    private mutating func append(_ value: StoredValue, _ type: Int, _ sql: String) throws(StorageError) {
        switch (value, type) {
        case (.null, _):
            starts.append(nil)
            lengths.append(0)
            formats.append(Self.binary)
        case (.integer(let number), CODA_PQ_INT8): append(big: number)
        case (.integer(let number), CODA_PQ_INT4) where Int32(exactly: number) != nil: append(big: Int32(truncatingIfNeeded: number))
        case (.integer(let number), CODA_PQ_FLOAT8): append(big: Double(number).bitPattern)
        case (.integer(let number), _): append("\(number)".utf8, Self.written)
        case (.real(let number), CODA_PQ_FLOAT8): append(big: number.bitPattern)
        case (.real(let number), _): append("\(number)".utf8, Self.written)
        case (.text(let text), CODA_PQ_BYTEA): append(text.utf8, Self.binary)
        case (.text(let text), CODA_PQ_TEXT), (.text(let text), CODA_PQ_VARCHAR):
            guard !text.utf8.contains(0) else {
                throw StorageError(.constraint, "PostgreSQL keeps no NUL character in a name: one was given in \"\(sql.prefix(120))\".")
            }
            append(text.utf8, Self.binary)
        case (.text(let text), _): append(text.utf8, Self.written)
        case (.blob(let blob), CODA_PQ_BYTEA): append(blob, Self.binary)
        case (.blob, _): throw StorageError(.type, "A blob was given for a column of another type in \"\(sql.prefix(120))\".")
        }
    }

    private mutating func append(_ value: some Collection<UInt8>, _ format: Int32) {
        starts.append(bytes.count)
        lengths.append(Int32(clamping: value.count))
        formats.append(format)
        bytes += value
        bytes.append(0)
    }

    private mutating func append(big number: some FixedWidthInteger) {
        append(stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }, Self.binary)
    }

    /// Lends them in the shape of libpq's call: values, lengths, formats.
    func lend<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Value
    ) -> Value {
        unsafe bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress
            let pointers = unsafe starts.map { start -> UnsafePointer<CChar>? in
                guard let start, let base = unsafe base else { return nil }
                return unsafe (base + start).assumingMemoryBound(to: CChar.self)
            }
            return unsafe pointers.withUnsafeBufferPointer { pointers in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
