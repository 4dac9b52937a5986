//! One invented household: who is in it, who is in danger from whom, and what arrives later.
//!
//! Invariant: every hidden value stands once in a council, so that where it is read it is leaked.

/// How somebody of the household is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Danger {
    /// Mother and child are shielded.
    BothShielded,
    /// The mother alone is shielded.
    MotherShielded,
    /// The father must not find the mother.
    MustNotFind,
    /// Both, and he must not find her.
    Everything,
}

/// What comes in from another source afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// Nothing.
    Nothing,
    /// The mother under a misspelt name.
    Misspelt,
    /// Another name with the mother's NHS number.
    SameNumber,
    /// Another name with the mother's telephone.
    SameTelephone,
    /// The mother once more, and without a doubt.
    Double,
}

/// One household.
pub(crate) struct Household {
    /// From which everything is drawn.
    pub(crate) seed: u64,
    /// Its place in the council, from 0.
    pub(crate) at: u64,
    /// Who is protected how.
    pub(crate) danger: Danger,
    /// What arrives.
    pub(crate) arrival: Arrival,
    /// The hidden home lies in the district of the newcomer's old one.
    pub(crate) mother_first: &'static str,
    /// Given name of the child.
    pub(crate) child_first: &'static str,
    /// Which letter of the mother's name is misspelt.
    pub(crate) misspelt_at: usize,
    /// Whether the newcomer moved in before or after the mother.
    pub(crate) newcomer_was_first: bool,
    /// Whether there is a second child.
    pub(crate) has_brother: bool,
    number: u64,
}

const MOTHERS: [&str; 8] = [
    "Leonora",
    "Rosalind",
    "Marguerite",
    "Philippa",
    "Augusta",
    "Clementine",
    "Henrietta",
    "Theodora",
];
const CHILDREN: [&str; 8] = [
    "Christopher",
    "Barnaby",
    "Sebastian",
    "Leopold",
    "Montague",
    "Ferdinand",
    "Cornelius",
    "Ambrose",
];
const SYLLABLES: [&str; 32] = [
    "bar", "cor", "dun", "fen", "gal", "hol", "jes", "kel", "lam", "mor", "nev", "ock", "pel",
    "quin", "rath", "sel", "tor", "ush", "ven", "wick", "yar", "zan", "bry", "cla", "dro", "fli",
    "gre", "kna", "plo", "sto", "tre", "whi",
];
const LETTERS: [char; 20] = [
    'A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y',
    'Z',
];

impl Household {
    /// The household of a seed, at its place in a council.
    pub(crate) fn drawn(seed: u64, at: u64) -> Self {
        let mut draw = Draw(seed);
        let danger = draw.of(&[
            Danger::BothShielded,
            Danger::MotherShielded,
            Danger::MustNotFind,
            Danger::Everything,
        ]);
        let arrival = draw.of(&[
            Arrival::Nothing,
            Arrival::Misspelt,
            Arrival::SameNumber,
            Arrival::SameTelephone,
            Arrival::Double,
        ]);
        Self {
            seed,
            at,
            danger,
            arrival,
            mother_first: draw.of(&MOTHERS),
            child_first: draw.of(&CHILDREN),
            misspelt_at: usize::try_from(draw.below(3)).unwrap() + 2,
            newcomer_was_first: draw.below(2) == 0,
            has_brother: draw.below(2) == 0,
            number: draw.below(1 << 40),
        }
    }

    /// Whether a place of the household is hidden from everybody.
    pub(crate) fn is_shielded(&self) -> bool {
        match self.danger {
            Danger::BothShielded | Danger::MotherShielded | Danger::Everything => true,
            Danger::MustNotFind => false,
        }
    }

    /// Whether the child is shielded too.
    pub(crate) fn child_is_shielded(&self) -> bool {
        match self.danger {
            Danger::BothShielded | Danger::Everything => true,
            Danger::MotherShielded | Danger::MustNotFind => false,
        }
    }

    /// Whether the father must not find the mother.
    pub(crate) fn must_not_be_found(&self) -> bool {
        match self.danger {
            Danger::MustNotFind | Danger::Everything => true,
            Danger::BothShielded | Danger::MotherShielded => false,
        }
    }

    /// What the other source has of the mother; nothing where nobody is shielded.
    pub(crate) fn arrival(&self) -> Arrival {
        if self.is_shielded() {
            self.arrival
        } else {
            Arrival::Nothing
        }
    }

