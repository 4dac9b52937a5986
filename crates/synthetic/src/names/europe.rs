//! Names from Poland and Eastern Europe, and from Portugal and Spain.
//!
//! Polish family names in -ski change with sex; Iberian people carry two family names.
//! Invariant: as in [`super::british_isles`].

use super::NameList;

pub(super) const EASTERN_EUROPEAN: NameList = NameList {
    girls: "Zuzanna Julia Maja Zofia Hanna Lena Alicja Oliwia Amelia Wiktoria Natalia Nikola Aleksandra \
        Antonina Gabriela Martyna Nadia Emilia Kinga Jagoda Sofija Gabija Emilija Luknė Daria \
        Anastasia Ioana Andreea Bianca Elena Viktoria Polina Solomiia Mariia Milena Denisa Tereza \
        Kristýna Dorota Laura Łucja Michalina",
    women: "Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Joanna Magdalena Monika Aleksandra Beata \
        Dorota Jolanta Iwona Renata Elżbieta Danuta Halina Krystyna Teresa Justyna Sylwia Edyta \
        Rasa Daiva Jurgita Ingrida Elena Mihaela Cristina Oksana Olena Tetiana Iryna Nataliia \
        Svetlana Petra Lenka Jana Zuzana Ivana",
    boys: "Antoni Jakub Jan Szymon Aleksander Franciszek Filip Mikołaj Wojciech Kacper Adam Michał Marcel \
        Stanisław Wiktor Piotr Igor Oskar Nikodem Dawid Lukas Matas Jonas Domantas Andrei Stefan \
        Matei Luca Oleksandr Artem Dmytro Maksym Bohdan Tomáš Matěj Ondřej Oliwier Bartosz Borys",
    men: "Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Grzegorz Jerzy Adam Łukasz Zbigniew Ryszard \
        Dariusz Mariusz Wojciech Robert Rafał Jacek Janusz Mirosław Sławomir Jarosław Vytautas \
        Mindaugas Darius Andrius Ion Gheorghe Florin Marius Oleksandr Volodymyr Serhii Andrii \
        Mykola Pavel Jiří Zdeněk Marek Milan",
    families: "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański \
        Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Wojciechowski Krawczyk Kaczmarek \
        Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Majewski \
        Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski \
        Walczak Sikora Baran Rutkowski Kazlauskas Petrauskas Jankauskas Popescu Ionescu Popa Radu \
        Dumitru Stoica Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Melnyk Novák Svoboda \
        Dvořák Horváth Kovács Tóth Varga",
};

pub(super) const IBERIAN: NameList = NameList {
    girls: "Maria Leonor Matilde Beatriz Carolina Mariana Ana Inês Sofia Francisca Lara Madalena Clara \
        Joana Margarida Laura Alba Lucía Martina Paula Valeria Carmen Noa Daniela Vera Emma Julia \
        Alma Marta Rocío Pilar Triana Núria Íris Catarina Rita Diana Helena Sara Lúcia",
    women: "Maria Ana Isabel Fernanda Teresa Paula Carla Sandra Patrícia Susana Cláudia Filipa Helena \
        Luísa Rosa Fátima Manuela Cristina Mónica Sílvia Carmen Dolores Pilar Josefa Mercedes \
        Rosario Concepción Montserrat Beatriz Nuria Elena Raquel Silvia Inmaculada Yolanda Esther \
        Margarida Conceição Graça Lurdes",
    boys: "João Francisco Santiago Afonso Duarte Tomás Lourenço Martim Gonçalo Miguel Rodrigo Pedro \
        Diogo Gabriel Simão Hugo Mateo Martín Lucas Leo Daniel Alejandro Manuel Pablo Álvaro Adrián \
        Enzo Mario Thiago Nicolás Iker Marcos Izan Rafael André Tiago David Guilherme Vicente Xavier",
    men: "José António João Manuel Carlos Paulo Luís Fernando Jorge Pedro Rui Nuno Ricardo Miguel Sérgio \
        Vítor Mário Hélder Bruno Hugo Francisco Javier Antonio Juan Jesús Ángel Rafael Ramón \
        Vicente Joaquín Andrés Enrique Alberto Diego Raúl Rubén Iván Óscar Emilio Gonzalo",
    families: "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes \
        Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia \
        Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Ramos Reis \
        Simões Antunes Matos García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez \
        Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro \
        Torres Domínguez Vázquez Gil Serrano Molina Blanco Castro Ortega Delgado Ortiz Marín",
};
