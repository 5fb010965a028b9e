/// A moment, in seconds since 1970; whoever observes hands it in.
package struct PersonalityTime: Sendable, Hashable, Comparable {
    package var seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }
}
