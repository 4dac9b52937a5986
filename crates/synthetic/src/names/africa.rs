//! Names from West Africa and from Somalia.
//!
//! A Somali person has a given name, the father's and the grandfather's: no family name.
//! Invariant: as in [`super::british_isles`]; the Somali list has men's names for family names.

use super::NameList;

pub(super) const WEST_AFRICAN: NameList = NameList {
    girls: "Adaeze Chioma Ngozi Temitope Folasade Abena Akosua Ama Efua Esi Adwoa Yaa Blessing Favour \
        Precious Grace Mercy Chidinma Ifeoma Nneka Oluchi Zainabu Aminata Fatoumata Mariama Isatou \
        Bintou Titilayo Yewande Bukola Damilola Simisola Ayomide Deborah Esther Ruth Tiwa Eniola \
        Morenike Adjoa",
    women: "Ngozi Chinyere Ifeyinwa Uchenna Nkechi Folake Bolanle Yetunde Funmilayo Kehinde Taiwo Abosede \
        Comfort Patience Charity Gifty Vida Beatrice Mabel Akua Afia Araba Mansa Aissatou Fanta \
        Kadiatou Hawa Ramatu Memuna Oluwaseun Titilola Omolara Adenike Modupe Ronke Bisi Amaka \
        Obioma Stella Florence",
    boys: "Chukwuemeka Emeka Obinna Kelechi Chidi Tobi Ayo Femi Kwame Kofi Kwaku Yaw Kojo Kwabena Nana \
        Emmanuel Samuel Daniel Joshua David Ebuka Ikenna Somto Zubair Mamadou Ousmane Lamin Ebrima \
        Modou Tunde Segun Dayo Jide Kayode Malachi Caleb Isaac Oluwatobi Temi Ekow",
    men: "Chinedu Emeka Ikechukwu Nnamdi Obinna Uche Olumide Babatunde Adewale Olusegun Gbenga Kunle Rotimi \
        Kwame Kofi Kwasi Yaw Kwabena Ebenezer Godfrey Sunday Monday Innocent Festus Felix Moses \
        Ibrahima Amadou Sekou Alhaji Momodou Lamin Musa Idrissa Taiwo Kehinde Akin Dele Sola Tayo",
    families: "Okafor Okonkwo Adeyemi Ogunleye Balogun Eze Nwosu Adebayo Oladipo Olawale Mensah Owusu \
        Boateng Asante Osei Appiah Agyeman Amoah Ansah Darko Frimpong Gyasi Opoku Sarpong Addo \
        Acheampong Quaye Tetteh Lartey Diallo Bah Barry Camara Conteh Kamara Koroma Sesay Bangura \
        Turay Jalloh Ceesay Jallow Touray Sanneh Njie Adeleke Afolabi Akinola Akintola Alabi \
        Bankole Chukwu Ekwueme Ibe Igwe Nnadi Nwachukwu Obi Odukoya Ojo Oni Onyeka Uzoma Yeboah",
};

pub(super) const SOMALI: NameList = NameList {
    girls: "Ayaan Hodan Ifrah Sagal Hibaq Idil Fardowsa Nasra Sumaya Amal Khadra Ubah Ilhan Deqa Filsan \
        Hafsa Ikran Kaltun Ladan Muna Naima Rahma Sahra Yasmin Zamzam Asha Bilan Canab Fowsia Gacal \
        Hamdi Istahil Jamila Leyla Maryan Nimco Rayaan Samira Warsan Hanan",
    women: "Fadumo Amina Halimo Hawa Khadija Sahra Asha Maryan Zahra Faduma Hodan Shukri Safiyo Ardo Barni \
        Cibaado Dahabo Faiza Habiba Ifrah Jawahir Kinsi Luul Marian Nasteho Qamar Rukiya Sirad \
        Ubah Xalimo Zeinab Anab Basra Degan Edna Fartun Hinda Idil Kiin Nuura",
    boys: "Abdirahman Mohamed Ahmed Hassan Abdi Yusuf Ibrahim Liban Guled Mahad Khalid Zakariye Ayub \
        Bilal Daud Faisal Hamza Idris Jamal Kadar Mustafe Nuh Omar Qasim Ridwan Sharmarke Suleiman \
        Yahya Zubayr Anas Bashir Deeq Farhan Hussein Ismail Mubarak Nasir Salman Warsame Yasin",
    men: "Abdi Mohamed Ahmed Hassan Ali Omar Yusuf Ibrahim Abdullahi Hussein Farah Warsame Jama Nur Osman \
        Abdirahman Aden Bile Dahir Egal Faarax Gedi Hersi Isse Jibril Kediye Mahamud Muse Roble \
        Said Samatar Shire Sugulle Ugas Yasin Adan Awale Barre Duale Elmi",
    families: "Abdi Mohamed Ahmed Hassan Ali Omar Yusuf Ibrahim Abdullahi Hussein Farah Warsame Jama Nur \
        Osman Aden Bile Dahir Egal Gedi Hersi Isse Jibril Mahamud Muse Roble Said Samatar Shire \
        Sugulle Ugas Yasin Awale Barre Duale Elmi Guled Haji Hirsi Kahin Madar Mire Odowa Qalib \
        Rage Sheikh Tani Wais Yonis Abokor Arab Artan Boqor Diriye Dualeh Gaal Gabobe Handulle \
        Jimale Kulmiye",
};
