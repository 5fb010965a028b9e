internal import CSilero
internal import Inference

/// The tensors of Silero's network for 16 kHz, checked and side by side.
struct SileroWeights {
    private var values: [Float] = []
    private var starts: [Int] = []

    /// In the order of `coda_silero_weights`' members, as `withTensors` sets them.
    private static let tensors: [(name: String, shape: [Int])] = [
        ("stft_conv.weight", [258, 1, 256]),
        ("conv1.weight", [128, 129, 3]), ("conv1.bias", [128]), ("conv2.weight", [64, 128, 3]), ("conv2.bias", [64]),
        ("conv3.weight", [64, 64, 3]), ("conv3.bias", [64]), ("conv4.weight", [128, 64, 3]), ("conv4.bias", [128]),
        ("lstm_cell.weight_ih", [512, 128]), ("lstm_cell.weight_hh", [512, 128]), ("lstm_cell.bias_ih", [512]),
        ("lstm_cell.bias_hh", [512]), ("final_conv.weight", [1, 128, 1]), ("final_conv.bias", [1]),
    ]

    init(_ file: SafetensorsFile) throws(InferenceError) {
        for (name, shape) in Self.tensors {
            starts.append(values.count)
            values += try file.floats(name, shape)
        }
    }

    /// Lends the tensors in the kernel's terms; they are gone when `body` returns.
    func withTensors<Result>(_ body: (inout coda_silero_weights) -> Result) -> Result {
        unsafe values.withUnsafeBufferPointer { values in
            let tensor = unsafe starts.map { start in unsafe values.baseAddress.map { unsafe $0 + start } }
            var weights = unsafe coda_silero_weights(
                basis: tensor[0], convolution: (tensor[1], tensor[3], tensor[5], tensor[7]),
                convolution_bias: (tensor[2], tensor[4], tensor[6], tensor[8]), input: tensor[9], recurrent: tensor[10],
                input_bias: tensor[11], recurrent_bias: tensor[12], output: tensor[13], output_bias: tensor[14])
            return unsafe body(&weights)
        }
    }
}
