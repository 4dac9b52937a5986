//! From audit entries to what the flags watch: one search from its two entries, prints of names
//! and reasons, hours, how far the nearest case link is, and what the decision found.
//!
//! Ties and restrictions are taken from the decision's own entry, as they stood when it was made.
//! Known devices (part of F9) have no entry here yet: that fact stays empty, and F9 is raised for
//! hours alone.
//! Invariant: what was typed leaves this file as a print only.

use crate::At;
use crate::at::day_of;
use crate::explained_looks::{Gathered, subject};
use crate::find_person::left_out_of;
use audit::flags::{Conflict, DaysFromLink, KnownFacts, WatchedKind, WatchedLook};
use audit::{AuditAction, AuditEvent, CaseTie};
use governance::RefusalReason;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::Look;
use vocabulary::{Date, Purpose, Role, Tie};

/// The looks to watch, in the order of their entries.
pub(crate) fn watched(looks: &[Look], gathered: &Gathered) -> Vec<WatchedLook> {
    let mut typed: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut watched = Vec::new();
    let mut read: Vec<(u64, &AuditEvent)> = looks
        .iter()
        .filter_map(|look| Some((look.seq, look.event.as_ref()?)))
        .collect();
    read.sort_by_key(|(seq, _)| *seq);
    for (seq, event) in read {
        let Some(worker) = event.worker.clone() else {
            continue;
        };
        let request = (worker.clone(), event.request_id.clone());
        if event.action == AuditAction::Searched {
            typed.insert(request, typed_name(event));
            continue;
        }
        let name = typed.get(&request).map_or("", String::as_str);
        let (Some(kind), Some(role)) = (kind_of(event, name, gathered), event.role) else {
            continue;
        };
        watched.push(WatchedLook {
            seq,
            at: event.at,
            day: day_of(event.at),
            role,
            kind,
            person: subject(event),
            on_behalf_of: event.on_behalf_of.clone(),
            explanation: gathered.explain(event),
            known: known(event, role, gathered),
            worker,
        });
    }
    watched
}

/// The names of a search, folded.
fn typed_name(event: &AuditEvent) -> String {
    let names = ["family name", "given name"];
    let parts = names.iter().filter_map(|field| event.terms.get(*field));
    let all: Vec<String> = parts.map(|words| words.trim().to_lowercase()).collect();
    all.join(" ")
}

fn kind_of(event: &AuditEvent, name: &str, gathered: &Gathered) -> Option<WatchedKind> {
    let somebody = !event.people.is_empty();
    match event.action {
        AuditAction::ShownInResults => {
            let print_of = |text: &str| (!text.is_empty()).then(|| print(text));
            Some(WatchedKind::Search {
                results: event.results.unwrap_or(0),
                written: print_of(name),
                sound: print_of(&sound(name)),
            })
        }
        AuditAction::SawFamily | AuditAction::SawDetails => Some(WatchedKind::Opened),
        AuditAction::Refused | AuditAction::AnsweredAsIfAbsent => {
            somebody.then_some(WatchedKind::Refused)
        }
        AuditAction::EmergencyAsked => {
            let asked = gathered.emergency_asked(event)?;
            let words = asked.words.reveal().trim().to_lowercase();
            Some(WatchedKind::BreakGlass {
                reason: print(&words),
            })
        }
        // Its second entry, which says what was shown, has a note.
        AuditAction::DisputeOpened => (event.note.is_none()
            && event.purpose != Some(Purpose::SubjectRights))
        .then_some(WatchedKind::Opened),
        _ => None,
    }
}

fn known(event: &AuditEvent, role: Role, gathered: &Gathered) -> KnownFacts {
    let facts = gathered.facts(event);
    let is_on_duty = facts.duty_turns.iter().any(|turn| turn.holds(event.at));
    KnownFacts {
        conflict: conflict(event),
        nearness: gathered.nearness(event),
        days_from_link: days_from_link(&facts.case_ties, day_of(event.at)),
        is_known_person: refused_because(event) == Some(RefusalReason::StaffRecord),
        is_restricted: event.action == AuditAction::AnsweredAsIfAbsent,
        is_off_hours: role != Role::OutOfHoursWorker
            && !is_on_duty
            && At::new(event.at).is_at_night(),
        is_new_device: false,
    }
}

