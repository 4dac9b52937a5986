//! Names from South Asia: Muslim families of Pakistan and Bangladesh, Sikh families,
//! Hindu families of Gujarat.
//!
//! Many Muslim women carry a second name such as Begum or Bibi that is no family name; Sikhs
//! carry Singh or Kaur before the family name or in place of it.
//! Invariant: as in [`super::british_isles`].

use super::NameList;

pub(super) const PAKISTANI: NameList = NameList {
    girls: "Aisha Fatima Maryam Zainab Khadija Hafsa Amina Zara Iqra Maryum Noor Hania Inaya Aleena \
        Sumaya Safiya Laiba Mahnoor Ayesha Eshal Hoorain Anaya Rimsha Sana Hira Mishal Rabia Areeba \
        Alishba Zoya Umaimah Ruqayyah Haleema Sidra Kiran Mehreen Nimra Javeria Aqsa Tayyaba",
    women: "Nasreen Shazia Rukhsana Farzana Samina Saima Shabana Parveen Nazia Tahira Zahida Shaheen \
        Rubina Yasmin Naheed Robina Kausar Fozia Noreen Asma Sadia Uzma Tasneem Ghazala Bushra \
        Razia Nusrat Safina Sajida Ambreen Mumtaz Shamim Rehana Sobia Zubaida Hamida Khalida \
        Nargis Fauzia Riffat",
    boys: "Mohammed Ali Ibrahim Yusuf Ahmed Hamza Zayn Musa Abdullah Umar Bilal Haris Zain Eesa Adam \
        Hassan Hussain Ismail Rayyan Daniyal Usman Saad Talha Zakariya Ayaan Sulaiman Ayan Shayan \
        Huzaifa Subhan Aryan Faizan Rehan Arham Taha Ihsan Junaid Haroon Uzair Moiz",
    men: "Mohammed Imran Asif Tariq Nadeem Shahid Khalid Amjad Javed Zahid Arshad Iqbal Rashid Sajid \
        Wasim Naveed Kashif Faisal Adnan Waqas Kamran Aamir Nasir Yasir Shabir Ghulam Akhtar Zafar \
        Pervez Liaqat Mushtaq Sohail Irfan Qasim Farooq Rizwan Shafiq Tahir Basharat Haroon",
    families: "Khan Hussain Ahmed Ali Mahmood Iqbal Akhtar Malik Shah Mirza Butt Chaudhry Qureshi Sheikh \
        Raja Rehman Aslam Bashir Riaz Rafiq Latif Hanif Saleem Sharif Siddiqui Ansari Hashmi Rana \
        Awan Dar Mughal Javed Khalid Nawaz Parvez Rashid Sadiq Yousaf Zaman Abbasi Afzal Anwar \
        Arif Ashraf Aziz Baig Bhatti Farooq Ghani Gul Hamid Haq Hayat Ilyas Jamil Kazmi Kiani \
        Miah Uddin Islam Rahman Choudhury Hoque Alam Begum",
};

