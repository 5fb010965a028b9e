extension MemoryCorpus {
    static let cities = [
        "Leeds", "York", "Bath", "Lisbon", "Porto", "Bergen", "Ghent", "Turin", "Graz", "Lyon", "Utrecht", "Malmo", "Cork", "Girona",
        "Basel",
        "Tartu", "Split", "Krakow", "Aarhus", "Tampere", "Bremen", "Toledo", "Siena", "Galway", "Dundee", "Exeter", "Nantes", "Linz",
    ]
    static let names = [
        "Anna", "Ben", "Clara", "David", "Emma", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mara", "Noah", "Olga", "Pablo",
        "Rosa", "Samir", "Tilda", "Umar", "Vera", "Will", "Yusuf", "Zoe", "Agnes", "Boris", "Carmen", "Dmitri", "Elif", "Finn", "Greta",
    ]
    static let jobs = [
        "nurse", "carpenter", "teacher", "pilot", "baker", "programmer", "gardener", "judge", "plumber", "translator", "chemist", "farmer",
        "librarian", "architect", "midwife", "welder", "accountant", "cook",
    ]
    static let relatives = ["mother", "father", "sister", "brother", "aunt", "uncle", "daughter", "son", "cousin", "grandmother"]
    static let pets = ["dog", "cat", "parrot", "rabbit", "tortoise", "pony", "goldfish"]
    static let foods = [
        "lentil soup", "smoked herring", "blue cheese", "rye bread", "green tea", "black coffee", "rhubarb cake", "spinach", "mushrooms",
        "lamb stew", "fried rice", "oat porridge", "pickled onions", "dark chocolate", "plum jam", "roast chicken", "goat cheese", "mango",
        "garlic bread", "fennel salad", "beetroot", "salted almonds",
    ]
    static let things = [
        "bicycle", "piano", "camera", "kettle", "greenhouse", "boat", "tent", "telescope", "sewing machine", "lawnmower", "stove", "violin",
        "notebook", "radio", "ladder", "sledge", "wardrobe", "printer", "kayak", "typewriter", "clock", "lamp", "guitar", "heater",
    ]
    static let places = [
        "harbour", "market", "station", "library", "old mill", "swimming pool", "cathedral", "allotment", "museum", "bridge", "observatory",
        "bakery", "football ground", "workshop", "castle", "botanical garden", "theatre", "lighthouse",
    ]
    static let activities: [(verb: String, past: String)] = [
        ("swim", "swam"), ("paint", "painted"), ("run", "ran"), ("sing", "sang"), ("bake bread", "baked bread"),
        ("play chess", "played chess"),
        ("climb", "climbed"), ("sail", "sailed"), ("knit", "knitted"), ("cycle", "cycled"), ("dance", "danced"),
        ("read aloud", "read aloud"),
        ("fish", "fished"), ("plant trees", "planted trees"), ("watch birds", "watched birds"), ("repair radios", "repaired radios"),
    ]
    static let moods = ["tired", "proud", "worried", "cheerful", "bored", "hopeful", "cross", "relieved", "curious", "calm"]
    static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
