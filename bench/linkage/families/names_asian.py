"""Given and family names, short forms and spellings: South Asian, Chinese, Arabic, Turkish, Somali.

Written from general knowledge, commonest first. Names carried over from other scripts have many
English spellings, which is why each tradition also has spelling groups and letter habits: one
office writes Mohammed and the next Muhammad, and a linkage engine must survive it.

Invariant: the first name of a spelling group is one that the lists can draw.
"""

MUSLIM_MALE = """Mohammed Ahmed Ali Hassan Hussain Imran Bilal Usman Omar Hamza Ibrahim Yusuf Adam
Zain Ismail Khalid Tariq Asif Kashif Shahid Rashid Nadeem Naveed Faisal Farhan Adnan Amir Arshad
Aqeel Zahid Waqas Sajid Junaid Haris Rehan Saad Talha Abdullah Zubair Irfan Kamran Majid Nasir
Qasim Rizwan Salman Shabir Sohail Tahir Umair Wasim Yasir Zeeshan Danyal Eesa Musa Idris Ayaan
Rayyan Zakariya Mustafa Murtaza Ehsan Iqbal Javed Pervez Ghulam Liaqat Mahmood Mushtaq Riaz Sadiq
Shafiq Akhtar Anwar Aslam Azhar Babar Fahad Habib Jamal Kabir Luqman Mahbub Mizanur Nurul Rahim
Shamim Shafiul Kamrul Abul Abdur Anisur Azizur Faruk Harun Jahangir Motiur Rezaul Saiful Tofayel
Uzair Subhan Arham Mikaeel Rohaan Shayan Taimoor Hashim""".split()

MUSLIM_FEMALE = """Fatima Aisha Maryam Zainab Khadija Amina Saima Nadia Samina Shabana Rukhsana
Nasreen Farzana Shazia Sadia Rabia Hafsa Sumaya Iqra Mehwish Sana Hira Zara Noor Alina Anaya
Inaya Hania Aleena Laiba Maham Mariam Sobia Tahira Uzma Yasmin Zubaida Razia Parveen Shahnaz
Shamim Kausar Naseem Nazia Nusrat Rehana Robina Ruqayyah Safia Saira Salma Shaista Sidra Sofia
Tasleem Tayyaba Zoya Zahra Humaira Hina Fozia Bushra Asma Arooj Anisa Ammara Afshan Aaliyah
Eshal Haleema Jamila Kulsum Lubna Mumtaz Naila Rahima Rina Rokeya Shahida Sultana Taslima Halima
Momtaz Nargis Ayesha Jannat Tahmina Shirin Nazma Monowara Hosne Lutfa Afia Aymen Zunairah
Hooria""".split()

MUSLIM_FAMILY = """Khan Hussain Ahmed Ali Iqbal Mahmood Akhtar Malik Shah Mohammed Rahman Miah
Uddin Islam Chowdhury Hussein Mirza Butt Rashid Rafiq Aslam Aziz Bashir Hanif Javed Latif Mughal
Nawaz Qureshi Raja Saeed Sharif Sheikh Siddique Syed Tariq Yousaf Zaman Alam Alom Haque Hoque
Ullah Sarkar Talukdar Bhatti Chaudhry Dar Abbasi Ansari Awan Baig Farooq Ghafoor Hamid Imran Ishaq
Jamil Kayani Lone Masood Mir Munir Pervaiz Rana Rehman Sadiq Satti Shabir Shafi Shaheen Sohail
Tahir Usmani Wahid Yaqub Younis Zafar Zahoor Kazi Laskar Matin Mozumder Muhit Noor Patwary Quddus
Rouf Salam Sikder Tarafdar Bukhari Gilani Hashmi Jaffri Kazmi Naqvi Rizvi Zaidi Durrani Afridi
Khattak Yusufzai Memon Dawood Ganatra Vohra""".split()