pub(super) const SIKH: NameList = NameList {
    girls: "Simran Jasleen Harleen Manpreet Gurleen Kiran Jasmin Navneet Anoop Ravneet Sukhleen Mehar \
        Asees Sehaj Harnoor Ishleen Jaspreet Kirpal Lovleen Prabhleen Rasleen Tavleen Amrit Avneet \
        Divjot Ekam Gurnoor Japji Khushi Nimrat Parneet Roop Seerat Tegbir Vani Anmol Bani Harsimran",
    women: "Balwinder Kulwinder Jaswinder Paramjit Sukhwinder Harjinder Surinder Amarjit Baljit Daljit \
        Gurmit Gurpreet Harpreet Jagdeep Jasbir Kamaljit Kuldip Manjit Mandeep Narinder Nirmal \
        Parminder Ranjit Ravinder Satwinder Sarbjit Sharanjit Tejinder Varinder Pritam Mohinder \
        Charanjit Davinder Gurdeep Inderjit Joginder Rajwinder Simranjit",
    boys: "Arjan Harjot Gurveer Karan Jaskaran Manveer Armaan Ekam Fateh Gurnoor Harman Jasveer Kabir \
        Nihal Ranveer Sahib Tegh Zorawar Angad Balraj Dilraj Himmat Jovan Kiratpal Lakhbir Mankirat \
        Paramveer Rajan Sartaj Taran Uday Veer Ajeet Bikram Charan Daya Agam Prabhjot",
    men: "Balwinder Jaswinder Kulwinder Paramjit Sukhwinder Harjinder Surinder Amarjit Baljit Daljit \
        Gurmit Gurpreet Harpreet Jagdeep Jasbir Kamaljit Kuldip Manjit Mandeep Narinder Nirmal \
        Parminder Ranjit Ravinder Satnam Sarbjit Tejinder Varinder Pritam Mohinder Charanjit Davinder \
        Gurdeep Inderjit Joginder Malkit Avtar Tarsem",
    families: "Gill Sandhu Dhillon Sidhu Grewal Bains Dhaliwal Sangha Johal Atwal Mann Virk Cheema Brar \
        Randhawa Bhullar Aujla Bassi Basra Bhogal Chahal Chana Chohan Deol Dosanjh Gakhal Ghuman \
        Hayer Heer Hothi Hundal Jandu Kalsi Kang Khaira Khangura Lalli Lidder Mahal Matharu Nagra \
        Nijjar Panesar Pannu Parmar Purewal Rai Rehal Riyat Sahota Samra Sanghera Sehmi Shergill \
        Sohal Sohi Sond Thandi Thiara Toor Uppal Wahiwala",
};

pub(super) const GUJARATI: NameList = NameList {
    girls: "Diya Anaya Priya Riya Kavya Isha Aarohi Mira Jiya Nisha Pooja Krisha Hetal Dhruvi Mansi Tanvi \
        Urvi Janki Khushi Aditi Avni Bhumi Charvi Drashti Esha Foram Gopi Hiral Jhanvi Komal Laxmi \
        Mahi Nidhi Ojasvi Pari Radha Saanvi Trisha Vidhi Yashvi",
    women: "Hansa Kokila Jyoti Bharti Nila Pushpa Sarla Rekha Usha Kalpana Daksha Meena Ranjan Sheela \
        Smita Varsha Hina Falguni Bhavna Dipti Kirti Mamta Nayna Parul Rupal Sejal Tejal Urmila \
        Vaishali Alpa Bina Chetna Darshna Gita Heena Ila Jagruti Kinnari Leena Manisha",
    boys: "Aarav Krish Dev Rohan Arjun Vivaan Jay Neel Om Parth Yash Dhruv Harsh Ishaan Kunal Manan Nirav \
        Pranav Rishi Shiv Tirth Utsav Veer Aryan Bhavik Chirag Darsh Eklavya Grishm Hriday Jash \
        Karan Laksh Mihir Nand Ojas Prem Raj Samir Vihaan",
    men: "Bharat Dinesh Ramesh Suresh Kishor Jayesh Mahesh Nilesh Paresh Rajesh Sanjay Vijay Ashok \
        Bhavesh Chetan Dilip Girish Hitesh Jitendra Kamlesh Mukesh Naresh Pankaj Rakesh Sunil \
        Umesh Vipul Yogesh Ajay Bipin Chandrakant Deepak Hasmukh Ketan Manoj Nitin Pravin Rasik \
        Shailesh Tushar",
    families: "Patel Shah Mistry Desai Joshi Mehta Solanki Parmar Chauhan Gandhi Trivedi Parekh Modi Amin \
        Bhatt Chavda Dave Gohil Jani Kapadia Lad Makwana Nayee Oza Panchal Rana Rathod Raval Soni \
        Tailor Thakkar Vaghela Vyas Acharya Barot Bhavsar Chokshi Dalal Doshi Dholakia Ganatra \
        Hirani Kerai Kotecha Lakhani Limbachia Madhvani Morar Naik Odedra Pandya Popat Prajapati \
        Raja Rupani Sangani Savjani Sheth Tanna Varsani Vekaria",
};
