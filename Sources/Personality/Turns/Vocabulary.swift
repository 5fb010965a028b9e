/// How technical words are: by what is known of them and, where nothing is, by how they are built.
enum Vocabulary {
    /// Choices for technical words and for plain ones.
    static func choices(_ words: [String]) -> (technical: Int, plain: Int) {
        let plain = plainPhrases.count(in: words)
        var technical = 0
        for word in words where isTechnical(word) { technical += 1 }
        return (min(technical, 4), min(plain, 3))
    }

    static func isTechnical(_ word: String) -> Bool {
        if known.contains(word) { return true }
        guard word.utf8.count >= 8, !everyday.contains(word) else { return false }
        let stem = word.hasSuffix("s") ? String(word.dropLast()) : word
        return endings.contains { stem.hasSuffix($0) } || (word.utf8.count >= 10 && beginnings.contains { word.hasPrefix($0) })
    }

    private static let endings = [
        "ization", "isation", "ification", "ology", "ography", "ometry", "ometric", "metric", "otropic", "odynamic", "ification", "ivity",
        "icity", "ytic", "lytic", "ology", "osis", "itis", "emia", "ectomy", "genesis", "genetic", "synthesis", "ational", "istic",
        "ulation", "duction", "ension", "ithm", "scopic", "graphic", "meter", "ptic", "onomy", "ifugal",
        "ibration", "igital", "etical", "itative", "ametric", "ameter", "ameters", "ication", "gradient", "ressor", "istor", "ronous",
        "rency",
    ]
    private static let beginnings = [
        "hyper", "electro", "thermo", "photo", "micro", "macro", "cardio", "neuro", "bio", "geo", "hydro", "crypto", "pseudo", "infra",
        "ultra", "quanti", "algorithm", "config", "implement",
        "specific", "theor", "param", "protoc", "asynchron", "synchron", "atmospher",
    ]
    /// Long, and said by everybody.
    private static let everyday: Set<String> = [
        "information", "conversation", "restaurant", "supermarket", "interesting", "international", "interview", "internet", "translation",
        "reservation", "reservations", "vacation", "education", "invitation", "application", "location", "television", "celebration",
        "situation", "destination", "transportation", "communication", "transfer", "transport", "subscription", "photograph", "photographs",
        "interested", "superman", "publication", "kilometers", "kilometer", "centimeters", "graduation", "introduction", "medication",
        "production", "reduction", "pronunciation",
    ]
    private static let known: Set<String> = Set(
        MannerLexicon.split(
            "latency bandwidth router firewall protocol packet throughput server api schema json database index query kernel cache memory cpu"
                + " gpu processor compiler runtime thread threads mutex boolean algorithm recursion regression encryption cipher hash checksum"
                + " firmware driver voltage current amperage ohm watt transistor capacitor diode inductance inductive resistor frequency"
                + " wavelength amplitude spectrum entropy enthalpy kinetic torque momentum friction viscosity isotope catalyst polymer"
                + " molecule molecular oxidation ph alkaline acidic enzyme enzymes protein proteins hormone insulin glucose cholesterol"
                + " hypertension diabetes systolic diastolic cortisol antibody antigen bacterial viral pathogen dosage milligrams chronic acute"
                + " lesion tissue neural neuron cortex synapse gene genes genome dna rna chromosome mutation amortization equity liability"
                + " dividend portfolio derivative hedge yield inflation fiscal liquidity collateral depreciation compound principal variance"
                + " deviation median coefficient matrix vector tensor gradient integral polynomial exponent logarithm quantile hypothesis"
                + " magma seismic sediment stratosphere troposphere humidity barometric isobar millibar albedo precipitation"
                + " anode electrolyte ion ions photon proton neutron quantum relativity thermal thermodynamics transmission"
                + " ratio cylinder piston turbine alternator differential hydraulic pneumatic calibrate calibration tolerance specification"
                + " specifications parameter parameters configuration implementation mechanism theoretical quantitative empirical precise"
                + " definition analysis methodology optimization topology asynchronous concurrency parallel distributed container kubernetes"
                + " docker linux subnet dns tcp udp http tls ssh sql regex backend frontend emulsion kernel syntax semantics"
                + " clause jurisdiction statute litigation plaintiff arbitration allocation hertz gigahertz megabytes terabyte pixel"
                + " resolution codec bitrate sampling vascular metabolic metabolism"
        ))
    static let plainPhrases = PhraseSet([
        "in simple words", "in simple terms", "simple words", "simply put", "in plain english", "in easy words", "easy words", "easy",
        "for dummies", "for beginners", "for a beginner", "for kids", "for a child", "basically", "the basics", "basic idea",
        "the gist", "roughly", "more or less", "the thing", "that thing", "thingy", "how does it work", "nothing fancy",
        "not too complicated", "too complicated", "i am no expert",
        "do not understand", "confusing", "confused", "i do not get", "do not know much", "why is the sky", "dumb it down",
        "explain like", "what do you call", "whatchamacallit", "gizmo", "kind of thing", "how fast",
        "goes wrong", "slow", "how my", "how the", "why the", "why my", "why it is",
    ])
}
