//! The twelve questions that earlier assessments of such systems left open, each with an answer
//! from the rules in force.
//!
//! Invariant: an answer says what the program does, and leaves to the council what it does not.

use super::PaperFacts;
use super::draft::{Draft, blank};
use super::impact_assessment::{gateways, in_use};
use governance::{PurposeRule, RefusalReason};
use vocabulary::{Category, Purpose};

pub(super) fn write(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("Twelve questions, answered openly");
    harm(paper);
    invisible(facts, paper);
    conditions(facts, paper);
    police(facts, paper);
    statutes(facts, paper);
    misuse(facts, paper);
    retention(facts, paper);
    rights(facts, paper);
    new_purposes(facts, paper);
    downtime(facts, paper);
    misreading(facts, paper);
    matching(facts, paper);
}

fn harm(paper: &mut Draft) {
    paper.smaller_heading("1. Could a breach lead to physical harm?");
    paper.paragraph(&format!("Yes. The harm is High by default: an address in the wrong hands can cost a life. Where somebody lives is a category of its own (`{}`, harm {} of 5), with its own clauses, its own purposes and no level above the address itself.", Category::Location.code(), Category::Location.sensitivity().grade()));
    paper.blank(
        "who runs the safeguarding response when an address is disclosed, and within which time",
    );
}

fn invisible(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("2. Is there invisible processing (article 14)?");
    paper.paragraph("Yes. Data about adults and children is not obtained from them. They are told by the privacy notice, or there is a written reason why not, for each purpose:");
    let rows = facts.rulebook.purposes().map(|rule| {
        [
            format!("{}: {}", rule.purpose.code(), rule.purpose.label()),
            blank("told how and when, or why telling would prejudice the child's protection"),
        ]
    });
    paper.table(["Purpose in use", "Told, or why not"], rows);
}

fn conditions(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("3. On which condition is special-category data shared without consent?");
    paper.paragraph("Paragraph 18 of Schedule 1 to the Data Protection Act 2018 (safeguarding of children and of individuals at risk) comes first, with an appropriate policy document. Other conditions stand behind it:");
    let is_18 = |rule: &PurposeRule| rule.schedule_1.contains("paragraph 18");
    let first = facts.rulebook.purposes().filter(|rule| is_18(rule));
    let then = facts.rulebook.purposes().filter(|rule| !is_18(rule));
    paper.points(
        first
            .chain(then)
            .map(|rule| format!("{}: {}", rule.purpose.code(), rule.schedule_1)),
    );
}

fn police(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("4. Is any of it law-enforcement processing (Part 3)?");
    paper.paragraph("No. The council's children's services act under Part 2. What the police or youth justice disclose rests on their own basis for disclosure and, here, on article 10:");
    let entries = facts.rulebook.agreements().flat_map(|agreement| {
        let criminal = agreement.categories.iter().filter_map(|entry| {
            let ground = entry.article_10.as_ref()?;
            Some(format!(
                "agreement {}, clause {}, {}: {ground}",
                agreement.id,
                entry.clause,
                entry.category.label().to_lowercase()
            ))
        });
        criminal.collect::<Vec<_>>()
    });
    paper.points(entries);
}

fn statutes(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("5. Are the statutes the ones in force?");
    paper.paragraph("Each gateway has a day from which it may be cited; one without a day set by an officer is not cited to workers.");
    let rows = facts.rulebook.every_purpose().map(|rule| {
        let checked = rule.approval.as_ref();
        let checked = checked.map_or_else(
            || blank("day of the last legal check"),
            |approval| format!("{} by {}", approval.on, approval.by),
        );
        [
            rule.purpose.code().to_owned(),
            rule.statute.clone(),
            gateways(rule),
            checked,
        ]
    });
    paper.table(["Purpose", "Statute", "Gateways", "Last checked"], rows);
}

