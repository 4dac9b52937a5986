//! Saying that something is wrong, or is not about this person.
//!
//! *Wrong*: it is shown as before with a mark, and the owner of the source is asked. *Not about
//! this person*: the record is hidden at once for everybody, and the records desk is asked.
//! Invariants: a worker disputes only what they are shown; what is kept and its audit entry are
//! one; no owner's value is ever changed here.

use crate::access::{Answer, allowed_by};
use crate::handle::id_of;
use crate::review_bridge::decided_same;
use crate::review_question::explained;
use crate::review_standing::{human_decisions, pair_id, reference_of};
use crate::things_to_dispute::{Thing, is_for_the_person};
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words};
use audit::AuditAction;
use governance::Action;
use store::{Dispute, DisputedLink, FamilyReader, SourcePerson, StoreError};
use uuid::Uuid;
use vocabulary::{
    DisputeKind, DisputeReason, InvolvementId, PersonalText, RecordId, SaidBy, Service, answer_due,
};

/// The most letters of the words.
const LONGEST: usize = 300;

/// A dispute as it is given.
#[derive(Debug, Clone, Default)]
pub struct GivenDispute {
    /// What is said; nothing when nothing was chosen.
    pub kind: Option<DisputeKind>,
    /// Which part, by its name on the page; blank for the whole.
    pub part: String,
    /// Why; nothing when nothing was chosen.
    pub reason: Option<DisputeReason>,
    /// What is added; may be blank.
    pub words: String,
}

/// A dispute that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedDispute {
    /// What people quote.
    pub reference: String,
    /// What was said.
    pub kind: DisputeKind,
    /// The day by which it is answered, in words.
    pub due: String,
}

