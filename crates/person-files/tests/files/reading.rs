//! What is read of a file, what is left out, and what is said of it.

use crate::desk::Desk;

const SPEC: &str = r#"
record_id = "id"
given_name = "first"
family_name = "last"
birth_date = "dob"
postcode = "post"
nhs_number = "nhs"
"#;

#[test]
fn values_that_cannot_be_read_are_left_out_and_told_by_line_and_column() {
    let desk = Desk::new();
    let input = desk.write(
        "people.csv",
        "id,first,last,dob,post,nhs\n\
         1,Rosa,Lomax,2014-02-11,QX1 4AB,999 000 0018\n\
         2,Rosa,Lomax,12/25/2014,QX1 4AB,9990000018\n\
         3,Una,Lomax,soon,QX1 4AB,9990000026\n\
         4,Una,Lomax,1900-01-01,QX1 4AB,9990000027\n\
         5,Una,Lomax\n\
         6,Ines,Haddad,1988-09-30,QX9 8ZZ,9999999999,\n\
         ,Ines,Haddad,1988-09-30,QX9 8ZZ,\n",
    );
    let linked = desk.link(SPEC, &[input]).unwrap();
    let document = linked.report().to_json();
    assert_eq!(document["files"][0]["rows"], 7);
    assert_eq!(document["files"][0]["rows_kept"], 5);
    let places = document["finding_places"].as_array().unwrap();
    let places: Vec<&str> = places.iter().filter_map(|place| place.as_str()).collect();
    insta::assert_snapshot!(places.join("\n"));
}

#[test]
fn a_column_that_holds_no_nhs_numbers_is_compared_as_it_is_and_told() {
    let desk = Desk::new();
    let mut text = "id,first,last,dob,post,nhs\n".to_owned();
    for row in 0..20 {
        text.push_str(&format!(
            "{row},Rosa,Lomax,2014-02-11,QX1 4AB,staff {row}\n"
        ));
    }
    let input = desk.write("people.csv", text);
    let linked = desk.link(SPEC, &[input]).unwrap();
    assert!(
        linked.warnings()[0]
            .starts_with("column `nhs` does not hold NHS numbers (20 of the first 20")
    );
    let document = linked.report().to_json();
    assert_eq!(document["findings"].as_array().unwrap().len(), 0);
    let levels = document["model"]["levels"].as_array().unwrap();
    assert!(levels.iter().any(|level| level["comparison"] == "nhs"));
}

#[test]
fn the_same_id_in_two_files_is_two_records_each_with_its_source() {
    let desk = Desk::new();
    let spec = "record_id = \"id\"\nmode = \"link_only\"\ngiven_name = \"first\"\nfamily_name = \"last\"\nbirth_date = \"dob\"\npostcode = \"post\"\nnhs_number = \"nhs\"";
    let header = "id,first,last,dob,post,nhs\n";
    let one = desk.write(
        "school.csv",
        format!("{header}1,Rosa,Lomax,2014-02-11,QX1 4AB,\n2,Rosa,Lomax,2014-02-11,QX1 4AB,\n"),
    );
    let other = desk.write(
        "housing.csv",
        format!("{header}1,Tomos,Vaughan,2001-12-05,QX9 1AA,\n3,Rosa,Lomax,2014-02-11,QX1 4AB,\n"),
    );
    let mut linked = desk.link(spec, &[one, other]).unwrap();
    let rows = desk.written(&mut linked);
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["school:1", "school:2", "housing:1", "housing:3"]);
    assert!(linked.warnings().concat().contains("SOURCE:ID"));
    assert!(linked.explain("school:1", "housing:3").is_ok());
    assert!(linked.explain("1", "housing:3").is_err());
    assert!(linked.explain("school:9", "housing:3").is_err());
}

#[test]
fn a_file_alone_cannot_be_linked_only() {
    let desk = Desk::new();
    let spec = "record_id = \"id\"\nmode = \"link_only\"";
    let said = desk.refused(spec, "people.csv", "id,b\n1,\n");
    assert!(said.contains("a second --input"), "{said}");
    let with_source = "record_id = \"id\"\nmode = \"link_only\"\nsource = \"b\"";
    let rows = desk.rows(with_source, "id,b\n1,x\n1,y\n");
    assert_eq!(rows[1][0], "y:1");
}

#[test]
fn a_file_in_windows_1252_with_semicolons_is_read_as_it_is_meant() {
    let desk = Desk::new();
    let bytes = b"id;first;last;dob;post;nhs\n\xE91;Ren\xE9e;Lomax;11.02.2014;QX1 4AB;\n".to_vec();
    let input = desk.write("people.csv", bytes);
    let mut linked = desk.link(SPEC, &[input]).unwrap();
    assert_eq!(desk.written(&mut linked)[0][0], "\u{e9}1");
    assert_eq!(
        linked.report().to_json()["findings"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn numbers_that_were_both_verified_are_told_from_numbers_that_nobody_has_traced() {
    let desk = Desk::new();
    let text = |status: &str| {
        format!(
            "id,first,last,dob,post,nhs,status\n\
             1,Rosa,Lomax,2014-02-11,QX1 4AB,9990000018,01\n\
             2,Rosa,Lomax,2014-02-11,QX1 4AB,9990548838,{status}\n"
        )
    };
    let spec = format!("{SPEC}nhs_number_status = \"status\"");
    let said = |status: &str| {
        let input = desk.write("people.csv", text(status));
        let linked = desk.link(&spec, &[input]).unwrap();
        let steps = linked.explain("1", "2").unwrap().explanation.steps;
        let findings = linked.report().to_json()["findings"]
            .as_array()
            .unwrap()
            .len();
        let words = steps.into_iter().map(|step| step.words);
        (
            words.filter(|words| words.contains("verified")).count(),
            findings,
        )
    };
    assert_eq!(said("1"), (1, 0));
    assert_eq!(said("02"), (0, 0));
    assert_eq!(said("77"), (0, 1));
}

#[test]
fn truth_is_measured_and_changes_no_person() {
    let desk = Desk::new();
    let text = "id,first,last,dob,post,nhs,who,home,twin\n\
        rec-1-org,Rosa,Lomax,2014-02-11,QX1 4AB,,p1,h1,p2\n\
        rec-1-dup-0,Rosa,Lomax,2014-02-11,QX1 4AB,,p1,h1,p2\n\
        rec-2-org,Una,Lomax,2014-02-11,QX1 4AB,,p2,h1,p1\n";
    let with_truth = format!(
        "{SPEC}person = {{ column = \"id\", pattern = 'rec-(\\d+)-' }}\nhousehold = \"home\""
    );
    let rows = desk.rows(&with_truth, text);
    assert_eq!(rows, desk.rows(SPEC, text));
    let named =
        format!("{SPEC}[truth]\nperson = \"who\"\nhousehold = \"home\"\ntwin_of = \"twin\"");
    let input = desk.write("people.csv", text);
    let quality = desk.link(&named, &[input]).unwrap().report().to_json()["quality"].take();
    assert_eq!(quality["true_pairs"], 1);
    assert_eq!(quality["blocking_recall"]["value"], 1.0);
    assert_eq!(quality["at_default"]["twin_pairs_joined"]["whole"], 1);
    assert_eq!(quality["at_default"]["household_pairs_joined"]["whole"], 1);
}
