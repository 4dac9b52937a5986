//! The field for a one-time code, the same wherever one is asked for.

use crate::components::{Hint, Input, Label};

/// Six digits from a device, or a recovery code.
pub(super) fn code_field(hint: &str) -> Input {
    Input {
        name: "code".to_owned(),
        label: Label::new("Code"),
        hint: Some(Hint::new(hint)),
        autocomplete: Some("one-time-code"),
        autocapitalize: Some("none"),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".into(),
        ..Input::default()
    }
}
