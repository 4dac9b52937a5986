//! Who the cast are and where they live.
//!
//! Invariant: families are planted in the order of [`super::DemoCast::families`], as the first
//! families of the council, with people in the order that [`super::story`] counts on.

use super::{DemoCast, DemoFamily, DemoPerson, DemoWorker};
use crate::calendar::{plus_days, plus_years};
use crate::council::{Shape, Truth};
use crate::dice::{Dice, Realm};
use crate::families::{Chain, FamilyMaker};
use crate::names::{FullName, NameBook, Tradition, Variants};
use crate::places::REFUGE;
use crate::workers::{DEMO_WORKERS, TEAMS};
use vocabulary::{AddressKind, Date, RelationshipType, Sex};

/// Part, sex, given, middle and family name, age in years and days.
type Role = (&'static str, Sex, [&'static str; 3], (i32, i32));

use Sex::{Female as F, Male as M};

const LARGE: [Role; 7] = [
    ("mother", F, ["Kelly", "Louise", "Shaw"], (33, 101)),
    ("father", M, ["Mark", "Anthony", "Fairclough"], (36, 222)),
    ("mother's partner", M, ["Daniel", "John", "Shaw"], (35, 17)),
    (
        "grandmother",
        F,
        ["Maureen", "Ann", "Birtwistle"],
        (61, 300),
    ),
    ("child", M, ["Oliver", "James", "Fairclough"], (9, 142)),
    ("sister", F, ["Lily", "Mae", "Fairclough"], (7, 61)),
    ("half-sister", F, ["Freya", "Rose", "Shaw"], (2, 88)),
];
const REFERRAL: [Role; 3] = [
    ("mother", F, ["Farzana", "Bibi", "Malik"], (38, 45)),
    ("father", M, ["Tariq", "", "Malik"], (41, 190)),
    ("child", F, ["Zainab", "Noor", "Malik"], (12, 33)),
];
const EARLY_HELP: [Role; 4] = [
    ("grandfather", M, ["Andrzej", "", "Lewandowski"], (63, 12)),
    ("mother", F, ["Ewa", "Maria", "Lewandowska"], (34, 250)),
    ("child", M, ["Jakub", "", "Lewandowski"], (10, 210)),
    ("sister", F, ["Hanna", "", "Lewandowska"], (6, 140)),
];
const TWINS: [Role; 4] = [
    ("mother", F, ["Fatoumata", "", "Conteh"], (31, 99)),
    ("father", M, ["Lamin", "", "Conteh"], (35, 310)),
    ("child", F, ["Aminata", "", "Conteh"], (8, 77)),
    ("twin sister", F, ["Mariama", "", "Conteh"], (8, 77)),
];
const SAME_NAME: [Role; 3] = [
    ("mother", F, ["Mairead", "", "Doherty"], (40, 15)),
    ("father", M, ["Patrick", "Joseph", "Doherty"], (43, 64)),
    ("child", M, ["Patrick", "Joseph", "Doherty"], (15, 120)),
];
const UNBORN: [Role; 3] = [
    ("mother", F, ["Chloe", "Marie", "Tattersall"], (22, 180)),
    ("father", M, ["Jake", "", "Midgley"], (24, 20)),
    ("child", Sex::Unknown, ["", "", "Tattersall"], (0, -84)),
];
const FOSTER: [Role; 4] = [
    ("mother", F, ["Stacey", "Ann", "Ogden"], (29, 260)),
    ("foster carer", F, ["Susan", "Jean", "Whitworth"], (54, 30)),
    ("child", M, ["Tyler", "Lee", "Ogden"], (8, 200)),
    ("sister", F, ["Ruby", "May", "Ogden"], (4, 150)),
];
const REFUGE_FAMILY: [Role; 3] = [
    ("mother", F, ["Hodan", "Ali", "Warsame"], (32, 70)),
    ("father", M, ["Yusuf", "Farah", "Jama"], (37, 280)),
    ("child", F, ["Idil", "Yusuf", "Farah"], (7, 190)),
];

/// The stories with their references.
const STORIES: [(&str, Option<&str>); 8] = [
    (
        "a family of seven with parents apart",
        Some("CSC-2026-0417"),
    ),
    ("a referral at the front door", Some("REF-2026-1102")),
    ("a family that agreed to early help", Some("EH-2026-0033")),
    ("twins", None),
    ("father and son of one name", None),
    ("a child not yet born", Some("CSC-2026-0502")),
    (
        "a child in foster care apart from a sister",
        Some("CSC-2026-0388"),
    ),
    ("a child in the refuge", Some("CSC-2026-0611")),
];