fn misuse(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("6. What stops somebody who may sign in from looking without a reason?");
    paper.paragraph(
        "These rules refuse before anything is shown, in the words that the worker reads:",
    );
    let forbids = facts.rulebook.rule_sentences();
    paper.points(forbids.filter_map(|(id, plain, why)| {
        RefusalReason::parse(why?).map(|_| format!("rule {id}: {plain}"))
    }));
    paper.paragraph("Then each look is written into the audit before it is shown, by whom, why, about whom and how much; the information-governance lead reads what nothing explains; each worker sees their own looks.");
}

fn retention(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("7. How long is it kept?");
    paper.paragraph("An index of who knows whom is not kept as long as a case file. The program shows nothing after an agreement's last day, and nothing that ended before its look-back:");
    let rows = facts.rulebook.agreements().flat_map(|agreement| {
        let entries = agreement.categories.iter().map(|entry| {
            let back = entry.look_back.as_ref();
            [
                agreement.id.clone(),
                entry.category.label().to_owned(),
                agreement.valid_to.to_string(),
                back.map_or_else(|| "no limit agreed".to_owned(), |back| back.words.clone()),
            ]
        });
        entries.collect::<Vec<_>>()
    });
    paper.table(["Agreement", "Category", "Last day", "How far back"], rows);
    paper.blank("when a record leaves the index: recommended is the earliest of deletion at the source, end of the agreement, two years after the last involvement, and one year after the child's 18th birthday; how long the audit is kept");
}

fn rights(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("8. Are people's rights met by the source systems alone?");
    paper.paragraph("No. The links between records, the index and the audit are the council's own personal data. A link can be corrected by the records desk and undone; who looked, when and why is on record.");
    for purpose in [
        Purpose::RecordCorrection,
        Purpose::SubjectRights,
        Purpose::Audit,
    ] {
        if let Some(rule) = facts.rulebook.purpose(purpose) {
            paper.paragraph(&format!(
                "{}, {}: {}.",
                purpose.code(),
                rule.plain,
                in_use(rule)
            ));
        }
    }
    paper.blank("who answers requests of access, correction, objection and complaint, and within which days");
}

fn new_purposes(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("9. How does a new purpose come into use?");
    paper.paragraph("Not by itself. Each of the ten purposes is written down, with the officer who approved its legal statement. A change of any rule first says what newly becomes visible to whom, and comes into force when two information-governance leads have put it into force, one after the other.");
    let waiting = facts
        .rulebook
        .every_purpose()
        .filter(|rule| !rule.is_active);
    let names: Vec<String> = waiting
        .map(|rule| format!("{} ({})", rule.purpose.code(), rule.purpose.label()))
        .collect();
    paper.paragraph(&format!(
        "Not in use: {}.",
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    ));
}

fn downtime(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("10. What happens out of hours when the system is down?");
    let desk = facts.rulebook.desk();
    paper.paragraph(&format!(
        "Child protection does not wait. {} {}",
        desk.whom_to_ring(),
        desk.promise
    ));
    paper.blank("the time to restore (recommended: 60 minutes), who restores it at night, and where the printed list of contacts lies");
}

fn misreading(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("11. Could “no data” be read as “nothing”?");
    paper
        .paragraph("Each answer that shows nothing says what was searched and what it would miss:");
    paper.points(
        facts
            .sources
            .iter()
            .map(|source| format!("{}: does not cover {}", source.name(), source.misses())),
    );
}

fn matching(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.smaller_heading("12. What if records are matched wrongly?");
    let thresholds = facts.linkage.thresholds;
    paper.paragraph(&format!("A wrong match shows a stranger's record. Records are joined from a weight of {} on (in powers of two); from {} to there a person at the records desk is asked, and until then the pair discloses nothing. Every link keeps its explanation, and a decision can be undone. The transparency record of the matching algorithm goes with this assessment.", thresholds.automatic, thresholds.possible));
    paper.paragraph("No third-party script, font or beacon is loaded by any page.");
}
