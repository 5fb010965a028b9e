/// A span that has begun; worth nothing where it is not recorded.
public struct SpanStart: Sendable {
    @usableFromInline let name: SpanName
    @usableFromInline let id: UInt64
    /// 0 where nothing is recorded.
    @usableFromInline let start: UInt64

    @inlinable
    init(_ name: SpanName, id: UInt64, start: UInt64) {
        self.name = name
        self.id = id
        self.start = start
    }
}
