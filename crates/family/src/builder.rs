//! A small builder of invented families for the tests of this crate.
//!
//! People and sources are named by a word; everything else has a default. Invariant: the same
//! calls give the same claims, and "today" is 23 November 2026.

use crate::{
    Claim, Directory, Family, FamilyClaims, InvolvementClaim, LocalTime, PersonClaims,
    RelationshipClaim, SearchOutcome, SearchedSource, Source, assemble,
};
use jiff::civil::{Date, date};
use vocabulary::{
    Address, AddressKind, AddressRecord, DateSpan, InvolvementFact, InvolvementId,
    InvolvementRecord, InvolvementStatus, Level, LoadId, NameText, NameUse, PartialDate, PersonId,
    PersonKey, PersonName, PersonRecord, PersonalText, Postcode, Provenance, RelationshipType,
    Service, Sex, SourceId, StaffId, StaffRecord, TeamRecord, Telephone, WorkerContact,
};

pub(crate) const TODAY: Date = date(2026, 11, 23);

#[derive(Clone)]
pub(crate) struct FamilyBuilder {
    pub(crate) claims: FamilyClaims,
    overrides: Vec<(PersonId, SourceId, SearchOutcome)>,
    lines: u64,
}

pub(crate) struct InvolvementBuilder<'a> {
    family: &'a mut FamilyBuilder,
    at: usize,
}

fn id_text(kind: u16, word: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let low = hash & 0xffff_ffff_ffff;
    format!("00000000-{kind:04x}-7000-8000-{low:012x}")
}

pub(crate) fn person_id(word: &str) -> PersonId {
    PersonId::parse(&id_text(1, word)).unwrap()
}

pub(crate) fn source_id(word: &str) -> SourceId {
    SourceId::parse(word).unwrap()
}

