//! How people of thirteen naming traditions are named, and how a child's name follows from its
//! parents' names.
//!
//! Lists are our own and short. Invariant: a made name is the same for the same dice.

mod africa;
mod british_isles;
mod east;
mod europe;
mod south_asia;
mod variants;

use crate::dice::Dice;
use vocabulary::Sex;

pub(crate) use variants::Variants;

/// A naming tradition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tradition {
    British,
    Irish,
    Traveller,
    EasternEuropean,
    Pakistani,
    Sikh,
    Gujarati,
    WestAfrican,
    Somali,
    Chinese,
    Arabic,
    Iberian,
    Turkish,
}

use Tradition as T;

impl Tradition {
    /// All traditions with their share of families in a thousand.
    pub(crate) const SHARES: [(u32, Self); 13] = [
        (560, T::British),
        (45, T::Irish),
        (20, T::Traveller),
        (65, T::EasternEuropean),
        (90, T::Pakistani),
        (40, T::Sikh),
        (35, T::Gujarati),
        (45, T::WestAfrican),
        (25, T::Somali),
        (20, T::Chinese),
        (25, T::Arabic),
        (20, T::Iberian),
        (10, T::Turkish),
    ];

    /// The word in truth files.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            T::British => "british",
            T::Irish => "irish",
            T::Traveller => "traveller",
            T::EasternEuropean => "eastern_european",
            T::Pakistani => "pakistani",
            T::Sikh => "sikh",
            T::Gujarati => "gujarati",
            T::WestAfrican => "west_african",
            T::Somali => "somali",
            T::Chinese => "chinese",
            T::Arabic => "arabic",
            T::Iberian => "iberian",
            T::Turkish => "turkish",
        }
    }

    /// Whether a wife usually takes her husband's family name.
    pub(crate) const fn wife_takes_name(self) -> bool {
        matches!(
            self,
            T::British
                | T::Irish
                | T::Traveller
                | T::EasternEuropean
                | T::Gujarati
                | T::WestAfrican
                | T::Turkish
        )
    }
}

/// The lists of one tradition, most usual names first.
pub(crate) struct NameList {
    girls: &'static str,
    women: &'static str,
    boys: &'static str,
    men: &'static str,
    families: &'static str,
}

/// A person's whole name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct FullName {
    /// Given name; blank for an unborn child.
    pub(crate) given: String,
    /// Middle name, or the father's name where that is the custom; may be blank.
    pub(crate) middle: String,
    /// Family name, or what sources take for one.
    pub(crate) family: String,
}

struct SplitList {
    girls: Vec<&'static str>,
    women: Vec<&'static str>,
    boys: Vec<&'static str>,
    men: Vec<&'static str>,
    families: Vec<&'static str>,
}

/// The lists of all traditions, split once.
pub(crate) struct NameBook {
    lists: Vec<SplitList>,
}

impl NameBook {
    pub(crate) fn new() -> Self {
        let lists = Tradition::SHARES
            .iter()
            .map(|(_, tradition)| split(list_of(*tradition)))
            .collect();
        Self { lists }
    }

    fn of(&self, tradition: Tradition) -> &SplitList {
        &self.lists[tradition as usize]
    }

