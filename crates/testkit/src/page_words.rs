//! Every word that a worker would read, as one text: for tests of what must never be there.
//!
//! Invariant: whatever a public view type can show is in its text here.

use operations::family::{Contact, HomeAddress, Member};
use operations::{
    DecidedLine, DetailsView, FamilyView, FoundPeople, FoundPerson, LookLine, ReviewQueue,
    ReviewView,
};
use vocabulary::{Address, PersonName};

/// The given name that a page shows of a member; blank when none is shown.
#[must_use]
pub fn given_name(member: &Member) -> &str {
    let name = member.name.usual.as_ref();
    name.and_then(|name| name.given.as_ref())
        .map_or("", |part| part.reveal())
}

/// The member with this given name.
///
/// # Panics
/// When there is none, or more than one.
#[must_use]
pub fn member<'a>(view: &'a FamilyView, given: &str) -> &'a Member {
    let all: Vec<&Member> = view
        .family
        .members
        .iter()
        .filter(|one| given_name(one).eq_ignore_ascii_case(given))
        .collect();
    assert_eq!(
        all.len(),
        1,
        "{given} is there {} times among {:?}",
        all.len(),
        names_of_members(view)
    );
    all[0]
}

/// The given names of the members, in the order of the page.
#[must_use]
pub fn names_of_members(view: &FamilyView) -> Vec<String> {
    view.family
        .members
        .iter()
        .map(|member| given_name(member).to_owned())
        .collect()
}

/// "Given Family" of each person found, the likeliest first.
#[must_use]
pub fn names_found(found: &FoundPeople) -> Vec<String> {
    found.people.iter().map(name_found).collect()
}

/// The person found with this given name.
///
/// # Panics
/// When nobody found has it.
#[must_use]
pub fn person_found<'a>(found: &'a FoundPeople, given: &str) -> &'a FoundPerson {
    let has = |person: &&FoundPerson| {
        person
            .given
            .as_ref()
            .is_some_and(|name| name.reveal().eq_ignore_ascii_case(given))
    };
    let person = found.people.iter().find(has);
    person.unwrap_or_else(|| panic!("{given} is not among {:?}", names_found(found)))
}

fn name_found(person: &FoundPerson) -> String {
    let part = |part: &Option<vocabulary::PersonalText>| {
        part.as_ref()
            .map_or(String::new(), |text| text.reveal().to_owned())
    };
    format!("{} {}", part(&person.given), part(&person.family))
}

/// Everything in a list of results.
#[must_use]
pub fn words_of_results(found: &FoundPeople) -> String {
    let mut words = Words::default();
    words.all(&found.tried);
    for person in &found.people {
        let shown = [
            &person.family,
            &person.given,
            &person.birth,
            &person.first_line,
        ];
        for text in shown.into_iter().flatten().chain(&person.other_names) {
            words.add(text.reveal());
        }
        words.all(person.age.as_slice());
        words.all(&person.known_to);
        words.all(&person.why);
    }
    words.0
}

/// Everything on a family page.
#[must_use]
pub fn words_of_family(view: &FamilyView) -> String {
    let family = &view.family;
    let mut words = Words::default();
    for sentence in &family.summary {
        words.add(&sentence.reveal());
    }
    for member in &family.members {
        let others = member.name.others.iter().map(|other| &other.name);
        for name in member.name.usual.iter().chain(others) {
            words.name(name);
        }
        words.all(member.birth.iter().map(|birth| birth.text.reveal()));
        words.add(&member.relation.words);
    }
    for home in &family.homes {
        match &home.address {
            HomeAddress::Shown(address) => words.address(address),
            HomeAddress::Withheld => words.add("withheld"),
        }
    }
    for place in &family.other_places {
        words.address(&place.address);
    }
    for disagreement in &family.disagreements {
        words.all(disagreement.values.iter().map(|said| said.value.reveal()));
    }
    for contact in &family.contacts {
        words.contact(contact);
    }
    for line in &family.searched {
        words.all([
            &line.name,
            &line.covers,
            &line.misses,
            &line.area,
            &line.period,
            &line.freshness,
        ]);
    }
    words.add(&view.why_you_may);
    words.0
}

