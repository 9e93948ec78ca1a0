//! Values as text in the cells of a CSV file.

/// Digits that a number keeps; more than any threshold has.
const DIGITS: i32 = 4;

/// A value in a cell. No text in these files has a comma or a quote.
pub(crate) trait Cell: Sized {
    fn write(&self) -> String;
    fn read(cell: &str) -> anyhow::Result<Self>;
}

impl Cell for String {
    fn write(&self) -> String {
        self.clone()
    }

    fn read(cell: &str) -> anyhow::Result<Self> {
        Ok(cell.to_owned())
    }
}

impl Cell for u64 {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(cell: &str) -> anyhow::Result<Self> {
        Ok(cell.parse()?)
    }
}

impl Cell for f32 {
    fn write(&self) -> String {
        short(f64::from(*self))
    }

    fn read(cell: &str) -> anyhow::Result<Self> {
        Ok(cell.parse()?)
    }
}

impl Cell for Option<f32> {
    fn write(&self) -> String {
        self.as_ref().map_or_else(String::new, Cell::write)
    }

    fn read(cell: &str) -> anyhow::Result<Self> {
        if cell.is_empty() { Ok(None) } else { Cell::read(cell).map(Some) }
    }
}

/// A number with [`DIGITS`] digits, one more just below 1, six decimals at most, and no zero before its point.
pub(crate) fn short(value: f64) -> String {
    let whole = value.abs().max(1e-9).log10().floor() as i32;
    let digits = DIGITS + i32::from((0.99..1.0).contains(&value));
    let decimals = (digits - 1 - whole).clamp(0, 6) as usize;
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    match text {
        "0" | "-0" => "0".to_owned(),
        text if text.starts_with("0.") => text[1..].to_owned(),
        text if text.starts_with("-0.") => format!("-{}", &text[2..]),
        text => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_keep_four_digits() {
        let shown = [0.0, -0.0, 1.0, 60.042_736, -0.643_613_3, 0.000_499_75, 3999.96, 120_000.0].map(short);
        assert_eq!(shown, ["0", "0", "1", "60.04", "-.6436", ".0005", "4000", "120000"]);
        assert_eq!([0.999_814, 0.998_77, 0.98].map(short), [".99981", ".99877", ".98"]);
    }
}