SIKH_MALE = """Harpreet Gurpreet Manpreet Jaspreet Amandeep Sukhdeep Mandeep Kuldeep Baldev Balbir
Gurdeep Harjit Surjit Ranjit Manjit Daljit Kulwinder Sukhwinder Parminder Jaswinder Balwinder
Gurmeet Harminder Davinder Satnam Tejinder Jagdeep Navdeep Rajdeep Hardeep Karandeep Arjan Gurjit
Jagjit Amrit Harman Ekam Fateh Jovan Angad Avraj Himmat Kabir Karam Param Ranveer Sahib Simran Tegh
Veer Zorawar Jasdeep Kirpal Mohinder Nirmal Pritam Resham Sarbjit Sohan Swaran Avtar Gurbax
Inderjit Joginder Lakhbir""".split()

SIKH_FEMALE = """Harpreet Gurpreet Manpreet Jaspreet Amandeep Sukhdeep Mandeep Kuldeep Rajinder
Balbir Gurdeep Harjit Surjit Ranjit Manjit Daljit Kulwinder Sukhwinder Parminder Jaswinder
Balwinder Kamaljit Harminder Davinder Simran Kiran Navjot Rupinder Satwinder Jasleen Gurleen
Harleen Manveer Amrit Anika Asees Avneet Ishleen Jeevan Jasmeet Kirat Khushi Mehar Navneet Prabhjot
Rajwant Ravneet Sehaj Sukhjit Tavleen Amarjit Bhupinder Charanjit Gurbaksh Inderjit Jagjit Mohinder
Nirmal Paramjit Pritam Resham Sarbjit Surinder Swaran""".split()

SIKH_HEADS = """Har Gur Man Jas Aman Sukh Kul Ran Nav Par Bal Jag Raj Dal Tej Kiran Kamal Prab Lakh
Gagan Jaspal Avin Kirat Sat Sim Rup Gur Jat Deep""".split()

SIKH_TAILS = "preet deep jit jeet inder winder want meet leen noor pal bir jot".split()

SIKH_FAMILY = """Singh Kaur Gill Sandhu Dhillon Sidhu Dhaliwal Grewal Bains Johal Uppal Virk Sohal
Atwal Bassi Basra Bhogal Chahal Cheema Chana Deol Dosanjh Garcha Ghuman Hayer Hundal Jassal Jhutti
Kang Khangura Khera Kooner Lalli Mahal Mann Matharu Nagra Nijjar Panesar Purewal Rai Randhawa
Riyat Sahota Samra Sandher Sanghera Sehmi Sekhon Shergill Sihota Sura Takhar Thandi Thind Tiwana
Toor Ubhi Virdee Dulai Bhullar Brar Aujla Bhamra""".split()

HINDU_MALE = """Raj Amit Rahul Sanjay Vijay Anil Sunil Suresh Ramesh Rakesh Mahesh Dinesh Ashok
Vikram Arjun Rohan Aarav Vivaan Krish Dev Jay Nikhil Pratik Hitesh Jayesh Bhavesh Kalpesh Nilesh
Mukesh Paresh Yogesh Kiran Kishan Harish Girish Deepak Ajay Vinod Manoj Pankaj Prakash Ravi
Sachin Sandeep Tushar Uday Varun Vishal Aryan Ayush Dhruv Ishaan Kavi Neel Om Rishi Shiv Veer Yash
Aditya Anand Arun Balaji Ganesh Gopal Hari Karthik Kumar Mohan Murali Nathan Prasad Rajesh
Selvan Senthil Siva Thiru Venkat Naresh Chirag Jignesh Ketan Parth Milan Bhupendra Chandrakant
Dhirajlal Jayantilal Kantilal""".split()

HINDU_FEMALE = """Priya Pooja Neha Anjali Sunita Anita Meena Rekha Usha Hansa Kavita Nisha Asha
Bhavna Daksha Hema Jyoti Kalpana Lata Manisha Nita Pratibha Ranjan Sangita Shilpa Smita Sonal
Urmila Vandana Varsha Aanya Anaya Diya Isha Jiya Kavya Mira Myra Nikita Riya Saanvi Shreya Tara
Trisha Vidya Anushka Aditi Deepa Divya Gita Indira Janki Kamala Lakshmi Mala Nalini Padma Radha
Rani Sarita Savita Seema Shanti Sita Sushila Tulsi Uma Vasanti Veena Geetha Thivya Abirami Meera
Bhavini Hetal Jagruti Kinjal Krupa Minal""".split()

