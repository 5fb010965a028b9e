internal import Glibc
public import Synchronization

/// Takes the spans of a process. While it is off, a span costs a load and a branch.
///
/// Public, as is what it is asked in each frame: the compiler puts nothing that is `package` into other modules' code.
public final class SpanTracer: Sendable {
    /// The number of a `ProfileLevel`.
    @usableFromInline let levelNow = Atomic<UInt8>(ProfileLevel.off.rawValue)
    let ring: SpanRing
    private let ids = Atomic<UInt64>(0)
    private let sessions = Atomic<UInt32>(0)
    /// One moment on two clocks.
    private let anchor = (nanoseconds: SpanTracer.now, instant: ContinuousClock.now)

    /// - Parameter capacity: spans kept until they are read, a power of two; 64 bytes each once used.
    package init(capacity: Int = 1 << 14) { ring = SpanRing(capacity: capacity) }

    /// Nobody's: it is never turned on.
    package static let never = SpanTracer(capacity: 1)

    package var level: ProfileLevel {
        get { ProfileLevel(rawValue: levelNow.load(ordering: .relaxed)) ?? .off }
        set { levelNow.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// Whether spans of this name are recorded now.
    @inlinable
    public func records(_ name: SpanName) -> Bool { levelNow.load(ordering: .relaxed) >= name.depth }

    /// The context of a new session.
    package func session() -> SpanContext {
        SpanContext(tracer: self, session: sessions.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    /// Nanoseconds on the clock that also runs while the machine sleeps.
    package static var now: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The same moment on this tracer's clock.
    package func nanoseconds(of instant: ContinuousClock.Instant) -> UInt64 {
        let (seconds, attoseconds) = (instant - anchor.instant).components
        return UInt64(clamping: Int64(anchor.nanoseconds) + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    @usableFromInline
    func begin(_ name: SpanName) -> SpanStart { SpanStart(name, id: newID(), start: Self.now) }

    @usableFromInline
    func end(_ span: SpanStart, _ context: SpanContext) {
        ring.write(
            SpanRecord(
                span.name, id: span.id, parent: context.parent, session: context.session, turn: context.turn, start: span.start,
                length: Self.now - span.start, thread: SpanThread.current))
    }

    func newID() -> UInt64 { ids.wrappingAdd(1, ordering: .relaxed).newValue }
}
