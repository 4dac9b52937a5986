//! The pages about how the system is used, with invented lines.

use askama::Template;
use operations::audit::NotSharedReason;
use operations::audit::flags::{Flag, FlagOutcome};
use operations::{
    AgreementLine, AgreementStanding, CategoryLine, DataUse, FamilyLooks, FlagLine, FlagsView,
    HeldLine, LookGroup, LookLine, NotSharedLine, OwnLooks, ReportLook, ReviewedLine, SourceUse,
    SubjectReport, UseLine, UseLook, WithheldLine,
};

use vocabulary::{Level, Purpose};

use super::sample::{self, frame, handle, text};
use crate::pages::agreements::AgreementsPage;
use crate::pages::data_use::DataUsePage;
use crate::pages::family_looks::FamilyLooksPage;
use crate::pages::flags::{FlagPage, FlagsPage};
use crate::pages::not_shared::{NotSharedForm, NotSharedListPage, NotSharedPage};
use crate::pages::own_looks::{AskedDays, OwnLooksPage, WrongDay};
use crate::pages::subject_report::SubjectReportPage;

fn own_looks() -> OwnLooks {
    let refused = LookLine {
        seq: 4710,
        action: "Was refused".to_owned(),
        outcome: "refused: no link to the case".to_owned(),
        on_behalf_of: Some("Ada Example".to_owned()),
        people: Vec::new(),
        terms: Vec::new(),
        is_refusal: true,
        refused_what: Some("See a family".to_owned()),
        ..sample::looks().remove(0)
    };
    let mut lines = sample::looks();
    lines.push(refused);
    OwnLooks {
        lines,
        older_than: Some(4710),
    }
}

fn nothing() -> OwnLooks {
    OwnLooks {
        lines: Vec::new(),
        older_than: None,
    }
}

fn family_looks() -> FamilyLooks {
    let group = |worker: &str, why: &str, is_explained| LookGroup {
        worker: worker.to_owned(),
        role: "Social worker".to_owned(),
        purpose: "Assessment of a child in need".to_owned(),
        case: Some("CSC-1042".to_owned()),
        on_behalf_of: None,
        why: why.to_owned(),
        is_explained,
        lines: sample::looks(),
    };
    FamilyLooks {
        groups: vec![
            group(
                "Ada Example (SW-2)",
                "after the worker's link to the family had ended",
                false,
            ),
            group(
                "Sam Sample (SW-1)",
                "the worker was allocated to CSC-1042 that day",
                true,
            ),
        ],
    }
}

fn flag(flag: Flag, is_reviewed: bool) -> FlagLine {
    FlagLine {
        handle: handle(1),
        flag,
        worker: "Ada Example (SW-2)".to_owned(),
        on_behalf_of: None,
        at: "20 November 2026, 14:05".to_owned(),
        person: Some((handle(2), Some(text("Hart, Lena")))),
        fact: "after the worker's link to the family had ended".to_owned(),
        entries: (1, 4711),
        due: "24 November 2026".to_owned(),
        is_late: !is_reviewed,
        outcome: is_reviewed.then(|| ReviewedLine {
            outcome: FlagOutcome::WorkReason,
            reason: text("closing summary, agreed with the team"),
            worker: "Fay Sample (IG-1)".to_owned(),
            at: "23 November 2026, 15:00".to_owned(),
        }),
    }
}

fn flags(waiting: Vec<FlagLine>) -> String {
    let view = FlagsView {
        waiting,
        reviewed: vec![flag(Flag::OutsideTheCase, true)],
        watched_from: Some("1 November 2026, 08:00".to_owned()),
        watched: 812,
    };
    FlagsPage::new(frame(), view).render().unwrap()
}

fn our_data() -> DataUse {
    let purpose = "Assessment of a child in need".to_owned();
    let team = "Safeguarding and Support North".to_owned();
    DataUse {
        sources: vec![SourceUse {
            source: "Council homes".to_owned(),
            controller: "Eastmere Homes".to_owned(),
            lines: vec![UseLine {
                month: "November 2026".to_owned(),
                purpose: purpose.clone(),
                team: team.clone(),
                level: Level::Facts,
                looks: 3,
                people: 14,
            }],
            looks: vec![UseLook {
                seq: 4711,
                at: "23 November 2026, 14:05".to_owned(),
                team,
                purpose,
                shown: vec![("Housing".to_owned(), Level::Facts)],
            }],
            more: 2,
        }],
    }
}