HINDU_FAMILY = """Patel Shah Sharma Kumar Desai Mistry Joshi Mehta Parmar Solanki Chauhan Gupta
Verma Reddy Rao Nair Menon Iyer Pillai Mukherjee Banerjee Chatterjee Das Ghosh Bose Sen Dutta Roy
Trivedi Pandya Bhatt Dave Vyas Shukla Mishra Pandey Tiwari Agarwal Jain Kapoor Khanna Malhotra
Chopra Arora Bhatia Sethi Thakkar Lad Modi Gandhi Amin Raval Rana Tailor Vaghela Rathod Makwana
Gohil Zala Bhandari Gurung Thapa Rai Tamang Shrestha Limbu Adhikari Naidu Krishnan Subramaniam
Sivakumar Nadarajah Balasubramaniam Rajaratnam Selvarajah Kanagaratnam Ganeshan Naik Kulkarni
Patil Deshmukh Jadhav Pawar Kotecha Popat Ruparelia Lakhani Hirani Varsani Halai""".split()

ARABIC_MALE = """Mohamed Ahmed Ali Omar Youssef Khaled Hassan Hussein Mahmoud Mustafa Ibrahim
Abdullah Abdulrahman Saleh Samir Tarek Karim Bilal Anas Hamza Zaid Faris Rami Walid Ziad Nabil
Majed Fadi Bashar Jamal Adel Amr Ayman Basil Emad Ghassan Haitham Hani Hisham Issa Jaber Kamal
Laith Marwan Mazen Munir Nasser Osama Qais Raed Said Sami Sufyan Taha Wael Yahya Yasin Zakaria
Dawood Elias Haydar Jawad Murtadha Sajjad Abbas Rachid Mourad Sofiane Lotfi Hicham""".split()

ARABIC_FEMALE = """Fatima Maryam Aisha Zainab Nour Layla Sara Huda Amal Rania Hanan Salma Yasmin
Lina Rana Dina Mona Noura Reem Samar Sana Sawsan Suha Wafa Zahra Amina Asma Batoul Dalal Farah
Ghada Hala Hind Iman Jamila Karima Khadija Lamia Lubna Maha Manal Marwa Maysa Nada Nadia Naima
Rasha Rawan Ruba Sahar Salwa Shahad Shaima Siham Tasneem Wissam Yusra Zeina Hajar Latifa Malika
Samira Souad Fadwa Jana Joud Retaj""".split()

ARABIC_FAMILY = """Al-Hassan Al-Ahmad Al-Masri Al-Khatib Al-Jabouri Al-Hamadi Al-Saadi Al-Tamimi
Al-Rashid Al-Najjar Hassan Ahmed Mohamed Ibrahim Khalil Mansour Haddad Khoury Nasser Saleh Salem
Hamdan Darwish Al-Sayed El-Sayed Mahmoud Osman Abdallah Aziz Farouk Ghanem Hijazi Issa Jaber Kassem
Mustafa Naji Qasim Said Taha Yassin Zidan Al-Obaidi Al-Janabi Al-Shammari Al-Dulaimi Al-Bayati
Barakat Shaheen Sabbagh Halabi Hallaq Bakri Kurdi Turki Ben-Ali Benali Bouzid Boukhari Belkacem
Cherif Hamidi Mansouri Touati Ziani Brahimi Saidi Khelifi Amrani El-Idrissi El-Fassi Berrada Alaoui
Bennani Chaoui Tahiri""".split()

SOMALI_MALE = """Mohamed Abdi Ahmed Ali Hassan Omar Abdullahi Yusuf Ibrahim Abdirahman
Ismail Hussein Abdikarim Mahad Liban Farah Jama Warsame Guled Hersi Mahamud Nur Osman
Said Abshir Bashir Dahir Elmi Gedi Hirsi Isse Kadiye Khalid Mukhtar Roble Samatar
Sharmarke Shire Zakaria Abdiaziz Abdifatah Abdinasir Ayanle Bile Dalmar Diriye Duale
Egal Geedi Idle Kaise Muse Saleban Ayub Hamza""".split()

