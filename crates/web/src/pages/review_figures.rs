//! Figures about matching, for the records desk and for analysts. Nobody is named.
//!
//! INVARIANT: no figure here is about a person; agreement is told only from enough questions on.

use askama::Template;
use operations::ReviewFigures;
use operations::review_figures::FEWEST;

use super::{Shown, ok_page};
use crate::components::{SummaryList, SummaryRow};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/review_figures.html")]
pub(crate) struct ReviewFiguresPage {
    frame: Frame,
    waiting: SummaryList,
    decided: SummaryList,
    agreement: String,
}

/// `GET /review/figures`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .review_figures(&who.sitting, who.at, &who.request_id)
        .await?;
    let page = ReviewFiguresPage::new(who.frame("/review/figures"), &shown(answer)?);
    Ok(ok_page(&page))
}

impl ReviewFiguresPage {
    pub(super) fn new(frame: Frame, figures: &ReviewFigures) -> Self {
        let open = figures.open.iter();
        let mut waiting: Vec<(&str, usize)> =
            open.map(|(kind, count)| (kind.label(), *count)).collect();
        waiting.push(("Waiting for a second worker", figures.waiting_for_second));
        waiting.push(("Answered differently by two workers", figures.contradicting));
        let of_answers = figures.decided.iter();
        let mut decided: Vec<(&str, usize)> = of_answers
            .map(|(answer, count)| (answer.label(), *count))
            .collect();
        decided.push(("Answers taken back", figures.undone));
        Self {
            frame,
            waiting: list(&waiting),
            decided: list(&decided),
            agreement: agreement(figures),
        }
    }
}

fn list(rows: &[(&str, usize)]) -> SummaryList {
    let row = |(key, count): &(&str, usize)| SummaryRow::new(*key, count.to_string());
    SummaryList {
        rows: rows.iter().map(row).collect(),
        ..SummaryList::default()
    }
}

fn agreement(figures: &ReviewFigures) -> String {
    let questions = match figures.agreement.questions {
        1 => "1 question has".to_owned(),
        count => format!("{count} questions have"),
    };
    match figures.agreement.kappa {
        Some(kappa) => format!(
            "{questions} been answered by two workers, each alone. Cohen’s kappa is {kappa:.2}: 1 \
             is always agreeing, 0 is agreeing no more than by chance."
        ),
        None => format!(
            "{questions} been answered by two workers, each alone. Too few to say how far they \
             agree: it is told from {FEWEST} on."
        ),
    }
}
