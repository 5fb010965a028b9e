import Glibc
import TestSupport

/// A model folder whose files are links to the real ones, but for one; removed with the value.
final class BrokenModel {
    private let folder = TemporaryFolder("model")
    var path: String { folder.path }
    private static let files = [
        "en-us.lm.bin", "cmudict-en-us.dict", "en-us/mdef", "en-us/means", "en-us/variances", "en-us/transition_matrices",
        "en-us/sendump", "en-us/noisedict", "en-us/feat.params",
    ]

    /// - Parameters:
    ///   - file: the broken one.
    ///   - content: what it holds instead.
    init(file: String, content: String) throws {
        try folder.makeFolder("en-us")
        for name in Self.files where name != file { unsafe symlink("\(Ears.modelFolder)/\(name)", folder.file(name)) }
        try folder.write(content, to: file)
    }
}
