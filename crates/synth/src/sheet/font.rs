//! Labels of a contact sheet, in capitals of 5 × 7 pixels.

/// Width of a letter with the gap after it, pixels.
pub(super) const ADVANCE: usize = 6;
/// Height of a letter, pixels.
pub(super) const HEIGHT: usize = 7;

/// Letters: 35 bits each, row by row from the upper left. Small letters are drawn as capitals, others not at all.
const GLYPHS: [(char, u64); 41] = [
    ('A', 0x3a31fc631),
    ('B', 0x7a31f463e),
    ('C', 0x3a308422e),
    ('D', 0x7a318c63e),
    ('E', 0x7e10f421f),
    ('F', 0x7e10f4210),
    ('G', 0x3a30bc62f),
    ('H', 0x4631fc631),
    ('I', 0x38842108e),
    ('J', 0x1c4210a4c),
    ('K', 0x4654c5251),
    ('L', 0x42108421f),
    ('M', 0x4775ac631),
    ('N', 0x4735ace31),
    ('O', 0x3a318c62e),
    ('P', 0x7a31f4210),
    ('Q', 0x3a318d64d),
    ('R', 0x7a31f5251),
    ('S', 0x3e107043e),
    ('T', 0x7c8421084),
    ('U', 0x46318c62e),
    ('V', 0x46318c544),
    ('W', 0x4631ad771),
    ('X', 0x454421151),
    ('Y', 0x454421084),
    ('Z', 0x7c222221f),
    ('0', 0x3a33ae62e),
    ('1', 0x11842108e),
    ('2', 0x3a213221f),
    ('3', 0x78217043e),
    ('4', 0x08ca97c42),
    ('5', 0x7e1e0862e),
    ('6', 0x3a10f462e),
    ('7', 0x7c2221108),
    ('8', 0x3a317462e),
    ('9', 0x3a317842e),
    ('_', 0x00000001f),
    ('-', 0x000070000),
    ('.', 0x00000018c),
    (':', 0x018c03180),
    ('/', 0x044222110),
];

/// The pixels (right, down) of `text` from its upper left corner.
pub(super) fn dots(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.chars().enumerate().flat_map(|(n, letter)| {
        let letter = letter.to_ascii_uppercase();
        let bits = GLYPHS.iter().find(|(name, _)| *name == letter).map_or(0, |(_, bits)| *bits);
        (0..35).filter(move |i| bits >> (34 - i) & 1 == 1).map(move |i| (n * ADVANCE + i % 5, i / 5))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_l_stands_on_its_foot() {
        let dots: Vec<_> = dots(" l").collect();
        assert_eq!(dots.len(), 11);
        assert!(dots.contains(&(6, 0)) && dots.contains(&(10, 6)) && !dots.contains(&(10, 0)));
    }
}
