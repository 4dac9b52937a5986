//! What a problem is called and what it means, for a person and for a program alike.
//!
//! INVARIANT: the words are written here; none comes from a record, a form or a cause.

use crate::problem::Problem;

/// A title, and what it means for the asker.
type Words = (&'static str, &'static str);

/// The words of a problem.
pub(crate) const fn of(problem: &Problem) -> Words {
    match problem {
        Problem::NotFound => (
            "Page not found",
            "There is nothing under this address. Addresses of families work only for the worker \
             who searched, and only until they sign out: search again.",
        ),
        Problem::NotSignedIn => (
            "Sign in first",
            "You are not signed in, or your sitting has ended.",
        ),
        Problem::NotRecognised => (
            "Not recognised",
            "The staff number or the passphrase is not right.",
        ),
        Problem::CodeNeeded
        | Problem::SetUpNeeded
        | Problem::FirstPassphraseEnded
        | Problem::ChoosePassphrase
        | Problem::SignInAgain => about_proof(problem),
        Problem::PurposeNeeded => (
            "Say why you are looking",
            "Nothing about a family is shown before you have said why you are looking.",
        ),
        Problem::NotForThisRole => (
            "This page is not part of your role",
            "If you need it for your work, ask the council's information-governance lead.",
        ),
        Problem::Refused(_) | Problem::RefusedWithAWay { .. } => {
            ("Not shown", "The council's rules do not let you see this.")
        }
        Problem::NotEnough { words, .. } => ("Something is missing", words),
        Problem::TooManyTries => (
            "Too many tries",
            "Sign-in has failed too often. Wait ten minutes, or ring the desk.",
        ),
        Problem::Unreadable
        | Problem::TooLong
        | Problem::OtherOrigin
        | Problem::OtherHost
        | Problem::TlsOnly
        | Problem::WrongMethod => about_what_was_sent(problem),
        Problem::TooSlow | Problem::NothingPublished | Problem::Broken(_) => about_us(problem),
    }
}

const fn about_proof(problem: &Problem) -> Words {
    match problem {
        Problem::CodeNeeded => (
            "A code is needed",
            "This account signs in with a second step: send the code of the worker's device too.",
        ),
        Problem::SetUpNeeded => (
            "Set up a second step first",
            "This account needs a second step. Sign in on the pages once to set it up.",
        ),
        Problem::FirstPassphraseEnded => (
            "Your first passphrase has ended",
            "It could be used for 72 hours. Ring the desk and ask for another.",
        ),
        Problem::ChoosePassphrase => (
            "Choose your own passphrase first",
            "Your first passphrase opens nothing else. Sign in on the pages once to choose yours.",
        ),
        _ => (
            "Sign in again first",
            "You have looked more often than usual, or this needs a fresh proof of who you are.",
        ),
    }
}

const fn about_what_was_sent(problem: &Problem) -> Words {
    match problem {
        Problem::TooLong => (
            "Too much was sent",
            "Go back, shorten what you wrote and send it again.",
        ),
        Problem::OtherOrigin => (
            "This did not come from our own page",
            "For your safety we accept forms from our own pages only. Open the page again and send \
             the form from there.",
        ),
        Problem::OtherHost => (
            "This is not our address",
            "Open the site under the address that your council gave you.",
        ),
        Problem::TlsOnly => (
            "Only over a secure connection",
            "This was sent where others could have read it, so nothing was done with it. Use the \
             address that begins with https. If a passphrase was in it, change the passphrase.",
        ),
        Problem::WrongMethod => (
            "This address is not used in this way",
            "Go to the start and begin again from there.",
        ),
        _ => (
            "We could not read what was sent",
            "Go back, check the form and send it again.",
        ),
    }
}

const fn about_us(problem: &Problem) -> Words {
    match problem {
        Problem::TooSlow => (
            "This took too long",
            "Nothing is lost. Try again in a minute. If a child is at risk now, do not wait: ring \
             the desk.",
        ),
        Problem::NothingPublished => (
            "No records have been published yet",
            "The council has not loaded and published any records. If a child is at risk now, ring \
             the desk.",
        ),
        _ => (
            "Sorry, something went wrong",
            "Nothing was shown, and the fault has been noted. Try again in a minute. If a child is \
             at risk now, do not wait: ring the desk.",
        ),
    }
}
