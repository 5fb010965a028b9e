/// A part of the program that can fail by itself.
package enum Component: String, MetricLabel {
    case recognizer
    case synthesizer
    case responder
    case turnModel = "turn_model"
    case voiceActivity = "voice_activity"
    case network
}