SOMALI_FEMALE = """Fatima Amina Hodan Khadra Asha Halima Sahra Hawa Maryan Ifrah Ayaan Hamdi Hibo
Idil Ladan Nimco Sagal Samira Shukri Ubah Zamzam Fowzia Faduma Deqa Bilan Amran Ruqiyo Safia
Sumaya Yasmin Nasra Najma Muna Leyla Kawthar Ikran Hafsa Filsan Fardowsa Farhiya Dahabo Caasha
Anab Barwaqo Basra Habibo Hinda Istahil Kaltun Luul Naima Rahma Saynab Suad Xaliimo""".split()

SOMALI_FAMILY = SOMALI_MALE

TURKISH_MALE = """Mehmet Mustafa Ahmet Ali Huseyin Hasan Ibrahim Ismail Osman Yusuf
Murat Omer Emre Can Burak Mert Kaan Deniz Cem Baris Serkan Hakan Volkan Ozgur Ufuk Tolga
Kemal Orhan Selim Suleyman Yasin Yigit Arda Berk Eren Efe Kerem Onur Ozan Sinan Tarik
Ugur Umut Veli Zeki Bulent Cengiz Dogan Erdal Ferhat Haydar Ilhan Kadir Levent Metin
Necati Rojin Azad Baran Serhat Ciya""".split()

TURKISH_FEMALE = """Fatma Ayse Emine Hatice Zeynep Elif Merve Busra Esra Kubra Ozlem Derya Deniz
Sevgi Gul Gulay Aylin Asli Aysel Belgin Berna Burcu Canan Ceren Cigdem Damla Defne Dilek Ebru Ece
Eda Ela Ezgi Filiz Gizem Gonul Hulya Irem Melek Meryem Mine Nermin Nur Nurcan Ozge Pinar Selin
Sema Serap Sibel Songul Sultan Tugba Yasemin Yeliz Zehra Zerrin Rojda Berfin Dilan
Helin""".split()

TURKISH_FAMILY = """Yilmaz Kaya Demir Sahin Celik Yildiz Yildirim Ozturk Aydin Ozdemir Arslan
Dogan Kilic Aslan Cetin Kara Koc Kurt Ozkan Simsek Polat Korkmaz Cakir Erdogan Acar Yavuz Can Tas
Aksoy Unal Gunes Bulut Keskin Turan Gul Ozer Isik Kaplan Avci Sari Tekin Yalcin Bozkurt Ates Uzun
Toprak Karaca Akin Guler Karakoc Oz Coskun Karatas Dag Ipek Sen Mehmet Hasan Osman Ramadan Halil
Salih Irfan Kemal Mustafa Niyazi""".split()

CHINESE_SYLLABLES = """Wei Ming Jun Hui Yan Li Xin Yi Jing Hao Yu Xiao Mei Lin Hong Ying Fang Jie
Ping Qing Lan Rui Zhi Jia Chen Cheng Feng Guo Hai Jian Kai Lei Long Peng Qi Shan Tao Ting Wen Xia
Xiang Xue Yang Yuan Yue Yun Zhen Zi Chun Dan Dong Fei Han Hua Juan Ling Min Na Ning Qian Rong Shu Si
Song Tian Yao Yong Zhong Bo Bin Chao Gang Jin""".split()

CHINESE_FAMILY = """Wang Li Zhang Chen Liu Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao
Luo Zheng Liang Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du
Ye Cheng Wei Su Lu Ding Ren Shen Yao Lam Wong Chan Cheung Leung Ng Ho Lau Cheng Tse Yeung Kwok
Tsang Chow Lo Fung Mak Yip Kwan Poon Chiu Tam Lai Yuen Siu Chung Mok Hui Kwong Tsui Lui Szeto
Auyeung""".split()

