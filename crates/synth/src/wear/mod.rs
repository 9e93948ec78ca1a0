//! What is around a head: hair, clothes, glasses, a surgical mask, a hand.

mod around;
mod cloth;
mod glasses;
mod hair;
mod hand;
mod piece;
mod shoulders;
mod surgical;
#[cfg(test)]
mod tests;

use crate::head::{HeadModel, HeadPart, Shape};
use crate::math::{Dice, Mat3, Vec3};
use crate::mesh::Drawable;
use crate::performance::Moment;
use crate::person::Traits;
use crate::scene::Person;
use around::Around;
use cloth::Trunk;
use hand::Hand;
use piece::Piece;
pub(crate) use piece::follow;
use surgical::SurgicalMask;

/// A rotation, then a shift: from head space to camera space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rigid {
    pub turn: Mat3,
    pub shift: Vec3,
}

impl Rigid {
    pub(crate) fn apply(&self, p: Vec3) -> Vec3 {
        self.turn.apply(p) + self.shift
    }
}

/// A person at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Stance<'a> {
    pub moment: &'a Moment,
    /// The head's points with expression, head space ([`HeadModel::posed`]).
    pub posed: &'a [Vec3],
    /// From head space to camera space for what turns with the head.
    pub head: Rigid,
    /// The same for the trunk, which follows only the place of the head.
    pub body: Rigid,
}

/// What one person wears; made once.
pub(crate) struct Wardrobe {
    pieces: Vec<Piece>,
    mask: Option<SurgicalMask>,
    hand: Hand,
}

impl Wardrobe {
    pub(crate) fn new(model: &HeadModel, shape: &Shape, person: &Person, traits: &Traits) -> Self {
        let skin = model.part(HeadPart::Skin);
        let around = Around::new(&shape.neutral, skin);
        let mut dice = Dice::new(traits.seed ^ 0x636c_6f74_6865);
        let trunk =
            Trunk::new(skin.iter().flat_map(|t| t.points).map(|i| shape.neutral[i as usize]), &mut dice);
        let (mut pieces, cover) = trunk.clothes(&around, traits, &mut dice);
        pieces.extend(hair::hair((&model.rest, skin), shape, (&around, &cover), traits));
        pieces.extend(glasses::glasses((shape, skin), &around, traits, person.surgical_mask));
        let mask = person.surgical_mask.then(|| SurgicalMask::new(shape, &around, traits));
        Self { pieces, mask, hand: Hand::new(&shape.marks, &around, traits) }
    }

    /// Everything worn, at the begin and the end of a frame.
    pub(crate) fn drawables(&self, begin: &Stance<'_>, end: &Stance<'_>) -> Vec<Drawable> {
        let mut drawn: Vec<Drawable> = self.pieces.iter().map(|piece| piece.drawable(begin, end)).collect();
        drawn.extend(self.mask.iter().flat_map(|mask| mask.drawables(begin, end)));
        drawn.extend(self.hand.drawable(begin, end));
        drawn
    }
}
