//! A text as a square picture that a telephone reads (a QR code), drawn as one SVG path.
//!
//! Invariant: the drawing holds numbers and our own markup only, and no style of its own, so that
//! a page that allows neither foreign pictures nor inline styles can hold it.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// A picture of a text.
pub struct Picture {
    /// Squares along one side, with the quiet edge.
    pub side: i32,
    /// The dark squares as an SVG path.
    pub path: String,
}

/// The empty edge that readers need.
const EDGE: i32 = 4;

impl Picture {
    /// The picture of a text; nothing when the text is too long for one.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in 0..code.size() {
                if code.get_module(x, y) {
                    write!(path, "M{},{}h1v1h-1z", x + EDGE, y + EDGE)
                        .expect("writing to memory cannot fail");
                }
            }
        }
        let side = code.size() + 2 * EDGE;
        Some(Self { side, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corner_marks_stand_inside_a_quiet_edge() {
        let picture = Picture::of("otpauth://totp/Kith:SW1?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(picture.side >= 21 + 8);
        assert!(picture.path.starts_with("M4,4h1v1h-1z"));
        assert!(!picture.path.contains("M3,") && !picture.path.contains("M0,"));
    }

    #[test]
    fn a_text_that_is_too_long_has_no_picture() {
        assert!(Picture::of(&"x".repeat(10_000)).is_none());
    }
}