CHINESE_ENGLISH = {
    "M": """Jason Kevin Eric Daniel Ryan Andy Tony Raymond Alan Anson Marcus Ivan Jacky Kelvin
    Lucas Ethan Hugo Nathan Aaron Vincent""",
    "F": """Amy Jenny Emily Grace Vivian Cindy Karen Joyce Winnie Fiona Kelly Chloe Sophie Mandy
    Yoyo Tiffany Hailey Charlotte Carmen Angel""",
}

SHORT_FORMS = """
Mohammed: Mo Md Mohd
Mohamed: Mo Moe
Muhammad: Mo
Abdullah: Abdul Abs
Abdullahi: Abdi
Abdirahman: Abdi Rahman
Abdulrahman: Abdul Rahman
Abdikarim: Abdi Karim
Abdinasir: Abdi Nasir
Abdifatah: Abdi
Abdur: Abdul
Ibrahim: Ibby Ibra
Yusuf: Yus Joseph
Ismail: Izzy Ish
Usman: Uzi
Imran: Immy
Zeeshan: Zee Shan
Danyal: Danny Dan
Hamza: Hamz
Khadija: Khadi Dija
Zainab: Zee Zaynie
Fatima: Fatty Tima Fati
Rukhsana: Roxy Rukhi
Shabana: Shabs
Aaliyah: Liyah
Maryam: Mary Mariam
Jamila: Jam
Sumaya: Sumi
Yasmin: Yas Mina
Harpreet: Harry Preet
Gurpreet: Gurps Preet Gary
Manpreet: Mani Manny
Jaspreet: Jas Jazz
Amandeep: Aman Andy
Sukhdeep: Sukhi Sukh
Mandeep: Mandy Mani
Kuldeep: Kully Kul
Kulwinder: Kully Winder
Sukhwinder: Sukhi
Parminder: Pam Parmy
Jaswinder: Jas Jassi
Balwinder: Bal Bally
Baldev: Bal Dave
Davinder: Dav Dave
Rajinder: Raj Raji
Kamaljit: Kamal Kam
Ranjit: Ran Ronny
Harjit: Harj Harry
Navdeep: Nav
Navneet: Nav Neeta
Simran: Sim Simi
Surinder: Sindy Suri
Tejinder: Tej
Hardeep: Hardy Deep
Aditya: Adi
Bhupendra: Bhupi
Chandrakant: Chandu
Dhirajlal: Dhiru
Jayantilal: Jayanti Jay
Kantilal: Kanti
Balaji: Bala
Karthik: Karthi
Lakshmi: Laxmi Luxmi
Rajesh: Raj
Rakesh: Rocky
Sanjay: San Sanj
Vikram: Vik Vicky
Venkat: Venky
Priya: Pri
Nikhil: Nik
Nikita: Niki
Pratibha: Prati
Anushka: Anu
Hassan: Hass
Khaled: Khal
Mahmoud: Mido
Mustafa: Musti Mus
Mehmet: Memo
Suleyman: Sulo
Huseyin: Huso
Zeynep: Zey
Yasemin: Yas
Faduma: Fadumo Fay
Fardowsa: Fardus
"""

