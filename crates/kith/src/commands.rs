//! One file for each command.

pub(crate) mod agreements;
pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod decide;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod family;
pub(crate) mod find;
pub(crate) mod init;
pub(crate) mod link;
pub(crate) mod linkage;
pub(crate) mod linkage_plan;
pub(crate) mod load;
pub(crate) mod loads;
pub(crate) mod matches;
pub(crate) mod publish;
pub(crate) mod restrictions;
pub(crate) mod serve;
pub(crate) mod synth;
pub(crate) mod withdraw;
pub(crate) mod worker;
