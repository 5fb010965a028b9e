internal import Glibc

/// The files of PocketSphinx's English model, checked to be there.
struct PocketSphinxModel: Sendable {
    let acousticFolder: String
    let languageModel: String
    let dictionary: String

    /// - Parameter folder: holds the folder `en-us`, `en-us.lm.bin` and `cmudict-en-us.dict`.
    init(folder: String) throws(SpeechError) {
        acousticFolder = folder + "/en-us"
        languageModel = folder + "/en-us.lm.bin"
        dictionary = folder + "/cmudict-en-us.dict"
        let parts = ["mdef", "means", "variances", "transition_matrices", "sendump", "noisedict", "feat.params"]
        for path in [languageModel, dictionary] + parts.map({ "\(acousticFolder)/\($0)" }) {
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_size > 0, unsafe access(path, R_OK) == 0 else {
                throw .model(path: path, cause: "missing, empty or not readable; run `make models`")
            }
        }
    }
}
