/// Eight complex numbers, one for each of eight frames that are transformed together.
struct Complex8 {
    typealias Lanes = SIMD8<Float>

    var real: Lanes
    var imaginary: Lanes

    static let zero = Complex8(real: .zero, imaginary: .zero)

    @inline(__always)
    static func + (a: Self, b: Self) -> Self { Self(real: a.real + b.real, imaginary: a.imaginary + b.imaginary) }

    @inline(__always)
    static func - (a: Self, b: Self) -> Self { Self(real: a.real - b.real, imaginary: a.imaginary - b.imaginary) }

    @inline(__always)
    static func * (a: Self, scale: Float) -> Self { Self(real: a.real * scale, imaginary: a.imaginary * scale) }

    /// Multiplied by a number that all eight share.
    @inline(__always)
    func turned(by factor: Turn) -> Self {
        Self(
            real: real * factor.cosine - imaginary * factor.sine, imaginary: real * factor.sine + imaginary * factor.cosine)
    }

    /// Multiplied by -i.
    @inline(__always)
    var turnedBack: Self { Self(real: imaginary, imaginary: -real) }

    var conjugate: Self { Self(real: real, imaginary: -imaginary) }

    var power: Lanes { real * real + imaginary * imaginary }
}
