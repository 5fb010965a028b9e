internal import Glibc

/// A point on the unit circle.
struct Turn: Sendable {
    var cosine: Float
    var sine: Float

    /// e to the power of -2 pi i `step` / `size`.
    init(_ step: Int, of size: Int) {
        let angle = -2 * Double.pi * Double(step % size) / Double(size)
        cosine = Float(cos(angle))
        sine = Float(sin(angle))
    }
}
