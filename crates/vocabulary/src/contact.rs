//! How to reach a worker: telephone, e-mail, the staff directory and team duty lines.
//!
//! Workers' details are personal data too. Invariant: a telephone holds 7 to 15 digits, an
//! e-mail one `@` with text on both sides and a dot after it.

use crate::personal_text::sealed_debug;
use crate::{PersonalText, Service, SourceId};
use jiff::civil::Date;

/// A telephone number as written, with at least seven digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telephone(String);

/// The text is not a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a telephone number of 7 to 15 digits")]
pub struct NotATelephone;

/// An e-mail address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// The text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not an e-mail address")]
pub struct NotAnEmail;

/// A worker's id in the staff directory or case system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId(PersonalText);

/// Whom to ring about an involvement, as far as the source says.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct WorkerContact {
    /// Id in the staff directory: the directory's details complete the source's.
    pub staff: Option<StaffId>,
    /// Name.
    pub name: Option<PersonalText>,
    /// Role in the source's words.
    pub role: Option<PersonalText>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
}

/// One row of the staff directory.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRecord {
    /// The source, normally the staff directory.
    pub source: SourceId,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The worker's id.
    pub id: StaffId,
    /// Name.
    pub name: PersonalText,
    /// Job title.
    pub role: Option<PersonalText>,
    /// The team's name.
    pub team: Option<PersonalText>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
    /// The day on which the worker left, where they have.
    pub left_on: Option<Date>,
}

/// One team with its duty line: where to ring when there is no named worker.
#[derive(Clone, PartialEq, Eq)]
pub struct TeamRecord {
    /// The source, normally the staff directory.
    pub source: SourceId,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The team's name, as involvements name it.
    pub name: PersonalText,
    /// The service the team belongs to.
    pub service: Service,
    /// Telephone of the duty desk.
    pub duty_telephone: Option<Telephone>,
    /// Telephone at night and at weekends.
    pub out_of_hours_telephone: Option<Telephone>,
    /// E-mail of the duty desk.
    pub duty_email: Option<Email>,
}

impl Telephone {
    /// Reads a number in any usual spelling.
    ///
    /// # Errors
    /// When there are letters, or fewer than 7 or more than 15 digits.
    pub fn parse(text: &str) -> Result<Self, NotATelephone> {
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let digits = folded.chars().filter(char::is_ascii_digit).count();
        let allowed = |c: char| c.is_ascii_digit() || " +()-./".contains(c);
        if !(7..=15).contains(&digits) || !folded.chars().all(allowed) {
            return Err(NotATelephone);
        }
        Ok(Self(folded))
    }

    /// The number as written.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Digits only, in national form: `+44` and `(0)` become one leading zero.
    #[must_use]
    pub fn digits(&self) -> String {
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        let national = if self.0.starts_with('+') {
            digits
                .strip_prefix("440")
                .or_else(|| digits.strip_prefix("44"))
        } else {
            digits.strip_prefix("0044")
        };
        match national {
            Some(rest) => format!("0{rest}"),
            None => digits,
        }
    }
}

impl Email {
    /// Reads an address; white space at the ends is allowed.
    ///
    /// # Errors
    /// When there is not exactly one `@`, or no dot after it, or a space inside.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(NotAnEmail)?;
        let domain_ok = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
        let clean = !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
        if local.is_empty() || !domain_ok || domain.contains('@') || !clean || text.len() > 254 {
            return Err(NotAnEmail);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as written.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl StaffId {
    /// Reads an id; nothing when blank.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        PersonalText::parse(text).ok().map(Self)
    }

    /// The id as written.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

sealed_debug!(Telephone);
sealed_debug!(Email);
sealed_debug!(StaffId);
sealed_debug!(WorkerContact);
sealed_debug!(StaffRecord);
sealed_debug!(TeamRecord);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_number_have_the_same_digits() {
        for text in [
            "+44(0)1632 960123",
            "+44 1632 960 123",
            "(01632) 960123",
            "01632960123",
        ] {
            assert_eq!(Telephone::parse(text).unwrap().digits(), "01632960123");
        }
        assert!(Telephone::parse("ring the office").is_err());
        assert!(Telephone::parse("12345").is_err());
    }

    #[test]
    fn an_address_without_a_domain_is_refused() {
        for text in [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a@b@c.example",
        ] {
            assert_eq!(Email::parse(text), Err(NotAnEmail));
        }
        assert!(Email::parse(" duty.desk@council.example ").is_ok());
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_number(text in "[+0-9() ]{5,20}") {
            if let Ok(number) = Telephone::parse(&text) {
                prop_assert_eq!(Telephone::parse(number.reveal()), Ok(number));
            }
        }
    }
}
