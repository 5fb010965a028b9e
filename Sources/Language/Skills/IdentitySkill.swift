internal import Dialogue

/// Says who is speaking, and that it is a machine.
struct IdentitySkill: Skill {
    let name = SkillName.identity

    private static let name = [Phrase](notations: [
        "(what is|what was|do you have|have you got|you have|know|i have|i get|whats) (your|you) [full|first|real|own] name [again|then|by the way|by chance|if i may ask]",
        "your [full] name [is|please]",
        "do you have a name [i can use|that i can use|i should call you by|i can call you|that i can call you]",
        "what (should|can|may|do|must|shall) (i|people|we|they) (call|name|refer to) you [as|by]", "what to call you",
        "(what|which) name (do you|should i|can i|may i) (have|prefer|answer to|go by|use|call you) [for you|by|to call you]",
        "what (are|were) you (called|named)", "who (are|is) you", "who are you [exactly|really|then]",
        "who am i (talking|speaking) (to|with)", "who (is this|is there|is that|is speaking|is talking|you are)",
        "how should i (refer to|address|call) you",
        "introduce yourself", "(something|a bit|a little|more) about yourself", "about yourself", "what is (coda|your name coda)",
        "who is coda", "is your name {words}", "are you called {words}", "are you coda",
    ])
    private static let being =
        "[a|an|the] [real|actual|human|live|living|artificial|automated] (human|person|robot|bot|machine|computer|ai|program|being|assistant|chatbot|man|woman|intelligence|real|artificial|human being|intelligence being|assistance)"
    private static let nature = [Phrase](notations: [
        "[if] (are you|you are|are your|is this|you were|are an) [really|actually|secretly|just] \(being) [right now] [or [are you|can you prove you are] \(being)]",
        "(specify|know|clarify) if you are \(being) [or \(being)]", "how do i know [that] you are \(being)", "how real are you",
        "if you were real",
        "do you consider yourself \(being)", "do you think like \(being)", "is there anything real about you",
        "what (are you|kind of thing are you|you are) [exactly|really]",
        "are you [really|actually|secretly|just] (a|an|the) [real|actual|human|live|living|artificial] (human|person|robot|bot|machine|computer|ai|program|human being|artificial intelligence|being|assistant|chatbot|man|woman|intelligence)",
        "are you [really] (human|real|alive|a real person or a computer|a real person or an ai|an ai or a person|a human or a computer|human or computer|a robot or a person|human or machine|conscious|sentient|artificial)",
        "are you (a|an) [real] {words} or [a|an] [real] (human|person|robot|bot|machine|computer|ai|program|human being)",
        "am i (talking|speaking) (to|with) (a|an) [real] (human|person|robot|bot|machine|computer|ai|program|person or a bot|person or a robot|human being|person or a computer)",
        "(if you are|you are|if you were) (a|an) [real] (human|person|robot|bot|computer|ai) [or (a|an) (human|person|robot|bot|computer|ai|machine)]",
        "do you (have|feel) (feelings|emotions)", "what are you a (bot|robot|computer) or [a] human",
    ])
    private static let maker = [Phrase](notations: [
        "who (made|built|created|invented|wrote|programmed|developed|designed|coded|makes|owns|trained) you",
        "(who is|who was) your (maker|creator|designer|inventor|developer|programmer|boss|owner)",
        "who (were|are) you (made|built|created|programmed|designed|developed|invented|written|coded) by",
        "you (were|are) (made|built|created) by who",
        "(which|what) (company|firm|person) (made|built|created|programmed|designed|developed|wrote|owns|makes|invented|coded|manufactured) (you|your code)",
        "(who made|who created) (this|the) (ai|program|assistant)", "how (were|are) you made",
        "are you (alexa|siri|google|cortana|chat gpt|gpt|openai|google assistant|bixby)",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        if let match = Self.maker.best(utterance.words) {
            let isOther = utterance.words.first == "are"
            let text =
                isOther
                ? "No, I am Coda, a voice assistant."
                : "I am Coda, an open source voice assistant. I run on this machine, and I do not know more about my making."
            return SkillAnswer(text: text, weight: match.weight + 1)
        }
        if let match = Self.name.best(utterance.words) {
            return SkillAnswer(text: "I am Coda, a voice assistant that runs on this machine.", weight: match.weight)
        }
        guard let match = Self.nature.best(utterance.words) else { return nil }
        return SkillAnswer(text: "I am a computer program: a voice assistant called Coda. I am not a person.", weight: match.weight)
    }
}