/// Plants the eight families and returns who they are.
pub(crate) fn plant(
    truth: &mut Truth,
    lists: (&NameBook, &Variants),
    seed: u64,
    today: Date,
) -> DemoCast {
    let mut family = |place: u64| {
        let dice = Dice::new(seed, Realm::Families, place);
        let first = u32::try_from(truth.people.len()).unwrap_or(u32::MAX);
        let mut maker = FamilyMaker::new(truth, lists, dice, today);
        maker.is_cast = true;
        let shape = plant_one(place, &mut maker);
        maker.finish(shape);
        told(truth, place, first)
    };
    DemoCast {
        large_family: family(0),
        referral: family(1),
        early_help: family(2),
        twins: family(3),
        same_name: family(4),
        unborn: family(5),
        foster: family(6),
        refuge: family(7),
        workers: workers(),
    }
}

const fn roles(place: u64) -> &'static [Role] {
    match place {
        0 => &LARGE,
        1 => &REFERRAL,
        2 => &EARLY_HELP,
        3 => &TWINS,
        4 => &SAME_NAME,
        5 => &UNBORN,
        6 => &FOSTER,
        _ => &REFUGE_FAMILY,
    }
}

fn workers() -> Vec<DemoWorker> {
    DEMO_WORKERS
        .iter()
        .map(|(staff_id, name, team)| DemoWorker {
            staff_id: (*staff_id).to_owned(),
            name: (*name).to_owned(),
            role: TEAMS[*team].role.to_owned(),
            team: TEAMS[*team].name.to_owned(),
        })
        .collect()
}

/// The family as the guide tells it: the child first.
fn told(truth: &Truth, place: u64, first: u32) -> DemoFamily {
    let (story, case_reference) = STORIES[usize::try_from(place).unwrap_or(0)];
    let mut people: Vec<DemoPerson> = roles(place)
        .iter()
        .zip(first..)
        .map(|((part, _, _, _), number)| {
            let person = truth.person(number);
            DemoPerson {
                person: person.id(),
                part,
                given: person.name.given.clone(),
                family: person.name.family.clone(),
                birth: person.birth,
            }
        })
        .collect();
    people.sort_by_key(|person| person.part != "child");
    DemoFamily {
        story,
        case_reference: case_reference.map(str::to_owned),
        people,
    }
}

fn plant_one(place: u64, maker: &mut FamilyMaker<'_>) -> Shape {
    maker.tradition = match place {
        0 | 5 | 6 => Tradition::British,
        1 => Tradition::Pakistani,
        2 => Tradition::EasternEuropean,
        3 => Tradition::WestAfrican,
        4 => Tradition::Irish,
        _ => Tradition::Somali,
    };
    let people: Vec<u32> = roles(place).iter().map(|role| add(maker, role)).collect();
    match place {
        0 => large_family(maker, &people),
        1 | 4 => parents_and_children(maker, &people, (0, 1), 2..3, Shape::Couple),
        2 => three_generations(maker, &people),
        3 => {
            maker.make_twins(people[2], people[3]);
            parents_and_children(maker, &people, (0, 1), 2..4, Shape::Couple)
        }
        5 => parents_and_children(maker, &people, (0, 1), 2..3, Shape::Couple),
        6 => foster_care(maker, &people),
        _ => refuge(maker, &people),
    }
}

fn add(
    maker: &mut FamilyMaker<'_>,
    (_, sex, [given, middle, family], (years, days)): &Role,
) -> u32 {
    let name = FullName {
        given: (*given).to_owned(),
        middle: (*middle).to_owned(),
        family: (*family).to_owned(),
    };
    let birth = plus_days(plus_years(maker.today, -years), -days);
    let person = maker.add(*sex, name, birth);
    maker.truth.people[person as usize].known_as.clear();
    person
}

fn parents(maker: &mut FamilyMaker<'_>, child: u32, mother: u32, father: Option<u32>) {
    let child = &mut maker.truth.people[child as usize];
    child.mother = Some(mother);
    child.father = father;
}

/// A home with a door of its own since so many days.
fn home(maker: &mut FamilyMaker<'_>, kind: AddressKind, days: i32, to: Option<i32>) -> Chain {
    let home = maker.truth.homes.take(kind, kind == AddressKind::Home);
    let to = to.map(|to| plus_days(maker.today, -to));
    vec![(home, plus_days(maker.today, -days), to)]
}

