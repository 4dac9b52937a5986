"""Given names, family names, short forms and other spellings: English, Welsh, Scottish, Irish.

The lists are written from general knowledge, commonest first; rank, not measured frequency, sets
how often a name is drawn. English given names come in three cohorts, because a grandmother and
her granddaughter seldom share a fashion.

Invariant: lists hold every name once, in order of rank.
"""

ENGLISH_MALE = {
    "elder": """John David Michael Peter Robert Alan William James George Brian Kenneth Ronald
    Anthony Thomas Derek Roger Keith Raymond Dennis Terence Barry Roy Colin Graham Norman Geoffrey
    Eric Leslie Donald Frederick Arthur Gordon Edward Malcolm Trevor Maurice Harry Stanley Clive
    Frank Albert Bernard Ernest Gerald Walter Reginald Leonard Sidney Victor Philip Richard
    Charles Rodney Desmond Howard Cyril Harold Clifford Hugh Ralph Neville Percy Wilfred Vernon
    Royston Melvyn Lionel Herbert Alfred Ivor Gilbert Cecil Edgar Douglas""",
    "middle": """David Paul Andrew Mark Stephen Michael Christopher Richard James Matthew Robert
    Simon Daniel Darren Lee Ian Gary Jason Stuart Kevin Martin Jonathan Thomas Adam Craig Neil
    Steven Anthony Peter John William Benjamin Philip Nicholas Timothy Wayne Carl Shaun Dean Scott
    Ryan Luke Joseph Alexander Gareth Justin Adrian Julian Damian Russell Barry Nathan Samuel
    Liam Ashley Marc Graham Duncan Karl Jamie Joshua Aaron Robin Lewis Glenn Leon Edward Dominic
    Jeremy Karl Phillip Gavin Stewart Tony Kieran Ross Warren Guy Shane Damon Clinton Oliver""",
    "young": """Oliver Jack Harry George Noah Charlie Jacob Alfie Freddie Oscar Leo Thomas Logan
    Archie Theo Joshua James William Max Isaac Lucas Ethan Teddy Finley Mason Harrison Hunter
    Alexander Daniel Joseph Tommy Arlo Reggie Edward Jaxon Adam Sebastian Rory Riley Dylan Elijah
    Carter Albie Louie Toby Reuben Jude Hugo Luca Roman Zachary Samuel Benjamin Harvey Bobby
    Frankie Ronnie Stanley Ralph Jenson Ellis Kai Tyler Connor Callum Cameron Bradley Jayden Jake
    Kian Owen Nathan Luke Matthew Ryan Liam Lewis Jamie Leon Caleb Felix Louis Elliot Blake Albert
    Jasper Ezra Ollie Ellis Frederick Michael Robert David Christopher Nicholas Brandon Corey
    Hayden Aidan Rowan Tobias Gabriel Dexter Sonny Kit Otis Ivor Rafferty Barnaby""",
}

