-- How far the source has traced the NHS number: NHS Data Dictionary, NHS NUMBER STATUS INDICATOR, 01 to 08.
alter table person_record add column nhs_number_status TEXT;