fn refused_because(event: &AuditEvent) -> Option<RefusalReason> {
    RefusalReason::parse(event.refusal.as_deref()?)
}

/// The tie of the worker, or of the colleague for whom they looked, on which the answer rested.
fn conflict(event: &AuditEvent) -> Option<Conflict> {
    let tie = match event.action {
        AuditAction::AnsweredAsIfAbsent => Tie::parse(event.refusal.as_deref()?),
        AuditAction::ShownInResults => left_out_of(event),
        _ => match refused_because(event)? {
            RefusalReason::OwnRecord => Some(Tie::OwnRecord),
            // Of a colleague's tie the entry says no more than that there is one.
            RefusalReason::DeclaredRelative | RefusalReason::ColleagueIsTied => {
                Some(Tie::DeclaredRelative)
            }
            RefusalReason::SameHousehold => Some(Tie::SameHousehold),
            RefusalReason::WorkerNotActive
            | RefusalReason::TrainingOutOfDate
            | RefusalReason::ActionNotForRole
            | RefusalReason::NoPurpose
            | RefusalReason::PurposeNotActive
            | RefusalReason::PurposeNotForRole
            | RefusalReason::ActionNotForPurpose
            | RefusalReason::NotOnDuty
            | RefusalReason::EmergencyOver
            | RefusalReason::CaseReferenceMissing
            | RefusalReason::NoCaseLink
            | RefusalReason::CaseLinkEnded
            | RefusalReason::CaseLinkNotForPurpose
            | RefusalReason::FamilyHasNotAgreed
            | RefusalReason::SubjectNotOnCase
            | RefusalReason::StaffRecord
            | RefusalReason::NoRule => None,
        },
    };
    tie.map(|tie| match tie {
        Tie::MustNotFind => Conflict::MustNotLocate,
        Tie::OwnRecord => Conflict::OwnRecord,
        Tie::DeclaredRelative => Conflict::DeclaredRelative,
        Tie::SameHousehold => Conflict::SameHousehold,
    })
}

/// Days to the nearest link that reaches the person; nothing on a day when one holds.
fn days_from_link(ties: &[CaseTie], day: Date) -> Option<DaysFromLink> {
    let days = |from: Date, to: Date| u32::try_from((to - from).get_days()).unwrap_or(0);
    let distance = |tie: &CaseTie| match (tie.span.from(), tie.span.to()) {
        (Some(from), _) if day < from => Some(DaysFromLink::Before(days(day, from))),
        (_, Some(to)) if to <= day => Some(DaysFromLink::After(days(to, day))),
        (Some(_) | None, _) => None,
    };
    let reaching: Vec<&CaseTie> = ties.iter().filter(|tie| tie.reaches_person).collect();
    if reaching.iter().any(|tie| tie.span.contains(day)) {
        return None;
    }
    let all = reaching.into_iter().filter_map(distance);
    all.min_by_key(|found| match found {
        DaysFromLink::Before(days) | DaysFromLink::After(days) => *days,
    })
}

fn print(text: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(b"kith searched name 1");
    hash.update(text.as_bytes());
    let digest = hash.finalize();
    digest[..8]
        .iter()
        .fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// How a name sounds, roughly: the first letter of each word and its consonants, doubles once.
fn sound(name: &str) -> String {
    let mut sounded = String::new();
    for word in name.split_whitespace() {
        let mut last = ' ';
        for (place, letter) in word
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .enumerate()
        {
            let letter = match letter {
                'k' | 'q' => 'c',
                'z' => 's',
                'v' => 'f',
                other => other,
            };
            let is_kept = place == 0 || !"aeiouhwy".contains(letter);
            if is_kept && letter != last {
                sounded.push(letter);
            }
            last = letter;
        }
        sounded.push(' ');
    }
    sounded.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike_and_another_name_does_not() {
        for other in ["khan", "kahn", "caan", "qan"] {
            assert_eq!(sound(other), sound("kan"), "{other}");
        }
        assert_ne!(sound("okafor"), sound("kan"));
        assert_ne!(print("khan"), print("kahn"));
    }
}
