//! Homes and other places, in a family body.

use family::{HomeAddress, HomeMember, Household, OtherPlace, Standing, Stayed};
use operations::FamilyView;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Address, DateSpan, PersonalText, Postcode, Provenance};

use super::person_handle;

/// One home.
#[derive(Serialize, ToSchema)]
pub(crate) struct HomeBody {
    /// Nothing where the address is not shown.
    address: Option<AddressBody>,
    is_current: bool,
    members: Vec<ResidentBody>,
}

/// An address as its source writes it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddressBody {
    line: Option<String>,
    postcode: Option<String>,
    kind: &'static str,
}

/// One person of a home.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResidentBody {
    person: Option<String>,
    /// `now`, `now_says_another_source` or `before`.
    standing: &'static str,
    stays: Vec<StayBody>,
}

/// One recorded stay.
#[derive(Serialize, ToSchema)]
pub(crate) struct StayBody {
    from: Option<String>,
    /// The last day.
    until: Option<String>,
    says: String,
}

/// One person at a place that is no home.
#[derive(Serialize, ToSchema)]
pub(crate) struct OtherPlaceBody {
    person: Option<String>,
    address: AddressBody,
    stay: StayBody,
}

impl HomeBody {
    pub(super) fn new(view: &FamilyView, home: &Household) -> Self {
        Self {
            address: match &home.address {
                HomeAddress::Shown(address) => Some(AddressBody::new(address)),
                HomeAddress::Withheld => None,
            },
            is_current: home.is_current,
            members: home
                .members
                .iter()
                .map(|one| ResidentBody::new(view, one))
                .collect(),
        }
    }
}

impl AddressBody {
    fn new(address: &Address) -> Self {
        Self {
            line: address
                .line
                .as_ref()
                .map(PersonalText::reveal)
                .map(str::to_owned),
            postcode: address
                .postcode
                .as_ref()
                .map(Postcode::reveal)
                .map(str::to_owned),
            kind: address.kind.code(),
        }
    }
}

impl ResidentBody {
    fn new(view: &FamilyView, member: &HomeMember) -> Self {
        let stay = |stay: &Stayed| StayBody::new(view, stay.span, &stay.provenance);
        Self {
            person: person_handle(view, member.person),
            standing: match member.standing {
                Standing::Now => "now",
                Standing::NowSaysAnotherSource => "now_says_another_source",
                Standing::Before => "before",
            },
            stays: member.stays.iter().map(stay).collect(),
        }
    }
}

impl StayBody {
    fn new(view: &FamilyView, span: DateSpan, provenance: &Provenance) -> Self {
        Self {
            from: span.from().map(|date| date.to_string()),
            until: span.last_day().map(|date| date.to_string()),
            says: view.family.source_name(&provenance.source).to_owned(),
        }
    }
}

impl OtherPlaceBody {
    pub(super) fn new(view: &FamilyView, place: &OtherPlace) -> Self {
        Self {
            person: person_handle(view, place.person),
            address: AddressBody::new(&place.address),
            stay: StayBody::new(view, place.span, &place.provenance),
        }
    }
}
