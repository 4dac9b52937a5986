"""Addresses and postcodes of a council that does not exist.

Every address is a number; its text is worked out from the number alone, so that millions of
addresses need no memory. A postcode holds fifteen addresses of one street, a district holds a few
hundred postcodes, and one postcode in seven is a block of flats.

Invariant: all postcodes lie in areas that were never issued (ZZ, QX, XZ and the like).
"""

AREAS = ("ZZ", "QX", "XZ", "ZX", "QZ", "XQ", "ZQ", "QQ", "XX")
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
PER_POSTCODE = 15
POSTCODES_PER_SECTOR = 60
SECTORS_PER_DISTRICT = 6
DISTRICTS_PER_AREA = 40

STEMS = """Alder Alma Amber Ash Aspen Badger Balmoral Bank Barley Beacon Beech Bell Birch Bishop
Blackthorn Bluebell Bracken Bramble Briar Bridge Brook Broom Cambria Canal Castle Cedar Chapel
Cherry Chestnut Church Clover Cobden Colliers Common Copper Coppice Corn Cricket Cross Crown Dale
Damson Dove Drover Elder Elm Fairfield Falcon Fern Field Finch Forge Foundry Fox Furze Garth
Gladstone Glebe Gorse Grange Granary Green Grove Hall Hawthorn Hazel Heather Heron High Hill Holly
Hopper Hunters Ivy Jubilee Juniper Kestrel Kiln King Kingfisher Lake Lark Larch Laurel Lavender
Lilac Lime Linden Linnet Lodge Long Low Maple Manor Market Marsh Mayfield Meadow Mill Miller Moor
Moss Nelson Nightingale Nursery Oak Old Olive Orchard Osier Otter Oxford Paddock Park Peel Pine
Plover Plum Pond Poplar Priory Quarry Queen Railway Rectory Red Regent Ridge River Robin Rose Rowan
Rush Saddler Sandy School Shepherd Silver Skylark Smithy South Spinney Spring Spruce Station Stone
Summer Swallow Swan Sycamore Tanner Thistle Thorn Tower Trinity Upper Vale Vicarage Victoria Walnut
Warren Water Waverley Weaver Well West Wharf Wheat Willow Windmill Winter Wood Wren Yarrow
Yew""".split()
KINDS = """Road Street Avenue Close Lane Drive Way Crescent Court Gardens Grove Place Terrace Walk
Rise View Mews Hill Croft Row""".split()
TOWNS = """Netherholt Marlbeck Fennimore Oxcombe Hartlewick Stainsby Brackholme Ellersdale Wetherham
Thornacre Cawthwaite Lumbridge Haverfold Penhallam Ashgrave Rookhampton Swinbeck Tolleyford Urswell
Yarmcote""".split()
SHORT_KINDS = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Close": "Cl", "Lane": "La",
               "Drive": "Dr", "Crescent": "Cres", "Gardens": "Gdns", "Court": "Ct",
               "Terrace": "Terr", "Place": "Pl"}


class Council:
    """All addresses of the council, enough for the number of households expected."""

    def __init__(self, households):
        self.size = max(600, int(households * 1.4))
        stride = max(7, int(self.size * 0.6180339887))
        while _common_factor(stride, self.size) != 1:
            stride += 1
        self.stride = stride
        self.given_out = 0
        self.hostels = max(1, households // 400)

    def next_address(self):
        """The next empty address, far from the last."""
        self.given_out += 1
        return (self.given_out * self.stride) % self.size

    def any_address(self, rnd):
        return int(rnd() * self.size)

    def hostel(self, rnd):
        """An address that several families share without being one household."""
        return self.size + int(rnd() * self.hostels) * PER_POSTCODE


def _common_factor(a, b):
    while b:
        a, b = b, a % b
    return a


def address_parts(number):
    """(flat, house number, street, town, postcode) of an address."""
    postcode = number // PER_POSTCODE
    place = number % PER_POSTCODE
    street = postcode // 2
    stem = STEMS[(street * 7919 + 13) % len(STEMS)]
    kind = KINDS[(street * 104729 // len(STEMS) + street) % len(KINDS)]
    town = TOWNS[(postcode // 600) % len(TOWNS)]
    text = f"{stem} {kind}"
    if postcode % 7 == 3:
        house = STEMS[(postcode * 31 + 5) % len(STEMS)]
        return f"Flat {place + 1}", f"{house} House", text, town, postcode_text(postcode)
    number = 1 + (postcode % 2) * 2 * PER_POSTCODE + place * 2 + street % 2
    return "", str(number), text, town, postcode_text(postcode)


def postcode_text(postcode):
    """Letters and figures of a postcode in an area that does not exist."""
    sector, unit = divmod(postcode, POSTCODES_PER_SECTOR)
    district, sector = divmod(sector, SECTORS_PER_DISTRICT)
    area, district = divmod(district, DISTRICTS_PER_AREA)
    unit = unit * 7 + 11 * sector
    first = UNIT_LETTERS[unit // len(UNIT_LETTERS) % len(UNIT_LETTERS)]
    second = UNIT_LETTERS[unit % len(UNIT_LETTERS)]
    return f"{AREAS[area % len(AREAS)]}{district + 1} {sector + 1}{first}{second}"
