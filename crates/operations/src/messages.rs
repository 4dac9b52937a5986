//! What a worker is told: that a colleague looks on their behalf, what came of what they asked.
//!
//! Invariant: a message names colleagues and moments, never a family; each worker reads their own.

use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use store::Notice;
use vocabulary::NoticeKind;

/// One message to a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// For saying that one did not ask for it.
    pub handle: Handle,
    /// What kind it is.
    pub kind: NoticeKind,
    /// When it was made, in words.
    pub at: String,
    /// The message.
    pub words: String,
    /// The worker had not read it before.
    pub is_new: bool,
    /// The worker may say that they did not ask for it, and has not.
    pub can_be_denied: bool,
    /// When the worker said that they did not ask for it, in words.
    pub denied_at: Option<String>,
}

impl Kith {
    /// How many messages wait for a worker.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread_messages(&self, sitting: &Sitting) -> Result<usize, OperationError> {
        let count = self.store().unread_notices(&sitting.staff_id).await?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The worker's messages, newest first; they count as read from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_messages(
        &self,
        sitting: &Sitting,
        at: At,
    ) -> Result<Vec<Message>, OperationError> {
        let notices = self
            .store()
            .read_notices(&sitting.staff_id, at.timestamp())
            .await?;
        self.keep_handles(sitting, notices.iter().map(|notice| notice.id))
            .await?;
        let workers = self.worker_names().await?;
        let message = |notice: &Notice| {
            let by = crate::who_looked::called(&workers, &notice.by_staff);
            Message {
                handle: sitting.handle(notice.id),
                kind: notice.kind,
                at: moment_in_words(notice.made_at),
                words: in_words(notice.kind, &by, &moment_in_words(notice.made_at)),
                is_new: notice.read_at.is_none(),
                can_be_denied: notice.kind.can_be_denied() && notice.denied_at.is_none(),
                denied_at: notice.denied_at.map(moment_in_words),
            }
        };
        Ok(notices.iter().map(message).collect())
    }

    /// The worker did not ask a colleague to look on their behalf: the information-governance
    /// lead finds it in the audit.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when there is no such message, or they have said so before.
    pub async fn did_not_ask(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<(), OperationError> {
        let id = self.target(sitting, handle).await?;
        let notices = self
            .store()
            .read_notices(&sitting.staff_id, at.timestamp())
            .await?;
        let notice = notices
            .iter()
            .find(|notice| notice.id == id && notice.kind.can_be_denied());
        let notice = notice.ok_or(OperationError::NotFound)?;
        let mut event = self.event(AuditAction::NotAskedFor, sitting, at, request_id);
        event.note = Some(format!(
            "{} said on {} that they look on behalf of {}",
            notice.by_staff, notice.made_at, notice.staff_id
        ));
        let (staff, when) = (&sitting.staff_id, at.timestamp());
        if !self.store().deny_notice(id, staff, when, event).await? {
            return Err(OperationError::NotFound);
        }
        Ok(())
    }
}

fn in_words(kind: NoticeKind, by: &str, at: &str) -> String {
    match kind {
        NoticeKind::LooksForYou => format!(
            "{by} looked on your behalf on {at}. If you did not ask for this, say so here: the \
             information-governance lead will look into it."
        ),
        NoticeKind::EmergencyApproved => format!(
            "{by} approved your emergency look on {at}. It is open for 60 minutes from then."
        ),
        NoticeKind::EmergencyDeclined => format!(
            "{by} did not approve your emergency look on {at}. Ring them, or the safeguarding desk."
        ),
        NoticeKind::EmergencyQuestion => format!(
            "{by} has a question about one of your emergency looks, asked on {at}. Ring them."
        ),
        NoticeKind::DisputeAnswered => format!(
            "{by} answered something that you had disputed, on {at}. See what you disputed."
        ),
        NoticeKind::AskFirst => format!(
            "On {at} somebody asked for a record that is kept from them. It is among the looks to \
             ask about first."
        ),
    }
}
