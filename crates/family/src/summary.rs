//! The family in three to five plain sentences, before any table.
//!
//! Who lives with whom and who says so; who lives elsewhere; how many services are engaged; whom
//! to ring first; what is late or disagrees. Invariant: it says nothing that the rest of the page
//! does not show.

use crate::source_order::SourceOrder;
use crate::{
    Contact, Family, Household, LivesWithChild, Member, Part, Sentence, Standing, State, dates,
};
use std::collections::BTreeSet;
use vocabulary::{PersonalText, Service};

/// The sentences of a family whose other parts are complete.
pub(crate) fn summary(family: &Family, order: &SourceOrder<'_>) -> Vec<Sentence> {
    let mut sentences = homes(family, order);
    sentences.extend(elsewhere(family));
    sentences.push(services(family));
    sentences.extend(whom_to_ring(family));
    sentences.extend(warnings(family));
    sentences
}

fn homes(family: &Family, order: &SourceOrder<'_>) -> Vec<Sentence> {
    let Some(child) = family.child_member() else {
        return Vec::new();
    };
    let start = || Sentence::default().part(child.name_part());
    if child.is_not_living() {
        let state = Part::Personal(child.life.in_words());
        return vec![start().text(": ").part(state).text(".")];
    }
    let all_now: Vec<&Household> = family
        .homes
        .iter()
        .filter(|home| home.standing_of(family.child) == Some(Standing::Now))
        .collect();
    let shown: Vec<&Household> = all_now
        .iter()
        .copied()
        .filter(|home| !home.is_withheld())
        .collect();
    match shown.as_slice() {
        [] if all_now.is_empty() => {
            let words = "No source that may be shown says in which household ";
            let sentence = Sentence::default().text(words).part(child.name_part());
            vec![sentence.text(" lives now.")]
        }
        [] => vec![
            Sentence::default()
                .text("Where ")
                .part(child.name_part())
                .text(" lives is not shown."),
        ],
        [only] => vec![one_home(family, start(), only, order)],
        many => vec![several_homes(family, start(), many)],
    }
}

fn several_homes(family: &Family, start: Sentence, homes: &[&Household]) -> Sentence {
    let count = in_number(homes.len());
    let people_of = |home: &&Household| {
        let people = with_whom(family, home);
        match people.is_empty() {
            true => Sentence::default().text("one with nobody else of the family recorded"),
            false => Sentence::default().text("one with ").list(people),
        }
    };
    start
        .text(format!(" has {count} homes: "))
        .list_with("; ", homes.iter().map(people_of).collect())
        .text(".")
}

fn one_home(
    family: &Family,
    start: Sentence,
    home: &Household,
    order: &SourceOrder<'_>,
) -> Sentence {
    let people = with_whom(family, home);
    let sentence = match people.is_empty() {
        true => start.text(" lives with nobody else of the family, as far as recorded"),
        false => start.text(" lives with ").list(people),
    };
    let stay = home
        .members
        .iter()
        .find(|member| member.person == family.child)
        .and_then(|member| member.stays.iter().find(|s| s.span.contains(family.today)));
    let Some(stay) = stay else {
        return sentence.text(".");
    };
    let since = match stay.span.from() {
        Some(day) => format!(", at this home since {}", dates::long(day)),
        None => String::new(),
    };
    let source = &stay.provenance.source;
    let data_to = match order.as_of(source) {
        Some(day) => format!(" (data to {})", dates::long(day)),
        None => String::new(),
    };
    let name = family.source_name(source);
    sentence.text(format!("{since}, says {name}{data_to}."))
}

fn with_whom(family: &Family, home: &Household) -> Vec<Sentence> {
    family
        .members
        .iter()
        .filter(|member| member.person != family.child)
        .filter(|member| home.standing_of(member.person) == Some(Standing::Now))
        .map(named_with_relation)
        .collect()
}

fn named_with_relation(member: &Member) -> Sentence {
    Sentence::default()
        .part(member.name_part())
        .text(format!(" ({})", member.relation.words))
}

