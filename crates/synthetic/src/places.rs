//! The invented town of Eastmere: streets, homes, schools, the council office, the hostel and
//! the refuge.
//!
//! Streets are made from two lists of words; there are as many as the council's size needs, so
//! that neighbours share postcodes. Invariant: two homes never have the same address, and every
//! postcode lies in the area `QX`, which does not exist.

use crate::identifiers::property_number;
use vocabulary::AddressKind;

const WORDS: &str = "Harrow Alder Beacon Cobbler Drover Elmfield Fuller Glover Hawthorn Ivy Juniper Kestrel \
    Lantern Mercer Nightingale Orchard Plover Quarry Ravens Saddler Tanner Union Vicarage Weaver Yarrow \
    Abbey Barley Canal Dyer Eel Foundry Granary Heron Iron Jubilee Kiln Larch Maltings Needle Osier Paddock \
    Quince Ropery Salter Thatcher Upland Violet Wagon Almond Bramble Cinder Damson Ember Fern Gorse Hazel \
    Inkwell Jasmine Kingfisher Laurel Marigold Nettle Oatfield Primrose Quill Rowan Sorrel Thistle Umber \
    Vetch Willow Acorn Birch Clover Dovecote Easter Falcon Gable Holly Ironmonger Jackdaw Keel Linden Mallow \
    Narrow Otter Poplar Quay Rushes Spindle Teasel Unicorn Viaduct Wharf Anchor Bobbin Copper Drum Eagle \
    Feather Garland Hammer Ivory Jetty Kettle Lock Mill Nail Oak Pottery Quiver Ribbon Shuttle Timber Urn \
    Velvet Whistle Ash Bell Chapel Dell Elder Ford Grange Hill Isle Jay Knoll Lodge Moor North Old Park \
    Queens Reed Spring Tower Upper Vale West Apple Brook Crane Dairy Ebb Flint Gate Hope Ink Jewel Kings \
    Lark Mead New Owl Pear Rook Swan Thorn";

const KINDS: [&str; 12] = [
    "Street", "Road", "Avenue", "Lane", "Close", "Drive", "Terrace", "Grove", "Crescent",
    "Gardens", "Place", "Court",
];

const DISTRICTS: [&str; 8] = [
    "Northgate",
    "Millside",
    "Castle Hill",
    "Harbour",
    "Westfield",
    "Brookfield",
    "Old Town",
    "Fernley",
];

/// Houses in one street; after them come 40 buildings of 12 flats.
const HOUSES: u32 = 200;
const DOORS: u32 = HOUSES + 40 * 12;

/// One address where people live.
#[derive(Clone)]
pub(crate) struct Home {
    /// What kind of place it is.
    pub(crate) kind: AddressKind,
    /// The door, counted through all streets; nothing for places with a name.
    door: u32,
    /// Name and postcode of a place with a name.
    named: Option<(&'static str, &'static str)>,
    /// It belongs to the social landlord.
    pub(crate) is_social: bool,
}

/// An address in words.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct AddressText {
    pub(crate) flat: String,
    pub(crate) street: String,
    pub(crate) district: String,
    pub(crate) postcode: String,
    pub(crate) uprn: String,
    pub(crate) kind: String,
    pub(crate) is_confidential: bool,
}

/// Every home of the council.
pub(crate) struct Homes {
    homes: Vec<Home>,
    words: Vec<&'static str>,
    doors: u64,
    stride: u64,
    start: u64,
    taken: u32,
}

/// The hostel, the refuge and "no fixed abode" stand first in the list of homes.
pub(crate) const HOSTEL: u32 = 0;
pub(crate) const REFUGE: u32 = 1;
pub(crate) const NO_FIXED_ABODE: u32 = 2;

/// The council's office, which some sources give as a correspondence address.
pub(crate) const OFFICE: (&str, &str) = ("Eastmere Town Hall, Market Square", "QX1 9AA");

