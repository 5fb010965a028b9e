internal import Personality

/// What simulated people say: wordings for either end of a trait and for neither.
///
/// Written for the simulation, not from the word lists by which Coda reads people. Every second wording of each list is held out of
/// the fit of weights: what is reported is taken on those. One author wrote all of them, and the readers' lists too.
struct SimulatedWording: Sendable {
    enum Half: Sendable {
        case seen
        case heldOut
    }

    /// A place in a sentence: how it is said by somebody at either end, and by anybody.
    struct Site: Sendable {
        var low: [String]
        var high: [String]
        var either: [String]

        func half(_ half: Half) -> Site { Site(low: Self.part(low, half), high: Self.part(high, half), either: either) }

        static func part(_ all: [String], _ half: Half) -> [String] {
            all.indices.filter { ($0 % 2 == 0) == (half == .seen) }.map { all[$0] }
        }
    }

    let half: Half
    let opening: Site
    let asking: Site
    let closing: Site
    let everyday: Site
    let warmSide: Site
    let warmReaction: Site
    let playful: Site
    let matters: [(technical: String, plain: String)]
    let technicalAsking: Site
    let unclear: [String]
    let deeper: [String]
    let moreWanted: [String]
    let askedFor: [[[String]]]

    init(_ half: Half) {
        self.half = half
        opening = Self.openings.half(half)
        asking = Self.askings.half(half)
        closing = Self.closings.half(half)
        everyday = Self.everydays.half(half)
        warmSide = Self.warmSides.half(half)
        warmReaction = Self.warmReactions.half(half)
        playful = Self.playfuls.half(half)
        technicalAsking = Self.technicalAskings.half(half)
        let chosen = Self.allMatters.indices.filter { ($0 % 2 == 0) == (half == .seen) }
        matters = chosen.map { Self.allMatters[$0] }
        unclear = Site.part(Self.unclears, half)
        deeper = Site.part(Self.deepers, half)
        moreWanted = Site.part(Self.mores, half)
        askedFor = Self.wishes.map { $0.map { Site.part($0, half) } }
    }

    // MARK: Formality

    private static let openings = Site(
        low: ["hey", "yo", "hiya", "heya", "hey man", "sup", "hey buddy", "oi", "hey there pal", "howdy"],
        high: [
            "good evening", "good morning", "good afternoon", "pardon me", "excuse me", "greetings", "good day", "i beg your pardon",
            "forgive the interruption", "good day to you",
        ],
        either: ["hello", "hi", "coda", "", ""])
    private static let askings = Site(
        low: [
            "gimme", "lemme know", "i wanna know", "tell me real quick", "so like", "any clue", "you got", "i gotta know",
            "hook me up with",
            "what's the deal with", "fill me in on", "hit me with",
        ],
        high: [
            "would you be so kind as to tell me", "could you please tell me", "may i ask", "i would be grateful to know",
            "would you mind telling me", "i should like to know", "might i enquire about", "i would appreciate it if you told me",
            "could you kindly inform me of", "would it be possible to learn", "i wish to know", "may i trouble you for",
        ],
        either: ["tell me", "can you tell me", "i want to know", "do you know", "show me", "look up", "find"])
    private static let closings = Site(
        low: [
            "thanks man", "cheers", "thx", "ta", "dude", "or whatever", "bro", "you know", "and stuff", "no biggie", "okey dokey", "mate",
        ],
        high: [
            "thank you very much", "thank you kindly", "i appreciate your assistance", "if it is not too much trouble",
            "i am much obliged", "at your convenience", "i am most grateful", "if you would be so kind", "with my compliments",
            "i thank you in advance",
        ],
        either: ["thanks", "please", "", "", "thank you"])
    private static let everydays = Site(
        low: [
            "kinda", "pretty much", "a ton of stuff", "the kids", "super", "kind of", "a bunch of things", "my folks", "totally", "guys",
            "gonna need", "sorta",
        ],
        high: [
            "rather", "approximately", "a number of items", "the children", "regarding", "furthermore", "certain", "my parents",
            "with respect to", "shall require", "concerning", "in addition",
        ],
        either: ["the usual", "for tomorrow", "for me", "at home", "this week"])

    // MARK: Warmth and humour

    private static let warmSides = Site(
        low: [
            "just the data", "answer only", "go", "be quick about it", "result", "i need this now", "immediately", "no chit chat",
            "proceed", "next question", "straight answer", "on with it",
        ],
        high: [
            "i hope you are well", "how are you today", "you are so helpful", "i really appreciate you", "you are a star",
            "i love talking with you", "my dear", "it is lovely to hear you", "you are the best", "you always cheer me up", "sweetheart",
            "bless you",
        ],
        either: ["", "", "for today", "in the evening"])
    private static let warmReactions = Site(
        low: ["noted", "fine", "whatever", "right", "enough", "yep next", "done", "moving on"],
        high: [
            "oh that is wonderful thank you so much", "aww thanks that is so sweet", "that makes me really happy", "you are so kind",
            "i am so grateful to you", "that warms my heart", "what a lovely answer", "oh how nice of you",
        ],
        either: ["okay", "thanks", "i see", "good", ""])
    private static let playfuls = Site(
        low: [
            "this is a serious matter", "let us stay on topic", "no fooling around", "i am not joking", "keep to the facts",
            "to be serious", "let us be sensible", "strictly business",
        ],
        high: [
            "haha", "lol", "just kidding", "that cracked me up", "you crack me up", "my dear robot overlord", "ha ha good one",
            "knock knock", "hilarious", "that is a hoot",
        ],
        either: ["", "", "anyway"])