fn everybody_lives(maker: &mut FamilyMaker<'_>, people: &[u32], chain: &Chain) {
    for person in people {
        maker.live(*person, chain, chain[0].1, None);
    }
}

fn parents_and_children(
    maker: &mut FamilyMaker<'_>,
    people: &[u32],
    (mother, father): (usize, usize),
    children: std::ops::Range<usize>,
    shape: Shape,
) -> Shape {
    let since = plus_days(maker.today, -6000).max(plus_years(maker.birth_of(people[mother]), 18));
    maker.bond(
        people[father],
        RelationshipType::Partner,
        people[mother],
        since,
        None,
    );
    for child in children {
        parents(maker, people[child], people[mother], Some(people[father]));
    }
    let chain = home(maker, AddressKind::Home, 2600, None);
    everybody_lives(maker, people, &chain);
    shape
}

fn large_family(maker: &mut FamilyMaker<'_>, people: &[u32]) -> Shape {
    let [mother, father, partner, grandmother, child, sister, half] = people else {
        return Shape::Blended;
    };
    for one in [child, sister] {
        parents(maker, *one, *mother, Some(*father));
    }
    parents(maker, *half, *mother, Some(*partner));
    maker.truth.people[*mother as usize].mother = Some(*grandmother);
    maker.truth.people[*child as usize].known_as = "Ollie".to_owned();
    let wedding = plus_days(maker.today, -1100);
    let former = ("Birtwistle".to_owned(), plus_days(wedding, -1));
    maker.truth.people[*mother as usize]
        .former_names
        .push(former);
    let today = maker.today;
    maker.bond(
        *father,
        RelationshipType::Partner,
        *mother,
        plus_days(today, -4200),
        Some(plus_days(today, -1901)),
    );
    maker.bond(*partner, RelationshipType::Spouse, *mother, wedding, None);
    let before = home(maker, AddressKind::Home, 4100, Some(1901));
    let now = home(maker, AddressKind::Home, 1900, None);
    let elsewhere = home(maker, AddressKind::Home, 1900, None);
    everybody_lives(maker, &[*mother, *father, *child, *sister], &before);
    everybody_lives(
        maker,
        &[*mother, *grandmother, *child, *sister, *half],
        &now,
    );
    maker.live(*partner, &now, plus_days(today, -1200), None);
    everybody_lives(maker, &[*father], &elsewhere);
    Shape::Blended
}

fn three_generations(maker: &mut FamilyMaker<'_>, people: &[u32]) -> Shape {
    let (grandfather, mother) = (people[0], people[1]);
    maker.truth.people[mother as usize].father = Some(grandfather);
    for child in &people[2..] {
        parents(maker, *child, mother, None);
    }
    let chain = home(maker, AddressKind::Home, 2000, None);
    everybody_lives(maker, people, &chain);
    Shape::ThreeGenerations
}

fn foster_care(maker: &mut FamilyMaker<'_>, people: &[u32]) -> Shape {
    let [mother, carer, child, sister] = people else {
        return Shape::FosterCare;
    };
    for one in [child, sister] {
        parents(maker, *one, *mother, None);
    }
    let moved = plus_days(maker.today, -320);
    let mothers = home(maker, AddressKind::Home, 3200, None);
    let placement = home(maker, AddressKind::Placement, 3600, None);
    everybody_lives(maker, &[*mother, *sister], &mothers);
    maker.live(*child, &mothers, mothers[0].1, Some(plus_days(moved, -1)));
    everybody_lives(maker, &[*carer], &placement);
    maker.live(*child, &placement, moved, None);
    maker.bond(*carer, RelationshipType::FosterCarer, *child, moved, None);
    Shape::FosterCare
}

fn refuge(maker: &mut FamilyMaker<'_>, people: &[u32]) -> Shape {
    let [mother, father, child] = people else {
        return Shape::InRefuge;
    };
    parents(maker, *child, *mother, Some(*father));
    let moved = plus_days(maker.today, -61);
    let left = plus_days(moved, -1);
    maker.bond(
        *father,
        RelationshipType::Partner,
        *mother,
        plus_days(moved, -3300),
        Some(left),
    );
    let chain = home(maker, AddressKind::Home, 3000, None);
    everybody_lives(maker, &[*father], &chain);
    for person in [mother, child] {
        maker.live(*person, &chain, chain[0].1, Some(left));
        maker.live(*person, &vec![(REFUGE, moved, None)], moved, None);
    }
    Shape::InRefuge
}
