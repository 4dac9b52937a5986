//! Where a story begins: the demo families on each database, and workers at their desks.
//!
//! Invariant: each worker here has the purpose and case for which the demo invented them.

use crate::databases::Made;
use crate::{TestCouncil, TestSitting, databases};
use operations::{
    Answer, Database, DecideError, Decided, FindTerms, FoundPeople, GivenAnswer, Handle, Refused,
    ReviewQueue, ReviewView,
};
use tokio::sync::OnceCell;
use vocabulary::{MatchAnswer, MatchReason, Purpose};

/// The demo families and a few more, so that no source is without a row.
const SMALL: u32 = 100;

/// The council of the demo families, made once for all stories of a process.
static ON_SQLITE: OnceCell<Made> = OnceCell::const_new();
static ON_POSTGRES: OnceCell<Made> = OnceCell::const_new();

/// Tells a story of the demo families on every database.
pub async fn on_every_database(story: impl AsyncFn(TestCouncil)) {
    for database in databases() {
        let cell = match database.database {
            Database::SqliteFile(_) => &ON_SQLITE,
            Database::Postgres(_) => &ON_POSTGRES,
        };
        let make = async || {
            TestCouncil::invented(database.another(), SMALL)
                .await
                .made()
                .await
        };
        let made = cell.get_or_init(make).await;
        story(TestCouncil::copied(database, made, SMALL).await).await;
    }
}

/// Terms with a given and a family name.
#[must_use]
pub fn two_names(given: &str, family: &str) -> FindTerms {
    FindTerms {
        given: given.to_owned(),
        family: family.to_owned(),
        ..FindTerms::default()
    }
}

impl TestCouncil {
    /// The allocated social worker of the large family.
    pub async fn social_worker(&self) -> TestSitting {
        self.social_worker_on("CSC-2026-0417").await
    }

    /// The same worker on another case of the team.
    pub async fn social_worker_on(&self, case: &str) -> TestSitting {
        self.sit_down("SW1001", Purpose::ChildInNeedAssessment, case)
            .await
    }

    /// One child on a case that is allocated to the social worker of the demo: the key to looking
    /// at people in a council that has only a test's own extracts.
    pub async fn allocate(&mut self, case: &str) {
        let people = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\n\
            77001,Wilfrid,Overbeck,M,2012-02-03\n";
        self.load("childrens-social-care", "people.csv", people)
            .await;
        let links = crate::case_links(&[(case, "77001", "allocation", "SW1001", "")]);
        self.load("childrens-social-care", "case_links.csv", &links)
            .await;
    }

    /// The early-help worker of the family that agreed.
    pub async fn early_help_worker(&self) -> TestSitting {
        self.sit_down("EH1001", Purpose::EarlyHelp, "EH-2026-0033")
            .await
    }

    /// The information-governance lead.
    pub async fn lead(&self) -> TestSitting {
        self.sit_down("IG1001", Purpose::Audit, "").await
    }

    /// A worker of the records desk, who corrects records: RD1001 or RD1002.
    pub async fn records_desk(&self, staff_id: &str) -> TestSitting {
        self.sit_down(staff_id, Purpose::RecordCorrection, "").await
    }

    /// What waits for a worker of the records desk.
    ///
    /// # Panics
    /// When it is refused or fails.
    pub async fn review_queue(&self, sitting: &TestSitting) -> ReviewQueue {
        let queue = self.kith.review_queue(&sitting.sitting, self.at, "test");
        match queue.await {
            Ok(Answer::Shown(queue)) => queue,
            Ok(Answer::Refused(refused)) => panic!("refused: {}", refused.why),
            Err(error) => panic!("{error}"),
        }
    }

    /// The two records of a question.
    ///
    /// # Panics
    /// When it is refused or fails.
    pub async fn review_question(&self, sitting: &TestSitting, handle: &Handle) -> ReviewView {
        let view = self
            .kith
            .review_question(&sitting.sitting, handle, self.at, "test");
        match view.await {
            Ok(Answer::Shown(view)) => view,
            Ok(Answer::Refused(refused)) => panic!("refused: {}", refused.why),
            Err(error) => panic!("{error}"),
        }
    }

    /// Answers a question, for a reason that fits.
    ///
    /// # Errors
    /// When the answer is not kept.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn decide(
        &self,
        sitting: &TestSitting,
        handle: &Handle,
        answer: MatchAnswer,
    ) -> Result<Decided, DecideError> {
        let reason = match answer {
            MatchAnswer::Same => MatchReason::NameOrSpelling,
            MatchAnswer::NotSame => MatchReason::BrotherOrSister,
            MatchAnswer::CannotTell => MatchReason::TooLittle,
        };
        let given = GivenAnswer {
            answer: Some(answer),
            reason: Some(reason),
            note: String::new(),
        };
        let moment = (self.at, "test");
        let decided = self
            .kith
            .decide_match(&sitting.sitting, handle, &given, moment);
        match decided.await? {
            Answer::Shown(decided) => Ok(decided),
            Answer::Refused(refused) => panic!("refused: {}", refused.why),
        }
    }

    /// Takes the newest answer of the list back.
    ///
    /// # Panics
    /// When there is none, or it is refused or fails.
    pub async fn undo_newest(&self, sitting: &TestSitting) {
        let list = self
            .kith
            .decided_matches(&sitting.sitting, self.at, "test")
            .await;
        let Ok(Answer::Shown(list)) = list else {
            panic!("the list was not shown")
        };
        let handle = &list.first().expect("something was answered").handle;
        let undone = self
            .kith
            .undo_decision(&sitting.sitting, handle, self.at, "test")
            .await;
        assert!(matches!(undone, Ok(Answer::Shown(()))), "it was not undone");
    }

    /// The refusal of a search.
    ///
    /// # Panics
    /// When the search is answered or fails.
    pub async fn refused_search(&self, sitting: &TestSitting) -> Refused {
        let terms = two_names("Oliver", "Fairclough");
        match self
            .kith
            .find_person(&sitting.sitting, &terms, self.at, "test")
            .await
        {
            Ok(Answer::Refused(refused)) => refused,
            Ok(Answer::Shown(_)) => panic!("the search was answered"),
            Err(error) => panic!("{error}"),
        }
    }

    /// A search by given and family name that is answered.
    pub async fn find_named(
        &self,
        sitting: &TestSitting,
        given: &str,
        family: &str,
    ) -> FoundPeople {
        self.find(sitting, two_names(given, family)).await
    }
}
