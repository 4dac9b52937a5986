//! Other forms of a given name: what somebody is called at home, and other spellings.
//!
//! A source may hold the short form or another transliteration instead of the name.
//! Invariant: the first word of each group is the name, the others stand for it.

/// Short forms, as families and workers use them.
const SHORT: &str = "Thomas Tom Tommy; William Will Bill Billy; Robert Rob Bob Bobby; Richard Rick Dick; \
    James Jim Jimmy; John Jack Johnny; Michael Mike Mick; Christopher Chris; Matthew Matt; Daniel Dan \
    Danny; Andrew Andy Drew; Stephen Steve; Steven Steve; David Dave; Anthony Tony; Edward Eddie Ted; \
    Joseph Joe; Samuel Sam; Benjamin Ben; Joshua Josh; Jacob Jake; Harrison Harry; Nicholas Nick; \
    Jonathan Jon; Kenneth Ken; Raymond Ray; Terence Terry; Ronald Ron; Geoffrey Geoff; Philip Phil; \
    Gregory Greg; Alexander Alex; Cameron Cam; Nathan Nate; Leslie Les; Timothy Tim; Russell Russ; \
    Elizabeth Liz Beth Lizzie Betty; Katherine Kate Kathy; Margaret Maggie Peggy Meg; Patricia Pat \
    Trish; Susan Sue; Deborah Debbie Deb; Jennifer Jenny Jen; Rebecca Becky Becca; Victoria Vicky; \
    Samantha Sam; Jacqueline Jackie; Christine Chris Chrissie; Barbara Babs; Dorothy Dot; Joanne Jo; \
    Nicola Nicky; Amanda Mandy; Charlotte Lottie Charlie; Olivia Liv Livvy; Amelia Millie; Isabella \
    Bella; Abigail Abi; Jessica Jess; Emily Em; Eleanor Ellie; Matilda Tilly; Georgia George; Bethany \
    Beth; Megan Meg; Imogen Immy; Natasha Tasha; Danielle Dani; Florence Flo; Scarlett Scar; \
    Bernadette Bernie; Kathleen Kath Kathy; Bridget Biddy Bridie; Siobhan Shiv; Patrick Paddy Pat; \
    Francis Frank Frankie; Aleksandra Ola; Katarzyna Kasia; Małgorzata Gosia; Agnieszka Aga; Joanna \
    Asia; Magdalena Magda; Zuzanna Zuzia; Krzysztof Krzysiek; Tomasz Tomek; Jakub Kuba; Francisco \
    Paco Chico; José Zé Pepe; Maria Mia; António Tó; Antonio Toni; Mohammed Mo; Abdirahman Abdi; \
    Manpreet Manny; Gurpreet Gary; Harpreet Harry; Balwinder Bal; Jaswinder Jas; Chukwuemeka Emeka; \
    Oluwaseun Seun; Temitope Temi; Folasade Sade; Emmanuel Manny; Mehmet Memo; Mustafa Mus; Fatima \
    Fati; Ebenezer Eben; Chidinma Chichi; Bhavna Bhavi; Krishna Krish";

/// Other spellings of the same name, mostly by transliteration or by ear.
const SPELLINGS: &str = "Mohammed Muhammad Mohamed Mohammad; Mohamed Mohammed Muhammad; Mohammad Mohammed \
    Mohamad; Aisha Ayesha Aysha; Ayesha Aisha; Fatima Fatimah Fatema; Maryam Mariam Maryum; Hussain \
    Hussein Husain; Hussein Hussain; Yusuf Yousef Yousuf; Yousef Yusuf Youssef; Ibrahim Ebrahim; Omar \
    Umar; Umar Omar; Khadija Khadijah; Ahmed Ahmad; Ahmad Ahmed; Hassan Hasan; Zainab Zaynab; Safiya \
    Safia; Abdullah Abdulla; Zakariya Zakaria; Noor Nour; Fadumo Faduma; Hodan Hodon; Abdirahman \
    Abdurahman Abdulrahman; Sahra Zahra; Oleksandr Alexander Aleksandr; Mykola Nikolai; Nataliia \
    Natalia; Serhii Sergei; Andrii Andriy; Volodymyr Vladimir; Aleksandra Alexandra; Wiktoria \
    Victoria; Jakub Jacob; Katarzyna Catherine; Mikołaj Nikolas; Wojciech Voytek; Xinyi Shin-Yi; Yutong \
    Yu-Tong; Zihao Tzu-Hao; Junjie Jun-Jie; Jiaqi Chia-Chi; Haoyu Hao-Yu; Siobhan Shivaun Chevonne; \
    Niamh Neve Neave; Aoife Eefa; Caoimhe Keeva; Saoirse Seersha; Sinead Shinead; Sean Shaun Shawn; \
    Conor Connor; Eoin Owen; Cian Kian; Catriona Katrina; Sian Sharn; Sarah Sara; Claire Clare; \
    Rachel Rachael; Nicola Nichola; Tracey Tracy; Steven Stephen; Stephen Steven; Geoffrey Jeffrey; \
    Philip Phillip; Alan Allan Allen; Mathew Matthew; Matthew Mathew; Callum Calum; Aimee Amy; \
    Megan Meghan Meagan; Chloe Khloe; Kayleigh Kayley; Zoe Zoey; Evie Evi; Jayden Jaden Jaiden; \
    Tyler Tylor; Riley Rylee; Isla Eyela; Lily Lilly; Erin Eryn; Caitlin Kaitlyn; Kieran Kieron; \
    Ayşe Aisha; Mehmet Mehmed; Gurpreet Gurprit; Simran Simren; Jaspreet Jasprit; Diya Dia; Aarav \
    Arav; Kwame Kwami; Chioma Chyoma; Aminata Aminatta; Mariama Maryama; Rohan Roan; Priya Pria";

/// Short forms and other spellings, split once.
pub(crate) struct Variants {
    short: Vec<Vec<&'static str>>,
    spellings: Vec<Vec<&'static str>>,
}

impl Variants {
    pub(crate) fn new() -> Self {
        Self {
            short: groups(SHORT),
            spellings: groups(SPELLINGS),
        }
    }

    /// The short forms of a name; none for most.
    pub(crate) fn short_forms(&self, given: &str) -> &[&'static str] {
        others(&self.short, given)
    }

    /// Other spellings of a name; none for most.
    pub(crate) fn spellings(&self, given: &str) -> &[&'static str] {
        others(&self.spellings, given)
    }
}

fn groups(text: &'static str) -> Vec<Vec<&'static str>> {
    let mut all: Vec<Vec<&'static str>> = text
        .split(';')
        .map(|group| group.split_whitespace().collect())
        .collect();
    all.sort();
    all.dedup_by(|later, first| later[0] == first[0]);
    all
}

fn others<'a>(groups: &'a [Vec<&'static str>], given: &str) -> &'a [&'static str] {
    match groups.binary_search_by(|group| group[0].cmp(given)) {
        Ok(at) => &groups[at][1..],
        Err(_) => &[],
    }
}