SPELLINGS = """
Mohammed Muhammad Mohamed Mohammad Muhammed Mohamad
Mohamed Mohammed Muhammad Maxamed Mahamed
Ahmed Ahmad Axmed Ahmet
Hussain Hussein Husain Hossain Hossein Xuseen
Hussein Hussain Husain Huseyn
Hassan Hasan Xasan
Usman Osman Uthman Othman Cusmaan
Omar Umar Umer Omer Cumar
Yusuf Yousuf Yousef Youssef Yusef
Youssef Yousef Yusuf Yousif
Ibrahim Ebrahim Ibraheem Ibrahiim
Ismail Ismael Esmail Ismaeel
Khalid Khaled Khaleed
Tariq Tarek Tarique
Tarek Tariq Tareq
Rashid Rasheed Rachid
Naveed Navid
Faisal Faysal Feisal
Amir Aamir Ameer
Bilal Belal Bilaal
Eesa Isa Essa
Musa Moosa Mousa
Ayaan Ayan Aayan
Rayyan Rayan
Zakariya Zakaria Zachariah
Zakaria Zakariya Zekeria
Zain Zayn Zane
Qasim Kasim Qaasim
Abdullah Abdulla Abdallah
Abdirahman Abdurahman Abdulrahman Cabdiraxmaan
Fatima Fatimah Fathima Fatema Faatima
Aisha Ayesha Aysha Aicha
Ayesha Aisha Aysha
Maryam Mariam Mariyam Meryem
Zainab Zaynab Zeinab Zainub
Khadija Khadijah Khadeeja
Amina Aminah Ameena
Yasmin Yasmeen Jasmin Yasmine
Noor Nur Noura
Nour Noor Nur
Sofia Sophia Safiya
Layla Leila Laila Leyla
Ruqayyah Ruqaya Rukaya Ruqia
Hafsa Hafsah Hafza
Sumaya Sumayyah Sumaiya
Halima Haleema Halimah Xaliima
Nasreen Nasrin Nisreen
Parveen Parvin Perveen
Rehana Rihana Reyhana
Jamila Jameela Jamilah
Harjit Harjeet
Surjit Surjeet
Ranjit Ranjeet
Manjit Manjeet
Jagjit Jagjeet
Daljit Daljeet
Gurjit Gurjeet
Kamaljit Kamaljeet
Kulwinder Kulvinder
Sukhwinder Sukhvinder
Davinder Devinder Davindar
Balwinder Balvinder
Jaswinder Jasvinder
Rajinder Rajindar
Dev Deve
Vijay Vijai Wijay
Sanjay Sanjai
Sunita Suneeta
Gita Geeta
Mira Meera
Jyoti Jyothi
Pooja Puja
Lakshmi Laxmi Luxmi
Krish Krishe
Ravi Ravee
Mehmet Mehmed
Huseyin Hussein Husein
Suleyman Suleiman Soliman
Omer Umer Omar
Faduma Fadumo Fatuma
Maryan Maryam Mariam
Nimco Nimo Nimao
Ali Aly Cali
Deqa Deka
Said Saeed Sayid
"""

FAMILY_SPELLINGS = """
Hussain Hussein Husain Hossain
Ahmed Ahmad
Mohammed Mohamed Muhammad Mohammad
Chowdhury Choudhury Chaudhry Choudhary
Chaudhry Choudhry Chaudhary
Rahman Rehman Rahaman
Rehman Rahman
Miah Mia Mian Meah
Uddin Udin
Qureshi Kureshi Quraishi
Siddique Siddiqui Sidique
Sheikh Shaikh Shaik
Syed Sayed Sayeed
Yousaf Yousuf Yusuf
Begum Begam
Haque Hoque Haq
Iqbal Eqbal
Mahmood Mehmood Mahmud
Akhtar Akhter Aktar
Bhatti Bhatty
Ullah Ulla
Khatun Khatoon Katun
Singh Sing
Kaur Kour Kor
Dhillon Dhilon
Sandhu Sandu
Sidhu Sidu
Shergill Shergil
Patel Patell
Mistry Mistri
Solanki Solanky
Mukherjee Mukerji Mukherji
Banerjee Banerji
Joshi Joshee
Al-Hassan Alhassan Hassan
Al-Ahmad Alahmad Ahmad
Al-Masri Almasri Elmasri
Al-Khatib Alkhatib Khatib
Al-Jabouri Aljabouri Al-Juburi
Al-Sayed Alsayed El-Sayed
Al-Najjar Alnajjar Najjar
Darwish Darwich
Khalil Khaleel
Benali Ben-Ali
Hassan Hasan
Osman Usman Othman
Yilmaz Yilmas
Ozturk Oeztuerk
Wong Wang
Chan Chen
Cheung Chang
Lau Liu
Leung Liang
Ng Wu
Lam Lin
Zhang Chang
Zhou Chou
Xu Hsu
Xie Hsieh
Abdi Cabdi
Farah Faarax
Omar Cumar
Ali Cali
"""
