//! What stands around every page: council, worker, why we are looking, where to ring.
//!
//! A page's struct holds one [`Frame`] in a field called `frame`, and its template begins with
//! `{% extends "layout.html" %}`. The blocks it may fill are `title`, `main` and `main_class`.
//! INVARIANT: the title block never holds a person; the standing words and the desk's telephone
//! are on every page.

use askama::Template;
use vocabulary::Telephone;

use crate::assets;
use crate::components::{
    BackLink, Content, Footer, FooterLink, FooterMeta, GenericHeader, Html, NavigationItem,
    ServiceNavigation, SkipLink, WhereWeAre,
};

/// What stands around a page.
#[derive(Clone)]
pub struct Frame {
    /// The council's name, as it stands in its settings.
    pub council: String,
    /// Address of the council's own few lines of style (see `council_colour`), if it has any.
    pub council_style: Option<String>,
    /// The worker who is signed in, as colleagues would say it; `None` before signing in.
    pub worker: Option<String>,
    /// Why the worker is looking, once it is said.
    pub sitting: Option<Sitting>,
    /// Telephone of the desk that answers day and night.
    pub desk_telephone: String,
    /// The main pages this worker may open, and which of them we are in.
    pub navigation: Vec<MainPage>,
    /// How many messages the worker has not read.
    pub unread: usize,
    /// The way back, where there is one.
    pub back: Option<BackLink>,
    /// Who has the page on their screen, and since when: stands on each sheet that is printed.
    pub printed: Option<String>,
}

/// Why the worker is looking; stands in the bar until it is changed.
#[derive(Clone)]
pub struct Sitting {
    /// The purpose in plain words.
    pub purpose: String,
    /// The case or referral number, where the purpose needs one.
    pub case_reference: Option<String>,
    /// Whom the worker looks for, when it is somebody else.
    pub acting_for: Option<String>,
}

/// One main page of the service.
#[derive(Clone)]
pub struct MainPage {
    /// What it is called.
    pub words: String,
    /// Where it is.
    pub href: String,
    /// Whether we are there.
    pub place: WhereWeAre,
}

impl Frame {
    /// Leads past the header.
    #[must_use]
    pub fn skip_link(&self) -> SkipLink {
        SkipLink::to_main()
    }

    /// The council's name.
    #[must_use]
    pub fn header(&self) -> GenericHeader {
        GenericHeader {
            logo: self.council.as_str().into(),
            ..GenericHeader::default()
        }
    }

    /// The service's name and main pages.
    #[must_use]
    pub fn service_navigation(&self) -> ServiceNavigation {
        let item = |page: &MainPage| NavigationItem {
            content: Content::from(page.words.as_str()),
            href: Some(page.href.clone()),
            place: page.place,
            ..NavigationItem::default()
        };
        ServiceNavigation {
            service_name: Some("Kith".to_owned()),
            service_url: Some("/".to_owned()),
            items: self.navigation.iter().map(item).collect(),
            ..ServiceNavigation::default()
        }
    }

    /// The same for a page that one look-up shows; its number stands on each sheet.
    #[must_use]
    pub fn of_look(mut self, number: &str) -> Self {
        if let Some(printed) = &mut self.printed {
            printed.push_str(", look-up ");
            printed.push_str(number);
        }
        self
    }

    /// Whether this worker looks for people: not everybody does.
    #[must_use]
    pub fn offers_find(&self) -> bool {
        let mut pages = self.navigation.iter();
        self.navigation.is_empty() || pages.any(|page| page.href == "/find")
    }

    /// Whether this worker's pages ask why they look: figures about nobody do not.
    #[must_use]
    pub fn asks_why(&self) -> bool {
        let of_people = ["/find", "/looks", "/review"];
        let mut pages = self.navigation.iter();
        self.navigation.is_empty() || pages.any(|page| of_people.contains(&page.href.as_str()))
    }

    /// The desk's telephone as the address of a link, without blanks.
    #[must_use]
    pub fn desk_link(&self) -> String {
        telephone_link(&self.desk_telephone)
    }

    /// The standing words, on every page.
    #[must_use]
    pub fn footer(&self) -> Footer {
        let words = Html::of(&StandingWords { frame: self });
        let meta = FooterMeta {
            hidden_title: Some("What is never shown, and about this site".to_owned()),
            links: [
                ("Help", "/help"),
                ("Accessibility", "/accessibility"),
                ("Privacy", "/privacy"),
                ("Security", "/security"),
            ]
            .map(|(words, href)| FooterLink {
                words: words.to_owned(),
                href: href.to_owned(),
                ..FooterLink::default()
            })
            .into(),
            content: Some(words.into()),
        };
        Footer {
            meta: Some(meta),
            ..Footer::default()
        }
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::address(path)
    }
}

/// A telephone number as the address of a link, without blanks.
#[must_use]
pub fn telephone_link(telephone: &str) -> String {
    let digits = match Telephone::parse(telephone) {
        Ok(telephone) => telephone.digits(),
        Err(_) => telephone.chars().filter(char::is_ascii_digit).collect(),
    };
    format!("tel:{digits}")
}

/// An e-mail address as the address of a link. It comes from an extract: what could add receivers
/// or words to the message is escaped.
#[must_use]
pub fn mail_link(email: &str) -> String {
    let mut link = "mailto:".to_owned();
    for byte in email.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+~'".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

/// The words that stand on every page, whatever it shows.
#[derive(Template)]
#[template(path = "standing_words.html")]
struct StandingWords<'a> {
    frame: &'a Frame,
}

#[cfg(test)]
mod tests {
    use super::mail_link;

    #[test]
    fn a_link_to_write_to_somebody_adds_nobody_and_no_words() {
        assert_eq!(
            mail_link("o'neil.desk+east@council.example"),
            "mailto:o'neil.desk+east@council.example"
        );
        assert_eq!(
            mail_link("a?bcc=b&body=c,d%2Ce@council.example"),
            "mailto:a%3Fbcc%3Db%26body%3Dc%2Cd%252Ce@council.example"
        );
    }
}
