extension MannerLexicon {
    static let qualities: [String: Quality] = {
        var qualities: [String: Quality] = [:]
        func add(_ trait: Trait, _ isUpward: Bool, standsAlone: Bool = true, _ words: String) {
            for word in split(words) { qualities[word] = Quality(trait: trait, isUpward: isUpward, standsAlone: standsAlone) }
        }
        add(
            .verbosity, false,
            "shorter briefer brief briefly concise concisely succinct succinctly terse tersely snappier crisper crisp compact")
        add(.verbosity, false, standsAlone: false, "short snappy condensed minimal")
        add(
            .verbosity, true,
            "detailed detail details elaborate thorough thoroughly verbose wordy wordier talkative chatty chattier longer lengthy long")
        add(.verbosity, true, standsAlone: false, "extensive extensively comprehensive fuller")
        add(.formality, true, "formal formally polite politely politer proper properly professional professionally respectful businesslike")
        add(.formality, false, "casual casually informal informally relaxed chill chilled colloquial loose looser")
        add(.formality, true, standsAlone: false, "stiff posh distinguished courteous courteously")
        add(.formality, false, standsAlone: false, "easygoing laidback")
        add(.depth, true, "technical technically precise scientific advanced expert")
        add(.depth, true, standsAlone: false, "deep deeper deeply specific rigorous sophisticated")
        add(.depth, false, "simpler simple plainer plain layman layman's beginner")
        add(.depth, false, standsAlone: false, "easier easy simply basic basics")
        add(.warmth, true, "friendlier friendly kinder empathetic compassionate sympathetic supportive encouraging caring")
        add(.warmth, true, standsAlone: false, "warmer warm warmly nicer nice gentle gentler kind cheerful personal affectionate sweeter")
        add(.warmth, false, standsAlone: false, "colder cold cooler neutral neutrally distant detached objective factual sentimental")
        add(.humour, true, "funnier humorous wittier witty playful")
        add(.humour, true, standsAlone: false, "funny silly silliness jokes joking humor humour sarcastic sarcasm lighthearted puns")
        add(.humour, false, "serious seriously")
        add(.pace, true, "faster quicker")
        add(.pace, true, standsAlone: false, "fast quick quickly rapidly rapid swiftly hurry hurried rushed")
        add(.pace, false, "slower")
        add(.pace, false, standsAlone: false, "slow slowly calmly leisurely")
        add(.initiative, true, standsAlone: false, "proactive proactively suggestions ideas forthcoming recommendations")
        add(.initiative, false, standsAlone: false, "reserved reactive")
        // What is too emotional is too warm, and what is cheesy too.
        add(.warmth, true, standsAlone: false, "emotional cheesy mushy gushing")
        return qualities
    }()

    static let comparatives = Set(
        split(
            "shorter briefer snappier crisper longer wordier chattier politer looser deeper simpler plainer easier friendlier kinder warmer"
                + " nicer gentler sweeter colder cooler funnier wittier faster quicker slower fuller"
        ))

    // MARK: Speed

    static let speedNouns = Set(
        split("speed rate pace tempo speech speak speaking spoken talk talking voice words say saying speaks"))
    static let faster = Set(split("faster quicker fast quick quickly rapidly rapid increase raise up accelerate swiftly hurry quicken"))
    static let slower = Set(split("slower slow slowly decrease reduce lower down slowing drop"))
    static let speedWords = speedNouns.union(faster).union(slower).union(directives).union(
        split("rate at normal current bring turn pick change adjust sound talk quite understand cannot keep from by how sounds hear"))

    // MARK: Whole phrases