    /// A given name fit for the sex and the age.
    pub(crate) fn given(
        &self,
        tradition: Tradition,
        sex: Sex,
        is_grown: bool,
        dice: &mut Dice,
    ) -> &'static str {
        let list = self.of(tradition);
        let names = match (sex, is_grown) {
            (Sex::Male, true) => &list.men,
            (Sex::Male, false) => &list.boys,
            (Sex::Female | Sex::Unknown, true) => &list.women,
            (Sex::Female | Sex::Unknown, false) => &list.girls,
        };
        names[dice.leaning_low(names.len())]
    }

    /// A family name in the form that a man carries.
    pub(crate) fn family(&self, tradition: Tradition, dice: &mut Dice) -> String {
        let names = &self.of(tradition).families;
        let one = names[dice.leaning_low(names.len())];
        match tradition {
            T::Iberian => {
                let other = names[dice.leaning_low(names.len())];
                format!("{one} {other}")
            }
            T::British if dice.per_mille(25) => {
                let other = names[dice.below(names.len())];
                format!("{one}-{other}")
            }
            _ => one.to_owned(),
        }
    }

    /// The name of a grown person who founds a household.
    pub(crate) fn adult(&self, tradition: Tradition, sex: Sex, dice: &mut Dice) -> FullName {
        let family = self.family(tradition, dice);
        let given = self.given(tradition, sex, true, dice).to_owned();
        let middle = self.middle(tradition, sex, true, &given, dice);
        FullName {
            given,
            middle,
            family: for_sex(tradition, sex, &family),
        }
    }

    /// The name of a child. The family name comes from the parent whose name is handed down.
    pub(crate) fn child(
        &self,
        tradition: Tradition,
        sex: Sex,
        parents: Parents<'_>,
        dice: &mut Dice,
    ) -> FullName {
        let given = self
            .given(tradition, sex, parents.child_is_grown, dice)
            .to_owned();
        if let (T::Somali, Some(father)) = (tradition, parents.father) {
            return FullName {
                given,
                middle: father.given.clone(),
                family: father.middle.clone(),
            };
        }
        let middle = self.middle(tradition, sex, parents.child_is_grown, &given, dice);
        FullName {
            given,
            middle,
            family: for_sex(tradition, sex, &handed_down(tradition, &parents)),
        }
    }

    fn middle(
        &self,
        tradition: Tradition,
        sex: Sex,
        is_grown: bool,
        given: &str,
        dice: &mut Dice,
    ) -> String {
        let chance = match tradition {
            T::Sikh => return if sex == Sex::Male { "Singh" } else { "Kaur" }.to_owned(),
            T::Somali => 1000,
            T::Chinese | T::Turkish | T::EasternEuropean => 150,
            T::Pakistani if sex == Sex::Female && is_grown => {
                return (*dice.pick(&["Begum", "Bibi", "", "", "Akhtar"])).to_owned();
            }
            T::Iberian => 350,
            _ => 550,
        };
        let of_sex = if tradition == T::Somali {
            Sex::Male
        } else {
            sex
        };
        let is_grown = is_grown || tradition == T::Somali;
        if !dice.per_mille(chance) {
            return String::new();
        }
        let name = self.given(tradition, of_sex, is_grown, dice);
        if name == given {
            String::new()
        } else {
            name.to_owned()
        }
    }
}

/// What a child's name is made from.
#[derive(Clone, Copy)]
pub(crate) struct Parents<'a> {
    /// The mother's name when the child was born.
    pub(crate) mother: Option<&'a FullName>,
    /// The father's name.
    pub(crate) father: Option<&'a FullName>,
    /// The family name is the mother's (parents who never lived together, for example).
    pub(crate) takes_mothers: bool,
    /// The child is over about twenty now: an older generation's names.
    pub(crate) child_is_grown: bool,
}

fn handed_down(tradition: Tradition, parents: &Parents<'_>) -> String {
    let mother = parents.mother.map(|name| name.family.as_str());
    let father = parents.father.map(|name| name.family.as_str());
    let usual = if parents.takes_mothers {
        mother.or(father)
    } else {
        father.or(mother)
    };
    let usual = usual.unwrap_or_default();
    match (tradition, mother, father) {
        (T::Iberian, Some(mother), Some(father)) => {
            let last = |names: &str| names.rsplit(' ').next().unwrap_or_default().to_owned();
            format!("{} {}", last(mother), last(father))
        }
        _ => usual.to_owned(),
    }
}

/// The form of a family name that fits the sex: Kowalski and Kowalska, Novák and Nováková.
pub(crate) fn for_sex(tradition: Tradition, sex: Sex, family: &str) -> String {
    if tradition != T::EasternEuropean {
        return family.to_owned();
    }
    let (male, female) = [("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")]
        .into_iter()
        .find(|(male, female)| family.ends_with(male) || family.ends_with(female))
        .unwrap_or(("", ""));
    let (from, to) = if sex == Sex::Male {
        (female, male)
    } else {
        (male, female)
    };
    match family.strip_suffix(from) {
        Some(stem) if !from.is_empty() => format!("{stem}{to}"),
        _ => family.to_owned(),
    }
}

fn split(list: &'static NameList) -> SplitList {
    let words = |text: &'static str| text.split_whitespace().collect();
    SplitList {
        girls: words(list.girls),
        women: words(list.women),
        boys: words(list.boys),
        men: words(list.men),
        families: words(list.families),
    }
}

const fn list_of(tradition: Tradition) -> &'static NameList {
    match tradition {
        T::British => &british_isles::BRITISH,
        T::Irish => &british_isles::IRISH,
        T::Traveller => &british_isles::TRAVELLER,
        T::EasternEuropean => &europe::EASTERN_EUROPEAN,
        T::Pakistani => &south_asia::PAKISTANI,
        T::Sikh => &south_asia::SIKH,
        T::Gujarati => &south_asia::GUJARATI,
        T::WestAfrican => &africa::WEST_AFRICAN,
        T::Somali => &africa::SOMALI,
        T::Chinese => &east::CHINESE,
        T::Arabic => &east::ARABIC,
        T::Iberian => &europe::IBERIAN,
        T::Turkish => &east::TURKISH,
    }
}
