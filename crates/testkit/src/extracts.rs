//! Small extracts written in tests: text in the shape of the real sources.

/// A CSV file from a header and rows.
#[must_use]
pub fn csv(header: &str, rows: &[String]) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// One row in the shape of the family-context extracts' first six columns.
#[must_use]
pub fn child_row(
    id: &str,
    given: &str,
    family: &str,
    born: &str,
    sex: &str,
    address: &str,
) -> String {
    format!("{id},{given},{family},{born},{sex},\"{address}\"")
}

/// A child as the pilots' extracts have them.
#[derive(Debug, Clone)]
pub struct PilotChild {
    /// The key in the source.
    pub key: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date, as `2014-05-06`.
    pub born: String,
    /// "Male" or "Female".
    pub sex: String,
    /// Address in one text.
    pub address: String,
}

impl PilotChild {
    fn cells(&self) -> String {
        child_row(
            &self.key,
            &self.given,
            &self.family,
            &self.born,
            &self.sex,
            &self.address,
        )
    }
}

/// The pilots' extract of children's social care; every child has a current worker.
#[must_use]
pub fn pilot_social_care(children: &[PilotChild]) -> String {
    let header = "Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,\
        Local Authority Organisation,Contact Name,Contact Role,Contact Phone,Contact Email,\
        Date Current As Of,Coverage Start Date,Coverage End Date,Coverage Geographic Area,\
        Date Of Most Recent Interaction,Start Date Of Last Involvement";
    let row = |child: &PilotChild| {
        format!(
            "{},Current,Eastmere,Dana Holt,Social worker,01632 960301,dana.holt@eastmere.example,\
             2026-11-22,2018-01-01,2026-11-22,Eastmere,2026-11-10,2026-03-02",
            child.cells()
        )
    };
    csv(header, &children.iter().map(row).collect::<Vec<_>>())
}

/// The pilots' extract of schools; every child is at one invented school.
#[must_use]
pub fn pilot_education(pupils: &[PilotChild]) -> String {
    let header = "Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,\
        School Name,Contact Number,Admission Type,Date Current As Of,Coverage Start Date,\
        Coverage End Date,Coverage Geographic Area,Date Of Most Recent Interaction,\
        Start Date Of Last Involvement";
    let row = |pupil: &PilotChild| {
        format!(
            "{},Current,Quayside School,01632 960302,Normal,2026-11-22,2018-01-01,2026-11-22,\
             Eastmere,2026-11-12,2021-09-01",
            pupil.cells()
        )
    };
    csv(header, &pupils.iter().map(row).collect::<Vec<_>>())
}

/// Case links of the council's own case system: (case, person's key, kind, worker, last day).
#[must_use]
pub fn case_links(links: &[(&str, &str, &str, &str, &str)]) -> String {
    let header = "case_reference,case_person_id,case_link_type,case_worker_id,case_team,\
        case_start_date,case_end_date";
    let row = |(case, key, kind, worker, to): &(&str, &str, &str, &str, &str)| {
        format!("{case},{key},{kind},{worker},,2026-01-05,{to}")
    };
    csv(header, &links.iter().map(row).collect::<Vec<_>>())
}
