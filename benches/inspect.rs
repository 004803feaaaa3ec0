//! From paste to verdict.

fn main() {
    divan::main();
}
