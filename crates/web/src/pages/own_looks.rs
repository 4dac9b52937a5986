//! A worker's own look-ups, a page at a time, between two days.
//!
//! The days stand in the address, so that a page can be gone back to; they are no personal data.
//! INVARIANT: a name leads nowhere from here: one's own log is no list of shortcuts to families.

use askama::Template;
use axum::extract::Query;
use operations::{LookDays, LookLine, OwnLooks};
use serde::Deserialize;
use vocabulary::Date;

use super::{Shown, form_again, ok_page};
use crate::components::{
    Button, DateField, DateInput, ErrorMessage, ErrorSummary, Fieldset, Legend, SummaryError,
};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/own_looks.html")]
pub(crate) struct OwnLooksPage {
    frame: Frame,
    from: DateInput,
    to: DateInput,
    button: Button,
    summary: Option<ErrorSummary>,
    is_filtered: bool,
    is_later_page: bool,
    rows: Vec<OwnRow>,
    older: Option<String>,
}

/// One look.
struct OwnRow {
    seq: u64,
    at: String,
    why: Vec<String>,
    action: String,
    people: Vec<String>,
    others: usize,
    fields: Vec<String>,
    outcome: String,
    refused: Option<String>,
    is_refusal: bool,
}

/// What stands in the address.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct AskedDays {
    from_day: String,
    from_month: String,
    from_year: String,
    to_day: String,
    to_month: String,
    to_year: String,
    older: String,
}

/// `GET /my-looks`.
pub(crate) async fn show(who: SignedIn, Query(asked): Query<AskedDays>) -> Shown {
    let frame = who.frame("/my-looks");
    let days = match asked.days() {
        Ok(days) => days,
        Err(wrong) => return Ok(form_again(&OwnLooksPage::again(frame, &asked, wrong))),
    };
    let answer = who
        .kith
        .own_looks(&who.sitting, days, who.at, &who.request_id)
        .await?;
    Ok(ok_page(&OwnLooksPage::new(frame, &asked, shown(answer)?)))
}

/// Which of the two days is no date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WrongDay {
    From,
    To,
}

impl AskedDays {
    fn days(&self) -> Result<LookDays, WrongDay> {
        let from = [&self.from_day, &self.from_month, &self.from_year];
        let to = [&self.to_day, &self.to_month, &self.to_year];
        Ok(LookDays {
            from: day(from).ok_or(WrongDay::From)?,
            to: day(to).ok_or(WrongDay::To)?,
            older_than: self.older.trim().parse().ok(),
        })
    }

    fn values(&self, prefix: &str) -> [&str; 3] {
        match prefix {
            "from" => [&self.from_day, &self.from_month, &self.from_year],
            _ => [&self.to_day, &self.to_month, &self.to_year],
        }
    }

    fn is_filled(&self) -> bool {
        let all = [self.values("from"), self.values("to")];
        all.iter().flatten().any(|value| !value.trim().is_empty())
    }

    /// The address of the page after this one.
    fn older(&self, seq: u64) -> String {
        let mut parts = Vec::new();
        for prefix in ["from", "to"] {
            for (part, value) in ["day", "month", "year"].iter().zip(self.values(prefix)) {
                if value.trim().parse::<u16>().is_ok() {
                    parts.push(format!("{prefix}-{part}={}", value.trim()));
                }
            }
        }
        parts.push(format!("older={seq}"));
        format!("/my-looks?{}", parts.join("&"))
    }
}

/// A day from three fields: nothing where all are empty, no answer where they make no date.
fn day(fields: [&String; 3]) -> Option<Option<Date>> {
    let [day, month, year] = fields.map(|field| field.trim());
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Some(None);
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().map(Some)
}

fn date_input(id: &'static str, words: &str, asked: &AskedDays, is_wrong: bool) -> DateInput {
    let legend = Legend {
        content: words.into(),
        classes: "govuk-fieldset__legend--s".into(),
        ..Legend::default()
    };
    let fieldset = Fieldset {
        legend: Some(legend),
        ..Fieldset::default()
    };
    let fields = ["day", "month", "year"].into_iter().zip(asked.values(id));
    DateInput {
        name_prefix: Some(id.to_owned()),
        fields: fields
            .map(|(name, value)| DateField::new(name).with_value(value))
            .collect(),
        error: is_wrong.then(|| ErrorMessage::new("Enter a real date, such as 3 11 2026")),
        ..DateInput::asking(id, fieldset)
    }
}

impl OwnLooksPage {
    pub(super) fn new(frame: Frame, asked: &AskedDays, looks: OwnLooks) -> Self {
        Self {
            rows: looks.lines.into_iter().map(OwnRow::new).collect(),
            older: looks.older_than.map(|seq| asked.older(seq)),
            is_later_page: !asked.older.is_empty(),
            ..Self::empty(frame, asked, None)
        }
    }

    pub(super) fn again(frame: Frame, asked: &AskedDays, wrong: WrongDay) -> Self {
        Self::empty(frame, asked, Some(wrong))
    }

    fn empty(frame: Frame, asked: &AskedDays, wrong: Option<WrongDay>) -> Self {
        let summary = wrong.map(|wrong| {
            let anchor = match wrong {
                WrongDay::From => "#from-day",
                WrongDay::To => "#to-day",
            };
            ErrorSummary::of(vec![SummaryError {
                content: "Enter a real date, such as 3 11 2026".into(),
                href: Some(anchor.to_owned()),
                ..SummaryError::default()
            }])
        });
        Self {
            frame,
            from: date_input("from", "From", asked, wrong == Some(WrongDay::From)),
            to: date_input("to", "Until", asked, wrong == Some(WrongDay::To)),
            button: Button::new("Show these days"),
            summary,
            is_filtered: asked.is_filled(),
            is_later_page: false,
            rows: Vec::new(),
            older: None,
        }
    }
}

impl OwnRow {
    fn new(line: LookLine) -> Self {
        let case = line.case.map(|case| format!("case {case}"));
        let colleague = line.on_behalf_of.map(|name| format!("for {name}"));
        let all = line.people.len();
        let people: Vec<String> = line
            .people
            .into_iter()
            .filter_map(|(_, name)| Some(name?.reveal().to_owned()))
            .collect();
        Self {
            seq: line.seq,
            at: line.at,
            why: [Some(line.purpose), case, colleague]
                .into_iter()
                .flatten()
                .collect(),
            action: line.action,
            others: all - people.len(),
            people,
            fields: line.terms.into_iter().map(|(field, _)| field).collect(),
            outcome: match line.outcome.strip_prefix("refused: ") {
                Some(why) if line.is_refusal => why.to_owned(),
                _ => line.outcome,
            },
            refused: line.refused_what,
            is_refusal: line.is_refusal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_date_is_asked_for_again_and_none_is_no_limit() {
        let text = |parts: [&str; 3]| parts.map(str::to_owned);
        let read = |parts: [&str; 3]| {
            let [a, b, c] = text(parts);
            day([&a, &b, &c])
        };
        assert_eq!(read(["", " ", ""]), Some(None));
        assert_eq!(read(["31", "2", "2026"]), None);
        assert_eq!(read(["3", "11", ""]), None);
        assert_eq!(
            read(["3", "11", "2026"]),
            Some(Some(Date::constant(2026, 11, 3)))
        );
    }
}
