//! Our own small components: one struct and one HTML file each, following the GOV.UK Design System.
//!
//! Why our own: askama checks them when compiling, and a page can only pass what a component
//! knows. Why they can be trusted: `tests/components_follow_the_official_fixtures.rs` holds each
//! one against every official fixture of the govuk-frontend package.
//! INVARIANT: whatever a component prints is finished HTML. Plain text was escaped on the way;
//! markup can only enter as [`Html`], which nobody can make from text that arrives at run time.
//!
//! ```
//! use web::components::{Button, Html};
//!
//! let button = Button::new("Find <child>");
//! assert!(Html::of(&button).to_string().contains("Find &#60;child&#62;"));
//! ```

mod buttons;
mod choices;
mod content;
mod date_input;
mod fields;
mod footer;
mod form_parts;
mod landmarks;
mod notices;
mod pagination;
mod panel;
mod service_navigation;
mod summary_list;
mod table;

pub use buttons::{Button, ButtonType};
pub use choices::{Checkboxes, Choice, ChoiceItem, Radios};
pub use content::{Attributes, Classes, Content, Html};
pub use date_input::{DateField, DateInput};
pub use fields::{Affix, Input, Select, SelectOption, Textarea};
pub use footer::{Footer, FooterLink, FooterMeta, FooterSection};
pub use form_parts::{ErrorMessage, Fieldset, Hint, Label, Legend};
pub use landmarks::{BackLink, Breadcrumbs, Crumb, GenericHeader, PhaseBanner, SkipLink};
pub use notices::{
    BannerKind, Details, ErrorSummary, InsetText, NotificationBanner, SummaryError, Tag,
    WarningText,
};
pub use pagination::{PageItem, PageStep, Pagination};
pub use panel::{Panel, PanelAction, PanelActions};
pub use service_navigation::{NavigationItem, ServiceNavigation, WhereWeAre};
pub use summary_list::{Action, SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, Table};

/// Marks components as finished HTML, so that `{{ button }}` in a template is not escaped twice.
macro_rules! finished_html {
    ($($component:ty),+ $(,)?) => {
        $(impl askama::filters::HtmlSafe for $component {})+
    };
}

finished_html!(
    BackLink,
    Breadcrumbs,
    Button,
    Checkboxes,
    DateInput,
    Details,
    ErrorMessage,
    ErrorSummary,
    Fieldset,
    Footer,
    GenericHeader,
    Hint,
    Input,
    InsetText,
    Label,
    NotificationBanner,
    Pagination,
    Panel,
    PhaseBanner,
    Radios,
    Select,
    ServiceNavigation,
    SkipLink,
    SummaryList,
    Table,
    Tag,
    Textarea,
    WarningText,
);