    static let fixed: [[String]: [MannerRequest.Change]] = {
        var fixed: [[String]: [MannerRequest.Change]] = [:]
        func add(_ trait: Trait, _ isUpward: Bool, degree: MannerRequest.Change.Degree = .plain, _ phrases: [String]) {
            for phrase in phrases { fixed[split(phrase)] = [MannerRequest.Change(trait, isUpward: isUpward, degree)] }
        }
        add(
            .verbosity, false,
            [
                "cut it short", "keep it short", "make it short", "make it brief",
                "in short", "the short version", "give me the short version", "short version", "in a nutshell", "in one sentence",
                "in a sentence", "in a few words", "in fewer words", "use fewer words", "fewer words", "less talking", "talk less",
                "less detail",
                "fewer details", "not so much detail", "not so many words", "do not talk so much", "you talk too much", "too many words",
                "too much information", "too much detail", "that is too much", "that was too much", "that was a lot", "skip the details",
                "spare me the details", "no details", "i do not need the details", "i do not need all the details",
                "i do not need all that", "just the answer", "only the answer", "bottom line", "just the facts", "the facts",
                "cut to the chase",
                "wrap it up", "stop rambling", "do not ramble", "short answers", "short answer", "brief answers", "quick answers",
                "i want short answers", "one sentence", "one sentence is enough", "a single sentence", "say less", "less is more",
            ])
        add(
            .verbosity, true,
            [
                "say more", "tell me the whole story", "go into detail", "go into more detail", "in more detail", "more detail",
                "more details",
                "more information", "explain in detail", "explain it in more detail", "explain that in more detail", "in detail",
                "full answers", "long answers", "longer answers", "do not be so short", "not so short", "use more words", "more words",
                "talk more", "you can say more", "you may say more", "do not leave anything out", "i want all the details",
                "give me all the details", "all the details", "the long version", "give me the long version", "the full story", "in depth",
                "that was too short", "too short", "elaborate", "elaborate more", "tell me everything",
            ])
        add(
            .formality, false,
            [
                "loosen up", "drop the formalities", "no need to be so formal", "you do not need to be so formal",
                "no need for formalities",
                "talk to me like a friend", "talk like a friend", "do not be so stiff", "lighten up a bit on the manners", "call me mate",
            ])
        add(
            .formality, true,
            [
                "mind your manners", "watch your language", "no slang", "stop using slang", "do not use slang", "speak properly",
                "drop the slang",
            ])
        add(
            .depth, false, degree: .strong,
            [
                "explain like i am five", "explain it like i am five", "explain it to me like i am five", "like i am five", "dumb it down",
                "in plain english", "in simple terms", "in simple words", "in simpler terms", "in simpler words", "in plain words",
                "in layman's terms", "in layman terms", "in laymans terms", "explain it simply", "no jargon", "without jargon",
                "without the jargon", "less jargon", "too much jargon", "no technical terms", "no technical words", "speak english",
                "i am not an expert", "i am no expert", "i am a beginner", "explain it to a child", "use simple words", "use simpler words",
            ])
        add(
            .depth, true,
            [
                "get technical", "you can get technical", "give me the technical details", "the technical details", "technical details",
                "i am an expert", "i know the basics", "skip the basics", "go deeper", "dig deeper", "in technical terms",
                "you can use technical terms", "use technical terms", "use the technical terms", "use the proper terms",
            ])
        add(
            .humour, false,
            [
                "no jokes", "no more jokes", "stop joking", "never joke", "never make jokes", "never tell jokes", "stop making jokes",
                "stop the jokes", "stop with the jokes", "cut the jokes",
                "do not joke", "stop kidding", "no joking", "enough jokes", "enough with the jokes", "not funny", "that is not funny",
                "stop being funny", "stop trying to be funny", "fewer jokes", "be serious", "no funny business", "no nonsense",
            ])
        add(
            .humour, true,
            [
                "more jokes", "make more jokes", "lighten up", "you can joke", "make some jokes", "have some fun",
                "crack a joke now and then",
                "have a sense of humor", "have a sense of humour", "do not be so serious", "you are too serious",
            ])
        add(
            .warmth, false,
            [
                "stop being so nice", "skip the pleasantries", "no pleasantries", "no small talk", "skip the small talk",
                "stop flattering me",
                "stop apologizing", "stop apologising", "stop saying sorry", "no compliments", "do not be so emotional",

            ])
        add(
            .warmth, true,
            [
                "do not be so cold", "you are so cold", "show some empathy", "show some feeling", "have a heart", "do not be so harsh",
                "cheer me on", "be on my side", "do not be rude", "you are rude", "stop being rude",
            ])
        add(
            .pace, false,
            [
                "slow down", "slow it down", "slow down a bit", "slow down a little", "take your time", "not so fast",
                "too fast",
                "way too fast", "that was too fast", "that is too fast", "you are too fast", "you are going too fast", "do not rush",
                "stop rushing", "i cannot keep up", "i can not keep up", "ease up on the speed",
            ])
        add(
            .pace, true,
            [
                "speed up", "speed it up", "speed up a bit", "hurry up", "pick up the pace", "too slow", "way too slow",
                "that was too slow",
                "that is too slow", "you are too slow", "you are so slow", "not so slow", "step on it", "go faster",
            ])
        add(
            .initiative, false,
            [
                "stop offering", "stop offering things", "stop offering me things", "stop asking if i need anything else",
                "do not ask if i need anything else", "do not ask me if there is anything else", "stop making suggestions",
                "no suggestions",
                "no more suggestions", "only answer what i ask", "only answer what i asked", "answer only what i ask",
                "just answer the question",
                "just answer my question", "answer the question", "answer my question", "only answer the question",
                "stop suggesting things",
                "do not suggest things", "only speak when spoken to", "do not volunteer anything", "keep your suggestions to yourself",
            ])
        add(
            .initiative, true,
            [
                "make suggestions", "make more suggestions", "give me suggestions", "suggest things", "suggest more",
                "feel free to suggest things",
                "offer more", "offer more help", "tell me what else you can do", "take the initiative", "show some initiative",
                "think ahead",
                "anticipate what i need", "volunteer more", "you can offer more",
            ])
        return fixed
    }()
}
