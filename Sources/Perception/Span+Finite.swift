extension Span<Float> {
    /// Whether no sample is infinite or not a number.
    var isFinite: Bool {
        // Zero times anything finite is zero, and the sum keeps whatever is not; lanes, because a sum must keep its order.
        var sum = SIMD8<Float>.zero
        let whole = count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            let lanes = SIMD8(
                self[start], self[start + 1], self[start + 2], self[start + 3], self[start + 4], self[start + 5], self[start + 6],
                self[start + 7])
            sum += lanes * 0
        }
        return sum.sum() == 0 && (whole..<count).allSatisfy { self[$0].isFinite }
    }
}