fn elsewhere(family: &Family) -> Vec<Sentence> {
    let with = |answer: LivesWithChild| -> Vec<Sentence> {
        family
            .members
            .iter()
            .filter(|member| member.person != family.child && !member.is_not_living())
            .filter(|member| member.lives_with_child == answer)
            .map(named_with_relation)
            .collect()
    };
    let (away, unknown) = (with(LivesWithChild::No), with(LivesWithChild::NotKnown));
    let lives = |people: &[Sentence]| match people.len() {
        1 => "lives",
        _ => "live",
    };
    let mut sentence = Sentence::default();
    if away.is_empty() && unknown.is_empty() {
        return Vec::new();
    }
    if !away.is_empty() {
        let verb = lives(&away);
        sentence = sentence.list(away).text(format!(" {verb} elsewhere"));
    }
    if !unknown.is_empty() {
        let joint = match sentence.parts().is_empty() {
            true => "Whether ",
            false => "; whether ",
        };
        let verb = lives(&unknown);
        let ending = format!(" {verb} in the same home is not known or not shown");
        sentence = sentence.text(joint).list(unknown).text(ending);
    }
    vec![sentence.text(".")]
}

fn services(family: &Family) -> Sentence {
    let now: BTreeSet<Service> = family
        .shown
        .iter()
        .filter(|shown| shown.state == State::Current)
        .map(|shown| shown.claim.record.service)
        .collect();
    if now.is_empty() {
        let words = "No current involvement was found in what was searched; see what was searched.";
        return Sentence::default().text(words);
    }
    let labels = Service::ALL
        .into_iter()
        .filter(|service| now.contains(service))
        .map(|service| Sentence::default().text(service.label()))
        .collect();
    let count = match now.len() {
        1 => "1 service is engaged with the family now: ".to_owned(),
        many => format!("{many} services are engaged with the family now: "),
    };
    Sentence::default().text(count).list(labels).text(".")
}

fn whom_to_ring(family: &Family) -> Option<Sentence> {
    let contact = family.contacts.iter().find(|c| c.first_line().is_some())?;
    let line = contact.first_line()?;
    let sentence = Sentence::default().text("Ring first: ");
    let sentence = match (&contact.worker, line.kind) {
        (Some(worker), crate::LineKind::Worker) => {
            let named = sentence.part(Part::Personal(worker.name.clone()));
            match &worker.role {
                Some(role) => named.text(", ").part(Part::Personal(role.clone())),
                None => named,
            }
        }
        _ => sentence.text(line.kind.label()),
    };
    let sentence = sentence.text(format!(", {}", contact.service.label()));
    let reach = match (&line.telephone, &line.email) {
        (Some(telephone), _) => (", on ", telephone.reveal()),
        (None, Some(email)) => (", at ", email.reveal()),
        (None, None) => return None,
    };
    let number = PersonalText::parse(reach.1).ok()?;
    let sentence = sentence.text(reach.0);
    let because = match &line.why {
        Some(why) => format!(" ({why})"),
        None => String::new(),
    };
    let sentence = sentence.part(Part::Personal(number)).text(because);
    Some(sentence.text(recent_only(contact)).text("."))
}

fn recent_only(contact: &Contact) -> &'static str {
    match contact.is_current() {
        true => "",
        false => " (the involvement has ended)",
    }
}

fn warnings(family: &Family) -> Option<Sentence> {
    let late: Vec<Sentence> = family
        .searched
        .iter()
        .filter(|line| line.is_late)
        .map(|line| Sentence::default().text(format!("{} ({})", line.name, line.data_to)))
        .collect();
    let mut sentence = Sentence::default();
    if !late.is_empty() {
        sentence = sentence.text("Late: ").list(late).text(".");
    }
    let gap = if sentence.parts().is_empty() { "" } else { " " };
    match family.disagreements.len() {
        0 => {}
        1 => sentence = sentence.text(format!("{gap}Sources disagree about 1 fact.")),
        many => sentence = sentence.text(format!("{gap}Sources disagree about {many} facts.")),
    }
    (!sentence.parts().is_empty()).then_some(sentence)
}

fn in_number(count: usize) -> String {
    match count {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        many => many.to_string(),
    }
}

#[cfg(test)]
mod tests;