ENGLISH_FEMALE = {
    "elder": """Margaret Patricia Christine Mary Jean Ann Susan Janet Maureen Barbara Valerie Carol
    Sandra Pauline Elizabeth Joan Pamela Jennifer Kathleen Anne Sheila Brenda Gillian Linda
    Jacqueline Dorothy Shirley Doreen Joyce Eileen Sylvia Marion Hazel Judith Beryl Betty Josephine
    Marjorie Irene June Rita Audrey Norma Doris Hilda Edna Gladys Vera Phyllis Winifred Mavis
    Heather Rosemary Lesley Diane Wendy Yvonne Daphne Olive Muriel Freda Iris Monica Thelma Avril
    Glenys Ivy Elsie Ethel Constance Veronica Geraldine Marlene Lorna Hilary""",
    "middle": """Sarah Claire Nicola Emma Lisa Joanne Michelle Helen Samantha Karen Amanda Rachel
    Louise Julie Clare Rebecca Sharon Victoria Caroline Susan Alison Amy Jennifer Kelly Tracey
    Catherine Angela Jane Laura Deborah Anna Donna Tracy Kerry Natalie Gemma Charlotte Jessica
    Hannah Katherine Lucy Stephanie Hayley Kirsty Zoe Leanne Dawn Maria Wendy Katie Lindsay
    Danielle Stacey Melanie Andrea Tina Paula Lorraine Beverley Debra Ruth Elizabeth Heather
    Joanna Natasha Abigail Jodie Kimberley Carly Cheryl Melissa Naomi Holly Sophie Lyndsey Mandy
    Georgina Vanessa Suzanne Marie Anita Theresa Annette Sally Alexandra Tanya Charlene""",
    "young": """Olivia Amelia Isla Ava Emily Mia Isabella Sophia Ella Grace Poppy Ivy Lily Evie
    Freya Willow Florence Charlotte Rosie Daisy Sienna Elsie Phoebe Alice Sophie Ruby Evelyn
    Matilda Millie Maisie Harper Erin Esme Ellie Eva Scarlett Chloe Imogen Jessica Penelope Luna
    Harriet Lola Eliza Violet Rose Mila Aria Bonnie Hallie Maya Orla Thea Amber Molly Lottie
    Robyn Emilia Zara Nancy Darcie Beatrice Hannah Megan Holly Lucy Abigail Summer Eleanor Leah
    Bethany Katie Lauren Georgia Amy Lacey Skye Jasmine Eve Martha Anna Gracie Isabelle Elizabeth
    Rebecca Victoria Niamh Tilly Faith Paige Caitlin Courtney Shannon Jade Danielle Madison Lexi
    Tia Keira Libby Rachel Laura Emma Sarah Francesca Heidi Edith Mabel Clara Ada Iris Nellie
    Arabella Delilah Margot Ottilie Ophelia Flora Lyra Autumn Hazel Olive""",
}

ENGLISH_FAMILY = """Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright
Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Harrison Clark Thomas Turner
Hill Cooper Ward Moore Morris Watson Harris King Baker Martin Allen Morgan Lee James Parker Bennett
Young Phillips Richardson Shaw Cook Carter Bailey Marshall Collins Bell Cox Edwards Adams Miller
Mitchell Simpson Webb Richards Rogers Gray Palmer Mills Hughes Barker Ellis Matthews Foster
Chapman Hunt Powell Knight Barnes Lewis Stevens Mason Holmes Rose Gibson Harvey Pearce Fisher
Jenkins Fletcher Dixon Price Butler Cole Pearson Burton Saunders Russell Lloyd Reynolds Fox Payne
Elliott Andrews Day Lawrence West Hart Chambers Dean Bradley Atkinson Spencer Dawson Lowe
Armstrong Brooks Carr Newman Booth Hudson Gregory Walsh Watts Webster Wells Austin Hopkins Barrett
Nicholson Oliver Perry Fuller Page Bishop Francis Gilbert Reid Norman Lane Burgess Hayes Bird
Sharp Stephens Barber Berry Lawson Mann Sutton Yates Wheeler Hawkins Cross Goodwin French Osborne
Walters Bates Kemp Woods Ford Porter Arnold Griffin Nash Potter Coleman Holland Long Bull Rowe
Read Parsons May Peters Frost Howard Stone Tucker Thornton Weston Howe Bond Woodward Gardner Hooper
Nelson Kay Field Warren Hammond Pope Abbott Parkin Naylor Hobbs Sims Garner Gough Swift Pratt
Whitehead Baxter Lamb Dyer Vincent Norris Blake Jarvis Cartwright Wall Crossley Barlow Cooke Small
Skinner Horton Benson Greenwood Moss Sharpe Hodgson Pritchard Ball Wilkinson Hewitt Tomlinson
Coates Haynes Preston Nicholls Ingram Lyons Tyler Griffiths Brookes Fowler Heath Sykes Slater
Bentley Hirst Hargreaves Ramsden Ackroyd Sugden Schofield Kershaw Entwistle Ogden Duckworth Bolton
Rigby Fairhurst Pilkington Gaskell Trevithick Penrose Pascoe Tregenza Chapple Bowden Luscombe
Hannaford Tapper Peachey Balls Bloomfield Catchpole Garrod Thurlow Leggett Goddard Cheeseman
Reeves Cutler Wickens Akehurst Gorringe Pilbeam""".split()

