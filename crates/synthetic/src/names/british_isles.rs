//! Names of the British Isles: English, Welsh and Scottish families, Irish families, Travellers.
//!
//! Our own short lists, most usual first: a list is read with a leaning towards its start.
//! Invariant: words are separated by white space.

use super::NameList;

pub(super) const BRITISH: NameList = NameList {
    girls: "Olivia Amelia Isla Ava Lily Freya Poppy Ella Grace Evie Emily Charlotte Sophie Ruby \
        Daisy Millie Phoebe Jessica Chloe Megan Lucy Holly Erin Ellie Maisie Scarlett Imogen Molly \
        Bethany Amber Alice Florence Rosie Harriet Matilda Eliza Summer Skye Lacey Lexi Ffion Cerys \
        Seren Carys Mali Nia Angharad Eilidh Iona Morven Ailsa Mirren Niamh Robyn Hollie Paige \
        Leah Georgia Abigail Lola Willow Ivy Elsie Aria Orla Penny Nancy Martha Edith Hazel",
    women: "Sarah Emma Claire Rachel Louise Joanne Nicola Karen Susan Julie Deborah Helen Lisa \
        Samantha Gemma Kelly Laura Victoria Michelle Donna Tracey Sharon Angela Amanda Jennifer \
        Rebecca Katherine Elizabeth Hannah Natalie Stacey Kirsty Hayley Leanne Jodie Natasha Kerry \
        Zoe Danielle Charlene Margaret Patricia Christine Linda Jean Barbara Maureen Sandra Ann \
        Mary Dorothy Sheila Pauline Jacqueline Lorraine Beverley Rhian Sian Bronwen Fiona Morag \
        Heather Shona Alison Catriona Tina Dawn Wendy Lesley Marie Jade Kayleigh Chelsea Frances",
    boys: "Oliver George Harry Jack Noah Leo Arthur Charlie Jacob Alfie Freddie Archie Oscar Thomas \
        Joshua William Henry Logan Max Ethan Lucas Finley Isaac Samuel Joseph Harrison Toby Mason \
        Riley Tyler Callum Kyle Jayden Kai Bobby Ollie Reuben Jude Rory Ewan Hamish Fraser Angus \
        Lachlan Finlay Rhys Dylan Osian Gethin Iestyn Tomos Macsen Ieuan Cameron Connor Bradley \
        Kieran Lewis Nathan Owen Elliot Louis Frankie Teddy Albie Stanley Ralph Hugo Felix Zac",
    men: "David Paul Mark Andrew Stephen Richard Michael Christopher Matthew Daniel James Robert \
        John Peter Simon Ian Gary Kevin Darren Lee Craig Jason Wayne Adam Ben Ryan Luke Scott Stuart \
        Neil Martin Philip Anthony Keith Graham Alan Barry Colin Derek Trevor Kenneth Raymond Brian \
        Dean Carl Shaun Gavin Nigel Gareth Huw Dafydd Rhodri Alun Emyr Alasdair Gordon Duncan Bruce \
        Malcolm Gregor Steven Jonathan Nicholas Timothy Edward Russell Adrian Justin Liam Jamie \
        Aaron Ashley Jordan Dale Roger Leslie Dennis Ronald Terence Clive Geoffrey",
    families: "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans \
        Walker White Roberts Green Hall Wood Jackson Clarke Harris Cooper King Baker Turner Morris \
        Hill Ward Moore Clark Parker Cook Bailey Bennett Carter Shaw Ellis Marshall Collins Hughes \
        Edwards Mitchell Phillips Watson Price Griffiths Allen Simpson Richardson Cox Adams Webb \
        Mills Rogers Powell Stevens Barnes Fisher Knight Butler Russell Palmer Holmes Lloyd Chapman \
        Mason Hunt Rose Hudson Barker Dixon Gibson Fletcher Pearson Harvey Andrews Ford Cole Burton \
        Hart Howells Bevan Pugh Prosser Vaughan Gwynne Morgan Rees Llewellyn Bowen Owen Probert \
        Macdonald Campbell Stewart Fraser Mackenzie Cameron Sinclair Drummond Buchanan Galbraith \
        Ogilvie Lennox Dunbar Haldane Ainsworth Ackroyd Barraclough Birtwistle Clegg Crowther \
        Dewhurst Entwistle Fairclough Greenhalgh Hargreaves Heywood Hollingworth Kershaw Ogden \
        Pickles Ramsbottom Rigby Schofield Sidebottom Tattersall Unsworth Whitworth Wolstenholme \
        Atherton Bancroft Bickerstaff Catterall Duckworth Eckersley Farnworth Grimshaw Halliwell \
        Illingworth Jagger Kenyon Leadbetter Midgley Nuttall Openshaw Pilkington Quigg Redfern \
        Shuttleworth Thornley Utley Vickers Wadsworth Yardley Abbott Banks Chadwick Dyson Elliott \
        Finch Garner Hobbs Ingham Jarvis Lamb Marsh Newton Oakley Peacock Rowe Sharp Tomlinson \
        Underwood Winter Yates Archer Bird Cross Dale Emery Frost Goddard Heath Ireland Kemp Little \
        Moss Noble Osborne Pratt Ridley Savage Tate Usher Vernon Wild Booth Cartwright Dawson",
};