pub(crate) fn day(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

pub(crate) fn span(from: &str, last_day: &str) -> DateSpan {
    DateSpan::with_last_day(day(from), day(last_day)).unwrap()
}

fn text(words: &str) -> PersonalText {
    PersonalText::parse(words).unwrap()
}

fn source(id: &str, name: &str, service: Service, misses: &str) -> Source {
    Source {
        id: source_id(id),
        name: name.to_owned(),
        organisation: "Eastmere Council".to_owned(),
        service,
        desk_telephone: Telephone::parse("01632 960100").ok(),
        out_of_hours_telephone: Telephone::parse("01632 960999").ok(),
        covers: "everybody known to the service".to_owned(),
        misses: misses.to_owned(),
        area: Some("Eastmere".to_owned()),
        ages: None,
        covered_from: None,
        as_of: Some(date(2026, 11, 20)),
        refresh_days: 7,
        recent_months: 6,
        look_back_years: 6,
    }
}

impl FamilyBuilder {
    pub(crate) fn new() -> Self {
        let mut school = source("school", "Schools", Service::School, "private schools");
        school.ages = Some((3, 19));
        let mut family = Self {
            claims: FamilyClaims {
                child: person_id("Kit"),
                people: Vec::new(),
                relationships: Vec::new(),
                involvements: Vec::new(),
                sources: vec![
                    source(
                        "csc",
                        "Social care",
                        Service::ChildrensSocialCare,
                        "paper files",
                    ),
                    school,
                    source("housing", "Housing", Service::Housing, "private tenants"),
                    source(
                        "health",
                        "Health visiting",
                        Service::HealthVisiting,
                        "other areas",
                    ),
                ],
                directory: Directory::default(),
            },
            overrides: Vec::new(),
            lines: 0,
        };
        family.claims_of("Kit");
        family
    }

    pub(crate) fn person(&self, name: &str) -> PersonId {
        let id = person_id(name);
        assert!(self.claims.people.iter().any(|p| p.person == id), "{name}");
        id
    }

    fn claims_of(&mut self, name: &str) -> &mut PersonClaims {
        let id = person_id(name);
        let people = &mut self.claims.people;
        let at = people.iter().position(|p| p.person == id);
        let at = at.unwrap_or_else(|| {
            people.push(PersonClaims {
                person: id,
                identities: Vec::new(),
                other_names: Vec::new(),
                addresses: Vec::new(),
                is_location_withheld: false,
                searched: Vec::new(),
            });
            people.len() - 1
        });
        &mut people[at]
    }

    fn provenance(&mut self, source: &str) -> Provenance {
        self.lines += 1;
        Provenance {
            source: source_id(source),
            load: LoadId::parse(&id_text(2, source)).unwrap(),
            line: self.lines,
            recorded_at: jiff::Timestamp::from_second(1_795_000_000).unwrap(),
        }
    }

    /// A person as one source holds them; an empty name or birth is not recorded.
    pub(crate) fn person_in(&mut self, who: &str, source: &str, name: &str, birth: &str) {
        self.person_of_sex(who, source, name, birth, None);
    }

    pub(crate) fn person_of_sex(
        &mut self,
        who: &str,
        source: &str,
        name: &str,
        birth: &str,
        sex: Option<Sex>,
    ) {
        let provenance = self.provenance(source);
        let names = name.split_once(' ').map(|(given, family)| PersonName {
            usage: NameUse::Usual,
            given: NameText::parse(given).ok(),
            middle: None,
            family: NameText::parse(family).ok(),
        });
        let value = PersonRecord {
            source: source_id(source),
            key: PersonKey::parse(who).unwrap(),
            line: provenance.line,
            names: names.into_iter().collect(),
            birth: PartialDate::parse(birth).ok(),
            died_on: None,
            sex,
            nhs_number: None,
            nhs_number_status: None,
            unique_pupil_number: None,
            unique_learner_number: None,
            telephone: None,
            email: None,
        };
        let claim = Claim { value, provenance };
        self.claims_of(who).identities.push(claim);
    }

    pub(crate) fn died(&mut self, who: &str, on: Date) {
        self.claims_of(who).identities[0].value.died_on = Some(on);
    }

    /// "`who` is the `kind` of `other`", said by social care.
    pub(crate) fn related(&mut self, who: &str, kind: &str, other: &str) {
        self.related_in("csc", who, kind, other, span("", ""));
    }

    pub(crate) fn related_in(
        &mut self,
        source: &str,
        who: &str,
        kind: &str,
        other: &str,
        span: DateSpan,
    ) {
        self.claims_of(who);
        self.claims_of(other);
        let provenance = self.provenance(source);
        self.claims.relationships.push(RelationshipClaim {
            person: person_id(who),
            kind: RelationshipType::parse(kind).unwrap(),
            other: person_id(other),
            span,
            provenance,
        });
    }

    /// A stay said by social care.
    pub(crate) fn stay(&mut self, who: &str, line: &str, kind: AddressKind, span: DateSpan) {
        self.stay_in("csc", who, line, kind, span);
    }

    pub(crate) fn home(&mut self, who: &str, line: &str, from: &str, last_day: &str) {
        self.stay(who, line, AddressKind::Home, span(from, last_day));
    }

    pub(crate) fn stay_in(
        &mut self,
        source: &str,
        who: &str,
        line: &str,
        kind: AddressKind,
        span: DateSpan,
    ) {
        let provenance = self.provenance(source);
        let postcode = Postcode::parse("QX1 4AB").ok();
        let value = AddressRecord {
            source: source_id(source),
            person: PersonKey::parse(who).unwrap(),
            line: provenance.line,
            address: Address::new(Some(text(line)), postcode, None, kind).unwrap(),
            span,
        };
        let claim = Claim { value, provenance };
        self.claims_of(who).addresses.push(claim);
    }

    /// Marks every stay of the person recorded so far as confidential.
    pub(crate) fn confidential(&mut self, who: &str) {
        for claim in &mut self.claims_of(who).addresses {
            claim.value.address.is_confidential = true;
        }
    }

    pub(crate) fn withheld(&mut self, who: &str) {
        self.claims_of(who).is_location_withheld = true;
    }

    pub(crate) fn source(&mut self, id: &str, change: impl FnOnce(&mut Source)) {
        let found = self.claims.sources.iter_mut().find(|s| s.id.as_str() == id);
        change(found.unwrap());
    }

    pub(crate) fn outcome(&mut self, who: &str, source: &str, outcome: SearchOutcome) {
        let override_of = (person_id(who), source_id(source), outcome);
        self.overrides.push(override_of);
    }

    pub(crate) fn staff(&mut self, id: &str, name: &str, team: &str, left_on: &str) {
        let source = source_id("staff");
        self.claims.directory.staff.push(StaffRecord {
            source,
            line: 1,
            id: StaffId::parse(id).unwrap(),
            name: text(name),
            role: Some(text("Housing officer")),
            team: Some(text(team)),
            telephone: Telephone::parse("01632 960201").ok(),
            email: None,
            left_on: day(left_on),
        });
    }

    pub(crate) fn team(&mut self, name: &str, service: Service) {
        self.claims.directory.teams.push(TeamRecord {
            source: source_id("staff"),
            line: 1,
            name: text(name),
            service,
            duty_telephone: Telephone::parse("01632 960300").ok(),
            out_of_hours_telephone: Telephone::parse("01632 960399").ok(),
            duty_email: None,
        });
    }

    /// An open involvement of the source's service.
    pub(crate) fn involvement(&mut self, who: &str, source: &str) -> InvolvementBuilder<'_> {
        self.claims_of(who);
        let provenance = self.provenance(source);
        let known = self.claims.sources.iter().find(|s| s.id.as_str() == source);
        let record = InvolvementRecord {
            source: source_id(source),
            person: PersonKey::parse(who).unwrap(),
            line: provenance.line,
            service: known.map_or(Service::Police, |source| source.service),
            status: InvolvementStatus::NotStated,
            kind: None,
            span: DateSpan::default(),
            last_contact: None,
            organisation: None,
            team: None,
            worker: WorkerContact::default(),
            facts: Vec::new(),
        };
        let id = InvolvementId::parse(&id_text(3, &format!("{}", self.lines))).unwrap();
        self.claims.involvements.push(InvolvementClaim {
            id,
            person: person_id(who),
            record,
            level: Level::NamedWorker,
            provenance,
        });
        let at = self.claims.involvements.len() - 1;
        InvolvementBuilder { family: self, at }
    }

    pub(crate) fn claims(&self) -> FamilyClaims {
        let mut claims = self.claims.clone();
        for person in &mut claims.people {
            for source in &claims.sources {
                let changed = self
                    .overrides
                    .iter()
                    .find(|(who, id, _)| *who == person.person && *id == source.id);
                person.searched.push(SearchedSource {
                    source: source.id.clone(),
                    service: source.service,
                    outcome: changed.map_or(SearchOutcome::Searched, |found| found.2.clone()),
                });
            }
        }
        claims
    }

    pub(crate) fn assemble(&self) -> Family {
        let now = LocalTime {
            today: TODAY,
            is_out_of_hours: false,
        };
        assemble(self.claims(), now)
    }

    pub(crate) fn assemble_at_night(&self) -> Family {
        let now = LocalTime {
            today: TODAY,
            is_out_of_hours: true,
        };
        assemble(self.claims(), now)
    }
}

