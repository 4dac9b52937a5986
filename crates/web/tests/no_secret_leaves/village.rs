//! Twenty families in danger, each with ten secrets that stand nowhere else.

use operations::store::Restricted;
use operations::{Account, AccountMarks, LoadOutcome};
use testkit::{TestCouncil, csv};
use vocabulary::{CaseLinkKind, RestrictionKind, Role};

/// How many families there are.
pub(crate) const FAMILIES: u64 = 20;
const CARE: &str = "childrens-social-care";
const KINDS: [CaseLinkKind; 4] = [
    CaseLinkKind::Allocation,
    CaseLinkKind::Referral,
    CaseLinkKind::EarlyHelpEpisode,
    CaseLinkKind::StrategyMeeting,
];

/// No two of them are like one another.
const WORDS: [&str; 20] = [
    "Harrow", "Kestrel", "Mallard", "Nimbus", "Oswin", "Purley", "Quorndon", "Rowan", "Selby",
    "Thistle", "Ullock", "Vesper", "Wexham", "Yarrow", "Zennor", "Bracken", "Corbel", "Dorrit",
    "Elmete", "Foxley",
];

/// One family: a shielded mother and child, and around them one sealed, one protected, one held
/// back.
#[derive(Clone, Copy)]
pub(crate) struct Family(pub(crate) u64);

impl Family {
    /// Its ten secrets.
    pub(crate) fn secrets(self) -> Vec<String> {
        [self.places(), self.names()].concat()
    }

    /// Where they are, how they are reached, and what would tell the district. Nobody reads it.
    fn places(self) -> Vec<String> {
        vec![
            self.word("court"),
            self.postcode(7),
            format!("01632 96{:04}", 100 + self.0),
            self.word("mail"),
            self.word("school"),
            self.word("team"),
            self.word("visitor"),
        ]
    }

    /// Who is sealed, protected or held back. Only the safeguarding desk reads of whom it holds
    /// back.
    pub(crate) fn names(self) -> Vec<String> {
        vec![
            self.word("sealed"),
            self.word("protected"),
            self.word("held"),
        ]
    }

    /// The family name of mother and children, which may be read.
    pub(crate) fn family_name(self) -> String {
        WORDS[usize::try_from(self.0).unwrap()].to_owned()
    }

    /// In which year its people were born, more or less.
    pub(crate) fn year(self, first: u64) -> u64 {
        first + self.0 % 7
    }

    /// A word that no other family has, and nobody for a name.
    fn word(self, what: &str) -> String {
        format!("{}zq{what}", self.family_name())
    }

    fn postcode(self, district: u64) -> String {
        let letters = ["AB", "DE", "FG", "HJ"];
        let at = usize::try_from(self.0 / 10).unwrap();
        format!("QX{district} {}{}", self.0 % 10, letters[at])
    }

    fn key(self, person: u64) -> String {
        format!("{}", 700_000 + self.0 * 10 + person)
    }
}

/// The case of one kind for the child of a family.
pub(crate) fn case_of(family: Family, kind: CaseLinkKind) -> String {
    format!("CASE-{}-{}", family.0, kind.code().to_uppercase())
}

/// The staff id of the worker who has a role.
pub(crate) fn staff_of(role: Role) -> String {
    let place = Role::ALL.iter().position(|one| *one == role).unwrap();
    format!("X{:04}", place + 1)
}

/// Loads the village, and gives every role a worker.
pub(crate) async fn load_all(council: &mut TestCouncil) {
    load(council, CARE, "people.csv", people()).await;
    load(council, CARE, "addresses.csv", addresses()).await;
    load(council, CARE, "relationships.csv", relationships()).await;
    load(council, CARE, "involvements.csv", involvements()).await;
    load(council, CARE, "case_links.csv", links()).await;
    load(council, "schools", "pupils.csv", pupils()).await;
    load(council, "health-visiting", "visits.csv", visits()).await;
    council.link_and_publish().await;
    for role in Role::ALL {
        let staff_id = staff_of(role);
        let account = Account {
            staff_id: &staff_id,
            name: "A worker of the village",
            role,
            teams: Vec::new(),
            passphrase: None,
            trained_on: Some(council.at.today()),
            marks: AccountMarks::default(),
        };
        let kept = council.kith.keep_account(account, council.at, "test");
        kept.await.unwrap();
    }
}

/// Restricts who is to be restricted; then somebody comes in who is held back.
pub(crate) async fn restrict_all(council: &mut TestCouncil) {
    let people = council.people_of(CARE).await;
    for family in (0..FAMILIES).map(Family) {
        for (person, kind) in [
            (1, RestrictionKind::Shield),
            (2, RestrictionKind::Shield),
            (4, RestrictionKind::AdoptionSeal),
            (5, RestrictionKind::ProtectedPerson),
        ] {
            let on = people[&family.key(person)];
            council.restrict(Restricted::Person(kind), on, None).await;
        }
    }
    let held = load_adults(council).await;
    assert_eq!(held, FAMILIES, "not every record was held back");
}

/// Somebody comes in with the telephone of each mother. How many wait for the desk.
pub(crate) async fn load_adults(council: &mut TestCouncil) -> u64 {
    load(council, "adult-social-care", "adults.csv", adults()).await;
    let linked = council.link_and_publish().await;
    linked.figures.held_back.waiting
}

