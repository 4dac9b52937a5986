//! The council's own colour, from its settings, as a few lines of style.
//!
//! The style sheet takes its main colour from a custom property, so a council changes it without
//! building anything. The page asks for these lines by an address, because nothing is inline.
//! INVARIANT: white words on the colour can be read (contrast of at least 4.5 to 1).

use thiserror::Error;

/// A colour on which white words can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CouncilColour([u8; 3]);

/// Why something is not a colour for a council's header.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CouncilColourError {
    /// Not written as `#` and six hexadecimal digits.
    #[error("the council's colour is written as `#` and six hexadecimal digits")]
    NotAColour,
    /// White words on it could not be read.
    #[error("the council's colour is too light for white words: choose a darker one")]
    TooLight,
}

/// The address of the style sheet for a colour from the settings; a colour that cannot be used
/// gives none.
#[must_use]
pub fn address(setting: Option<&str>) -> Option<String> {
    let CouncilColour([red, green, blue]) = CouncilColour::parse(setting?).ok()?;
    Some(format!("/council.css?v={red:02x}{green:02x}{blue:02x}"))
}

impl CouncilColour {
    /// Reads `#1d70b8`.
    ///
    /// # Errors
    /// When it is written in another way, or white words on it could not be read.
    pub fn parse(text: &str) -> Result<Self, CouncilColourError> {
        let digits = text
            .trim()
            .strip_prefix('#')
            .ok_or(CouncilColourError::NotAColour)?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(CouncilColourError::NotAColour);
        }
        let mut parts = [0_u8; 3];
        for (place, part) in parts.iter_mut().enumerate() {
            let pair = &digits[2 * place..2 * place + 2];
            *part = u8::from_str_radix(pair, 16).map_err(|_| CouncilColourError::NotAColour)?;
        }
        let colour = Self(parts);
        if colour.contrast_with_white() < 4.5 {
            Err(CouncilColourError::TooLight)
        } else {
            Ok(colour)
        }
    }

    /// The style sheet that gives the pages this colour.
    #[must_use]
    pub fn style_sheet(self) -> String {
        let [red, green, blue] = self.0;
        let colour = format!("#{red:02x}{green:02x}{blue:02x}");
        format!(
            ":root{{--govuk-brand-colour:{colour}}}\n\
             @media screen{{.govuk-generic-header{{background:{colour}}}}}\n"
        )
    }

    /// Contrast of white words on it, as the Web Content Accessibility Guidelines count it.
    fn contrast_with_white(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        let luminance = 0.2126_f64.mul_add(red, 0.7152_f64.mul_add(green, 0.0722 * blue));
        1.05 / (luminance + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::{CouncilColour, CouncilColourError};

    #[test]
    fn a_dark_colour_becomes_the_headers_colour() {
        let style = CouncilColour::parse(" #5A2A82 ").unwrap().style_sheet();
        assert!(style.contains("--govuk-brand-colour:#5a2a82"));
        assert!(style.contains(".govuk-generic-header{background:#5a2a82}"));
    }

    #[test]
    fn a_colour_on_which_white_words_vanish_is_refused() {
        for light in ["#ffffff", "#ffdd00", "#777777"] {
            assert_eq!(
                CouncilColour::parse(light),
                Err(CouncilColourError::TooLight),
                "{light}"
            );
        }
        for dark in ["#000000", "#767676", "#1d70b8"] {
            assert!(CouncilColour::parse(dark).is_ok(), "{dark}");
        }
    }

    #[test]
    fn nothing_but_a_colour_gets_into_the_style_sheet() {
        for text in [
            "",
            "#12345",
            "#1234567",
            "red",
            "#12 456",
            "#é23é",
            "#000000}body{display:none",
        ] {
            assert_eq!(
                CouncilColour::parse(text),
                Err(CouncilColourError::NotAColour),
                "{text}"
            );
        }
    }
}
