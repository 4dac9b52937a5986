//! kith

fn main() {}
