//! `council.toml`: the council, its safeguarding desk, and who can put a refusal right.
//!
//! Invariant: there is always a telephone, and always somebody who can authorise.

use super::problem::{Checker, RuleFile, RuleProblem};
use super::shape::{Kind, Shape, may, needed};
use super::subject_report::{SUBJECT_REPORT, SubjectReportRules, SubjectReportTable};
use crate::RefusalReason;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use vocabulary::{Date, Telephone};

/// The council whose rules these are.
#[derive(Debug, Clone)]
pub struct Council {
    /// The council's name.
    pub name: String,
    /// Its safeguarding desk.
    pub desk: Desk,
    /// How many months training lasts.
    pub training_valid_months: u8,
    /// What a person's own report may say.
    pub subject_report: SubjectReportRules,
    /// An invented council, to try Kith out: no officer has approved its purposes.
    pub is_invented: bool,
    otherwise: String,
    who_can_authorise: BTreeMap<RefusalReason, String>,
}

/// The desk that answers by day and by night.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// What it is called.
    pub name: String,
    /// Telephone in office hours.
    pub telephone: String,
    /// Telephone at night and at weekends.
    pub out_of_hours: String,
    /// E-mail, where there is one.
    pub email: Option<String>,
    /// What the desk promises to a caller.
    pub promise: String,
}

const COUNCIL: Shape = Shape {
    called: "council.toml",
    keys: &[
        needed("name", Kind::Text),
        may("invented", Kind::Flag),
        needed("training", Kind::Table(&TRAINING)),
        needed("desk", Kind::Table(&DESK)),
        may("subject_report", Kind::Table(&SUBJECT_REPORT)),
        needed("who_can_authorise", Kind::Words),
    ],
};

const TRAINING: Shape = Shape {
    called: "the training",
    keys: &[needed("valid_months", Kind::Number)],
};

const DESK: Shape = Shape {
    called: "the desk",
    keys: &[
        needed("name", Kind::Text),
        needed("telephone", Kind::Text),
        needed("out_of_hours", Kind::Text),
        may("email", Kind::Text),
        needed("promise", Kind::Text),
    ],
};

#[derive(Deserialize)]
struct CouncilFile {
    name: Option<Spanned<String>>,
    #[serde(default)]
    invented: bool,
    training: Option<TrainingTable>,
    desk: Option<DeskTable>,
    #[serde(default)]
    subject_report: Option<SubjectReportTable>,
    #[serde(default)]
    who_can_authorise: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize)]
struct TrainingTable {
    valid_months: Option<Spanned<u16>>,
}

#[derive(Deserialize)]
struct DeskTable {
    name: Option<String>,
    telephone: Option<Spanned<String>>,
    out_of_hours: Option<Spanned<String>>,
    email: Option<String>,
    promise: Option<String>,
}

impl Council {
    /// Whether training on that day still counts today; training in the future does not.
    #[must_use]
    pub fn training_counts(&self, trained_on: Option<Date>, today: Date) -> bool {
        let months = jiff::Span::new().months(i32::from(self.training_valid_months));
        trained_on.is_some_and(|day| {
            day <= today && day.checked_add(months).is_ok_and(|until| today <= until)
        })
    }

    /// Who can put a refusal for this reason right.
    #[must_use]
    pub fn who_can_authorise(&self, reason: RefusalReason) -> &str {
        self.who_can_authorise
            .get(&reason)
            .unwrap_or(&self.otherwise)
    }

    pub(crate) fn read(file: RuleFile<'_>) -> Result<Self, Vec<RuleProblem>> {
        let (raw, mut check): (CouncilFile, _) = file.read_toml(&COUNCIL)?;
        let desk = raw.desk.and_then(|desk| Self::desk(&mut check, desk));
        let subject_report = SubjectReportRules::read(&mut check, raw.subject_report);
        let months = raw.training.and_then(|training| training.valid_months);
        let months = check.take_some(
            months.as_ref(),
            "training must count for 1 to 60 months",
            |months| {
                u8::try_from(*months)
                    .ok()
                    .filter(|months| (1..=60).contains(months))
            },
        );
        let mut otherwise = None;
        let mut by_reason = BTreeMap::new();
        for (reason, words) in raw.who_can_authorise {
            if reason.get_ref() == "otherwise" {
                otherwise = Some(words.into_inner());
            } else if let Some(known) = RefusalReason::parse(reason.get_ref()) {
                by_reason.insert(known, words.into_inner());
            } else {
                check.say(&reason.span(), "this is not a reason for a refusal");
            }
        }
        if otherwise.is_none() {
            check.say(
                &raw.name.as_ref().map_or(0..0, Spanned::span),
                "`who_can_authorise` must say who stands for every other reason, as `otherwise`",
            );
        }
        let council = desk.zip(months).zip(otherwise);
        let council = council.map(|((desk, training_valid_months), otherwise)| Self {
            name: raw.name.map(Spanned::into_inner).unwrap_or_default(),
            desk,
            training_valid_months,
            subject_report,
            is_invented: raw.invented,
            otherwise,
            who_can_authorise: by_reason,
        });
        check.finish(council)
    }

    fn desk(check: &mut Checker<'_>, raw: DeskTable) -> Option<Desk> {
        let telephone = |text: &String| Telephone::parse(text).ok().map(|_| text.trim().to_owned());
        let words = "the desk must have a telephone number of 7 to 15 digits";
        let by_day = check.take_some(raw.telephone.as_ref(), words, telephone);
        let by_night = check.take_some(raw.out_of_hours.as_ref(), words, telephone);
        by_day.zip(by_night).map(|(telephone, out_of_hours)| Desk {
            name: raw.name.unwrap_or_default(),
            telephone,
            out_of_hours,
            email: raw.email,
            promise: raw.promise.unwrap_or_default(),
        })
    }
}

impl Desk {
    /// Whom to ring, by day and by night, in one sentence.
    #[must_use]
    pub fn whom_to_ring(&self) -> String {
        format!(
            "Ring the {} on {}; at night and at weekends ring {}.",
            self.name, self.telephone, self.out_of_hours
        )
    }
}
