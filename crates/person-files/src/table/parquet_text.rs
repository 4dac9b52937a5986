//! Values of a Parquet column as the text that a CSV file would hold.
//!
//! Dates and times are written year first, whole numbers without a point even when they are kept
//! as fractions, decimals with their scale. Invariant: a null is a blank.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes, DataType, Int96};
use parquet::schema::types::ColumnDescriptor;
use std::fmt::Write;

/// The texts of one column, one for each row of a batch.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

/// How the numbers of a column are to be written.
#[derive(Clone, Copy)]
enum Form {
    Plain,
    Unsigned,
    Date,
    /// Parts of a second.
    Moment(i64),
    /// Digits after the point.
    Decimal(u32),
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn at(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start..self.ends[row]]
    }

    fn end(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// Reads the next rows of a column; nothing when they cannot be read.
pub(super) fn read_texts(
    reader: &mut ColumnReader,
    about: &ColumnDescriptor,
    rows: usize,
    texts: &mut Texts,
) -> Option<()> {
    texts.text.clear();
    texts.ends.clear();
    let form = form_of(about);
    let top = about.max_def_level();
    let batch = Batch { top, rows };
    match reader {
        ColumnReader::BoolColumnReader(reader) => batch.read(reader, texts, |value, text| {
            text.push_str(if *value { "true" } else { "false" });
        }),
        ColumnReader::Int32ColumnReader(reader) => batch.read(reader, texts, |value, text| {
            let unsigned = u32::from_ne_bytes(value.to_ne_bytes());
            let number = match form {
                Form::Unsigned => i128::from(unsigned),
                _ => i128::from(*value),
            };
            write_number(number, form, text);
        }),
        ColumnReader::Int64ColumnReader(reader) => batch.read(reader, texts, |value, text| {
            let unsigned = u64::from_ne_bytes(value.to_ne_bytes());
            let number = match form {
                Form::Unsigned => i128::from(unsigned),
                _ => i128::from(*value),
            };
            write_number(number, form, text);
        }),
        ColumnReader::Int96ColumnReader(reader) => {
            batch.read(reader, texts, |value: &Int96, text| {
                write_number(i128::from(value.to_millis()), Form::Moment(1_000), text);
            })
        }
        ColumnReader::FloatColumnReader(reader) => batch.read(reader, texts, |value, text| {
            write_fraction(f64::from(*value), text);
        }),
        ColumnReader::DoubleColumnReader(reader) => batch.read(reader, texts, |value, text| {
            write_fraction(*value, text);
        }),
        ColumnReader::ByteArrayColumnReader(reader) => batch.read(reader, texts, |value, text| {
            write_bytes(value.as_bytes(), form, text);
        }),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            batch.read(reader, texts, |value, text| {
                write_bytes(value.as_bytes(), form, text);
            })
        }
    }
}

#[derive(Clone, Copy)]
struct Batch {
    top: i16,
    rows: usize,
}

impl Batch {
    fn read<T: DataType>(
        self,
        reader: &mut ColumnReaderImpl<T>,
        texts: &mut Texts,
        write: impl Fn(&T::T, &mut String),
    ) -> Option<()> {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        while texts.len() < self.rows {
            levels.clear();
            values.clear();
            let wanted = self.rows - texts.len();
            let wants_levels = (self.top > 0).then_some(&mut levels);
            let (records, _, _) = reader
                .read_records(wanted, wants_levels, None, &mut values)
                .ok()?;
            if records == 0 {
                return None;
            }
            let mut given = values.iter();
            for row in 0..records {
                let is_there = self.top == 0 || levels.get(row) == Some(&self.top);
                if is_there {
                    write(given.next()?, &mut texts.text);
                }
                texts.end();
            }
        }
        Some(())
    }
}