ENGLISH_FAMILY_HEADS = """Ash Black Brad Brock Burn Clay Cran Dun East Fair Farn Hal Ham Har Hart
Hather Hazel Hol Kirk Lang Lin Mar Mel Mid New North Oak Pen Pick Rad Red Rush Sal Sand Shep Stan
Stock Sud Thorn Wal Wat Whit Wick Win Wood""".split()

ENGLISH_FAMILY_TAILS = """ton ley field ford wood worth bury ham well by bourne combe thorpe dale
croft more hurst stead ridge side""".split()

WELSH_MALE = """Rhys Dylan Owen Gareth Evan Ieuan Huw Dafydd Gethin Iwan Aled Emyr Rhodri Geraint
Gwyn Ioan Osian Macsen Steffan Tomos Llew Efan Jac Harri Elis Cai Gruffydd Rhydian Meirion Alun
Bryn Ifan Emlyn Idris Tudur Gwilym Glyn Celyn Deio Guto Morgan Llywelyn Madoc Ceri Siôn""".split()

WELSH_FEMALE = """Seren Megan Cerys Ffion Carys Bethan Rhian Angharad Nia Sian Catrin Lowri Elin
Mali Erin Gwen Beca Cadi Alaw Mared Eleri Rhiannon Delyth Menna Nerys Bronwen Heledd Llinos Eirlys
Gwenllian Non Efa Martha Myfanwy Glenys Mair Tegan Manon Eluned Haf Branwen Sioned Betsan
Lleucu""".split()

WELSH_FAMILY = """Jones Davies Williams Evans Thomas Roberts Lewis Hughes Morgan Griffiths Edwards
Owen James Rees Price Morris Phillips Richards Lloyd Parry Jenkins Harris Powell Pugh Howells
Bowen Watkins Llewellyn Ellis Humphreys Pritchard Vaughan Davis Rowlands Hopkins Bevan Gwynne
Prosser Meredith Probert Beynon Gittins Breese Tudor Wynne Bebb Penry Cadwallader Maddocks
Mostyn""".split()

SCOTTISH_MALE = """Callum Ewan Angus Fraser Hamish Finlay Alasdair Duncan Iain Gregor Ruaridh
Murray Craig Fergus Malcolm Lachlan Cameron Rory Blair Struan Kenneth Gordon Innes Stuart Graeme
Euan Archie Magnus Ross Douglas Calum Keir Brodie Cormac Torquil Hector Neil Alistair Donald
Logan""".split()

SCOTTISH_FEMALE = """Isla Eilidh Kirsty Fiona Ailsa Catriona Mairi Morag Iona Skye Catherine Elspeth
Rhona Shona Lorna Heather Mhairi Isobel Aileen Annabel Lesley Lindsay Senga Rowan Orla Ishbel Una
Moira Sheena Maisie Effie Greer Paisley Beth Jean Jessie Marsaili Seonaid Rhoda Ailish""".split()

SCOTTISH_FAMILY = """Smith Brown Wilson Robertson Campbell Stewart Thomson Anderson Scott
MacDonald Reid Murray Clark Ross Young Mitchell Paterson Watson Morrison Miller Davidson Fraser
Gray Henderson Hamilton Johnston Duncan Graham Kerr Ferguson Hunter Simpson Martin Bell Grant
Mackenzie MacLeod Mackay Allan Black Sinclair Gordon Wallace Cunningham Gibson Kelly McLean Burns
Craig Munro Sutherland Hay Findlay Boyd Lindsay Crawford Bruce Aitken Douglas Muir Ritchie
Buchanan Rennie Christie Kidd Geddes Gillespie Dalgleish Moffat Urquhart Menzies Colquhoun Haldane
Tulloch Isbister Farquhar Cockburn Laidlaw Hogg Pringle Auchterlonie""".split()

SCOTTISH_FAMILY_TAILS = """Allister Arthur Aulay Bean Callum Cann Clure Coll Crae Culloch Dougall
Ewan Fadyen Farlane Gill Gillivray Glashan Gregor Innes Intosh Intyre Kechnie Kellar Killop Kinnon
Lachlan Laren Lellan Millan Nab Naughton Neill Nicol Phail Pherson Quarrie Rae Taggart Tavish
Vicar""".split()

