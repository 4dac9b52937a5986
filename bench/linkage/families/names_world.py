"""Given and family names, short forms and spellings: Slavic, Romanian, West African, Portuguese.

Written from general knowledge, commonest first. Polish and Ukrainian family names bend with the
bearer's sex, Portuguese families carry two surnames, and a West African child often has an
English and a home name of equal standing; records then disagree without anybody being careless.

Invariant: the first name of a spelling group is one that the lists can draw.
"""

SLAVIC_MALE = """Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Łukasz Jakub Mateusz Adam Jan
Kamil Wojciech Maciej Grzegorz Rafał Dawid Szymon Filip Bartosz Adrian Dominik Patryk Sebastian
Mariusz Dariusz Marek Robert Zbigniew Stanisław Jerzy Antoni Aleksander Franciszek Mikołaj Oskar
Igor Kacper Wiktor Oliwier Nikodem Artur Jarosław Sławomir Przemysław Damian Daniel Ignacy Leon
Oleksandr Andriy Serhiy Volodymyr Dmytro Mykola Ivan Maksym Bohdan Oleh Taras Yuriy Artem Denys
Roman Vitaliy Lukas Tomas Jonas Mantas Darius Martin Milan Peter Jozef""".split()

SLAVIC_FEMALE = """Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Monika Joanna
Aleksandra Zofia Julia Zuzanna Maja Lena Hanna Oliwia Natalia Wiktoria Karolina Patrycja Paulina
Justyna Beata Dorota Iwona Izabela Sylwia Marta Aneta Renata Edyta Kinga Weronika Amelia Alicja
Nikola Gabriela Emilia Antonina Pola Kornelia Michalina Helena Maria Teresa Krystyna Danuta
Elżbieta Jadwiga Oksana Olena Iryna Nataliya Tetiana Svitlana Kateryna Yuliya Anastasiya Sofiya
Mariya Viktoriya Daryna Solomiya Kristina Ieva Gintare Lucia Zuzana Petra Jana""".split()

SLAVIC_FAMILY = """Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński
Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek
Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski
Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora
Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak
Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Chmielewski Włodarczyk Borkowski Czarnecki Sawicki
Sokołowski Urbański Kubiak Maciejewski Szczepański Kucharski Wilk Kalinowski Lis Mazurek Wysocki
Adamski Kaźmierczak Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Kovalchuk Oliynyk
Shevchuk Koval Polishchuk Bondar Tkachuk Moroz Marchenko Lysenko Rudenko Savchenko Petrenko Melnyk
Kazlauskas Petrauskas Jankauskas Horvath Kovac Varga Toth Balog Novak Svoboda""".split()

SLAVIC_FAMILY_HEADS = """Brzezi Dobrow Gruszczy Kali Laska Lipi Marczew Olsza Podgór Przybyl Radom
Sosnow Stankie Tarnow Wierzbi Zaręb Jawor Kamień Borow Czerwi Gołęb Krasi Matus Rogow
Sawi Wolski""".split()

SLAVIC_FAMILY_TAILS = """ński wski cki owicz czyk ak ek iak""".split()

ROMANIAN_MALE = """Andrei Alexandru Ion Gheorghe Constantin Vasile Ștefan Mihai Cristian Marian
Florin Adrian Ionuț Daniel Gabriel Marius Nicolae Dumitru Cătălin Bogdan Răzvan Vlad Radu Sorin
Lucian Valentin Claudiu Cosmin Dragoș Robert Darius David Matei Luca Rareș Tudor Victor Petru Liviu
Viorel Costel Ilie Aurel Iosif Sebastian Denis Eduard Emanuel Beniamin Iulian Laurențiu Ovidiu
Silviu Traian Toader Marin Petrică Fănel Romeo""".split()

