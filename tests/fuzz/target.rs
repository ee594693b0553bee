//! A target of the fuzzer: the one that is called as the binary is.
#![no_main]

mod examples;
mod targets;

use std::sync::OnceLock;

/// What it is called.
const NAME: &str = env!("CARGO_BIN_NAME");

libfuzzer_sys::fuzz_target!(
    init: {
        // The examples that it begins with are written where the variable says.
        if let Some(folder) = std::env::var_os("EXAMPLES") {
            for (number, example) in examples::of(NAME).iter().enumerate() {
                let path = std::path::Path::new(&folder).join(number.to_string());
                std::fs::write(path, example).expect("a folder for examples");
            }
        }
    },
    |data: &[u8]| {
        static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();
        TARGET.get_or_init(|| targets::named(NAME))(data);
    }
);
