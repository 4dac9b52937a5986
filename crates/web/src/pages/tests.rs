//! Pages and bodies rendered from an invented family: what stands on them, and what must not.

mod bodies;
mod desk;
mod disputes;
mod link_runs;
mod oversight;
mod pages_as_shown;
mod restrictions;
mod sample;
mod sample_sources;
mod ties_and_emergencies;

pub(super) use sample::frame as sample_frame;
