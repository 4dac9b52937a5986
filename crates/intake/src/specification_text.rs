//! The words of a specification file, as TOML gives them, before they are checked.
//!
//! Invariant: an unknown field is a problem, so a typing mistake never passes in silence.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceText {
    pub(crate) id: Spanned<String>,
    pub(crate) name: Spanned<String>,
    pub(crate) organisation: Spanned<String>,
    pub(crate) desk_telephone: Spanned<String>,
    pub(crate) desk_email: Option<Spanned<String>>,
    pub(crate) out_of_hours_telephone: Option<Spanned<String>>,
    pub(crate) refresh_days: Spanned<u16>,
    pub(crate) recent_months: Spanned<u16>,
    pub(crate) look_back_years: Spanned<u16>,
    pub(crate) area: Spanned<String>,
    pub(crate) covers: Spanned<String>,
    pub(crate) misses: Spanned<String>,
    pub(crate) ages: Option<Spanned<AgesText>>,
    pub(crate) tables: Spanned<Vec<TableText>>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgesText {
    pub(crate) from: u8,
    pub(crate) to: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableText {
    pub(crate) name: Spanned<String>,
    pub(crate) service: Option<Spanned<String>>,
    pub(crate) category: Spanned<String>,
    pub(crate) header: Spanned<Vec<String>>,
    pub(crate) date_formats: Option<Vec<Spanned<String>>>,
    pub(crate) delimiter: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) constants: Vec<ConstantText>,
    pub(crate) columns: Spanned<Vec<ColumnText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConstantText {
    pub(crate) is: Spanned<String>,
    pub(crate) value: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnText {
    pub(crate) header: Spanned<Vec<String>>,
    pub(crate) is: Spanned<String>,
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Spanned<String>>,
    pub(crate) label: Option<Spanned<String>>,
    pub(crate) level: Option<Spanned<u8>>,
    pub(crate) leave_out: Option<Vec<String>>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<Spanned<String>>,
}