IRISH_MALE = """Sean Patrick Conor Liam Michael Aidan Declan Brendan Ciaran Kieran Eoin Oisin Cian
Darragh Fionn Cillian Padraig Niall Cathal Donal Eamon Brian Colm Fergal Finbar Kevin Dermot Tadhg
Ronan Rory Shane Barry Seamus Diarmuid Lorcan Cormac Ruairi Enda Malachy Senan Killian Martin
Thomas Daniel""".split()

IRISH_FEMALE = """Aoife Ciara Niamh Sinead Roisin Caoimhe Saoirse Siobhan Aisling Orla Grainne
Deirdre Maeve Bridget Mary Nora Eimear Fionnuala Clodagh Dervla Sorcha Emer Catherine Kathleen
Margaret Cliona Ailbhe Blathnaid Brona Una Mairead Noreen Concepta Philomena Oonagh Muireann
Sadhbh Eabha Fiadh Aine Teresa Bernadette Dympna Attracta Ide""".split()

IRISH_FAMILY = """Murphy Kelly O'Sullivan Walsh Byrne O'Brien Ryan O'Connor O'Neill O'Reilly Doyle
McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLoughlin Carroll Connolly Daly
Wilson Dunne Brennan Burke Collins Campbell Clarke Johnston Hughes O'Farrell Fitzgerald Brown
Martin Maguire Nolan Flynn Thompson O'Callaghan O'Donnell Duffy O'Mahony Boyle Healy O'Shea White
Sweeney Hayes Kavanagh Power McGrath Moran Brady Stewart Casey Foley Fitzpatrick O'Leary McDonnell
McMahon Donnelly Regan Donovan Burns Flanagan Mullan Barry Kane Robinson Cunningham Griffin Kenny
Sheehan Ward Whelan Lyons Reid Graham Higgins Cullen Keane King Maher McKenna Bell Scott Hogan
O'Keeffe Magee McNamara McDonald McDermott Molony Rourke Buckley O'Dwyer Connors Delaney Cash
Mongan Stokes""".split()

IRISH_FAMILY_TAILS = """Ardle Aleer Auley Bride Cabe Caffrey Cann Conville Cormack Court Crory
Cusker Elroy Entee Erlean Evoy Geown Gill Ginley Goldrick Govern Guigan Guinness Hale Hugh Inerney
Kee Keown Kiernan Manus Menamin Nally Nulty Parland Quaid Quillan Shane Sherry Sorley Veigh
Vitty""".split()

