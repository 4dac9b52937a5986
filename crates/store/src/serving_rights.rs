//! What the database account that serves may do in PostgreSQL: read and write rows, and nothing
//! that would let it change tables, take triggers away or rewrite what is only ever added to.
//!
//! The account that owns the tables brings them up to date; the one that serves is granted what is
//! written here. INVARIANT: what the database refuses to change for anybody is not even granted.

/// The tables whose rows are never changed and never removed by the account that serves.
pub const ONLY_ADDED_TO: [&str; 29] = [
    "audit_checkpoint",
    "audit_cosigned",
    "audit_detail",
    "audit_entry",
    "audit_erasure",
    "audit_person",
    "audit_subject_key",
    "decision_not_to_share",
    "declared_person",
    "declared_withdrawal",
    "declared_withdrawal_answer",
    "dispute",
    "dispute_answer",
    "duty",
    "duty_removed",
    "flag_review",
    "match_decision",
    "match_decision_undone",
    "restriction",
    "restriction_anchor",
    "restriction_lift",
    "restriction_lift_anchor",
    "restriction_lift_answer",
    "restriction_review",
    "rulebook_activation",
    "rulebook_proposal",
    "rulebook_text",
    "tie",
    "withheld_mark",
];

/// Why a name cannot be one of a database account here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an account's name begins with a small letter, and goes on with small letters, digits and _"
)]
pub struct NotAnAccountName;

/// The statements that grant an account what serving needs, for the owner of the tables to run.
/// They may be run again, and have to be after the tables were brought up to date.
///
/// # Errors
/// When the name is not one that can stand in a statement as it is.
pub fn serving_rights(account: &str) -> Result<String, NotAnAccountName> {
    let is_plain = |one: u8| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_';
    let begins = account
        .bytes()
        .next()
        .is_some_and(|one| one.is_ascii_lowercase());
    if !begins || account.len() > 63 || !account.bytes().all(is_plain) {
        return Err(NotAnAccountName);
    }
    let added_to = ONLY_ADDED_TO.join(", ");
    Ok(format!(
        "-- What the account that serves may do. To be run by the owner of the tables.\n\
         revoke create on schema public from public;\n\
         revoke all on all tables in schema public from {account};\n\
         grant usage on schema public to {account};\n\
         grant select, insert, update, delete on all tables in schema public to {account};\n\
         -- Which changes to the tables were made is for the owner to write.\n\
         revoke insert, update, delete on _sqlx_migrations from {account};\n\
         -- What is only ever added to.\n\
         revoke update, delete on {added_to} from {account};\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_say_more_than_a_name_is_refused() {
        for name in [
            "",
            "7up",
            "Kith",
            "kith; drop table worker",
            "kith-web",
            "k\u{ef}th",
            &"k".repeat(64),
        ] {
            assert_eq!(serving_rights(name), Err(NotAnAccountName), "{name}");
        }
        let rights = serving_rights("kith_web").unwrap();
        assert!(rights.contains("revoke update, delete on audit_checkpoint, "));
        assert!(!rights.contains("truncate") && !rights.contains("references"));
    }
}
