//! The algorithmic transparency record of the matching of records, tiers 1 and 2.
//!
//! Invariant: what the record says of thresholds and comparisons is what a link run uses.

use super::PaperFacts;
use super::draft::{Draft, Paper, blank};
use linkage::Model;

pub(super) fn draft(facts: &PaperFacts<'_>) -> Paper {
    let mut paper = facts.begin(
        "algorithm-record",
        "Algorithmic transparency record: matching of records",
    );
    tier_1(facts, &mut paper);
    tier_2_who_and_why(facts, &mut paper);
    tier_2_how(facts, &mut paper);
    tier_2_risks(&mut paper);
    paper.done()
}

fn tier_1(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("Tier 1: in short");
    paper.points([
        "Name: Kith, matching of records".to_owned(),
        "What it does: it works out which records of different services are about the same person, so that a worker sees one family instead of many lists.".to_owned(),
        "What it does not do: it decides nothing about anybody, and gives nobody a score, a rank or a prediction.".to_owned(),
        format!("Who uses it: {}", facts.rulebook.council().name),
    ]);
    paper.blank(
        "contact e-mail for questions about this record; web address of the published record",
    );
}

fn tier_2_who_and_why(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("Tier 2: owner and responsibility");
    paper.blank("organisation and team; senior responsible owner; supplier and contract, if any; date of deployment");
    paper.heading("Tier 2: description and reason");
    paper.points([
        "Scope: records that sources deliver under a sharing agreement. Records outside these sources are not matched.".to_owned(),
        "Benefit: a worker finds in minutes who is engaged with a family, and rings the right person.".to_owned(),
        "Alternatives considered: calling each service by telephone; matching on exactly equal fields, which makes two people of one who moves or marries.".to_owned(),
        "Decision process: a link shows facts to a worker who may see each of them anyway; people decide. Pairs that are not certain are decided by a person at the records desk, and by two where a confidential address or a sensitive service is involved.".to_owned(),
        "Human oversight: every link says why; a worker can say that it is wrong; the records desk can undo it; figures of each link run are compared with the run before.".to_owned(),
        format!("Training: a worker whose information-governance training is older than {} months sees nobody.", facts.rulebook.council().training_valid_months),
        format!("Appeals: {}", blank("how a person asks for a link to be corrected, and who answers")),
    ]);
}

fn tier_2_how(facts: &PaperFacts<'_>, paper: &mut Draft) {
    let settings = facts.linkage;
    let thresholds = settings.thresholds;
    paper.heading("Tier 2: how it works");
    paper.paragraph("A probabilistic model of the Fellegi and Sunter kind. Pairs of records that share telling facts are compared; each comparison ends in a named level and adds a weight, in powers of two, for or against. Weights are learnt from the council's own records without labels. Guards that look at families keep twins, and father and son of one name, apart.");
    let model = Model::untrained(thresholds);
    let compared: Vec<String> = model
        .comparisons()
        .map(|one| model.heading(one).to_lowercase())
        .collect();
    paper.points([
        format!("What is compared: {}", compared.join("; ")),
        format!("Joined from a weight of {} on", thresholds.automatic),
        format!(
            "Asked about from {} to {}; until a person answers, it discloses nothing",
            thresholds.possible, thresholds.automatic
        ),
        format!(
            "Two records that were one person stay so down to {}",
            settings.fracture
        ),
        format!(
            "Random pairs from which chance agreement is learnt: {}; rounds of learning at most {}",
            settings.random_pairs, settings.rounds
        ),
        "Same records and same settings give the same people, in any order.".to_owned(),
    ]);
    paper.smaller_heading("Data");
    let rows = facts.sources.iter().map(|source| {
        [
            source.name().to_owned(),
            source.organisation().to_owned(),
            source.covers().to_owned(),
            source.misses().to_owned(),
        ]
    });
    paper.table(["Source", "Controller", "Covers", "Misses"], rows);
    paper.blank("figures of the last link run and of the records desk (kith matches, page “Link runs”); how well the names of the council's communities are matched");
}

fn tier_2_risks(paper: &mut Draft) {
    paper.heading("Tier 2: risks and how they are met");
    let rows = [
        [
            "Two people made one: a stranger's record is shown",
            "High threshold, guards, second worker where harm is greatest, undo",
        ],
        [
            "One person left as two: something is missed",
            "Possible matches go to the records desk; “none found” says what it would miss",
        ],
        [
            "Names of some communities are matched worse",
            "Short forms and spellings from many languages; the council measures it on its own records",
        ],
        [
            "A new system delivers other data, and matching drifts",
            "Each run is compared with the one before, and says what moved",
        ],
    ];
    paper.table(["Risk", "Answer"], rows.map(|row| row.map(str::to_owned)));
    paper.paragraph("Impact assessment: the data protection impact assessment of the same version goes with this record.");
    paper.blank("equality impact assessment: done when, and where it is");
}