SHORT_FORMS = """
Alexander: Alex Alec Sandy Lex Xander
Alexandra: Alex Sandra Lexi Alexa
Alexandria: Alex Lexi
Alfie: Alfred Alf
Albert: Bert Albie Al
Albie: Albert
Amanda: Mandy
Andrew: Andy Drew
Angela: Angie Ange
Anthony: Tony Ant
Abigail: Abi Abbie Gail
Amelia: Millie Amy Mia Melia
Annabel: Bella Anna
Archie: Archibald
Arthur: Artie Art
Barbara: Babs Barb
Beatrice: Bea Trixie Bee
Benjamin: Ben Benji Benny
Bernadette: Bernie Detta
Bernard: Bernie
Bethany: Beth
Bradley: Brad
Bridget: Biddy Bridie Breda
Cameron: Cam
Caroline: Carrie Caz Lina
Catherine: Cathy Kate Katie Cath Kitty
Charles: Charlie Chas Chuck
Charlie: Charles
Charlotte: Charlie Lottie Char
Christine: Chris Chrissie Tina
Christopher: Chris Kit Topher
Clifford: Cliff
Daniel: Dan Danny
Danielle: Dani Danni
David: Dave Davey
Deborah: Debbie Deb
Debra: Debbie Deb
Desmond: Des
Dominic: Dom
Donald: Don Donnie
Dorothy: Dot Dotty Dolly
Douglas: Doug Dougie
Edward: Ed Eddie Ted Ned
Eleanor: Ellie Nell Nora Elle
Elijah: Eli
Elizabeth: Liz Beth Lizzie Betty Eliza Libby
Emily: Em Emmy Millie
Florence: Flo Florrie Flossie
Francesca: Fran Chessie Frankie
Frank: Frankie
Frederick: Fred Freddie Freddy
Freddie: Frederick Fred
Gabriel: Gabe
Gareth: Gaz Gary
Geoffrey: Geoff
Georgia: Georgie
Georgina: Gina George Georgie
Gerald: Gerry
Geraldine: Gerry
Gillian: Gill Jill
Gregor: Greg
Hannah: Han
Harold: Harry Hal
Harriet: Hattie Harri Etta
Harrison: Harry
Harry: Henry Harold
Isaac: Zac Ike
Isabella: Bella Izzy Isa Belle
Isabelle: Izzy Belle
Jack: John Jackie
Jacob: Jake Coby
Jacqueline: Jackie Jacqui
James: Jim Jimmy Jamie
Janet: Jan
Jennifer: Jen Jenny
Jessica: Jess Jessie
Joanna: Jo Anna
Joanne: Jo
John: Jack Johnny
Jonathan: Jon Jonny
Joseph: Joe Joey
Josephine: Jo Josie
Joshua: Josh
Judith: Judy Jude
Katherine: Kate Kath Kathy Kay
Kathleen: Kath Kathy Kay
Kenneth: Ken Kenny
Kimberley: Kim
Lawrence: Larry Laurie
Leonard: Len Lenny
Leslie: Les
Lily: Lil
Louis: Lou Louie
Louise: Lou Lulu
Madison: Maddie
Margaret: Maggie Peggy Meg Marge Greta Daisy
Martin: Marty
Matilda: Tilly Mattie Tilda
Matthew: Matt Matty
Maureen: Mo
Megan: Meg
Melissa: Mel Lissa
Melanie: Mel
Michael: Mike Mick Micky Mikey
Michelle: Shell Chelle
Mary: Molly Polly May
Natalie: Nat
Natasha: Tasha Nat
Nathan: Nate Nath
Nicholas: Nick Nicky
Nicola: Nicky Nic
Oliver: Ollie Olly
Olivia: Liv Livvy Olive
Oscar: Ozzy
Pamela: Pam
Patricia: Pat Trish Patsy Tricia
Patrick: Paddy Pat
Penelope: Penny Nell
Peter: Pete
Philip: Phil Pip
Phillip: Phil
Rachel: Rach
Raymond: Ray
Rebecca: Becky Becca Bex
Reginald: Reg Reggie
Richard: Rich Dick Rick Ricky
Robert: Bob Rob Bobby Robbie Bert
Rodney: Rod
Ronald: Ron Ronnie
Ronnie: Ronald
Rosemary: Rose Rosie Romy
Rosie: Rose
Samantha: Sam Sammy
Samuel: Sam Sammy
Sandra: Sandy
Sarah: Sally Sadie
Scarlett: Scar
Sebastian: Seb Bas
Shirley: Shirl
Simon: Si
Stanley: Stan
Stephanie: Steph Stevie
Stephen: Steve Ste Stevie
Steven: Steve Ste
Stuart: Stu
Susan: Sue Susie Suzy
Suzanne: Sue Suzy Zanne
Teddy: Edward Theodore Ted
Terence: Terry Tel
Theo: Theodore
Theresa: Terri Tess Tracy
Thomas: Tom Tommy
Timothy: Tim Timmy
Tobias: Toby
Tommy: Thomas Tom
Trevor: Trev
Valerie: Val
Veronica: Ronnie Vera
Victor: Vic
Victoria: Vicky Tori Vix
Walter: Wally Walt
William: Will Bill Billy Liam
Winifred: Winnie Freda
Zachary: Zac Zach
Dafydd: Dai David
Gwenllian: Gwen Llian
Rhiannon: Rhi
Angharad: Anghi Harri
Llywelyn: Llew Lyn
Catriona: Cat Trina
Alasdair: Ally Al
Alistair: Ally Al
Elspeth: Elsie Beth
Padraig: Paddy Podge
Seamus: Shay Jimmy
Fionnuala: Nuala
Philomena: Phil Mena
Diarmuid: Dermot
Declan: Dec Deco
Siobhan: Shiv
Kathryn: Kate Kath
"""