fn form_of(about: &ColumnDescriptor) -> Form {
    if let Some(LogicalType::Timestamp(moment)) = about.logical_type_ref() {
        return Form::Moment(match moment.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        });
    }
    match about.converted_type() {
        ConvertedType::DATE => Form::Date,
        ConvertedType::TIMESTAMP_MILLIS => Form::Moment(1_000),
        ConvertedType::TIMESTAMP_MICROS => Form::Moment(1_000_000),
        ConvertedType::DECIMAL => {
            Form::Decimal(u32::try_from(about.type_scale()).unwrap_or_default())
        }
        ConvertedType::UINT_8
        | ConvertedType::UINT_16
        | ConvertedType::UINT_32
        | ConvertedType::UINT_64 => Form::Unsigned,
        _ => Form::Plain,
    }
}

/// Writing into a text cannot fail.
fn write_number(number: i128, form: Form, text: &mut String) {
    let _ = match form {
        Form::Plain | Form::Unsigned => write!(text, "{number}"),
        Form::Date => write_day(number, text),
        Form::Moment(parts) => {
            let seconds = number.div_euclid(i128::from(parts));
            let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
            let written = write_day(day, text);
            if second == 0 {
                written
            } else {
                let (hour, minute) = (second / 3_600, second / 60 % 60);
                write!(text, " {hour:02}:{minute:02}:{:02}", second % 60)
            }
        }
        Form::Decimal(scale) => write_decimal(number, scale, text),
    };
}

fn write_decimal(number: i128, scale: u32, text: &mut String) -> std::fmt::Result {
    let digits = number.unsigned_abs().to_string();
    let scale = scale as usize;
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, part) = padded.split_at(padded.len() - scale);
    let part = part.trim_end_matches('0');
    let sign = if number < 0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    write!(text, "{sign}{whole}{point}{part}")
}

/// A day counted from the first of January 1970, in the calendar that Parquet uses.
fn write_day(days: i128, text: &mut String) -> std::fmt::Result {
    // Years are counted from the first of March, so that the leap day comes last.
    let since = days + 719_468;
    let era = since.div_euclid(146_097);
    let day_of_era = since.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    write!(text, "{year:04}-{month:02}-{day:02}")
}

/// Whole numbers are kept as fractions where some are missing; they are written as what they are.
fn write_fraction(value: f64, text: &mut String) {
    if value.is_nan() {
        return;
    }
    let _ = write!(text, "{value}");
}

fn write_bytes(bytes: &[u8], form: Form, text: &mut String) {
    if let Form::Decimal(scale) = form
        && let Some(number) = big_endian(bytes)
    {
        let _ = write_decimal(number, scale, text);
        return;
    }
    text.push_str(&String::from_utf8_lossy(bytes));
}

fn big_endian(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    if bytes.len() > 16 {
        return None;
    }
    let sign = if first & 0x80 == 0 { 0 } else { 0xff };
    let mut whole = [sign; 16];
    whole[16 - bytes.len()..].copy_from_slice(bytes);
    Some(i128::from_be_bytes(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: i128, form: Form) -> String {
        let mut text = String::new();
        write_number(number, form, &mut text);
        text
    }

    #[test]
    fn days_and_moments_are_written_year_first() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (-25_567, "1900-01-01"),
            (20_000, "2024-10-04"),
        ] {
            assert_eq!(written(days, Form::Date), text);
        }
        assert_eq!(written(86_400_000, Form::Moment(1_000)), "1970-01-02");
        assert_eq!(written(-1, Form::Moment(1_000)), "1969-12-31 23:59:59");
    }

    #[test]
    fn decimals_keep_their_scale_and_lose_empty_places() {
        assert_eq!(written(12_340, Form::Decimal(2)), "123.4");
        assert_eq!(written(-5, Form::Decimal(2)), "-0.05");
        assert_eq!(written(700, Form::Decimal(2)), "7");
        assert_eq!(big_endian(&[0xff, 0xfe]), Some(-2));
        assert_eq!(big_endian(&[0x01, 0x00]), Some(256));
    }
}
