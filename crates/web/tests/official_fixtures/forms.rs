//! From the options of an official fixture to our form components.
//!
//! One function for each official component, named like it.
//! INVARIANT: an option is passed on as it is; what it leads to is the component's business.

use web::components::{
    Affix, Button, ButtonType, Checkboxes, Choice, ChoiceItem, DateField, DateInput, ErrorMessage,
    Fieldset, Hint, Html, Input, Label, Legend, Radios, Select, SelectOption, Textarea,
};

use super::options::Options;

pub(crate) fn button(o: Options<'_>) -> Html {
    Html::of(&Button {
        content: o.content(),
        href: o.words("href"),
        button_type: button_type(o),
        name: o.words("name"),
        value: o.words("value"),
        id: o.words("id"),
        is_disabled: o.has("disabled"),
        is_start: o.has("isStartButton"),
        prevent_double_click: o.yes_or_no("preventDoubleClick"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn button_type(o: Options<'_>) -> ButtonType {
    match o.words("type").as_deref() {
        Some("reset") => ButtonType::Reset,
        Some("button") => ButtonType::Button,
        _ => ButtonType::Submit,
    }
}

pub(crate) fn label(o: Options<'_>) -> Html {
    Html::of(&Label {
        for_id: o.words("for"),
        ..label_part(o)
    })
}

fn label_part(o: Options<'_>) -> Label {
    Label {
        content: o.either("html", "text"),
        for_id: None,
        is_page_heading: o.has("isPageHeading"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    }
}

pub(crate) fn hint(o: Options<'_>) -> Html {
    Html::of(&hint_part(o))
}

fn hint_part(o: Options<'_>) -> Hint {
    Hint {
        content: o.content(),
        id: o.words("id"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    }
}

pub(crate) fn error_message(o: Options<'_>) -> Html {
    Html::of(&error_part(o))
}

fn error_part(o: Options<'_>) -> ErrorMessage {
    let hidden = o.words_or_empty("visuallyHiddenText");
    let left_out = o.yes_or_no("visuallyHiddenText") == Some(false);
    ErrorMessage {
        content: o.content(),
        id: o.words("id"),
        hidden_word: if left_out {
            Some(String::new())
        } else {
            hidden
        },
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    }
}

pub(crate) fn fieldset(o: Options<'_>) -> Html {
    Html::of(&fieldset_part(o))
}

fn fieldset_part(o: Options<'_>) -> Fieldset {
    let legend = o.part("legend").and_then(|legend| {
        Some(Legend {
            content: legend.either("html", "text")?,
            is_page_heading: legend.has("isPageHeading"),
            classes: legend.classes("classes"),
        })
    });
    Fieldset {
        legend,
        content: o.markup("html"),
        described_by: o.words("describedBy"),
        role: o.fixed("role"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    }
}

fn affix(o: Options<'_>) -> Option<Affix> {
    Some(Affix {
        content: o.either("html", "text")?,
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

/// The parts that every field reads in the same way.
macro_rules! field {
    ($field:ident, $o:ident, { $($own:tt)* }) => {{
        let group = $o.part("formGroup");
        Html::of(&$field {
            name: $o.words("name").unwrap_or_default(),
            hint: $o.part("hint").map(hint_part),
            error: $o.part("errorMessage").map(error_part),
            group_classes: group.map(|group| group.classes("classes")).unwrap_or_default(),
            group_attributes: group.map(|group| group.attributes("attributes")).unwrap_or_default(),
            classes: $o.classes("classes"),
            attributes: $o.attributes("attributes"),
            $($own)*
        })
    }};
}

pub(crate) fn input(o: Options<'_>) -> Html {
    let wrapper = o.part("inputWrapper");
    field!(Input, o, {
        id: o.words("id"),
        label: o.part("label").map(label_part).unwrap_or_default(),
        value: o.words_or_empty("value"),
        input_type: o.fixed("type"),
        inputmode: o.fixed("inputmode"),
        autocomplete: o.fixed("autocomplete"),
        autocapitalize: o.fixed("autocapitalize"),
        pattern: o.fixed("pattern"),
        spellcheck: o.yes_or_no("spellcheck"),
        is_disabled: o.has("disabled"),
        described_by: o.words("describedBy"),
        prefix: o.part("prefix").and_then(affix),
        suffix: o.part("suffix").and_then(affix),
        wrapper_classes: wrapper.map(|it| it.classes("classes")).unwrap_or_default(),
        wrapper_attributes: wrapper.map(|it| it.attributes("attributes")).unwrap_or_default(),
    })
}

pub(crate) fn textarea(o: Options<'_>) -> Html {
    field!(Textarea, o, {
        id: o.words("id"),
        label: o.part("label").map(label_part).unwrap_or_default(),
        value: o.words("value").unwrap_or_default(),
        rows: o.number("rows"),
        autocomplete: o.fixed("autocomplete"),
        spellcheck: o.yes_or_no("spellcheck"),
        is_disabled: o.has("disabled"),
        described_by: o.words("describedBy"),
    })
}

pub(crate) fn select(o: Options<'_>) -> Html {
    let option = |o: Options<'_>| SelectOption {
        value: o.whatever("value"),
        words: o.words("text").unwrap_or_default(),
        is_selected: o.yes_or_no("selected"),
        is_disabled: o.has("disabled"),
        attributes: o.attributes("attributes"),
    };
    field!(Select, o, {
        id: o.words("id"),
        label: o.part("label").map(label_part).unwrap_or_default(),
        options: o.list("items").into_iter().map(option).collect(),
        value: o.words("value"),
        is_disabled: o.has("disabled"),
        described_by: o.words("describedBy"),
    })
}

fn choice(o: Options<'_>) -> Choice {
    if let Some(words) = o.words("divider") {
        return Choice::Divider(words);
    }
    let label = o.part("label");
    let item = ChoiceItem {
        value: o.words("value").unwrap_or_default(),
        content: o.content(),
        hint: o.part("hint").map(hint_part),
        id: o.words("id"),
        name: o.words("name"),
        is_checked: o.yes_or_no("checked"),
        is_disabled: o.has("disabled"),
        is_exclusive: o.words("behaviour").as_deref() == Some("exclusive"),
        conditional: o.part("conditional").and_then(|it| it.markup("html")),
        label_classes: label.map(|it| it.classes("classes")).unwrap_or_default(),
        label_attributes: label
            .map(|it| it.attributes("attributes"))
            .unwrap_or_default(),
        attributes: o.attributes("attributes"),
    };
    item.into()
}

pub(crate) fn radios(o: Options<'_>) -> Html {
    field!(Radios, o, {
        id_prefix: o.words("idPrefix"),
        fieldset: o.part("fieldset").map(fieldset_part),
        items: o.list("items").into_iter().map(choice).collect(),
        value: o.words("value"),
    })
}

pub(crate) fn checkboxes(o: Options<'_>) -> Html {
    let values = o
        .part("values")
        .map(|values| values.0.as_array().cloned().unwrap_or_default());
    let values = values.unwrap_or_default();
    field!(Checkboxes, o, {
        id_prefix: o.words("idPrefix"),
        fieldset: o.part("fieldset").map(fieldset_part),
        items: o.list("items").into_iter().map(choice).collect(),
        values: values.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        described_by: o.words("describedBy"),
    })
}

pub(crate) fn date_input(o: Options<'_>) -> Html {
    let group = o.part("formGroup");
    let mut fields: Vec<DateField> = o
        .list("items")
        .into_iter()
        .map(|field| date_field(o, field, None))
        .collect();
    if fields.is_empty() {
        let nothing = Options(&serde_json::Value::Null);
        fields = ["day", "month", "year"]
            .into_iter()
            .filter(|name| !o.is_left_out(name))
            .map(|name| date_field(o, o.part(name).unwrap_or(nothing), Some(name)))
            .collect();
    }
    Html::of(&DateInput {
        id: o.words("id").unwrap_or_default(),
        name_prefix: o.words("namePrefix"),
        fields,
        fieldset: o.part("fieldset").map(fieldset_part),
        hint: o.part("hint").map(hint_part),
        error: o.part("errorMessage").map(error_part),
        group_classes: group
            .map(|group| group.classes("classes"))
            .unwrap_or_default(),
        group_attributes: group
            .map(|group| group.attributes("attributes"))
            .unwrap_or_default(),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

/// A field's answer is its own, or that of the part with its name, or else stands under its whole
/// name in the list of answers.
fn date_field(date: Options<'_>, o: Options<'_>, usual_name: Option<&str>) -> DateField {
    let name = o
        .words("name")
        .or_else(|| usual_name.map(str::to_owned))
        .unwrap_or_default();
    let prefix = date
        .words("namePrefix")
        .map(|prefix| format!("{prefix}-"))
        .unwrap_or_default();
    let in_list = |name: &str| {
        date.part("values")
            .and_then(|values| values.words_or_empty(name))
    };
    let of_part = || {
        date.part(&name)
            .and_then(|part| part.words_or_empty("value"))
    };
    let value = o.words_or_empty("value").or_else(of_part);
    DateField {
        label: o.words("label"),
        id: o.words("id"),
        value: value.or_else(|| in_list(&format!("{prefix}{name}"))),
        is_wrong: o.yes_or_no("error"),
        inputmode: o.fixed("inputmode"),
        autocomplete: o.fixed("autocomplete"),
        pattern: o.fixed("pattern"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
        name,
    }
}
