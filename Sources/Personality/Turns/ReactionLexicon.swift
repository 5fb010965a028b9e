/// What people say to a reply they have just heard.
enum ReactionLexicon {
    static let more = PhraseSet([
        "tell me more", "more about", "more on that", "more please", "say more", "go on", "keep going", "carry on", "continue", "and then",
        "what else", "anything else", "is there more", "is that all", "is that it", "that is all", "expand on", "elaborate", "more details",
        "more detail", "in more detail", "go into detail", "explain more", "explain further", "further", "what more", "anything more",
    ])
    static let unclear = PhraseSet([
        "what does that mean", "what does this mean", "what does it mean", "what do you mean", "what is that supposed to mean",
        "do not understand", "did not understand", "do not get it", "do not get that", "did not get that", "did not get it",
        "makes no sense", "does not make sense", "you lost me", "i am lost", "i am confused", "confusing", "too complicated",
        "over my head", "huh", "come again", "in english", "do not follow", "can not follow", "not sure i follow",
        "no idea what that", "never heard of",
    ])
    /// Where they are nearly all that is said.
    static let puzzled = PhraseSet(["what", "what is that"])
    static let deeper = PhraseSet([
        "how exactly", "exactly how", "why exactly", "why is that exactly", "exactly", "precisely", "specifically", "technically",
        "how does that work", "how does it work", "what is the mechanism", "the mechanism", "under the hood", "behind it", "behind that",
        "the details", "more precise", "the formula", "the theory", "the numbers", "i know that", "i already know", "i know the basics",
        "what causes", "for what reason", "internally", "in depth", "deeper",
    ])
    static let repair = PhraseSet([
        "what", "sorry", "pardon", "huh", "come again", "say that again", "say again", "repeat", "repeat that", "i did not catch that",
        "did not catch", "did not hear", "what was that", "what did you say",
    ])
    static let thanks = PhraseSet(["thanks", "thank you", "cheers", "thx", "perfect", "great", "appreciate it", "wonderful", "lovely"])
    static let yes: Set<String> = ["yes", "yeah", "yep", "yup", "sure", "please", "ok", "okay", "absolutely", "definitely"]
    static let no: Set<String> = ["no", "nope", "nah"]
    static let accepting = PhraseSet([
        "yes please", "go ahead", "sounds good", "good idea", "do that", "please do", "why not", "i would like that",
    ])
    static let declining = PhraseSet([
        "no thanks", "no thank you", "not now", "not needed", "no need", "i am good", "i am fine", "that is all", "that will be all",
        "do not bother", "not interested",
    ])
}
