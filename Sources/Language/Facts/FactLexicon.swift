/// Words by which a value is known for what it is.
enum FactLexicon {
    static let occupations: Set<String> = set(
        """
        accountant actor actress analyst apprentice architect artist assistant astronaut athlete attorney author baker banker barber barista
        bartender biologist bricklayer broker builder butcher captain cardiologist carer caregiver carpenter cashier chaplain chauffeur chef
        chemist cleaner clerk coach columnist comedian composer conductor consultant cook coordinator copywriter counsellor counselor
        courier dancer dentist dermatologist designer detective developer dietitian diplomat director diver doctor driver economist editor
        electrician engineer entrepreneur estate-agent farmer firefighter fisherman florist freelancer gardener geologist geographer
        hairdresser handyman headteacher historian housekeeper housewife househusband illustrator instructor interpreter investor janitor
        jeweller joiner journalist judge labourer landscaper lawyer lecturer librarian lifeguard linguist locksmith machinist magician
        manager marketer masseur mathematician mechanic midwife miner minister model musician nanny neurologist novelist nurse nutritionist
        officer operator optician optometrist painter paramedic pastor pathologist pediatrician paediatrician pharmacist philosopher
        photographer physician physicist physiotherapist pianist pilot plasterer plumber poet policeman policewoman politician porter
        postman potter presenter priest principal producer professor programmer psychiatrist psychologist publisher radiographer
        radiologist realtor receptionist recruiter reporter researcher roofer sailor salesman saleswoman salesperson scientist sculptor
        secretary singer smith social-worker soldier solicitor statistician steward stewardess strategist student supervisor surgeon
        surveyor tailor teacher technician technologist tester therapist trader trainee trainer translator tutor underwriter vet
        veterinarian veteran videographer violinist waiter waitress welder worker writer zoologist intern postdoc fellow specialist
        administrator adviser advisor agent auditor buyer executive foreman inspector negotiator organiser organizer planner
        """)
    /// Those who are the head of something: "the head of sales".
    static let offices: Set<String> = set(
        "head director manager ceo cto cfo owner founder president chair captain principal leader editor mayor coo")
    static let conditions: Set<String> = set(
        """
        diabetes asthma epilepsy arthritis osteoarthritis adhd autism dyslexia hypertension migraine migraines anaemia anemia eczema
        psoriasis depression anxiety insomnia tinnitus vertigo glaucoma cancer hypothyroidism hyperthyroidism osteoporosis endometriosis
        fibromyalgia lupus parkinson parkinsons alzheimers dementia hepatitis hiv coeliac celiac crohns ibs pcos ptsd ocd copd gout
        sciatica scoliosis thrombosis tuberculosis bronchitis tonsillitis angina arrhythmia haemophilia hemophilia narcolepsy
        """)
    static let conditionEnds: [[String]] = [
        "blood pressure", "heart disease", "heart condition", "kidney disease", "bad back", "bad knee", "sleep apnea", "sleep apnoea",
        "heart murmur", "thyroid", "cholesterol", "hay fever", "back pain", "chronic pain", "pacemaker", "hearing aid", "hearing aids",
        "prosthetic leg", "stroke", "disability", "bad knees", "hearing loss", "type one diabetes", "type two diabetes", "long covid",
    ].map { $0.split(separator: " ").map(String.init) }
    static let states: Set<String> = set(
        "diabetic asthmatic epileptic deaf blind dyslexic pregnant autistic anaemic anemic disabled colourblind colorblind dyspraxic")
    static let languages: Set<String> = set(
        """
        english french german spanish italian portuguese dutch polish russian ukrainian greek turkish arabic hebrew persian farsi hindi urdu
        bengali punjabi tamil telugu gujarati marathi malayalam kannada chinese mandarin cantonese japanese korean vietnamese thai malay
        indonesian tagalog swahili zulu xhosa yoruba igbo hausa amharic somali swedish norwegian danish finnish icelandic czech slovak
        hungarian romanian bulgarian serbian croatian slovenian albanian macedonian latvian lithuanian estonian irish welsh gaelic scots
        catalan basque galician latin esperanto afrikaans nepali sinhala burmese khmer lao mongolian kazakh uzbek georgian armenian
        azerbaijani kurdish pashto flemish maltese sign
        """)
    static let nationalities: Set<String> = set(
        """
        british english scottish welsh irish french german spanish italian portuguese dutch belgian swiss austrian polish russian ukrainian
        greek turkish american canadian mexican brazilian argentinian chilean colombian peruvian indian pakistani bangladeshi chinese
        japanese korean vietnamese thai filipino indonesian malaysian australian nigerian ghanaian kenyan ethiopian egyptian moroccan
        algerian tunisian israeli iranian iraqi syrian lebanese swedish norwegian danish finnish icelandic czech slovak hungarian romanian
        bulgarian serbian croatian slovenian albanian latvian lithuanian estonian jamaican cuban nepali afghan somali
        """)
    static let diets: Set<String> = set("vegan vegetarian pescatarian flexitarian coeliac celiac teetotal halal kosher keto carnivore")
    static let bonds: Set<String> = set("married divorced engaged widowed separated single")
    static let games: Set<String> = set(
        """
        guitar piano violin drums cello flute saxophone trumpet bass ukulele harmonica clarinet accordion harp organ keyboard trombone viola
        banjo football soccer tennis chess basketball baseball badminton squash rugby cricket golf hockey volleyball handball netball
        billiards snooker darts poker bridge padel lacrosse games videogames minecraft go backgammon scrabble pool bowls
        """)
    static let events: Set<String> = set(
        """
        appointment meeting exam interview flight dentist operation surgery wedding party concert trip holiday deadline presentation
        conference date lesson class match game race test scan checkup check-up reservation booking shift performance recital audition
        viewing call session court hearing graduation reunion rehearsal funeral workshop marathon train
        """)
    static let attempts: Set<String> = set(
        "lose quit stop learn save give get eat sleep drink run read cut improve gain become walk exercise write spend")
    static let goals: Set<String> = set("learn become lose quit save visit travel write run improve study move start retire own")
    static let subjects: Set<String> = set(
        """
        medicine law physics chemistry biology mathematics maths math history geography economics psychology philosophy engineering
        architecture literature linguistics music art design business finance accounting marketing nursing education sociology politics
        science computing journalism theology archaeology astronomy statistics dentistry pharmacy
        """)
    static let colours: Set<String> = set("red blue green yellow orange purple pink black white brown grey gray")

    /// What no value that stands on its own begins with.
    static let pointing: Set<String> = set(
        """
        it that this these those him her them you your yours how when what where why who which if whether me us he she they i we one so
        anything everything something nothing everyone someone anyone there here then not too very being his their its more much
        """)
    /// Where a value ends at the latest.
    static let ends: Set<String> = set(
        """
        because but so if when while although though unless until i we who which where please what how can could would and or then since
        he she they you my our there is are was were do did does has am with though except
        """)
    static let abstract: Set<String> = set(
        """
        fear pain hope peace denial silence darkness sin hell heaven constant harmony luxury poverty comfort exile hiding general style
        common total good bad past future moment present shock love luck trouble touch sync control
        """)
    /// What "the" may stand before in a place.
    static let placesWithThe: Set<String> = set(
        """
        netherlands uk us usa country countryside city centre center north south east west suburbs coast united uae philippines bahamas
        bronx highlands midlands lake mountains village bay middle outskirts cotswolds hague alps states isle
        """)
    /// What looks like a person's work and is none.
    static let noOccupations: Set<String> = set(
        "lover owner eater believer member follower sleeper riser stranger person fan beginner user")

    private static func set(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