pub(super) const IRISH: NameList = NameList {
    girls: "Aoife Niamh Saoirse Ciara Caoimhe Roisin Orla Sinead Aisling Grainne Clodagh Eimear Mairead \
        Sorcha Fiadh Cara Erin Maeve Shannon Tara Nuala Deirdre Siobhan Una Brigid Kathleen Oonagh \
        Ailbhe Laoise Eabha Meabh Riona Muireann Dearbhla Sadhbh Bronagh Catriona Fionnuala Etain",
    women: "Siobhan Mairead Bernadette Bridget Kathleen Noreen Maureen Geraldine Sinead Deirdre Orla \
        Roisin Aine Nuala Concepta Attracta Philomena Assumpta Teresa Breda Carmel Dympna Eileen \
        Fidelma Goretti Imelda Josephine Majella Nora Una Oonagh Patricia Rosaleen Sheila Finola",
    boys: "Conor Cian Oisin Sean Fionn Darragh Cillian Eoin Padraig Liam Ronan Declan Cormac Diarmuid \
        Tadhg Senan Ruairi Colm Fergal Lorcan Niall Odhran Caolan Ciaran Donal Eamon Enda Fintan \
        Cathal Malachy Oran Rian Shay Turlough Brendan Aidan Dara Daithi Iarla",
    men: "Patrick Sean Brendan Declan Eamon Gerard Kieran Liam Michael Niall Padraig Seamus Aidan Barry \
        Cathal Colm Cormac Dermot Desmond Donal Eugene Fergus Finbarr Fintan Garrett Hugh Jarlath \
        Kevin Malachy Noel Oliver Owen Phelim Ronan Ruairi Sylvester Tadhg Ultan Vincent",
    families: "Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy \
        Gallagher Doherty Kennedy Lynch Murray Quinn McLoughlin O'Carroll Connolly Daly O'Connell \
        Dunne Brennan Burke Collins Campbell Clarke Fitzgerald Fitzpatrick Fleming Flynn Foley \
        Griffin Healy Hogan Kavanagh Keane Kenny Lyons McDermott McGrath McKenna McMahon McNamara \
        Moran Mulligan Nolan Nugent O'Donnell O'Dwyer O'Farrell O'Hara O'Keeffe O'Leary O'Mahony \
        O'Malley O'Rourke O'Shea O'Toole Power Regan Reynolds Roche Scanlon Shanahan Sheridan \
        Sweeney Tierney Tobin Twomey Whelan",
};

pub(super) const TRAVELLER: NameList = NameList {
    girls: "Margaret Kathleen Bridget Winnie Nan Biddy Theresa Chantelle Shannon Crystal Montana Noreen \
        Josie Priscilla Savannah Mary-Ann Rosie Bernadette Helen Elizabeth Paris Scarlett Dolly \
        Kizzy Britannia Cinderella Delilah Mercy Lavinia Sherene Trinity Angel Charmaine Linda \
        Ellen Barbara Annie Eileen Kate Julia",
    women: "Margaret Kathleen Bridget Winnie Nan Biddy Theresa Mary Ann Josie Priscilla Noreen Rosie \
        Bernadette Helen Elizabeth Dolly Kizzy Lavinia Mercy Delilah Barbara Ellen Annie Eileen \
        Kate Julia Philomena Chrissie Martha Sabina Nora Maggie Lena Celia Delia Rita Peggy",
    boys: "John-Joe Patrick Michael Martin Francie Simey Tommy Miley Bernie Johnny Paddy Jimmy Larry \
        Hughie Davey Denny Jerry Willie Felix Elijah Levi Nelson Caleb Isaiah Moses Hezekiah \
        Dougie Charlie Big-John Ned Gerry Anthony Edward Owen Christopher Danny Bobby Tyson Shane",
    men: "John Patrick Michael Martin Francis Simon Thomas Miley Bernard James Laurence Hugh David Denis \
        Jeremiah William Felix Elijah Levi Nelson Caleb Isaiah Moses Hezekiah Douglas Charles Edward \
        Gerard Anthony Owen Christopher Daniel Robert Joseph Stephen Peter Andrew Luke Dan Ned",
    families: "Ward McDonagh Connors Maughan Doran Cash Stokes Sweeney Mongan Delaney Joyce Collins \
        Hanrahan McGinley Purcell Quilligan Coffey Casey Cawley Corcoran Doherty Dunne Faulkner \
        Flynn Furey Gavin Harty Keenan Kiely Lawrence Lee Loveridge Mahoney McCann McCarthy \
        McDonnell McInerney McLaughlin Mohan Moorehouse Myers Nevin O'Brien O'Driscoll O'Reilly \
        Power Price Reilly Rooney Smith Cooper Boswell Buckland Gray Hearn Heron Holland Penfold \
        Scamp Taylor Wall Wilson Young",
};