fn agreements() -> Vec<AgreementLine> {
    let line = |id: &str, to: &str, standing| AgreementLine {
        id: id.to_owned(),
        title: "Council homes: tenancies and arrears".to_owned(),
        controller: "Eastmere Homes".to_owned(),
        parties: vec!["Eastmere Homes".to_owned(), "Eastmere Council".to_owned()],
        signatories: vec!["Chief executive, Eastmere Homes".to_owned()],
        sources: vec!["Council homes".to_owned()],
        from: "1 January 2025".to_owned(),
        to: to.to_owned(),
        standing,
        categories: vec![CategoryLine {
            category: "Housing",
            clause: "4.3".to_owned(),
            covers: "Current tenants.".to_owned(),
            basis: "Housing Act 1996, section 213".to_owned(),
            levels: vec![(Purpose::ChildInNeedAssessment, Level::Facts)],
        }],
    };
    vec![
        line("DSA-05", "22 November 2026", AgreementStanding::Ended),
        line(
            "DSA-06",
            "30 November 2026",
            AgreementStanding::EndsInDays(7),
        ),
        line("DSA-01", "31 December 2035", AgreementStanding::InForce),
    ]
}

fn report(withheld: Vec<WithheldLine>) -> String {
    let report = SubjectReport {
        name: Some(text("Hart, Lena")),
        request: "SAR-2026-007".to_owned(),
        made_on: "23 November 2026".to_owned(),
        council: "Eastmere Council".to_owned(),
        officer: "Data protection officer, dpo@eastmere.example".to_owned(),
        held: vec![HeldLine {
            source: "Council homes".to_owned(),
            organisation: "Eastmere Homes".to_owned(),
            categories: vec!["Housing".to_owned(), "Name and birth date".to_owned()],
        }],
        looks: vec![ReportLook {
            day: "20 November 2026".to_owned(),
            organisation: "Eastmere Council".to_owned(),
            who: "Social worker, Safeguarding and Support North".to_owned(),
            purpose: "Assessment of a child in need".to_owned(),
            what: "The page about a family of which you are part was shown.".to_owned(),
            categories: vec!["Housing".to_owned()],
        }],
        has_more: false,
        withheld,
        decision: "4720".to_owned(),
    };
    SubjectReportPage::new(frame(), report, handle(1).as_str())
        .render()
        .unwrap()
}

fn withheld() -> Vec<WithheldLine> {
    vec![WithheldLine {
        what: "Police: Police".to_owned(),
        exemption: "Prevention and detection of crime".to_owned(),
    }]
}

#[test]
fn the_persons_copy_is_the_same_whether_or_not_something_is_withheld() {
    let copy = |html: &str| {
        let (_, copy) = html.split_once("<hr").unwrap();
        copy.to_owned()
    };
    let (kept_back, all) = (report(withheld()), report(Vec::new()));
    assert_eq!(copy(&kept_back), copy(&all));
    assert!(kept_back.contains("detection of crime") && !copy(&kept_back).contains("crime"));
}

fn not_shared(wrong: Option<(&'static str, &'static str)>) -> String {
    let form = NotSharedForm::default();
    let action = "/not-shared/00000000000000000000000000000001".to_owned();
    NotSharedPage::new(frame(), action, &form, wrong)
        .render()
        .unwrap()
}

fn not_shared_list(count: usize) -> String {
    let line = || NotSharedLine {
        person: (handle(1), Some(text("Hart, Lena"))),
        asked: text("a letting agent asked where the mother works"),
        reason: NotSharedReason::NotTheirWork,
        words: text("no part in the work with the family; agreed with the desk"),
        case: Some("CSC-1042".to_owned()),
        worker: "Sam Sample (SW-1)".to_owned(),
        at: "23 November 2026, 14:05".to_owned(),
    };
    let lines = (0..count).map(|_| line()).collect();
    NotSharedListPage::new(frame(), lines).render().unwrap()
}

/// The pages in their forms, each with a name for its snapshot.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let asked = AskedDays::default();
    let own = |looks| OwnLooksPage::new(frame(), &asked, looks).render().unwrap();
    let one_flag = |is_wrong| {
        FlagPage::sample(frame(), flag(Flag::Unexplained, false), is_wrong)
            .render()
            .unwrap()
    };
    let again = OwnLooksPage::again(frame(), &asked, WrongDay::From);
    vec![
        (
            "family_looks",
            FamilyLooksPage::new(frame(), family_looks())
                .render()
                .unwrap(),
        ),
        ("flags", flags(vec![flag(Flag::Unexplained, false)])),
        ("flags_none_wait", flags(Vec::new())),
        ("flag", one_flag(false)),
        ("flag_again", one_flag(true)),
        (
            "our_data",
            DataUsePage::new(frame(), our_data()).render().unwrap(),
        ),
        (
            "our_data_of_nobody",
            DataUsePage::new(
                frame(),
                DataUse {
                    sources: Vec::new(),
                },
            )
            .render()
            .unwrap(),
        ),
        (
            "agreements",
            AgreementsPage::new(frame(), agreements()).render().unwrap(),
        ),
        ("not_shared", not_shared(None)),
        (
            "not_shared_again",
            not_shared(Some(("reason", "Choose why it was not shared"))),
        ),
        ("not_shared_list", not_shared_list(1)),
        ("not_shared_list_empty", not_shared_list(0)),
        ("subject_report", report(withheld())),
        ("own_looks", own(own_looks())),
        ("own_looks_empty", own(nothing())),
        ("own_looks_again", again.render().unwrap()),
    ]
}
