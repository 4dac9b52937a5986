//! Names that are put together from parts, each part spelt in several ways.
//!
//! Sikh names (Har-jit, Sukh-preet), names of a servant of God (Abd-ul-Aziz), and those that end
//! in -ullah and -uddin have hundreds of forms: the parts are listed, the names are made.
//! Invariant: two names of different parts (Harjit, Harpreet) share no line.

/// First parts of Sikh names, each with the short forms that it gives.
const SIKH_FIRST: &[(&str, &str)] = &[
    ("amar", "amar ammy"),
    ("bal", "bal bally balli"),
    ("bhup", "bhupi"),
    ("dal", "dal dally"),
    ("dav", "davi"),
    ("dil", "dil dilly"),
    ("gur", "gur guri gurri"),
    ("har", "harry harri"),
    ("jag", "jag jaggi jaggy"),
    ("jas", "jas jass jassi jassy jaz"),
    ("kam", "kam kami kammy"),
    ("karam", "karam"),
    ("karan", "karan"),
    ("kiran", "kiran"),
    ("kul", "kul kully kulli"),
    ("lakh", "lakhi lucky"),
    ("man", "mani manny manni"),
    ("mohan", "mohan"),
    ("nav", "nav navi navy"),
    ("nar", "nari"),
    ("par", "par pam pammi pammy"),
    ("prabh", "prabh prabhi"),
    ("raj", "raj raju rajji"),
    ("ran", "rana"),
    ("rup", "rup rupi roopi"),
    ("sat", "sat satty"),
    ("simran", "sim simi simmi"),
    ("sukh", "sukh sukhi sukhy"),
    ("sur", "suri"),
    ("tej", "tej teji"),
    ("vir", "vir"),
];

/// Last parts of Sikh names in their spellings, each with the short forms that it gives.
const SIKH_LAST: &[(&str, &str)] = &[
    ("bir vir veer", ""),
    ("deep dip", "deep deepi"),
    ("inder indar ender", ""),
    ("jinder jindar jender", ""),
    ("jit jeet jeeth jith", "jeet jeeti"),
    ("kiran kirn", ""),
    ("leen lin", ""),
    ("meet mit", ""),
    ("minder mender", ""),
    ("noor nur", ""),
    ("pal paul", ""),
    ("preet prit preeth", "preet preeti preety"),
    ("raj raaj", ""),
    ("vinder winder vender wender binder", ""),
    ("want vant wanth", ""),
];

/// What stands before an attribute of God; a doubled letter ("abdurrahman") is made by rule.
const SERVANT: &str = "abdul abdel abdal abdol abdoul abdil abdi cabdi abdu abd";

/// Attributes of God in their spellings, the usual one first.
const ATTRIBUTES: &[&str] = &[
    "ahad",
    "alim aleem",
    "aziz azeez azis asis",
    "azim azeem",
    "bari baari",
    "basit baset",
    "fatah fattah fataax",
    "ghafur ghafoor gafoor gafur",
    "ghani gani",
    "hadi haadi",
    "hai hayy hye hay",
    "hakim hakeem hakiim",
    "halim haleem",
    "hamid hameed hamiid",
    "haq haqq haque hak",
    "jabbar jabar",
    "jalil jaleel",
    "karim kareem kariim krim kerim",
    "khaliq khalik khaleq khalek",
    "latif lateef latiif",
    "majid majeed mecid majed",
    "malik malek maalik",
    "mannan manan",
    "matin mateen",
    "momin mumin",
    "muqit mukit",
    "nasir naser nasser naasir",
    "qadir kadir qader kader qaadir",
    "qayum qayyum qayoum kayum",
    "quddus kuddus qudus",
    "rahim raheem rahiim rehim",
    "rahman rehman rahmaan raxmaan raxman",
    "rashid rasheed rachid rashiid",
    "rauf raouf raof",
    "razak razzak razaq razzaq rizak risaq",
    "sabur saboor sabour",
    "salam salaam selam salan",
    "salim saleem",
    "samad samed",
    "sami samee",
    "sattar satar",
    "shakur shakoor shakuur",
    "subhan sobhan",
    "wadud wadood",
    "wahab wahhab waheb ouahab",
    "wahid waheed wahed ouahid",
    "wali weli",
    "zahir zaher",
];

/// Letters before which the "l" of the article is spoken, and often written, as the letter.
const SUN_LETTERS: &[char] = &['r', 's', 'z', 'n', 'l', 'd', 't'];

