//! From the options of an official fixture to our components around and within a page.
//!
//! One function for each official component, named like it.
//! INVARIANT: an option is passed on as it is; what it leads to is the component's business.

use web::components::{
    Action, BackLink, BannerKind, Breadcrumbs, Button, Cell, Crumb, Details, ErrorSummary, Footer,
    FooterLink, FooterMeta, FooterSection, GenericHeader, Html, InsetText, NavigationItem,
    NotificationBanner, PageItem, PageStep, Pagination, Panel, PanelAction, PanelActions,
    PhaseBanner, ServiceNavigation, SkipLink, SummaryCard, SummaryError, SummaryList, SummaryRow,
    Table, Tag, WarningText, WhereWeAre,
};

use super::forms::button_type;
use super::options::{Options, leaked};

pub(crate) fn back_link(o: Options<'_>) -> Html {
    Html::of(&BackLink {
        content: o.either("html", "text"),
        href: o.words("href"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn breadcrumbs(o: Options<'_>) -> Html {
    let crumb = |o: Options<'_>| Crumb {
        content: o.content(),
        href: o.words("href"),
        attributes: o.attributes("attributes"),
    };
    Html::of(&Breadcrumbs {
        items: o.list("items").into_iter().map(crumb).collect(),
        collapse_on_mobile: o.has("collapseOnMobile"),
        label: o.words("labelText"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn skip_link(o: Options<'_>) -> Html {
    Html::of(&SkipLink {
        content: o.content(),
        href: o.words("href"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn generic_header(o: Options<'_>) -> Html {
    Html::of(&GenericHeader {
        logo: o.either("logoHtml", "logoText").unwrap_or_default(),
        url: o.words("url"),
        container_classes: o.fixed("containerClasses"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

fn tag_part(o: Options<'_>) -> Tag {
    Tag {
        content: o.content(),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    }
}

pub(crate) fn tag(o: Options<'_>) -> Html {
    Html::of(&tag_part(o))
}

pub(crate) fn phase_banner(o: Options<'_>) -> Html {
    Html::of(&PhaseBanner {
        tag: o.part("tag").map(tag_part).unwrap_or_default(),
        content: o.content(),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn footer(o: Options<'_>) -> Html {
    let link = |o: Options<'_>| FooterLink {
        words: o.words("text").unwrap_or_default(),
        href: o.words("href").unwrap_or_default(),
        attributes: o.attributes("attributes"),
    };
    let section = |o: Options<'_>| FooterSection {
        title: o.words("title").unwrap_or_default(),
        width: o.fixed("width"),
        columns: o.number("columns"),
        links: o.list("items").into_iter().map(link).collect(),
    };
    let meta = o.part("meta").map(|o| FooterMeta {
        hidden_title: o.words("visuallyHiddenTitle"),
        links: o.list("items").into_iter().map(link).collect(),
        content: o.either("html", "text"),
    });
    Html::of(&Footer {
        sections: o.list("navigation").into_iter().map(section).collect(),
        meta,
        container_classes: o.classes("containerClasses"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn service_navigation(o: Options<'_>) -> Html {
    let item = |o: Options<'_>| NavigationItem {
        content: o.content(),
        href: o.words("href"),
        place: match (o.has("current"), o.has("active")) {
            (true, _) => WhereWeAre::Here,
            (false, true) => WhereWeAre::Within,
            (false, false) => WhereWeAre::Elsewhere,
        },
        attributes: o.attributes("attributes"),
    };
    let slots = o.part("slots");
    let slot = |name: &str| slots.and_then(|slots| slots.markup(name));
    let end = slots.and_then(|slots| slots.part("end"));
    Html::of(&ServiceNavigation {
        service_name: o.words("serviceName"),
        service_url: o.words("serviceUrl"),
        items: o.list("navigation").into_iter().map(item).collect(),
        landmark_label: o.words("ariaLabel"),
        navigation_label: o.words("navigationLabel"),
        menu_words: o.words("menuButtonText"),
        menu_label: o.words("menuButtonLabel"),
        navigation_id: o.words("navigationId"),
        collapse_on_mobile: o.yes_or_no("collapseNavigationOnMobile"),
        start: slot("start"),
        end: slot("end").or_else(|| end.and_then(|end| end.markup("html"))),
        is_end_inline: end.is_some_and(|end| end.words("align").as_deref() == Some("inline")),
        navigation_start: slot("navigationStart"),
        navigation_end: slot("navigationEnd"),
        navigation_classes: o.classes("navigationClasses"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn inset_text(o: Options<'_>) -> Html {
    Html::of(&InsetText {
        content: o.content(),
        id: o.words("id"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn warning_text(o: Options<'_>) -> Html {
    Html::of(&WarningText {
        content: o.content(),
        hidden_word: o.words("iconFallbackText"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn details(o: Options<'_>) -> Html {
    Html::of(&Details {
        summary: o.either("summaryHtml", "summaryText").unwrap_or_default(),
        content: o.content(),
        id: o.words("id"),
        is_open: o.has("open"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn notification_banner(o: Options<'_>) -> Html {
    let is_success = o.words("type").as_deref() == Some("success");
    Html::of(&NotificationBanner {
        content: o.content(),
        kind: if is_success {
            BannerKind::Success
        } else {
            BannerKind::Important
        },
        title: o.either("titleHtml", "titleText"),
        heading_level: o.number("titleHeadingLevel"),
        title_id: o.words("titleId"),
        role: o.fixed("role"),
        disable_auto_focus: o.yes_or_no("disableAutoFocus"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn error_summary(o: Options<'_>) -> Html {
    let error = |o: Options<'_>| SummaryError {
        content: o.content(),
        href: o.words("href"),
        attributes: o.attributes("attributes"),
    };
    Html::of(&ErrorSummary {
        title: o.either("titleHtml", "titleText").unwrap_or_default(),
        description: o.either("descriptionHtml", "descriptionText"),
        errors: o.list("errorList").into_iter().map(error).collect(),
        disable_auto_focus: o.yes_or_no("disableAutoFocus"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn pagination(o: Options<'_>) -> Html {
    let step = |o: Options<'_>| PageStep {
        href: o.words("href").unwrap_or_default(),
        content: o.either("html", "text"),
        label: o.words("labelText"),
        attributes: o.attributes("attributes"),
    };
    let item = |o: Options<'_>| {
        if o.has("ellipsis") {
            return PageItem::Gap;
        }
        PageItem::Page {
            number: o.words("number").unwrap_or_default(),
            href: o.words("href").unwrap_or_default(),
            is_current: o.has("current"),
            label: o.words("visuallyHiddenText"),
            attributes: o.attributes("attributes"),
        }
    };
    Html::of(&Pagination {
        previous: o.part("previous").map(step),
        next: o.part("next").map(step),
        items: o
            .part("items")
            .map(|_| o.list("items").into_iter().map(item).collect()),
        label: o.words("landmarkLabel"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

/// The official panel tells an interruption by a class name, ours by a field.
pub(crate) fn panel(o: Options<'_>) -> Html {
    let names = o.words("classes").unwrap_or_default();
    let is_interruption = names.contains("govuk-panel--interruption");
    let others: Vec<&str> = names
        .split_whitespace()
        .filter(|name| *name != "govuk-panel--interruption")
        .collect();
    let actions = o.part("actions").map(|o| PanelActions {
        items: o.list("items").into_iter().map(panel_action).collect(),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    });
    Html::of(&Panel {
        title: o.either("titleHtml", "titleText").unwrap_or_default(),
        heading_level: o.number("headingLevel"),
        content: o.either("html", "text"),
        is_interruption,
        actions,
        classes: leaked(others.join(" ")).into(),
        attributes: o.attributes("attributes"),
    })
}

fn panel_action(o: Options<'_>) -> PanelAction {
    let words = o.words("text").unwrap_or_default();
    let kind = o.words("type");
    if let (Some(href), true) = (o.words("href"), kind.as_deref() != Some("button")) {
        let (classes, attributes) = (o.classes("classes"), o.attributes("attributes"));
        return PanelAction::Follow {
            words,
            href,
            classes,
            attributes,
        };
    }
    let own = o.words("classes").unwrap_or_default();
    PanelAction::Press(Box::new(Button {
        content: words.into(),
        href: o.words("href"),
        button_type: kind.map_or(web::components::ButtonType::Button, |_| button_type(o)),
        classes: leaked(format!("govuk-button--inverse {own}").trim().to_owned()).into(),
        attributes: o.attributes("attributes"),
        ..Button::default()
    }))
}

fn action(o: Options<'_>) -> Action {
    Action {
        content: o.content(),
        href: o.words("href").unwrap_or_default(),
        hidden_words: o.words("visuallyHiddenText"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    }
}

pub(crate) fn summary_list(o: Options<'_>) -> Html {
    let row = |o: Options<'_>| {
        let (key, value, actions) = (o.part("key"), o.part("value"), o.part("actions"));
        let listed = actions.filter(|o| o.has("items"));
        SummaryRow {
            key: key.map(Options::content).unwrap_or_default(),
            value: value.map(Options::content).unwrap_or_default(),
            actions: listed.map(|o| o.list("items").into_iter().map(action).collect()),
            classes: o.classes("classes"),
            key_classes: key.map(|o| o.classes("classes")).unwrap_or_default(),
            value_classes: value.map(|o| o.classes("classes")).unwrap_or_default(),
            actions_classes: actions.map(|o| o.classes("classes")).unwrap_or_default(),
        }
    };
    let card = o.part("card").map(|o| {
        let (title, actions) = (o.part("title"), o.part("actions"));
        SummaryCard {
            title: title.map(Options::content),
            heading_level: title.and_then(|o| o.number("headingLevel")),
            actions: actions
                .map(|o| o.list("items").into_iter().map(action).collect())
                .unwrap_or_default(),
            title_classes: title.map(|o| o.classes("classes")).unwrap_or_default(),
            actions_classes: actions.map(|o| o.classes("classes")).unwrap_or_default(),
            classes: o.classes("classes"),
            attributes: o.attributes("attributes"),
        }
    });
    Html::of(&SummaryList {
        rows: o.list("rows").into_iter().map(row).collect(),
        card,
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}

pub(crate) fn table(o: Options<'_>) -> Html {
    let cell = |o: Options<'_>| Cell {
        content: o.content(),
        format: o.fixed("format"),
        colspan: o.number("colspan"),
        rowspan: o.number("rowspan"),
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    };
    let row = |o: Options<'_>| o.entries().into_iter().map(cell).collect();
    Html::of(&Table {
        caption: o.words("caption"),
        caption_classes: o.classes("captionClasses"),
        head: o
            .part("head")
            .map(|head| head.entries().into_iter().map(cell).collect()),
        rows: o.list("rows").into_iter().map(row).collect(),
        first_cell_is_header: o.has("firstCellIsHeader"),
        stacks_on_phone: false,
        classes: o.classes("classes"),
        attributes: o.attributes("attributes"),
    })
}
