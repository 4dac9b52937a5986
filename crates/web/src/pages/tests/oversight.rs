//! The pages about how the system is used, with invented lines.

use askama::Template;
use operations::{LookLine, OwnLooks};

use super::sample::{self, frame};
use crate::pages::own_looks::{AskedDays, OwnLooksPage, WrongDay};

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

/// The pages in their forms, each with a name for its snapshot.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let asked = AskedDays::default();
    let own = |looks| OwnLooksPage::new(frame(), &asked, looks).render().unwrap();
    let again = OwnLooksPage::again(frame(), &asked, WrongDay::From);
    vec![
        ("own_looks", own(own_looks())),
        ("own_looks_empty", own(nothing())),
        ("own_looks_again", again.render().unwrap()),
    ]
}