ROMANIAN_FEMALE = """Maria Elena Ioana Andreea Ana Mihaela Alexandra Cristina Daniela Alina Simona
Gabriela Georgiana Mariana Florentina Nicoleta Roxana Raluca Diana Larisa Bianca Denisa Sofia
Antonia Ștefania Teodora Rebeca Daria Iulia Irina Laura Loredana Oana Monica Paula Carmen Adriana
Angela Aurelia Camelia Corina Doina Ecaterina Liliana Livia Lucica Luminița Magdalena Otilia
Rodica Sabina Silvia Tatiana Valentina Vasilica Violeta Viorica Esmeralda Narcisa Izabela""".split()

ROMANIAN_FAMILY = """Popescu Popa Ionescu Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Ion Rusu
Constantin Marin Dinu Lazăr Florea Munteanu Dobre Toma Stanciu Ene Moldovan Sandu Anghel Neagu
Dumitrescu Barbu Nistor Tudor Manole Andrei Petre Voicu Mihai Oprea Iordache Cristea Preda Stoian
Mocanu Nițu Balan Nedelcu Vasile Ungureanu Rotaru Cojocaru Lupu Avram Zamfir Stroe Drăgan Manea
Iancu Ilie Bratu Chiriac Enache Diaconu Grigore Alexandru Serban Pavel Tănase Dima Olteanu
Căldăraru Lăcătuș Gabor Covaci Moldoveanu Ardelean""".split()

ROMANIAN_FAMILY_HEADS = """Anton Barbul Bogd Constantin Cost Crist Dan Dim Dobr Filip Georg Grigor
Ili Lup Marin Mih Nicol Petr Simion Stef Tom Vasil Vlad""".split()

ROMANIAN_FAMILY_TAILS = """escu oiu eanu aru ache ea""".split()

YORUBA_MALE_HEADS = "Olu Ade Ayo Ola Oluwa Babatun Temi Tolu Kola Femi Folo Bolu Akin".split()
YORUBA_TAILS = """wole seun tobi wale kunle dayo femi bode shola yemi lola dare bukola niyi sola
gbenga tayo jimi bola""".split()

NIGERIAN_MALE = """Emmanuel David Daniel Samuel Michael Joshua Victor Chukwuemeka Emeka Chinedu
Ikenna Obinna Chidi Uche Kelechi Nnamdi Ifeanyi Olumide Babajide Tunde Segun Kayode Femi Wale
Gbenga Ayodele Adewale Oluwaseun Oluwatobi Temitope Tobi Kunle Dayo Rotimi Jide Ebuka Kenechukwu
Chibuike Tochukwu Ibrahim Musa Sani Abubakar Osas Efe Godwin Sunday Monday Friday Festus Prince
Gift Favour Marvellous Kofi Kwame Kwabena Kwaku Yaw Kwadwo Kwesi Nana Ebo Kojo Ekow Fiifi Akwasi
Isaac Ebenezer Prince Bright Richmond Clement Ernest Evans Collins""".split()

NIGERIAN_FEMALE = """Blessing Grace Esther Mary Joy Favour Precious Chioma Ngozi Adaeze Amaka
Chiamaka Ifeoma Nkechi Uchenna Chinyere Obioma Ogechi Adanna Kosisochukwu Folake Yetunde Bukola
Funmilayo Titilayo Omolara Abimbola Adeola Ayomide Oluwaseyi Temitope Tolulope Damilola Toyin Sade
Ronke Bisi Kemi Shade Morenike Simisola Teniola Halima Zainab Hauwa Osayuki Mercy Patience Comfort
Peace Faith Happiness Gift Akua Ama Abena Adwoa Afia Akosua Esi Efua Araba Yaa Akosua Maame Nana
Adjoa Ekua Abigail Priscilla Gifty Linda Vida Doris Beatrice""".split()