/// Everything on a page of details.
#[must_use]
pub fn words_of_details(view: &DetailsView) -> String {
    let mut words = Words::default();
    let details = &view.details;
    for text in [&details.kind, &details.organisation, &details.team]
        .into_iter()
        .flatten()
    {
        words.add(text.reveal());
    }
    words.add(&details.state_in_words);
    for fact in &details.facts {
        words.add(&fact.label);
        words.add(fact.value.reveal());
    }
    if let Some(contact) = &details.contact {
        words.contact(contact);
    }
    if let Some(name) = &view.member_name {
        words.name(name);
    }
    words.all([&view.source_name, &view.organisation, &view.why_you_may]);
    words.0
}

/// Everything in a list of looks.
#[must_use]
pub fn words_of_looks(looks: &[LookLine]) -> String {
    let mut words = Words::default();
    for look in looks {
        words.all([
            &look.at,
            &look.worker,
            &look.role,
            &look.purpose,
            &look.action,
            &look.outcome,
        ]);
        words.all(
            look.case
                .iter()
                .chain(&look.on_behalf_of)
                .chain(&look.explained_by)
                .chain(&look.unexplained),
        );
        words.all(
            look.people
                .iter()
                .filter_map(|(_, name)| Some(name.as_ref()?.reveal())),
        );
        for (field, typed) in &look.terms {
            words.all([field, typed]);
        }
    }
    words.0
}

/// Words, one value on each line.
#[derive(Default)]
struct Words(String);

impl Words {
    fn add(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn all<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        for text in texts {
            self.add(text.as_ref());
        }
    }

    fn name(&mut self, name: &PersonName) {
        let parts = [&name.given, &name.middle, &name.family];
        self.all(parts.into_iter().flatten().map(|part| part.reveal()));
    }

    fn address(&mut self, address: &Address) {
        self.all(address.line.iter().map(|line| line.reveal()));
        self.all(address.postcode.iter().map(|postcode| postcode.reveal()));
        self.all(address.uprn.iter().map(|uprn| uprn.reveal()));
    }

    fn contact(&mut self, contact: &Contact) {
        self.add(&contact.source_name);
        for text in contact.organisation.iter().chain(&contact.team) {
            self.add(text.reveal());
        }
        if let Some(worker) = &contact.worker {
            self.add(worker.name.reveal());
        }
        for line in &contact.lines {
            self.add(&line.words);
            self.all(line.why.iter());
            self.all(line.telephone.iter().map(|telephone| telephone.reveal()));
            self.all(line.email.iter().map(|email| email.reveal()));
        }
    }
}

/// Everything in the list of what waits for review.
#[must_use]
pub fn words_of_queue(queue: &ReviewQueue) -> String {
    let lines = queue.items.iter().flat_map(|item| &item.questions);
    let words = lines.flat_map(|line| {
        let own = [line.reference.clone(), line.words.clone()];
        own.into_iter()
            .chain(line.places.clone())
            .chain(line.why_here.clone())
    });
    words.collect::<Vec<_>>().join("\n")
}

/// Everything in the list of what was answered.
#[must_use]
pub fn words_of_decided(lines: &[DecidedLine]) -> String {
    let words = lines.iter().flat_map(|line| {
        let answer = line.answer.map_or("", |(answer, _)| answer.label());
        let reason = line.answer.map_or("", |(_, reason)| reason.label());
        [
            line.reference.clone(),
            line.worker.clone(),
            line.at.clone(),
            answer.to_owned(),
            reason.to_owned(),
            line.state.in_words(),
        ]
    });
    words.collect::<Vec<_>>().join("\n")
}

/// Everything that the page about two records says.
#[must_use]
pub fn words_of_question(view: &ReviewView) -> String {
    let mut words = vec![view.reference.clone(), view.explanation.sentence.clone()];
    words.extend(view.explanation.steps.iter().map(|step| step.words.clone()));
    words.extend(view.why_here.clone());
    for side in &view.sides {
        words.extend([side.source_name.clone(), side.key.reveal().to_owned()]);
        for other in &side.others {
            words.extend([other.source_name.clone(), other.key.reveal().to_owned()]);
            let parts = other.name.iter().chain(&other.birth);
            words.extend(parts.map(|part| part.reveal().to_owned()));
        }
    }
    for field in &view.fields {
        let values = field.values.iter().flatten();
        words.extend(values.map(|value| format!("{}: {}", field.label, value.reveal())));
    }
    for answer in &view.earlier {
        words.extend([answer.worker.clone(), answer.answer.label().to_owned()]);
        words.extend(answer.note.iter().map(|note| note.reveal().to_owned()));
    }
    words.join("\n")
}
