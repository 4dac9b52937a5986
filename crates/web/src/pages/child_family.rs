//! The family of one child on one page: the answer first, then the evidence.
//!
//! Nothing on it needs a click, and it reads the same aloud, on a phone and on paper.
//! INVARIANT: the page shows what [`operations::FamilyView`] holds and nothing beyond it; every
//! link is made of opaque handles.

use askama::Template;
use axum::extract::Path;
use family::{Family, LivesWithChild, Member, Sentence};
use operations::{Answer, FamilyView, moment_in_words};
use vocabulary::{PersonId, Role};

use super::family_contacts::ContactTable;
use super::family_grid::ServiceGrid;
use super::family_homes::Homes;
use super::family_sources::{Disagreements, WhatWasSearched};
use super::{Shown, emergency, ok_page};
use crate::components::Html;
use crate::frame::Frame;
use crate::name_in_words::{full_name, other_names};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/child_family.html")]
pub(crate) struct ChildFamilyPage {
    frame: Frame,
    child: String,
    sentences: Vec<String>,
    contacts: Html,
    grid: Html,
    homes: Html,
    members: Vec<MemberRow>,
    disagreements: Option<Html>,
    searched: Html,
    why_you_may: String,
    rulebook_version: String,
    decision: String,
    looks_href: Option<String>,
    not_shared_href: Option<String>,
    emergency_until: Option<String>,
}

/// One member with what is known of them as a person.
struct MemberRow {
    name: String,
    other_names: String,
    relation: String,
    relation_said_by: String,
    life: String,
    birth: Option<String>,
    birth_said_by: String,
    lives_with_child: Option<&'static str>,
    href: Option<String>,
    disputed: Vec<String>,
    dispute_href: Option<String>,
}

/// `GET /family/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .look_up_family(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let view = match answer {
        Answer::Shown(view) => view,
        Answer::Refused(refused) => {
            return Err(emergency::with_a_way(&who, refused, Some(&handle)));
        }
    };
    let until = who
        .kith
        .emergency_until(&who.sitting, &handle, who.at)
        .await?;
    let may_see_looks = who.sitting.role == Role::InformationGovernanceLead;
    let frame = who.frame_with_back("/find", "/find");
    let page = ChildFamilyPage {
        emergency_until: until.map(moment_in_words),
        ..ChildFamilyPage::new(frame, &view, may_see_looks)
    };
    Ok(emergency::closing(ok_page(&page), until, who.at))
}

impl ChildFamilyPage {
    pub(super) fn new(frame: Frame, view: &FamilyView, may_see_looks: bool) -> Self {
        let family = &view.family;
        let child = family.child_member();
        let looks_href = view
            .people
            .get(&family.child)
            .filter(|_| may_see_looks)
            .map(|handle| format!("/looks/{}", handle.as_str()));
        let of_child = view.people.get(&family.child);
        let not_shared_href = of_child.map(|handle| format!("/not-shared/{}", handle.as_str()));
        Self {
            child: child.map_or_else(|| "this child".to_owned(), name_of),
            sentences: family.summary.iter().map(Sentence::reveal).collect(),
            contacts: Html::of(&ContactTable::new(family, &frame.desk_telephone)),
            grid: Html::of(&ServiceGrid::new(view)),
            homes: Html::of(&Homes::new(family)),
            members: family
                .members
                .iter()
                .map(|member| MemberRow::new(view, member))
                .collect(),
            disagreements: Disagreements::new(family).map(|section| Html::of(&section)),
            searched: Html::of(&WhatWasSearched::new(family)),
            why_you_may: view.why_you_may.clone(),
            rulebook_version: view.rulebook_version.clone(),
            decision: view.decision.clone(),
            looks_href,
            not_shared_href,
            emergency_until: None,
            frame: frame.of_look(&view.decision),
        }
    }
}

impl MemberRow {
    fn new(view: &FamilyView, member: &Member) -> Self {
        let family = &view.family;
        let is_child = member.person == family.child;
        let birth = member.birth.as_ref();
        let name = name_of(member);
        let handle = view.people.get(&member.person);
        let marks = view.disputed.people.get(&member.person);
        let marks = marks.into_iter().flatten();
        let others = member.name.others.iter();
        let others = others.map(|other| full_name(&other.name));
        Self {
            other_names: other_names(&name, others).join("; "),
            name,
            relation: member.relation.words.clone(),
            relation_said_by: sources_in_words(family, &member.relation.provenance),
            life: member.life.in_words().reveal().to_owned(),
            birth: birth.map(|birth| birth.text.reveal().to_owned()),
            birth_said_by: birth.map_or_else(String::new, |birth| {
                sources_in_words(family, &birth.provenance)
            }),
            lives_with_child: if is_child {
                None
            } else {
                Some(lives_in_words(member.lives_with_child))
            },
            href: handle
                .filter(|_| !is_child)
                .map(|handle| format!("/family/{}", handle.as_str())),
            disputed: marks.map(|mark| mark.words.clone()).collect(),
            dispute_href: handle.map(|handle| format!("/dispute/person/{}", handle.as_str())),
        }
    }
}

const fn lives_in_words(lives: LivesWithChild) -> &'static str {
    match lives {
        LivesWithChild::Yes => "lives with the child",
        LivesWithChild::PartOfTheTime => "lives with the child part of the time",
        LivesWithChild::No => "lives elsewhere",
        LivesWithChild::NotKnown => "where they live is not known or not shown",
    }
}

/// A member's name as people say it.
pub(super) fn name_of(member: &Member) -> String {
    member.name_part().reveal().to_owned()
}

/// The name of the person with this id; never blank.
pub(super) fn name_by_id(family: &Family, person: PersonId) -> String {
    family
        .member(person)
        .map_or_else(|| "somebody of the family".to_owned(), name_of)
}

/// The names of the sources that say something, each once, newest first.
pub(super) fn sources_in_words(family: &Family, said: &[vocabulary::Provenance]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for provenance in said {
        let name = family.source_name(&provenance.source);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}