OTHER_SPELLINGS = """
Catherine Katherine Kathryn Catharine Katharine
Stephen Steven Stefan
Sarah Sara
Claire Clare Clair
Nicholas Nicolas
Philip Phillip
Jonathan Jonathon Johnathan
Geoffrey Jeffrey
Alan Allan Allen
Ann Anne
Sean Shaun Shawn
Zoe Zoey
Jasmine Jasmin Yasmin
Isabelle Isabel Isobel
Isla Ayla
Lewis Louis
Connor Conor Conner
Callum Calum
Aidan Aiden Aden
Jayden Jaden Jaydon
Jaxon Jackson Jaxson
Kian Kean Cian
Rebecca Rebekah
Hannah Hanna
Rachel Rachael
Tracey Tracy Tracie
Lindsay Lyndsey Lindsey
Hayley Hailey Haley
Katie Katy Kati
Lily Lilly Lilley
Millie Milly
Maisie Maisy
Ellie Elly
Elliot Elliott Eliot
Zachary Zackary Zachery
Mia Mya Miya
Chloe Khloe Cloe
Niamh Neve Neave
Siobhan Shevaun Chevonne
Caitlin Kaitlyn Katelyn
Keira Kiera Ciara
Aoife Eefa
Caoimhe Keeva Kiva
Saoirse Sersha
Eilidh Ailey
Mhairi Mairi Vari
Ciaran Kieran Kieron
Ewan Euan Ewen
Alasdair Alistair Alastair Alister
Rhys Reece Reese Rees
Sian Shan
Dafydd Davydd
Ieuan Ifan Iwan
Siôn Sion
Carys Cerys
Megan Meghan
Danielle Daniele
Deborah Debra Debora
Lesley Leslie
Teresa Theresa
Darcie Darcy Darcey
Freya Freja
Phoebe Pheobe
Evie Evi Eavie
Harley Harlee
Mark Marc
Carl Karl
Graham Graeme
Brian Bryan
Frederick Fredrick Frederic
Louis Lewis
Robyn Robin
Tia Tiah
Lacey Lacie
Erin Eryn
Bethan Bethany
Aisling Ashling
Roisin Rosheen
Padraig Patrick
Oisin Osheen
Tadhg Teague
"""

FAMILY_SPELLINGS = """
Clark Clarke
Smith Smyth Smythe
Brown Browne
Green Greene
Reid Read Reed
Thompson Thomson
Philips Phillips
Davies Davis
Stephens Stevens
Stewart Stuart
Allan Allen Alan
Elliott Elliot Eliot
Matthews Mathews
Bennett Bennet
Barrett Barret
Johnston Johnson Johnstone
MacDonald McDonald Macdonald
Mackenzie McKenzie MacKenzie
Mackay McKay
MacLeod McLeod Macleod
McLean MacLean
O'Neill O'Neil Oneill
O'Brien OBrien O'Brian
O'Connor OConnor O'Conner
O'Reilly Reilly OReilly
O'Sullivan Sullivan OSullivan
O'Donnell ODonnell Donnell
McCarthy MacCarthy McCarty
Walsh Welsh Walshe
Byrne Burn Burns
Doherty Docherty Dougherty
Connolly Connelly
Llewellyn Llewelyn Lewellyn
Griffiths Griffith
Hughes Hughs
Rees Reece
Pearce Pierce
Nicholls Nichols Nicolls
Cook Cooke
Hall Hull
Shaw Shore
Sharp Sharpe
Webb Web
Wheeler Weeler
Whitehead Whithead
Gray Grey
Paterson Patterson
Robertson Roberson
Moore More Moor
Harvey Harvie
Lawson Lawsen
Rodgers Rogers
Hodgson Hodgeson
Jenkins Jinkins
Humphreys Humphries Humphrey
Fitzgerald FitzGerald Fitzgerrald
Gallagher Gallacher Gallaher
McLoughlin McLaughlin
Maguire McGuire
Cunningham Cuningham
"""