NIGERIAN_FAMILY = """Okafor Okonkwo Okeke Eze Nwosu Obi Onyeka Chukwu Nwachukwu Igwe Okoro Ogbonna
Uzor Nnaji Anyanwu Adeyemi Adebayo Ogunleye Oladipo Akinola Ojo Balogun Adewale Afolabi Adeleke
Ogundipe Olawale Bello Ibrahim Abubakar Mohammed Yusuf Lawal Sanni Osagie Igbinedion Omoruyi
Aigbe Idahosa Ehigie Edet Effiong Bassey Etim Mensah Owusu Boateng Asante Osei Appiah Agyeman
Amoah Antwi Asare Opoku Frimpong Addo Ofori Annan Acheampong Adjei Agyei Amponsah Ankrah Ansah
Arthur Boakye Darko Donkor Gyamfi Kwarteng Nkrumah Ntim Oppong Quaye Sarpong Tetteh Yeboah Badu
Danso Bonsu Nyarko Lamptey Oduro""".split()

NIGERIAN_FAMILY_HEADS = "Ade Ola Ogun Oye Aki Akin Fa Olu Ayo Odu Oje Awo".split()
NIGERIAN_FAMILY_TAILS = """bayo leke wale sanya tunde niyi goke bisi lade rinde shola yinka
dele""".split()

PORTUGUESE_MALE = """João José António Francisco Pedro Miguel Paulo Carlos Luís Manuel Rui Tiago
Nuno Ricardo André Diogo Rafael Bruno Hugo Filipe Jorge Duarte Gonçalo Afonso Tomás Martim Rodrigo
Guilherme Santiago Gabriel Lucas Leonardo Vasco Mateus Daniel David Bernardo Henrique Eduardo
Fernando Fábio Márcio Sérgio Vítor Armando Joaquim Domingos Salvador Simão Dinis Lourenço Edson
Wilson Nelson Adilson Ivo""".split()

PORTUGUESE_FEMALE = """Maria Ana Inês Mariana Beatriz Leonor Matilde Carolina Catarina Sofia Rita
Joana Marta Sara Francisca Margarida Teresa Isabel Cristina Paula Carla Sandra Patrícia Sónia
Susana Helena Fernanda Luísa Filipa Raquel Diana Daniela Andreia Bruna Alice Laura Lara Eva Clara
Benedita Camila Constança Vitória Gabriela Letícia Larissa Juliana Fátima Graça Conceição Rosa
Lurdes Odete Jéssica Vanessa Débora Nádia Telma Yara Iara""".split()

PORTUGUESE_FAMILY = """Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins
Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho
Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho
Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Machado Araújo Barbosa Tavares
Lourenço Castro Figueiredo Azevedo Freitas Magalhães Henriques Lima Guerreiro Batista
Pinheiro Faria Miranda Barros Morais Nogueira Esteves Anjos Baptista Campos Mota Andrade
Brito Sá Nascimento Leite Abreu Borges Melo Vaz Pacheco""".split()

