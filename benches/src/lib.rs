//! Only targets; no library code.
