//! The facts on which a decision rested, as the audit keeps them: enough to decide again years later.
//!
//! One line of words, for example `see_family on 2026-12-01 trained 2026-03-02 case linked
//! allocation on_case chosen; 4..14; 18.. place_hidden`: the request first, then each person of
//! whom something was shown. Invariants
//! - Nobody is named or described: an age is the band within which the rules make no difference,
//!   and people stand in no order of theirs.
//! - A line that is read is the line that these facts are written as.

use crate::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, Emergency, MemberFacts,
    MemberStanding, Rulebook, Standby, SubjectFacts, TieFact, TiedWorker, Worker, decide,
};
use std::collections::BTreeSet;
use std::fmt::Write;
use vocabulary::{
    CaseLinkKind, CaseReference, Category, Date, Level, PersonId, Purpose, RestrictionKind, Role,
    SourceId, StaffId, Tie,
};

/// The facts on which one decision rested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionFacts {
    action: Action,
    today: Date,
    is_active: bool,
    trained_on: Option<Date>,
    is_case_named: bool,
    standing: CaseStanding,
    is_somebody_chosen: bool,
    about: SubjectFacts,
    standby: Standby,
    members: BTreeSet<MemberBand>,
}

/// What the rules learn of one person of whom something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MemberBand {
    /// The ages, from and to, between which the rules make no difference; nothing when no birth
    /// date is known.
    age: Option<(i16, i16)>,
    standing: MemberStanding,
}

/// A decision, made again on facts that were kept.
pub struct RemadeDecision {
    /// What is decided.
    pub decision: Decision,
    members: BTreeSet<MemberBand>,
}

impl DecisionFacts {
    pub(crate) fn of(request: &AccessRequest) -> Self {
        Self {
            action: request.action,
            today: request.today,
            is_active: request.worker.is_active,
            trained_on: request.worker.trained_on,
            is_case_named: request.case.is_some(),
            standing: request.standing,
            is_somebody_chosen: request.subject.is_some(),
            about: request.about,
            standby: request.standby,
            members: BTreeSet::new(),
        }
    }

    pub(crate) fn with(mut self, members: impl IntoIterator<Item = MemberBand>) -> Self {
        self.members.extend(members);
        self
    }

    /// Decides again, by the rules of that time and for the role and purpose that the entry names.
    #[must_use]
    pub fn decide_again(
        &self,
        rulebook: &Rulebook,
        (role, purpose): (Role, Option<Purpose>),
    ) -> RemadeDecision {
        let named = || CaseReference::parse("NAMED").expect("letters are a reference");
        let request = AccessRequest {
            worker: Worker {
                staff: StaffId::parse("decided-again").expect("it is not blank"),
                role,
                teams: Vec::new(),
                is_active: self.is_active,
                trained_on: self.trained_on,
            },
            purpose,
            case: self.is_case_named.then(named),
            standing: self.standing,
            action: self.action,
            subject: self.is_somebody_chosen.then(nobody),
            about: self.about,
            standby: self.standby,
            today: self.today,
        };
        RemadeDecision {
            decision: decide(rulebook, &request),
            members: self.members.clone(),
        }
    }

    /// The facts as a line.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut word = |word: &str| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        };
        word(self.action.code());
        word("on");
        word(&self.today.to_string());
        if !self.is_active {
            word("inactive");
        }
        if let Some(day) = self.trained_on {
            word("trained");
            word(&day.to_string());
        }
        if self.is_case_named {
            word("case");
        }
        for part in link_words(self.standing.link) {
            word(part);
        }
        if self.standing.subject_is_on_case {
            word("on_case");
        }
        if self.is_somebody_chosen {
            word("chosen");
        }
        if let Some(tie) = self.about.tie {
            word(whose_word(tie.whose));
            word(tie.tie.code());
        }
        for kind in self.about.restrictions.kinds() {
            word("restricted");
            word(kind.code());
        }
        if self.standby.is_on_duty {
            word("on_duty");
        }
        if self.standby.emergency != Emergency::NotAsked {
            word("emergency");
            word(self.standby.emergency.code());
        }
        for member in &self.members {
            member.write(&mut text);
        }
        text
    }

    /// Reads a line; nothing when it is not exactly one that these facts are written as.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split("; ");
        let mut facts = Self::parse_request(parts.next()?)?;
        for part in parts {
            facts.members.insert(MemberBand::parse(part)?);
        }
        (facts.to_text() == text).then_some(facts)
    }

    fn parse_request(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let action = Action::parse(words.next()?)?;
        if words.next() != Some("on") {
            return None;
        }
        let mut facts = Self {
            action,
            today: words.next()?.parse().ok()?,
            is_active: true,
            trained_on: None,
            is_case_named: false,
            standing: CaseStanding::not_asked(),
            is_somebody_chosen: false,
            about: SubjectFacts::none(),
            standby: Standby::none(),
            members: BTreeSet::new(),
        };
        while let Some(word) = words.next() {
            facts.take(word, &mut words)?;
        }
        Some(facts)
    }

    /// Takes a word, and those after it that belong to it.
    fn take<'a>(&mut self, word: &str, rest: &mut impl Iterator<Item = &'a str>) -> Option<()> {
        match word {
            "inactive" => self.is_active = false,
            "trained" => self.trained_on = Some(rest.next()?.parse().ok()?),
            "case" => self.is_case_named = true,
            "linked" => {
                self.standing.link = CaseLinkStanding::Linked {
                    kind: CaseLinkKind::parse(rest.next()?)?,
                    family_agreed: None,
                };
            }
            "family_agreed" => self.standing.link = agreed(self.standing.link, true)?,
            "family_not_agreed" => self.standing.link = agreed(self.standing.link, false)?,
            "link_ended" => self.standing.link = CaseLinkStanding::Ended,
            "not_linked" => self.standing.link = CaseLinkStanding::NotLinked,
            "on_case" => self.standing.subject_is_on_case = true,
            "chosen" => self.is_somebody_chosen = true,
            "tied" => self.about.tie = Some(tie(TiedWorker::WhoLooks, rest.next()?)?),
            "colleague_tied" => {
                self.about.tie = Some(tie(TiedWorker::OnWhoseBehalf, rest.next()?)?);
            }
            "restricted" => {
                let kind = RestrictionKind::parse(rest.next()?)?;
                self.about.restrictions = self.about.restrictions.with(kind);
            }
            "on_duty" => self.standby.is_on_duty = true,
            "emergency" => {
                let code = rest.next()?;
                let mut all = Emergency::ALL.into_iter();
                self.standby.emergency = all.find(|stands| stands.code() == code)?;
            }
            _ => return None,
        }
        Some(())
    }
}

