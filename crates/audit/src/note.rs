//! A text with signatures under it, as the C2SP signed-note format writes it.
//!
//! The text, an empty line, then one line for each signature. Invariant: reading what was
//! printed gives the same note, and a signature covers the text alone, to its last line feed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// A text with the signatures under it, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedNote {
    pub(crate) text: String,
    pub(crate) signatures: Vec<NoteSignature>,
}

/// One line under a note: whose it is, and the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteSignature {
    pub(crate) name: String,
    pub(crate) key_id: [u8; 4],
    pub(crate) bytes: Vec<u8>,
}

/// What stands before each signature.
const DASH: &str = "\u{2014} ";

impl SignedNote {
    /// Reads a note; nothing when it is not one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (text, under) = text.rsplit_once("\n\n")?;
        let signatures: Option<Vec<NoteSignature>> = under
            .strip_suffix('\n')?
            .split('\n')
            .map(NoteSignature::parse)
            .collect();
        Some(Self {
            text: format!("{text}\n"),
            signatures: signatures?,
        })
    }

    /// The note as it is written.
    pub(crate) fn to_text(&self) -> String {
        let lines: String = self.signatures.iter().map(NoteSignature::line).collect();
        format!("{}\n{lines}", self.text)
    }
}

impl NoteSignature {
    /// Reads one line, without its line feed.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let (name, bytes) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = BASE64.decode(bytes).ok()?;
        let (key_id, bytes) = bytes.split_first_chunk::<4>()?;
        crate::keys::check_name(name).ok()?;
        Some(Self {
            name: name.to_owned(),
            key_id: *key_id,
            bytes: bytes.to_vec(),
        })
    }

    /// The line with its line feed.
    pub(crate) fn line(&self) -> String {
        let bytes = [&self.key_id[..], &self.bytes].concat();
        format!("{DASH}{} {}\n", self.name, BASE64.encode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KeyKind, SigningKey, VerifierKey};

    /// The example of the Go implementation that the format comes from.
    const SECRET: &str =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_published_example_is_read_checked_and_signed_to_the_same_bytes() {
        let note = SignedNote::parse(NOTE).unwrap();
        let public = VerifierKey::parse(PUBLIC, KeyKind::Log).unwrap();
        let signature = &note.signatures[0];
        assert!(public.is_signature(note.text.as_bytes(), &signature.bytes));
        assert_eq!(public.id(), signature.key_id);
        assert_eq!(note.to_text(), NOTE);
        let secret = SigningKey::parse(SECRET, KeyKind::Log).unwrap();
        assert_eq!(secret.verifier(), &public);
        assert_eq!(secret.sign(note.text.as_bytes())[..], signature.bytes);
        assert_eq!(secret.private_text(), SECRET);
        assert_eq!(public.to_string(), PUBLIC);
        assert!(!format!("{secret:?}").contains("AYEK"));
    }

    #[test]
    fn a_text_that_is_no_note_is_refused() {
        for wrong in [
            "",
            "text\n",
            "text\n\n",
            NOTE.trim_end(),
            &NOTE.replace('\u{2014}', "-"),
            &NOTE.replace("x08g", "x0!g"),
        ] {
            assert_eq!(SignedNote::parse(wrong), None);
        }
    }
}
