import Speech
import Testing

@Suite struct PauseStretchTests {
    private static let sound = (1...1_000).map { Int16($0) }

    private func push(_ sound: [Int16], through stretch: PauseStretch, piece: Int) -> [Int16] {
        var stretch = stretch
        return stride(from: 0, to: sound.count, by: piece).flatMap { stretch.push(Array(sound[$0..<min($0 + piece, sound.count)])) }
    }

    @Test("a factor of 1, or no pause, changes no sample", arguments: [1, 320, 1_000])
    func identity(piece: Int) {
        #expect(push(Self.sound, through: PauseStretch([100..<180], by: 1), piece: piece) == Self.sound)
        #expect(push(Self.sound, through: PauseStretch([], by: 2), piece: piece) == Self.sound)
    }

    @Test("silence is added before the last eighth of a pause, whatever the pieces", arguments: [1, 7, 320, 1_000])
    func longer(piece: Int) {
        let stretched = push(Self.sound, through: PauseStretch([100..<180, 400..<480], by: 1.5), piece: piece)
        let silence = Array(repeating: Int16(0), count: 40)
        var expected = Self.sound
        expected.insert(contentsOf: silence, at: 470)
        expected.insert(contentsOf: silence, at: 170)
        #expect(stretched == expected)
    }

    @Test("samples before the last eighth of a pause are left out, whatever the pieces", arguments: [1, 7, 320, 1_000])
    func shorter(piece: Int) {
        let stretched = push(Self.sound, through: PauseStretch([100..<180, 400..<480], by: 0.5), piece: piece)
        var expected = Self.sound
        expected.removeSubrange(430..<470)
        expected.removeSubrange(130..<170)
        #expect(stretched == expected)
    }

    @Test("what lies after a pause moves with it", arguments: [(0.5, -40), (1, 0), (2, 80)])
    func places(factor: Double, added: Int) {
        let stretch = PauseStretch([100..<180, 400..<480], by: factor)
        #expect(stretch.place(20..<100) == 20..<100)
        #expect(stretch.place(180..<400) == 180 + added..<400 + added)
        #expect(stretch.place(480..<500) == 480 + 2 * added..<500 + 2 * added)
    }
}