/// Why a dispute was not kept.
#[derive(Debug, thiserror::Error)]
pub enum RaiseError {
    /// Nothing was chosen.
    #[error("choose what is wrong")]
    NoKind,
    /// No reason was chosen.
    #[error("choose the reason")]
    NoReason,
    /// The reason does not go with what is said.
    #[error("choose a reason that fits")]
    ReasonDoesNotFit,
    /// The part is none of this thing.
    #[error("choose one of the parts, or the whole")]
    PartUnknown,
    /// "Something else" without saying what.
    #[error("say in a few words what the reason is")]
    WordsMissing,
    /// The words are too long.
    #[error("what you add must be 300 letters or fewer")]
    TooLong,
    /// It is disputed already, and waits for an answer.
    #[error("this is disputed already, and waits for an answer")]
    DisputedAlready,
    /// The person has no other record here, so nothing can be parted from them.
    #[error("this is the only record of this person; say what is wrong in it instead")]
    OnlyRecord,
    /// It could not be kept.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<StoreError> for RaiseError {
    fn from(error: StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// A dispute whose parts fit each other.
struct Checked {
    kind: DisputeKind,
    part: Option<String>,
    reason: DisputeReason,
    words: Option<PersonalText>,
}

/// Of which record and service it is said.
struct Place {
    record: RecordId,
    service: Option<Service>,
}

impl GivenDispute {
    fn check(&self) -> Result<Checked, RaiseError> {
        let kind = self.kind.ok_or(RaiseError::NoKind)?;
        let reason = self.reason.ok_or(RaiseError::NoReason)?;
        if !reason.fits(kind) {
            return Err(RaiseError::ReasonDoesNotFit);
        }
        if self.words.chars().count() > LONGEST {
            return Err(RaiseError::TooLong);
        }
        let words = PersonalText::parse(&self.words).ok();
        if reason == DisputeReason::Other && words.is_none() {
            return Err(RaiseError::WordsMissing);
        }
        let part = self.part.trim();
        Ok(Checked {
            kind,
            part: (!part.is_empty() && kind == DisputeKind::WrongFact).then(|| part.to_owned()),
            reason,
            words,
        })
    }
}

impl Checked {
    /// Holds the part against the parts that this worker is shown.
    fn fits(&self, thing: &Thing) -> Result<(), RaiseError> {
        let is_known = |part: &String| thing.parts.contains(part);
        match self.part.as_ref().is_none_or(is_known) {
            true => Ok(()),
            false => Err(RaiseError::PartUnknown),
        }
    }
}

impl Kith {
    /// Keeps that the thing behind a handle is wrong, or is not about this person; or refuses.
    ///
    /// # Errors
    /// When a part is missing or does not fit, it is disputed already, or it cannot be kept.
    pub async fn raise_dispute(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        given: &GivenDispute,
        (at, request_id): (At, &str),
    ) -> Result<Answer<RaisedDispute>, RaiseError> {
        let (target, person) = self.disputed_target(sitting, handle).await?;
        let (action, moment) = (Action::RaiseDispute, (at, request_id));
        let permit = match self.access(sitting, action, Some(person), moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let checked = given.check()?;
        let id = id_of("dispute", &sitting.staff_id, at, &[target.as_bytes()]);
        let reference = dispute_reference(id);
        let mut event = self.event(AuditAction::DisputeRaised, sitting, at, request_id);
        event.people = vec![person];
        allowed_by(&mut event, &permit);
        event.note = Some(format!("{reference} {}", checked.kind.code()));
        let mut reader = FamilyReader::open(self.store(), &permit, event).await?;
        let things = self
            .things(&mut reader, &permit, (sitting, person), at)
            .await?;
        let thing = things.things.into_iter().find(|one| one.target == target);
        let thing = thing.ok_or(OperationError::NotFound)?;
        checked.fits(&thing)?;
        let place = place(&mut reader, target).await?;
        let dispute = dispute((id, reference), &thing, &place, checked, (sitting, at));
        is_new(&mut reader, &dispute).await?;
        let link = match dispute.kind {
            DisputeKind::WrongFact => None,
            DisputeKind::WrongPerson => Some(self.link(&mut reader, place.record).await?),
        };
        reader.raise(&dispute, link.as_ref()).await?;
        Ok(Answer::Shown(RaisedDispute {
            due: day_in_words(answer_due(at.today())),
            reference: dispute.reference,
            kind: dispute.kind,
        }))
    }

    /// The question for the records desk: the record beside the one to which it was most likely
    /// joined, first of all by an answer of the desk.
    async fn link(
        &self,
        reader: &mut FamilyReader,
        record: RecordId,
    ) -> Result<DisputedLink, RaiseError> {
        let against = reader.records_beside(record).await?;
        if against.is_empty() {
            return Err(RaiseError::OnlyRecord);
        }
        let mut all = against.clone();
        all.push(record);
        let compared = reader.compared(&all).await?;
        let own = compared.iter().find(|one| one.id == record);
        let own = own.ok_or(OperationError::NotFound)?;
        let model = self.model().await?;
        let decisions = self.store().match_decisions().await?;
        let anew = self.store().asked_anew().await?;
        let same = decided_same(&human_decisions(&decisions, &anew));
        let is_decided =
            |one: &SourcePerson| same.contains(&(one.id.min(record), one.id.max(record)));
        let others = compared.iter().filter(|one| one.id != record);
        let weighed = others.map(|one| (is_decided(one), explained(&model, own, one), one.id));
        let strongest = weighed.max_by(|a, b| {
            let by_weight = a.1.total.total_cmp(&b.1.total);
            a.0.cmp(&b.0).then(by_weight).then(b.2.cmp(&a.2))
        });
        let (_, explanation, partner) = strongest.ok_or(RaiseError::OnlyRecord)?;
        Ok(DisputedLink {
            partner,
            reference: reference_of(pair_id(record, partner)),
            weight: explanation.total,
            words: explanation.sentence,
            against,
        })
    }
}

/// What people quote about a dispute.
fn dispute_reference(id: Uuid) -> String {
    let first = &id.as_bytes()[..4];
    format!("D-{}", crate::handle::hexadecimal(first).to_uppercase())
}

async fn place(reader: &mut FamilyReader, target: Uuid) -> Result<Place, RaiseError> {
    let found = reader.involvement_place(InvolvementId::new(target)).await?;
    Ok(match found {
        Some((record, service)) => Place {
            record,
            service: Some(service),
        },
        None => Place {
            record: RecordId::new(target),
            service: None,
        },
    })
}

fn dispute(
    (id, reference): (Uuid, String),
    thing: &Thing,
    place: &Place,
    checked: Checked,
    (sitting, at): (&Sitting, At),
) -> Dispute {
    Dispute {
        id,
        reference,
        kind: checked.kind,
        record: place.record,
        service: place.service,
        involvement: thing.involvement,
        field: checked.part,
        reason: checked.reason,
        words: checked.words,
        said_by: if is_for_the_person(sitting) {
            SaidBy::Person
        } else {
            SaidBy::Worker
        },
        role: sitting.role,
        staff_id: sitting.staff_id.clone(),
        raised_at: at.timestamp(),
    }
}

/// The same is disputed once while it waits.
async fn is_new(reader: &mut FamilyReader, dispute: &Dispute) -> Result<(), RaiseError> {
    let waiting = reader.waiting_about(dispute.record).await?;
    let is_same = |one: &store::KeptDispute| {
        let other = &one.dispute;
        other.kind == dispute.kind
            && other.service == dispute.service
            && other.involvement == dispute.involvement
            && other.field == dispute.field
    };
    match waiting.iter().any(is_same) {
        true => Err(RaiseError::DisputedAlready),
        false => Ok(()),
    }
}