impl RemadeDecision {
    /// Whether something of one source and category, of somebody whose facts were kept, may be
    /// shown at this level. Never without a permit.
    #[must_use]
    pub fn allows(
        &self,
        rulebook: &Rulebook,
        (source, category): (&SourceId, Category),
        level: Level,
    ) -> bool {
        let Decision::Permit(permit) = &self.decision else {
            return false;
        };
        self.members.iter().any(|member| {
            let facts = MemberFacts {
                person: nobody(),
                age: member.age,
                standing: member.standing,
            };
            permit.for_member(rulebook, &facts).level(source, category) >= level
        })
    }
}

/// Stands for whoever was chosen or shown: their id decides nothing.
fn nobody() -> PersonId {
    PersonId::parse("00000000-0000-0000-0000-000000000000").expect("noughts are an id")
}

impl MemberBand {
    pub(crate) fn of(rulebook: &Rulebook, member: &MemberFacts) -> Self {
        Self {
            age: member.age.map(|age| rulebook.age_band(age)),
            standing: member.standing,
        }
    }

    fn write(&self, text: &mut String) {
        text.push_str("; ");
        match self.age {
            None => text.push_str("age_unknown"),
            Some((from, to)) => {
                let known = |age: i16, open: i16| (age != open).then(|| age.to_string());
                let from = known(from, i16::MIN).unwrap_or_default();
                let to = known(to, i16::MAX).unwrap_or_default();
                // Writing to a String never fails.
                let _ = write!(text, "{from}..{to}");
            }
        }
        for (is, word) in self.standing.words() {
            if is {
                text.push(' ');
                text.push_str(word);
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let age = match words.next()? {
            "age_unknown" => None,
            band => {
                let (from, to) = band.split_once("..")?;
                let bound = |text: &str, open: i16| match text {
                    "" => Some(open),
                    years => years.parse().ok(),
                };
                Some((bound(from, i16::MIN)?, bound(to, i16::MAX)?))
            }
        };
        let mut standing = MemberStanding::open();
        for word in words {
            match word {
                "as_if_absent" => standing.is_as_if_absent = true,
                "place_hidden" => standing.place_is_hidden = true,
                "kept_to_the_case" => standing.is_kept_to_the_case = true,
                "court_order" => standing.has_court_order = true,
                _ => return None,
            }
        }
        Some(Self { age, standing })
    }
}

impl MemberStanding {
    fn words(self) -> [(bool, &'static str); 4] {
        [
            (self.is_as_if_absent, "as_if_absent"),
            (self.place_is_hidden, "place_hidden"),
            (self.is_kept_to_the_case, "kept_to_the_case"),
            (self.has_court_order, "court_order"),
        ]
    }
}

/// A link that was read, with what the family said.
fn agreed(link: CaseLinkStanding, has_agreed: bool) -> Option<CaseLinkStanding> {
    match link {
        CaseLinkStanding::Linked { kind, .. } => Some(CaseLinkStanding::Linked {
            kind,
            family_agreed: Some(has_agreed),
        }),
        CaseLinkStanding::Ended | CaseLinkStanding::NotLinked | CaseLinkStanding::NotAsked => None,
    }
}

fn link_words(link: CaseLinkStanding) -> Vec<&'static str> {
    match link {
        CaseLinkStanding::Linked {
            kind,
            family_agreed,
        } => {
            let said = match family_agreed {
                Some(true) => Some("family_agreed"),
                Some(false) => Some("family_not_agreed"),
                None => None,
            };
            ["linked", kind.code()].into_iter().chain(said).collect()
        }
        CaseLinkStanding::Ended => vec!["link_ended"],
        CaseLinkStanding::NotLinked => vec!["not_linked"],
        CaseLinkStanding::NotAsked => Vec::new(),
    }
}

fn tie(whose: TiedWorker, code: &str) -> Option<TieFact> {
    let tie = Tie::parse(code)?;
    Some(TieFact { tie, whose })
}

const fn whose_word(whose: TiedWorker) -> &'static str {
    match whose {
        TiedWorker::WhoLooks => "tied",
        TiedWorker::OnWhoseBehalf => "colleague_tied",
    }
}