/// First parts of names in -ullah, in their spellings.
const BEFORE_ALLAH: &[&str] = &[
    "amin ameen",
    "asad",
    "atiq ateeq",
    "azim azeem",
    "aziz azeez",
    "azmat",
    "barkat barakat",
    "ehsan ihsan",
    "esmat ismat",
    "faiz",
    "fazl fazal",
    "habib habeeb",
    "hamid hameed",
    "hekmat hikmat",
    "hidayat hedayat",
    "inayat enayat",
    "karim kareem",
    "khalil khaleel",
    "najib najeeb",
    "naqib naqeeb",
    "nasib naseeb",
    "nasr",
    "nemat naimat niamat",
    "noor nur",
    "obaid ubaid obayd",
    "qudrat qodrat",
    "rahim raheem",
    "rahmat rehmat",
    "ruh rooh roh",
    "safi",
    "saif sayf",
    "sami",
    "sana",
    "shafiq shafeeq",
    "sharif shareef",
    "shukr shokr shukur",
    "wahid waheed",
    "wali",
    "zabih zabi",
    "zia",
];

/// First parts of names in -uddin, in their spellings.
const BEFORE_DIN: &[&str] = &[
    "ala alau",
    "badr",
    "burhan borhan",
    "fakhr fakr",
    "ghias gias ghiyas",
    "hussam husam",
    "imad emad",
    "jalal jalaal",
    "jamal jamaal",
    "kamal kamaal",
    "moin muin mueen",
    "muhi mohi muhiy mohe",
    "nasir naser nasr",
    "nizam nezam",
    "noor nur nour nuur",
    "qamar kamar",
    "qutb qutub kutub",
    "riaz riyaz",
    "sadr sadar",
    "saif sayf",
    "salah sala",
    "shahab shihab",
    "shams shamsh",
    "shuja",
    "siraj seraj",
    "taj",
    "zahir zaheer",
    "zain zayn",
];

/// Short forms of names that are put together. Those of the first and of the last part stand in
/// two lines, so that a Sukhi and a Preeti are not kin.
pub(super) fn short_forms() -> impl Iterator<Item = String> {
    let sikh = SIKH_FIRST.iter().flat_map(|(first, of_first)| {
        SIKH_LAST.iter().flat_map(move |(last, of_last)| {
            let full = joined(first, first_of(last));
            [line(&full, of_first), line(&full, of_last)]
        })
    });
    let servants = ATTRIBUTES.iter().flat_map(|attribute| {
        let full = joined("abdul", first_of(attribute));
        [line(&full, attribute), line(&full, "abdul abdi abd")]
    });
    let allah = BEFORE_ALLAH
        .iter()
        .map(|before| line(&joined(first_of(before), "ullah"), before));
    sikh.chain(servants).chain(allah).flatten()
}

/// Spellings of names that are put together.
pub(super) fn spellings() -> impl Iterator<Item = String> {
    let sikh = SIKH_FIRST.iter().flat_map(|(first, _)| {
        SIKH_LAST
            .iter()
            .map(move |(last, _)| every_pair(first, last))
    });
    let servants = ATTRIBUTES.iter().map(|attribute| servants_of(attribute));
    let allah = BEFORE_ALLAH
        .iter()
        .map(|before| every_pair(before, "ullah ulla ullaah ollah olah"));
    let din = BEFORE_DIN.iter().map(|before| {
        every_pair(
            before,
            "uddin udin eddin eddine edin adin addin uddeen udeen udheen oddin adiin",
        )
    });
    sikh.chain(servants).chain(allah).chain(din)
}

/// Abdul-Aziz in every spelling of both parts.
fn servants_of(attribute: &str) -> String {
    let mut line = every_pair(SERVANT, attribute);
    for word in attribute.split(' ') {
        if let Some(letter) = word.chars().next()
            && SUN_LETTERS.contains(&letter)
        {
            for opening in ["abdu", "abde", "abdo"] {
                line.push_str(&format!(" {opening}{letter}{word}"));
            }
        }
    }
    line
}

/// Every first word written together with every last word.
fn every_pair(firsts: &str, lasts: &str) -> String {
    let pairs: Vec<String> = firsts
        .split(' ')
        .flat_map(|first| lasts.split(' ').map(move |last| joined(first, last)))
        .collect();
    pairs.join(" ")
}

/// A full form with its short forms, where there are any.
fn line(full: &str, shorts: &str) -> Option<String> {
    (!shorts.is_empty()).then(|| format!("{full} {shorts}"))
}

fn joined(first: &str, last: &str) -> String {
    format!("{first}{last}")
}

fn first_of(spellings: &str) -> &str {
    spellings.split(' ').next().unwrap_or_default()
}
