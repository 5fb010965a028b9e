/// Words and phrases that belong to one end of a trait, as people speak to an assistant.
///
/// General knowledge of English, not counted from data; a word that most people use towards anybody is on neither side.
enum StyleLexicon {
    static let formal = PhraseSet([
        "good morning", "good afternoon", "good evening", "good day", "good night", "pardon", "pardon me", "excuse me", "forgive me",
        "i apologize", "i apologise", "my apologies", "sir", "madam", "would you be so kind", "be so kind", "would you kindly", "kindly",
        "would you mind", "if you would", "if you do not mind", "if you please", "could you please", "would you please", "may i", "might i",
        "i should like", "i would like to", "i would appreciate", "i would be grateful", "i would be interested", "i would be obliged",
        "i wish to", "would it be possible", "would you be able to", "obliged", "inform me", "inform", "enquire", "inquire",
        "assist me", "assistance", "request", "require", "obtain", "purchase", "provide me", "provide", "regarding", "concerning",
        "with regard to", "in regard to", "with respect to", "as to", "furthermore", "moreover", "therefore", "however", "nevertheless",
        "consequently", "thus", "hence", "whether", "shall", "rather", "quite", "approximately", "certainly", "indeed", "sufficient",
        "additional", "numerous", "prior to", "subsequent", "commence", "greetings", "thank you very much", "thank you kindly",
        "thank you in advance", "much appreciated", "i appreciate your", "at your convenience", "at your earliest convenience",
        "if it is not too much trouble", "trouble you", "your assistance", "most kind", "very kind of you", "sincerely", "in addition",
        "children", "my parents", "a number of", "permit me", "allow me", "if i may", "be so good", "most grateful", "so good as to",
        "appreciate it", "perhaps", "beg your pardon",
    ])
    static let casual = PhraseSet([
        "hey", "heya", "hiya", "yo", "sup", "howdy", "oi", "whats up", "what is up", "wassup", "gimme", "lemme", "gonna", "wanna", "gotta",
        "kinda", "sorta", "kind of", "sort of", "dunno", "ain't", "aint", "y'all", "yall", "cuz", "cause", "cos", "til", "em", "outta",
        "coulda", "shoulda", "woulda", "lotta", "yeah", "yep", "yup", "nope", "nah", "okey dokey", "okie dokie", "alrighty", "cool",
        "awesome", "dude", "bro", "bruh", "man", "mate", "buddy", "pal", "fam", "guys", "folks", "kids", "stuff", "thingy", "whatever",
        "or whatever", "or something", "and stuff", "totally", "super", "pretty much", "real quick", "a bunch", "bunch of", "tons",
        "a ton", "ton of", "loads of", "lots of", "heaps", "thx", "cheers", "ta", "no worries", "no biggie", "no prob", "my bad", "lol",
        "omg", "wtf", "damn", "crap", "heck", "hell", "freaking", "grab", "hang out", "check out",
        "any idea", "you got", "you guys", "i guess", "i mean", "mom", "mum",
        "dad", "hold up", "chill", "bucks", "quid", "telly", "fridge", "ok so", "so like", "crazy", "nuts", "lit", "sick", "bloody",
        "thanks man", "thanks mate", "thanks dude", "thanks bro", "later", "see ya", "catch you later", "betcha", "gotcha", "whatcha",
    ])
    /// What people say to anybody where they could have been formal or casual.
    static let plain = PhraseSet([
        "hello", "hi", "hello there", "hi there", "please", "thanks", "thank you", "sorry", "goodbye", "tell me", "can you", "can i",
        "could you", "will you", "do you know", "do you have", "i want", "i want to", "i want to know", "i need", "i need to",
        "i would like",
        "show me", "give me", "let me know", "find", "find me", "look up", "look for", "search for", "look it up", "check", "get me",
        "what about", "how about",
        "i am looking for", "help me", "i have a question", "explain", "what can you tell me",
    ])
    static let warm = PhraseSet([
        "how are you", "how are you doing", "how was your day", "hope you are well", "hope you are", "hope all is well", "nice to hear you",
        "good to hear you", "lovely", "wonderful", "sweet", "sweetie", "sweetheart", "dear", "my dear", "darling", "honey", "love",
        "i love", "bless you", "you are so", "you are the best", "you are great", "you are amazing", "you are a star", "you are an angel",
        "you are a lifesaver", "you are kind", "how kind", "how nice", "so nice", "nice of you", "thank you so much",
        "thanks so much", "thanks a lot", "thanks a million", "many thanks", "really appreciate", "so grateful", "i appreciate you",
        "i appreciate that", "makes me happy", "makes me smile", "made my day", "happy",
        "glad", "delighted", "excited", "aww", "aw", "oh my", "yay", "hooray", "hug", "hugs", "miss you", "missed you",
        "i like you", "proud", "beautiful", "my friend", "so helpful", "very helpful", "fantastic", "brilliant", "perfect thank you",
        "take care", "sleep well", "have a nice", "have a lovely", "enjoy your", "so happy", "so glad", "feel better", "i feel",
        "means a lot",
    ])
    static let cool = PhraseSet([
        "just the data", "just the facts", "just the answer", "just the result", "just the numbers", "only the", "whatever", "just tell me",
        "just answer", "just give me", "answer", "answer me", "result", "results", "data only",
        "facts only", "only facts", "go on then", "next", "move on", "moving on", "proceed", "continue", "right now",
        "immediately", "at once", "hurry", "hurry up", "quick", "quickly", "noted", "fine", "enough", "that is enough", "done",
        "irrelevant", "skip it", "skip that", "no small talk", "no chit chat", "no chat", "get on with it", "come on",
        "do it", "stop that", "i do not care", "not interested", "straight answer", "straight to", "yes or no", "be quick", "asap",
        "acknowledged", "understood", "affirmative", "execute", "status", "report",
    ])
    static let playful = PhraseSet([
        "haha", "hahaha", "ha ha", "hehe", "hee hee", "lol", "lmao", "rofl", "funny", "that is funny", "hilarious", "just kidding",
        "only kidding", "kidding", "i am joking", "just joking", "joke", "jokes", "crack me up", "cracks me up", "cracked me up",
        "good one",
        "nice one", "robot master", "your majesty", "captain", "beam me up", "silly", "goofy", "pun",
        "you are killing me", "make me laugh", "made me laugh", "laugh", "laughing", "tell me a joke", "tease", "teasing", "wink",
        "surprise me", "ta da", "oops", "woohoo", "abracadabra", "cheeky", "witty",
    ])
    static let earnest = PhraseSet([
        "seriously", "serious", "be serious", "in all seriousness", "i am serious", "not joking", "no joke", "no jokes", "not funny",
        "not a joke", "no laughing matter", "stick to the facts", "no nonsense",
        "nonsense", "fooling around", "fool around", "important", "urgent", "sensible", "sober", "business", "focus",
        "to be clear", "formally", "official", "officially", "gravely",
    ])
    static let laughter = PhraseSet([
        "haha", "hahaha", "ha ha", "hehe", "lol", "lmao", "rofl", "that is funny", "that was funny", "hilarious", "good one", "nice one",
        "crack me up", "cracked me up", "cracks me up", "very funny", "so funny", "you are funny", "made me laugh",
    ])
}
