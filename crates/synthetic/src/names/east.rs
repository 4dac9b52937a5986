//! Names from China (family name first), from the Arab world, and from Turkey.
//!
//! Invariant: as in [`super::british_isles`]; a family name in `Al-` is often written without it.

use super::NameList;

pub(super) const CHINESE: NameList = NameList {
    girls: "Xinyi Yutong Shihan Yuxuan Zihan Meiling Xiaoyu Jiaqi Ruoxi Yiming Huimin Jingyi Lihua Mengyao \
        Qianqian Siyu Tingting Wenjing Xiaoli Yanan Ziqi Anqi Baoyi Chunhua Dongmei Fangfang Hoi-Yan \
        Ka-Yan Wing-Yan Sze-Wai Tsz-Ching Yuen-Ting Hiu-Tung Lok-Yi Suk-Yee Man-Wai Pui-Shan \
        Yan-Yan Jiayi Keying",
    women: "Fang Li Min Jing Xiuying Yan Lihua Mei Xiaohong Guiying Yulan Hui Ling Ping Qing Rong Shu \
        Ting Wei Xia Yun Zhen Aihua Caihong Dan Feng Guirong Haiyan Jun Lan Mei-Ling Siu-Fong \
        Wai-Ling Lai-Kuen Mei-Yee Suk-Ching Yuk-Lin Kit-Ying Po-Chu",
    boys: "Haoyu Yichen Zihao Junjie Haoran Yuhang Mingze Tianyu Zimo Bowen Chenxi Dawei Jiahao Kaiwen \
        Letian Minghao Peng Qiang Ruihan Shuo Tao Weichen Xiang Yifan Zhiyuan Anjun Chun-Hei \
        Ho-Yin Ka-Ho Lok-Hin Tsz-Hin Wai-Kit Yat-Long Chi-Fung Hin-Lam King-Yin Man-Hei Pak-Yin \
        Zekai Jinhai",
    men: "Wei Jun Lei Yong Jie Tao Ming Chao Qiang Gang Ping Hui Bin Bo Dong Feng Guang Hai Hong Jian Kai \
        Liang Ning Peng Rui Shan Tian Wen Xin Yang Zhi Chi-Keung Kwok-Wai Siu-Ming Wai-Man \
        Chun-Kit Kam-Wing Tak-Wah Yiu-Fai Man-Ho",
    families: "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng \
        Liang Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye \
        Cheng Wei Su Lu Ding Ren Yao Chan Wong Lee Lau Cheung Ng Ho Leung Lam Tsang Kwok Yip Fung \
        Mak Tam Poon",
};

pub(super) const ARABIC: NameList = NameList {
    girls: "Fatima Maryam Noor Layla Sara Aya Yasmin Hala Rana Lina Dana Salma Jana Reem Tala Amira Huda \
        Nour Rima Zeina Farah Ghada Hiba Iman Joud Karima Lubna Malak Nada Rawan Sahar Tasnim Wafa \
        Yara Zahra Alaa Batoul Dalal Rahaf Shahd",
    women: "Fatima Aisha Khadija Amal Hanan Samira Najwa Nadia Suha Widad Zainab Abeer Basma Dalia Eman \
        Faten Ghada Hala Ibtisam Jamila Kawthar Lamia Manal Nawal Rabab Sawsan Taghreed Umaima \
        Wafaa Yusra Zahra Afaf Bushra Faiza Hayat Ilham Layla Maha Rasha Siham",
    boys: "Mohammad Ahmad Ali Omar Yousef Ibrahim Hassan Khaled Abdullah Adam Karim Sami Tariq Zaid Anas \
        Bashar Dani Elias Fadi Ghaith Hadi Iyad Jad Kinan Laith Majd Nabil Osama Qusai Rami Saif \
        Taim Wael Yazan Zain Amir Bilal Hamza Jawad Rayan",
    men: "Mohammad Ahmad Ali Omar Yousef Ibrahim Hassan Khaled Abdullah Mahmoud Mustafa Samir Nabil Walid \
        Adel Bassam Emad Fouad Ghassan Hisham Issam Jamal Kamal Luay Maher Nasser Osama Qasim Raed \
        Salah Talal Usama Wissam Yasser Ziad Amin Basel Farid Hatem Jaber",
    families: "Al-Hassan Al-Ahmad Al-Khatib Al-Masri Haddad Khoury Mansour Nasser Saleh Hamdan Al-Najjar \
        Al-Rashid Al-Sayed Al-Zahrani Al-Tamimi Al-Jabouri Al-Obaidi Al-Bayati Al-Saadi Al-Hashimi \
        Abbas Abdallah Awad Aziz Barakat Darwish Fares Ghanem Habib Ibrahim Issa Jaber Kassab Kanaan \
        Latif Mahfouz Mustafa Najib Odeh Qasim Ramadan Sabbagh Salameh Shaheen Taha Yassin Zaki \
        Hamad Hijazi Karam Maalouf Nassar Rahal Sarraf Shadid Tahan El-Sayed El-Amin Bensaid \
        Benali Bouzid",
};

pub(super) const TURKISH: NameList = NameList {
    girls: "Zeynep Elif Defne Asel Azra Nehir Ecrin Eylül Miray Ela Duru Yağmur Ada Beren Buse Ceren Dilara \
        Esra Feride Gizem Hazal İrem Melis Naz Öykü Pelin Rüya Selin Tuğçe Yaren Aylin Berfin Ceylan \
        Derya Ebru Gülsüm Helin Nisa Rojin Sude",
    women: "Ayşe Fatma Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Zeliha Esra \
        Özlem Hacer Yasemin Gülay Sevgi Songül Nurcan Filiz Hülya Aysel Nermin Sibel Pınar Derya \
        Tülay Aynur Leyla Dilek Nuray Gülşen Serap Arzu Nesrin Birgül Şengül",
    boys: "Yusuf Eymen Ömer Miraç Göktuğ Alparslan Kerem Mustafa Ali Asaf Emir Berat Çınar Deniz Efe Furkan \
        Görkem Hamza İbrahim Kaan Mert Onur Poyraz Rüzgar Selim Toprak Umut Yağız Baran Can Doruk \
        Eren Halil Kuzey Levent Murat Ozan Polat Sarp Tuna",
    men: "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman \
        Abdullah Mahmut Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Orhan Serkan Uğur \
        Volkan Erkan Cengiz Metin Selçuk Tuncay Yılmaz Bülent Cemal Ferhat",
    families: "Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan \
        Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Yavuz Can Acar Aktaş Avcı \
        Bozkurt Bulut Ceylan Coşkun Dinçer Duman Ekinci Erdem Güler Güneş Işık Karaca Keskin Kaplan \
        Köse Özer Sarı Sönmez Taş Tekin Toprak Tunç Turan Uçar Ünal Uysal Vural Yalçın Yüksel Zengin \
        Kocaman Baran",
};