    // MARK: Depth

    private static let allMatters: [(technical: String, plain: String)] = [
        ("network latency", "why the internet is slow"), ("hypertension", "high blood pressure"),
        ("the router's bandwidth", "how fast my wifi is"), ("amortization of the loan", "paying back the money"),
        ("the encryption algorithm", "how my messages are kept secret"), ("cardiovascular risk factors", "what is bad for the heart"),
        ("the atmospheric pressure gradient", "why it is windy"), ("insulin resistance", "sugar and getting ill"),
        ("compound interest and yield", "how savings grow"), ("photosynthesis", "how plants eat light"),
        ("the processor's clock frequency", "how fast the computer is"), ("tectonic subduction", "why the earth shakes"),
        ("memory allocation in the kernel", "why my laptop hangs"), ("electromagnetic induction", "how the charger works"),
        ("database indexing", "finding things in a list"), ("gluten proteins and fermentation", "why bread rises"),
        ("the api response schema", "what the app sends back"), ("torque and transmission ratio", "why the car pulls well"),
        ("asynchronous concurrency", "doing two things at once"), ("lithium cathode degradation", "why the battery gets old"),
    ]
    private static let technicalAskings = Site(
        low: [
            "in easy words", "so that my kid gets it", "roughly", "what is that thing called", "nothing complicated",
            "i never understand this stuff", "just the idea", "without the big words",
        ],
        high: [
            "the underlying mechanism of", "the specification of", "the quantitative parameters of", "a precise definition of",
            "the implementation of", "the theoretical basis of", "the configuration of", "an analysis of",
        ],
        either: ["about", "something about", "more on", "the story of"])
    private static let unclears = [
        "what does that mean", "i do not understand", "you lost me", "that is over my head", "huh", "i did not get that",
        "what is that supposed to mean", "sorry i do not follow",
    ]
    private static let deepers = [
        "how exactly does that work", "what is the mechanism", "and technically speaking", "can you be more precise",
        "why is that exactly", "what are the exact numbers behind it", "i already know that part", "what happens under the hood",
    ]

    // MARK: Length

    private static let mores = [
        "tell me more", "what else", "go on", "and then", "can you expand on that", "is that all", "keep going", "anything more on that",
    ]

    // MARK: Wishes, by trait in the order of `Trait`, low end first

    private static let wishes: [[[String]]] = [
        [
            [
                "you can be less formal with me", "drop the formal tone", "be more casual please", "no need to be that formal",
                "relax a little",
            ],
            [
                "please be more formal", "could you speak more politely", "a more professional tone please", "be a bit more polite",
                "more formal",
            ],
        ],
        [
            [
                "shorter please", "keep it brief", "that was too long", "your answers are too long", "get to the point",
                "can you be more concise", "less talk please", "make your answers shorter",
            ],
            [
                "more detail please", "can you explain in more detail", "longer answers please", "you can say more",
                "give me more details", "that was too short", "be more thorough", "could you elaborate more",
            ],
        ],
        [
            ["simpler please", "less technical please", "in plain english please", "explain it more simply", "not so technical"],
            [
                "you can be more technical", "give me the technical details", "more technical please", "be more precise with me",
                "go deeper",
            ],
        ],
        [
            ["skip the pleasantries", "be more matter of fact", "you are too emotional", "no small talk please", "be less friendly"],
            ["be a bit nicer", "be friendlier please", "can you be warmer with me", "be more friendly", "you could sound kinder"],
        ],
        [
            ["no jokes please", "be more serious", "stop joking", "less funny please", "stop the jokes"],
            ["be funnier", "make more jokes", "lighten up", "you can joke with me", "a bit more humor please"],
        ],
        [
            ["slow down please", "can you speak slower", "you talk too fast", "not so fast", "speak more slowly"],
            ["speak faster", "speed up please", "can you talk a bit faster", "you are too slow", "talk quicker"],
        ],
        [
            ["stop offering things", "just answer the question", "no more suggestions", "only answer what i ask", "do not suggest things"],
            ["make more suggestions", "be more proactive", "tell me what else you can do", "suggest more", "offer more help"],
        ],
    ]

    // MARK: Neither

    static let offTopic = [
        "um", "okay", "wait a second", "never mind", "i was talking to my sister", "where was i", "hold on", "the dog is barking",
        "no not you", "the door bell rang",
    ]
    static let everydayMatters = [
        "the weather", "the news", "a recipe for soup", "the train to town", "my calendar", "the match last night",
    ]
    static let statements = [
        "i do not know it yet", "it is for my sister", "i am not sure about it", "that is all i need", "i have not looked yet",
        "i can not find it", "it is on my list", "you are on the kitchen shelf by the way",
    ]
    static let additions = [
        "because my sister is coming over on sunday", "since i have been thinking about it for a while", "and how that changes with time",
        "so that i can tell my neighbour about it later", "especially for a house like mine", "and what people usually do about it",
        "as we have guests and i have to plan the day", "in particular when it is cold outside",
    ]
    /// What a recogniser hears instead.
    static let misheard = ["the", "and", "a", "four", "their", "said", "on", "it", "see", "when", "are", "one", "no", "so", "to", "more"]
}