SHORT_FORMS = """
Krzysztof: Krzysiek Krzys Kris
Andrzej: Andrew Jędrek
Tomasz: Tomek Tom
Michał: Michael Misiek
Łukasz: Luke Łukaszek
Jakub: Kuba Jacob
Mateusz: Mati Matt
Grzegorz: Grzesiek Greg
Wojciech: Wojtek
Bartosz: Bartek Bart
Aleksander: Olek Alex
Stanisław: Staszek Stan
Zbigniew: Zbyszek
Katarzyna: Kasia Kate
Małgorzata: Gosia Margaret
Agnieszka: Aga Agnes
Magdalena: Magda Lena
Joanna: Asia Joanne
Aleksandra: Ola Alex
Zofia: Zosia Sophie
Zuzanna: Zuzia Susan
Hanna: Hania
Natalia: Natalka Nati
Wiktoria: Wika Victoria
Elżbieta: Ela Elizabeth
Małgorzata: Gosia
Barbara: Basia
Ewa: Eva
Anna: Ania Ana
Maria: Marysia Mary
Oleksandr: Sasha Alex Oleks
Volodymyr: Vova Vladimir
Dmytro: Dima
Kateryna: Katya Kate
Anastasiya: Nastya
Nataliya: Natasha
Yuliya: Yulia Julia
Alexandru: Alex Sandu
Andreea: Deea Andra
Gheorghe: Gigi George
Constantin: Costi Costel
Ștefan: Fane Stefan
Cristian: Cristi Chris
Mihaela: Miha Ela
Gabriela: Gabi
Gabriel: Gabi
Georgiana: Geo Gina
Nicolae: Nicu Nick
Emanuel: Manu
Emmanuel: Emma Manny
Chukwuemeka: Emeka
Oluwaseun: Seun
Oluwatobi: Tobi
Temitope: Temi Tope
Tolulope: Tolu
Damilola: Dami
Chiamaka: Amaka
Kosisochukwu: Kosi
Kenechukwu: Kene
Olumide: Olu Mide
Babajide: Jide
Adewale: Wale
Funmilayo: Funmi
Titilayo: Titi
Omolara: Lara
Abimbola: Bola Bimbo
Ayomide: Ayo
Folake: Fola
Yetunde: Yetty
Blessing: Bless
Samuel: Sam Sammy
Joshua: Josh
Michael: Mike
Daniel: Dan Danny
José: Zé
Francisco: Chico Xico
António: Toni Tó
João: Joca John
Carlos: Carlitos
Miguel: Micas
Fernando: Nando
Eduardo: Edu
Catarina: Cata
Beatriz: Bia
Margarida: Guida
Carolina: Carol
Leonor: Nonô
Gabriel: Gabi
Isabel: Bela
"""

SPELLINGS = """
Jakub Yakub
Wiktor Viktor Victor
Wiktoria Viktoria Victoria
Oliwia Olivia
Oliwier Oliver Olivier
Zuzanna Suzanna Zusanna
Zofia Sofia Zophia
Julia Yulia
Kacper Kasper Casper
Oskar Oscar
Nikola Nicola
Krzysztof Kristof Krzystof
Aleksandra Alexandra
Aleksander Alexander
Oleksandr Aleksandr Alexander Olexandr
Andriy Andrii Andrey Andrij
Serhiy Sergiy Sergei Serhii
Volodymyr Vladimir Wolodymyr
Dmytro Dmitri Dmitro
Mykola Nikolai Mikola
Yuriy Yurii Yuri
Kateryna Katerina Ekaterina
Yuliya Yulia Iuliia
Nataliya Natalia Nataliia
Anastasiya Anastasia Anastasiia
Tetiana Tatiana Tetyana
Sofiya Sofiia Sophia
Olena Elena Helena
Andreea Andrea
Ștefan Stefan Steffan
Ionuț Ionutz Ionut
Cristian Christian
Cristina Christina
Mihai Mihail
Rebeca Rebecca
Oluwaseun Oluwaseyi
Temitope Temitayo
Chioma Chiyoma
Kwame Kwami
Kwabena Kobina Kwabina
Akosua Akosuah
Abena Abenaa
Adwoa Adjoa
Nana Naana
Emmanuel Emanuel
João Joao
Luís Luis Louis
Matilde Mathilde
Inês Ines Agnes
Tomás Thomas Tomaz
Sónia Sonya Sonia
"""

FAMILY_SPELLINGS = """
Kowalski Kovalski Kowalsky
Wójcik Wojcik Wujcik
Shevchenko Shevchenco Szewczenko
Kovalenko Kowalenko
Oliynyk Oliinyk Olijnyk
Melnyk Melnik
Popescu Popesku
Nwachukwu Nwachuku
Okonkwo Okonkwor
Adeyemi Adeyemy
Mensah Mensa
Owusu Owosu
Boateng Boatin
Agyeman Agyemang
Agyei Adjei
Quaye Kwaye
Yeboah Yeboa
Sousa Souza
Baptista Batista
Correia Correa
"""