impl InvolvementBuilder<'_> {
    fn claim(&mut self) -> &mut InvolvementClaim {
        &mut self.family.claims.involvements[self.at]
    }

    fn record(&mut self) -> &mut InvolvementRecord {
        &mut self.claim().record
    }

    pub(crate) fn since(mut self, from: &str) -> Self {
        let to = self.record().span.to();
        self.record().span = DateSpan::new(day(from), to).unwrap();
        self
    }

    pub(crate) fn until(mut self, last_day: &str) -> Self {
        let from = self.record().span.from();
        self.record().span = DateSpan::with_last_day(from, day(last_day)).unwrap();
        self
    }

    pub(crate) fn status(mut self, status: InvolvementStatus) -> Self {
        self.record().status = status;
        self
    }

    pub(crate) fn last_contact(mut self, on: &str) -> Self {
        self.record().last_contact = day(on);
        self
    }

    pub(crate) fn worker(mut self, name: &str, telephone: &str) -> Self {
        self.record().worker.name = Some(text(name));
        self.record().worker.telephone = Telephone::parse(telephone).ok();
        self
    }

    pub(crate) fn staff(mut self, id: &str) -> Self {
        self.record().worker.staff = StaffId::parse(id);
        self
    }

    pub(crate) fn team(mut self, name: &str) -> Self {
        self.record().team = Some(text(name));
        self
    }

    pub(crate) fn kind(mut self, kind: &str) -> Self {
        self.record().kind = Some(text(kind));
        self
    }

    pub(crate) fn fact(mut self, label: &str, value: &str, level: Level) -> Self {
        let fact = InvolvementFact {
            label: label.to_owned(),
            value: text(value),
            level,
        };
        self.record().facts.push(fact);
        self
    }

    pub(crate) fn level(mut self, level: Level) -> Self {
        self.claim().level = level;
        self
    }

    pub(crate) fn id(mut self) -> InvolvementId {
        self.claim().id
    }
}