    /// A key of one of its people in the case system: mother 1, child 2, father 3, half-sister 4,
    /// newcomer 5, newcomer's child 6, brother 7.
    pub(crate) fn key(&self, person: u64) -> String {
        format!("{}", 100_000 + self.at * 10 + person)
    }

    /// When one of its people was born: adults from 1955 to 1998, children from 2009 to 2024.
    pub(crate) fn born(&self, person: u64) -> (u64, u64, u64) {
        let mut draw = Draw(self.number ^ person << 44);
        let year = match person {
            1 | 3 | 5 => 1955 + draw.below(44),
            _ => 2009 + draw.below(16),
        };
        (year, draw.below(12) + 1, draw.below(28) + 1)
    }

    /// A birth date as the case system writes it.
    pub(crate) fn born_text(&self, person: u64) -> String {
        let (year, month, day) = self.born(person);
        format!("{year}-{month:02}-{day:02}")
    }

    /// A family name of its own: mother and child 1, father and half-sister 2, newcomer 3, and 4
    /// for a stranger who has the mother's number or telephone.
    pub(crate) fn family(&self, which: u64) -> String {
        let mut left = Draw(self.number ^ which << 50).below(u64::MAX);
        let mut name = String::new();
        for _ in 0..4 {
            let at = usize::try_from(left % 32).unwrap();
            name.push_str(SYLLABLES[at]);
            left /= 32;
        }
        let (first, rest) = name.split_at(1);
        first.to_uppercase() + rest
    }

    /// The mother's family name with one letter wrong.
    pub(crate) fn misspelt(&self) -> String {
        let right = self.family(1);
        let wrong = |(at, letter): (usize, char)| match (at == self.misspelt_at, letter) {
            (true, 'e') => 'a',
            (true, _) => 'e',
            (false, letter) => letter,
        };
        right.chars().enumerate().map(wrong).collect()
    }

    /// First line of the hidden home.
    pub(crate) fn hidden_line(&self) -> String {
        format!("{} {} Court", self.at + 1, self.family(5))
    }

    /// Postcode of the hidden home.
    pub(crate) fn hidden_postcode(&self) -> String {
        self.postcode(7)
    }

    /// A postcode of the hidden home's sector at which nobody lives: whoever else lives near is as
    /// near to it.
    pub(crate) fn unused_postcode(&self) -> String {
        format!("QX7 {}ZZ", self.at % 10)
    }

    /// A postcode in a district, of this household alone.
    pub(crate) fn postcode(&self, district: u64) -> String {
        let letter = |at: u64| LETTERS[usize::try_from(at % 20).unwrap()];
        let (digit, first, second) = (self.at % 10, letter(self.at / 10), letter(self.at / 200));
        format!("QX{district} {digit}{first}{second}")
    }

    /// The mother's telephone.
    pub(crate) fn telephone(&self) -> String {
        format!("01632 960{:03}", self.at)
    }

    /// The child's school, the only one of that name.
    pub(crate) fn school(&self) -> String {
        format!("{} Island Primary", self.family(6))
    }

    /// The mother's NHS number, from the range for tests.
    pub(crate) fn nhs_number(&self) -> String {
        number_from(999_000_000 + self.at * 7_919 % 450_000 + 1)
    }

    /// The NHS number of somebody else.
    pub(crate) fn other_nhs_number(&self) -> String {
        number_from(999_500_000 + self.at * 7_919 % 450_000 + 1)
    }

    /// What nobody may read where the home is hidden.
    pub(crate) fn hidden(&self) -> Vec<String> {
        let street = format!("{} Court", self.family(5));
        let tight = self.hidden_postcode().replace(' ', "");
        vec![
            street,
            self.hidden_postcode(),
            tight,
            self.telephone(),
            self.school(),
        ]
    }

    /// The family names of the household.
    pub(crate) fn names(&self) -> Vec<String> {
        (1..=3).map(|which| self.family(which)).collect()
    }
}

/// The first NHS number with a check digit from nine digits on.
fn number_from(mut nine: u64) -> String {
    loop {
        let digits = format!("{nine:09}");
        let weighted = digits.bytes().zip((2..=10).rev());
        let sum: u64 = weighted
            .map(|(digit, by)| u64::from(digit - b'0') * by)
            .sum();
        match 11 - sum % 11 {
            10 => nine += 1,
            11 => return format!("{digits}0"),
            check => return format!("{digits}{check}"),
        }
    }
}

/// Numbers from a seed, as `splitmix64` (Steele, Lea and Flood 2014) makes them.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ z >> 31) % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let count = u64::try_from(all.len()).unwrap();
        all[usize::try_from(self.below(count)).unwrap()]
    }
}
