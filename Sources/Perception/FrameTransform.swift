/// The power spectrum of 400 real samples, for eight frames at once: each lane of a vector is a frame, so no lane ever needs another.
///
/// The 400 samples are read as 200 complex ones, transformed in stages of 4, 2, 5 and 5 that sort as they go (Stockham 1966), and
/// unfolded into the 201 bins of the real transform.
struct FrameTransform: Sendable {
    typealias Lanes = Complex8.Lanes

    static let size = 400
    static let half = 200
    static let binCount = 201

    /// Powers of the root of unity for each stage's length.
    private let turns200 = (0..<half).map { Turn($0, of: half) }
    private let unfold = (0...half).map { Turn($0, of: size) }

    /// Transforms `frames`, whose element k holds samples 2k and 2k + 1, and writes the squared magnitudes. Both buffers are used up.
    func powers(_ frames: inout [Complex8], _ spare: inout [Complex8], into result: inout [Lanes]) {
        var a = frames.mutableSpan
        var b = spare.mutableSpan
        var powers = result.mutableSpan
        stage4(a.span, &b, length: 200, stride: 1)
        stage2(b.span, &a, length: 50, stride: 4)
        stage5(a.span, &b, length: 25, stride: 8)
        stage5(b.span, &a, length: 5, stride: 40)
        for k in 0...Self.half {
            let z = a[k % Self.half]
            let mirrored = a[(Self.half - k) % Self.half].conjugate
            let even = (z + mirrored) * 0.5
            let odd = ((z - mirrored) * 0.5).turnedBack
            powers[k] = (even + odd.turned(by: unfold[k])).power
        }
    }

    /// The factor for element `p` of a part of `length`, to the power of `order`.
    @inline(__always)
    private func turn(_ p: Int, _ order: Int, length: Int) -> Turn { turns200[p * order * (Self.half / length)] }

    @inline(__always)
    private func stage2(_ x: Span<Complex8>, _ y: inout MutableSpan<Complex8>, length: Int, stride: Int) {
        let part = length / 2
        for p in 0..<part {
            let w = turn(p, 1, length: length)
            for q in 0..<stride {
                let x0 = x[q + stride * p]
                let x1 = x[q + stride * (p + part)]
                let out = q + stride * 2 * p
                y[out] = x0 + x1
                y[out + stride] = (x0 - x1).turned(by: w)
            }
        }
    }

    @inline(__always)
    private func stage4(_ x: Span<Complex8>, _ y: inout MutableSpan<Complex8>, length: Int, stride: Int) {
        let part = length / 4
        for p in 0..<part {
            let (w1, w2, w3) = (turn(p, 1, length: length), turn(p, 2, length: length), turn(p, 3, length: length))
            for q in 0..<stride {
                let source = q + stride * p
                let (x0, x1) = (x[source], x[source + stride * part])
                let (x2, x3) = (x[source + stride * 2 * part], x[source + stride * 3 * part])
                let (sum02, difference02) = (x0 + x2, x0 - x2)
                let (sum13, difference13) = (x1 + x3, (x1 - x3).turnedBack)
                let out = q + stride * 4 * p
                y[out] = sum02 + sum13
                y[out + stride] = (difference02 + difference13).turned(by: w1)
                y[out + stride * 2] = (sum02 - sum13).turned(by: w2)
                y[out + stride * 3] = (difference02 - difference13).turned(by: w3)
            }
        }
    }

    private func stage5(_ x: Span<Complex8>, _ y: inout MutableSpan<Complex8>, length: Int, stride: Int) {
        // Cosines and sines of a fifth and two fifths of a turn.
        let (c1, c2): (Float, Float) = (0.309_016_994_4, -0.809_016_994_4)
        let (s1, s2): (Float, Float) = (0.951_056_516_3, 0.587_785_252_3)
        let part = length / 5
        for p in 0..<part {
            let (w1, w2) = (turn(p, 1, length: length), turn(p, 2, length: length))
            let (w3, w4) = (turn(p, 3, length: length), turn(p, 4, length: length))
            for q in 0..<stride {
                let source = q + stride * p
                let x0 = x[source]
                let (x1, x2) = (x[source + stride * part], x[source + stride * 2 * part])
                let (x3, x4) = (x[source + stride * 3 * part], x[source + stride * 4 * part])
                let (sum14, sum23) = (x1 + x4, x2 + x3)
                let (difference14, difference23) = (x1 - x4, x2 - x3)
                let even1 = x0 + sum14 * c1 + sum23 * c2
                let even2 = x0 + sum14 * c2 + sum23 * c1
                let odd1 = (difference14 * s1 + difference23 * s2).turnedBack
                let odd2 = (difference14 * s2 - difference23 * s1).turnedBack
                let out = q + stride * 5 * p
                y[out] = x0 + sum14 + sum23
                y[out + stride] = (even1 + odd1).turned(by: w1)
                y[out + stride * 2] = (even2 + odd2).turned(by: w2)
                y[out + stride * 3] = (even2 - odd2).turned(by: w3)
                y[out + stride * 4] = (even1 - odd1).turned(by: w4)
            }
        }
    }
}
