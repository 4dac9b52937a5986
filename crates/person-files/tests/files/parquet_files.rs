//! Parquet files, written here, read as a CSV of the same rows would be.

use crate::desk::Desk;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::path::PathBuf;
use std::sync::Arc;

const SCHEMA: &str = "message people {
    required int64 id;
    optional binary first (utf8);
    optional binary last (utf8);
    optional int32 born (date);
    optional double house;
    optional int64 seen (timestamp(micros,true));
    optional int32 score (decimal(9,2));
}";

const SPEC: &str = "record_id = \"id\"\ngiven_name = \"first\"\nfamily_name = \"last\"\nbirth_date = \"born\"\naddress = \"house\"\nexact = [\"seen\", \"score\"]";

/// Days from 1970 to 11 February 2014.
const BORN: i32 = 16_112;

fn write_texts(column: &mut SerializedColumnWriter<'_>, texts: &[Option<&str>]) {
    let values: Vec<ByteArray> = texts
        .iter()
        .flatten()
        .map(|text| ByteArray::from(*text))
        .collect();
    let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
    column
        .typed::<ByteArrayType>()
        .write_batch(&values, Some(&levels), None)
        .unwrap();
}

fn write(desk: &Desk, compression: Compression) -> PathBuf {
    let path = desk.path("people.parquet");
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .build();
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
    // Two groups of rows, so that reading goes from one to the next.
    for first_id in [1_i64, 4] {
        let mut group = writer.next_row_group().unwrap();
        let mut place = 0;
        while let Some(mut column) = group.next_column().unwrap() {
            let all = [1_i16, 1, 0];
            match place {
                0 => {
                    let ids = [first_id, first_id + 1, first_id + 2];
                    column
                        .typed::<Int64Type>()
                        .write_batch(&ids, None, None)
                        .unwrap();
                }
                1 => write_texts(&mut column, &[Some("Rosa"), Some("Rosa"), None]),
                2 => write_texts(
                    &mut column,
                    &[Some("Lomax"), Some("Lomax"), Some("Vaughan")],
                ),
                3 | 6 => {
                    let values = [BORN, BORN];
                    column
                        .typed::<Int32Type>()
                        .write_batch(&values, Some(&all), None)
                        .unwrap();
                }
                4 => {
                    column
                        .typed::<DoubleType>()
                        .write_batch(&[4.0, 4.0], Some(&all), None)
                        .unwrap();
                }
                _ => {
                    column
                        .typed::<Int64Type>()
                        .write_batch(&[0, 0], Some(&all), None)
                        .unwrap();
                }
            }
            column.close().unwrap();
            place += 1;
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    path
}

#[test]
fn a_parquet_file_gives_the_people_of_the_same_rows_as_csv() {
    let desk = Desk::new();
    let text = "id,first,last,born,house,seen,score\n\
        1,Rosa,Lomax,2014-02-11,4,1970-01-01,161.12\n\
        2,Rosa,Lomax,2014-02-11,4,1970-01-01,161.12\n\
        3,,Vaughan,,,,\n\
        4,Rosa,Lomax,2014-02-11,4,1970-01-01,161.12\n\
        5,Rosa,Lomax,2014-02-11,4,1970-01-01,161.12\n\
        6,,Vaughan,,,,\n";
    let expected = desk.rows(SPEC, text);
    assert_eq!(expected.len(), 6);
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, zstd] {
        let input = write(&desk, compression);
        let mut linked = desk.link(SPEC, &[input]).unwrap();
        assert_eq!(desk.written(&mut linked), expected);
        assert_eq!(
            linked.report().to_json()["findings"]
                .as_array()
                .unwrap()
                .len(),
            0
        );
    }
}

#[test]
fn a_parquet_file_that_was_cut_or_altered_is_refused_and_stops_nothing() {
    let desk = Desk::new();
    let whole = std::fs::read(write(&desk, Compression::SNAPPY)).unwrap();
    for cut in [whole.len() / 2, whole.len() - 9] {
        let said = desk.refused(SPEC, "cut.parquet", &whole[..cut]);
        assert!(said.contains("may be cut off"), "{said}");
    }
    for at in (4..whole.len()).step_by(7) {
        let mut altered = whole.clone();
        altered[at] ^= 0xff;
        let input = desk.write("altered.parquet", altered);
        let _ = desk.link(SPEC, &[input]);
    }
}

#[test]
fn a_page_that_would_unpack_to_too_much_is_refused_before_it_is_unpacked() {
    let desk = Desk::new();
    let path = desk.path("large.parquet");
    let schema = "message people { required int64 id; required binary first (utf8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_enabled(false)
        .build();
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let ids = column.typed::<Int64Type>();
    ids.write_batch(&[1], None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let name = ByteArray::from(vec![b'a'; 130 << 20]);
    let names = column.typed::<ByteArrayType>();
    names.write_batch(&[name], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    let packed = std::fs::metadata(&path).unwrap().len();
    assert!(packed < 1 << 20, "a small file: {packed}");
    let spec = "record_id = \"id\"\ngiven_name = \"first\"";
    let said = desk
        .link(spec, std::slice::from_ref(&path))
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("`first`") && said.contains("more than 128 MB"),
        "{said}"
    );
    // A column that nobody asks for is not looked at.
    assert!(desk.link("record_id = \"id\"", &[path]).is_ok());
}

#[test]
fn a_list_in_a_parquet_file_is_refused_by_name() {
    let desk = Desk::new();
    let path = desk.path("lists.parquet");
    let schema = "message people { required int64 id; repeated binary names (utf8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let file = std::fs::File::create(&path).unwrap();
    let properties = Arc::new(WriterProperties::builder().build());
    SerializedFileWriter::new(file, schema, properties)
        .unwrap()
        .close()
        .unwrap();
    let spec = "record_id = \"id\"\ngiven_name = \"names\"";
    let said = desk.link(spec, &[path]).err().unwrap().to_string();
    assert!(said.contains("a list or a map, `names`"), "{said}");
}
