//! What waits for the records desk, the most urgent first, each item saying why it is there.
//!
//! INVARIANT: the list names nobody; it says places in files, reasons and references.

use askama::Template;
use operations::{QuestionLine, ReviewQueue};

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// As many items as one page lists; the next come as these are answered.
const MOST: usize = 25;

/// The page.
#[derive(Template)]
#[template(path = "pages/review_queue.html")]
pub(crate) struct ReviewQueuePage {
    frame: Frame,
    items: Vec<ItemRow>,
    all: usize,
    beside: Vec<String>,
}

/// Questions about the same people.
struct ItemRow {
    heading: String,
    questions: Vec<QuestionRow>,
}

/// One question.
struct QuestionRow {
    href: String,
    reference: String,
    asks: &'static str,
    words: String,
    why_here: Vec<String>,
    places: [String; 2],
    is_second: bool,
}

/// `GET /review`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .review_queue(&who.sitting, who.at, &who.request_id)
        .await?;
    let page = ReviewQueuePage::new(who.frame("/review"), shown(answer)?);
    Ok(ok_page(&page))
}

impl ReviewQueuePage {
    pub(super) fn new(frame: Frame, queue: ReviewQueue) -> Self {
        let beside = [
            (
                queue.waiting_for_a_colleague,
                "that you have answered: a different worker has to answer too",
            ),
            (
                queue.contradicting,
                "that two workers answered differently: speak together, then one undoes",
            ),
            (
                queue.not_shown,
                "about a record that its service shows to nobody here: only that service can say",
            ),
        ];
        let beside = beside.into_iter().filter(|(count, _)| *count > 0);
        Self {
            frame,
            all: queue.items.len(),
            beside: beside
                .map(|(count, words)| format!("{count} {words}"))
                .collect(),
            items: queue
                .items
                .into_iter()
                .take(MOST)
                .enumerate()
                .map(|(at, item)| ItemRow {
                    heading: match item.questions.len() {
                        1 => format!("Item {}", at + 1),
                        count => {
                            format!("Item {}: {count} questions about the same people", at + 1)
                        }
                    },
                    questions: item.questions.into_iter().map(row).collect(),
                })
                .collect(),
        }
    }
}

fn row(line: QuestionLine) -> QuestionRow {
    QuestionRow {
        href: format!("/review/{}", line.handle.as_str()),
        reference: line.reference,
        asks: line.kind.label(),
        words: line.words,
        why_here: line.why_here,
        places: line.places,
        is_second: line.is_second,
    }
}