async fn load(council: &mut TestCouncil, source: &str, file: &str, text: String) {
    let outcome = council.load(source, file, &text).await;
    assert!(matches!(outcome, LoadOutcome::Staged(_)), "{file}");
}

/// Rows of a file: what each family adds to it.
fn rows(header: &str, of: impl Fn(Family) -> Vec<String>) -> String {
    let all: Vec<String> = (0..FAMILIES).flat_map(|at| of(Family(at))).collect();
    csv(header, &all)
}

fn people() -> String {
    let header = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_telephone,\
        pers_email";
    rows(header, |family| {
        let (name, places, names) = (family.family_name(), family.places(), family.names());
        let (telephone, mail) = (&places[2], &places[3]);
        let day = family.0 + 1;
        let year = |first| family.year(first);
        let reached = format!("{telephone},{mail}@mail.example");
        let row = |person, rest: String| format!("{},{rest}", family.key(person));
        vec![
            row(
                1,
                format!("Leonora,{name},F,{}-05-{day:02},{reached}", year(1970)),
            ),
            row(2, format!("Barnaby,{name},M,{}-07-{day:02},,", year(2018))),
            row(3, format!("Adelaide,{name},F,{}-01-{day:02},,", year(2008))),
            row(
                4,
                format!("Noel,{},M,{}-02-{day:02},,", names[0], year(2010)),
            ),
            row(
                5,
                format!("Toby,{},M,{}-11-{day:02},,", names[1], year(2009)),
            ),
        ]
    })
}

fn addresses() -> String {
    let header = "addr_person_id,addr_address_type,addr_address_text,addr_address_postcode,\
        addr_address_confidential,addr_address_start_date";
    rows(header, |family| {
        let places = family.places();
        let hidden = format!("{} {},{}", family.0 + 1, places[0], places[1]);
        let open = format!("{} Quarry Row,{}", family.0 + 1, family.postcode(8));
        let row =
            |person, place: &str| format!("{},home,{place},No,2024-06-01", family.key(person));
        vec![
            row(1, &hidden),
            row(2, &hidden),
            row(3, &open),
            row(4, &open),
            row(5, &open),
        ]
    })
}

fn relationships() -> String {
    let header = "rela_person_id,rela_relationship,rela_related_person_id";
    rows(header, |family| {
        let row = |from, how: &str, to| format!("{},{how},{}", family.key(from), family.key(to));
        vec![
            row(1, "mother", 2),
            row(1, "mother", 3),
            row(2, "half brother", 3),
            row(4, "brother", 3),
            row(5, "brother", 3),
        ]
    })
}

fn involvements() -> String {
    let header = "invo_person_id,invo_status,invo_plan_type,invo_professional_team,\
        invo_involvement_start_date";
    rows(header, |family| {
        let row = |person| {
            format!(
                "{},Current,Child in need,Assessment,2026-01-01",
                family.key(person)
            )
        };
        vec![row(2), row(3)]
    })
}

fn links() -> String {
    let header = "case_reference,case_person_id,case_link_type,case_worker_id,case_team,\
        case_start_date,case_end_date";
    rows(header, |family| {
        let mut all = Vec::new();
        for kind in KINDS {
            for role in Role::ALL {
                let (case, staff) = (case_of(family, kind), staff_of(role));
                let (child, kind) = (family.key(3), kind.code());
                all.push(format!("{case},{child},{kind},{staff},,2026-01-05,"));
            }
        }
        all
    })
}

fn pupils() -> String {
    let header = "PupilID,Surname,Forename,DOB,Gender,EnrolStatus,EntryDate,SchoolName";
    rows(header, |family| {
        let (name, places) = (family.family_name(), family.places());
        let (key, day, year) = (family.key(2), family.0 + 1, family.year(2018));
        let school = format!("{} Island Nursery", places[4]);
        vec![format!(
            "P{key},{name},Barnaby,{year}-Jul-{day:02},M,C,2026-Jun-08,{school}"
        )]
    })
}

fn visits() -> String {
    let header = "LOCAL_PATIENT_ID,GIVEN_NAME,FAMILY_NAME,BIRTH_DATE,SEX,STATUS,PATHWAY,PROVIDER,\
        HV_TEAM,HV_STAFF_ID,HV_NAME,HV_ROLE,HV_PHONE,HV_EMAIL,REFERRAL_DATE";
    let text = rows(header, |family| {
        let (name, places) = (family.family_name(), family.places());
        let (key, day, year) = (family.key(2), family.0 + 1, family.year(2018));
        let (team, visitor) = (&places[5], &places[6]);
        vec![format!(
            "H{key},Barnaby,{name},{year}07{day:02},M,Active,Universal,Eastmere Health,\
             {team} Patch,HV{key},Una {visitor},Health visitor,07700 900{:03},,20260101",
            family.0
        )]
    });
    // Tabs between the cells, as this source writes them.
    text.replace(',', "\t")
}

fn adults() -> String {
    let header = "LA Person ID,NHS Number,First name,Family name,Date of Birth,Gender,Address,\
        Phone,Service involvement";
    rows(header, |family| {
        let (places, names) = (family.places(), family.names());
        let (telephone, held) = (&places[2], &names[2]);
        vec![format!(
            "A{},,Rosalind,{held},,,,{telephone},Current",
            family.0
        )]
    })
}
