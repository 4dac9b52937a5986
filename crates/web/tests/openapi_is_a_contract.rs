//! The API's contract as a whole: a change to it is seen in review, or it is a mistake.

#[test]
fn the_contract_is_as_it_was_agreed() {
    let document = web::api::openapi_document();
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document).unwrap());
}
