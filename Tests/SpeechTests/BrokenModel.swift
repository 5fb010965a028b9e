import Glibc

/// A model folder whose files are links to the real ones, but for one; removed with the value.
final class BrokenModel {
    let path: String
    private static let files = [
        "en-us.lm.bin", "cmudict-en-us.dict", "en-us/mdef", "en-us/means", "en-us/variances", "en-us/transition_matrices",
        "en-us/sendump", "en-us/noisedict", "en-us/feat.params",
    ]

    struct NotWritable: Error {}

    /// - Parameters:
    ///   - file: the broken one.
    ///   - content: what it holds instead.
    init(file: String, content: String) throws {
        var template = Array("/tmp/coda-model-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw NotWritable() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        unsafe mkdir(path + "/en-us", 0o700)
        for name in Self.files where name != file { unsafe symlink("\(Ears.modelFolder)/\(name)", "\(path)/\(name)") }
        guard let broken = unsafe fopen("\(path)/\(file)", "wb") else { throw NotWritable() }
        unsafe fputs(content, broken)
        unsafe fclose(broken)
    }

    deinit {
        for name in Self.files { unsafe unlink("\(path)/\(name)") }
        unsafe rmdir(path + "/en-us")
        unsafe rmdir(path)
    }
}