impl Homes {
    /// Room for the homes of so many people.
    pub(crate) fn new(people: u32, seed: u64) -> Self {
        let words: Vec<&'static str> = WORDS.split_whitespace().collect();
        let most = u32::try_from(words.len() * KINDS.len()).unwrap_or(u32::MAX);
        let streets = (people / 500 + 12).min(most);
        let doors = u64::from(streets) * u64::from(DOORS);
        let named = |kind, name, postcode| Home {
            kind,
            door: 0,
            named: Some((name, postcode)),
            is_social: false,
        };
        let homes = vec![
            named(
                AddressKind::Hostel,
                "Lantern House, 3 Foundry Road",
                "QX2 9AB",
            ),
            named(
                AddressKind::Refuge,
                "Haven House, 11 Orchard Place",
                "QX5 9AD",
            ),
            named(AddressKind::NoFixedAbode, "No fixed abode", "ZZ99 3VZ"),
        ];
        Self {
            homes,
            words,
            doors,
            stride: stride(doors),
            start: seed % doors,
            taken: 0,
        }
    }

    /// A home nobody has lived in yet. When every door is taken the next goes round again.
    pub(crate) fn take(&mut self, kind: AddressKind, is_social: bool) -> u32 {
        let door = (self.start + u64::from(self.taken) * self.stride) % self.doors;
        self.taken += 1;
        self.homes.push(Home {
            kind,
            door: u32::try_from(door).unwrap_or(0),
            named: None,
            is_social,
        });
        self.last()
    }

    fn last(&self) -> u32 {
        u32::try_from(self.homes.len() - 1).unwrap_or(u32::MAX)
    }

    pub(crate) fn get(&self, home: u32) -> &Home {
        &self.homes[home as usize]
    }

    pub(crate) fn count(&self) -> usize {
        self.homes.len()
    }

    /// The address in words.
    pub(crate) fn address(&self, home: u32) -> AddressText {
        let place = self.get(home);
        if let Some((name, postcode)) = place.named {
            let has_district = place.kind != AddressKind::NoFixedAbode;
            return AddressText {
                street: name.to_owned(),
                district: if has_district { "Eastmere" } else { "" }.to_owned(),
                postcode: postcode.to_owned(),
                kind: place.kind.code().to_owned(),
                is_confidential: place.kind == AddressKind::Refuge,
                ..AddressText::default()
            };
        }
        let (street, door) = (place.door / DOORS, place.door % DOORS);
        let (number, flat) = number_and_flat(door);
        AddressText {
            flat: flat.map(|flat| format!("Flat {flat}")).unwrap_or_default(),
            street: format!("{number} {}", self.street_name(street)),
            district: DISTRICTS[(street % 8) as usize].to_owned(),
            postcode: postcode(street, number),
            uprn: property_number(place.door),
            kind: place.kind.code().to_owned(),
            is_confidential: false,
        }
    }

    fn street_name(&self, street: u32) -> String {
        let words = u32::try_from(self.words.len()).unwrap_or(1);
        let word = self.words[(street % words) as usize];
        let turn = street / words;
        format!("{word} {}", KINDS[((turn + street % words) % 12) as usize])
    }
}

impl AddressText {
    /// The parts that are there, in the order in which they are written.
    pub(crate) fn parts(&self) -> Vec<&str> {
        let town = if self.uprn.is_empty() { "" } else { "Eastmere" };
        [&self.flat, &self.street, &self.district, town]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// All lines in one, without the postcode.
    pub(crate) fn line(&self) -> String {
        self.parts().join(", ")
    }

    /// All lines in one, with the postcode.
    pub(crate) fn text(&self) -> String {
        let mut parts = self.parts();
        if !self.postcode.is_empty() {
            parts.push(&self.postcode);
        }
        parts.join(", ")
    }
}

/// Houses come first; the other doors lie twelve to a building.
fn number_and_flat(door: u32) -> (u32, Option<u32>) {
    if door < HOUSES {
        return (door + 1, None);
    }
    let flat = door - HOUSES;
    (HOUSES + 1 + flat / 12, Some(flat % 12 + 1))
}

/// Twenty numbers of a street share a postcode.
fn postcode(street: u32, number: u32) -> String {
    const LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";
    let unit = (street / 8) * 12 + (number - 1) / 20;
    let letter = |at: u32| char::from(LETTERS[(at % 20) as usize]);
    let sector = unit / 400 + 1;
    format!(
        "QX{} {}{}{}",
        street % 8 + 1,
        sector,
        letter(unit / 20),
        letter(unit)
    )
}

/// A step that visits every door once: near the golden section and without a common divisor.
fn stride(doors: u64) -> u64 {
    let mut step = doors * 618 / 1000;
    while divisor(step, doors) != 1 {
        step += 1;
    }
    step
}

fn divisor(one: u64, other: u64) -> u64 {
    if other == 0 {
        one
    } else {
        divisor(other, one % other)
    }
}
