internal import Dialogue

/// Says goodbye.
struct FarewellSkill: Skill {
    let name = SkillName.farewell

    private static let bye =
        "(goodbye|good bye|bye|bye bye|bye now|so long|farewell|see you|see you later|see you soon|see you around|see you tomorrow|talk to you later|talk to you soon|talk later|good night|goodnight|night night|have a good one|have a nice day|have a good day|have a good night|have a great day|until next time|until tomorrow|until later|catch you later|take care|later|adios|ciao|cheerio|i have to go|i must go|i have got to go|i am leaving|i am off|i need to go|i will be leaving|i must say goodbye|see you then|see you later alligator)"
    private static let fun =
        "(it was|it has been|this was|this has been|i had) [very|really] (nice|good|great|fun|a pleasure|cool|lovely|pleasant) [to see|to talk to|to talk with|to chat with|talking to|talking with|speaking with|speaking to|chatting with|seeing|chatting|talking] [you] [again|today]"
    private static let phrases = [Phrase](notations: [
        "[ok|okay|well|alright|thanks|thank you|no thanks|that is all] \(bye) [coda|now|then|for now|friend|my friend|everyone|ai|thanks|thank you|again]",
        "\(bye) [and] \(bye) [coda|now]", "\(bye) \(fun)", "\(fun) [and] \(bye)", "\(fun)", "\(bye) [and] (thanks|thank you) [for {words}]",
        "nice (to talk to|talking to|talking with|to speak with|speaking with|chatting with) you",
        "(that is all|that will be all|that is it) [for (now|today)] [thanks|thank you]",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let match = Self.phrases.best(utterance.words) else { return nil }
        let isNight = utterance.words.contains("night") || utterance.words.contains("goodnight")
        return SkillAnswer(text: "\(isNight ? "Good night" : "Goodbye")\(Wording.address(request))!", weight: match.weight)
    }
}
