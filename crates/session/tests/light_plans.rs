//! Light plans and challenges: what every seed gives, what can be guessed of it, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface_session::challenge::{MAX_BYTES, TOLERANCE};
use liveface_session::light::governor::{self, MAX_FLASHES};
use liveface_session::light::{Shown, Slot};
use liveface_session::{
    Action, Challenge, ChallengeError, Level, Light, LightPlan, LightPlanError, Part, Plan, Timestamp,
};
use std::collections::BTreeSet;
use std::time::Duration;

const NOON: u64 = 1_772_366_400; // 2026-03-01T12:00:00Z
const HOUR: Duration = Duration::from_secs(3_600);
const HALVES: [Part; 4] = [Part::Top, Part::Bottom, Part::Left, Part::Right];
const WHITE: [u8; 3] = [255; 3];
const BLACK: [u8; 3] = [0; 3];

/// The plan of the bytes 0 to 31: slots and spares, as `in_short` writes them.
const ONE: (&str, &str) = (
    "808080:whole:480 00ff00:left:480 ffff00:top:560 00ffff:left:440 \
     ffff00:right:440 ff00ff:whole:440 ffff00:right:440 00ff00:bottom:400 \
     ff6e6e:whole:520 808080:whole:480",
    "2323231323121313231213212131323212313231313212121231232312321232",
);

/// The plan of sixteen bytes of 3.
const OTHER: (&str, &str) = (
    "808080:whole:520 00ffff:bottom:520 ffff00:right:560 00ff00:left:440 \
     ffff00:top:440 ff00ff:whole:440 ffff00:right:560 00ffff:left:440 \
     ff6e6e:whole:480 808080:whole:480",
    "1321323213231321232131232132132312123121321212312323121231321231",
);

fn seed(number: u64) -> [u8; 16] {
    let mut seed = [0x5a; 16];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    seed
}

fn seed_of_32() -> [u8; 32] {
    std::array::from_fn(|i| i as u8)
}

fn minted(level: Level) -> Challenge {
    Challenge::mint(&seed_of_32(), level, NOON, HOUR).unwrap()
}

fn json(challenge: &Challenge) -> String {
    serde_json::to_string(challenge).unwrap()
}

// What every seed gives.

fn assert_structure(plan: &LightPlan) {
    let (first, last) = (plan.slots[0], plan.slots[plan.slots.len() - 1]);
    for guard in [first, last] {
        assert_eq!(guard.light, Light::GUARD);
        assert!((480..=560).contains(&guard.ms));
    }
    let colours = &plan.slots[1..plan.slots.len() - 1];
    assert!(colours.iter().all(|slot| [400, 440, 480, 520, 560].contains(&slot.ms)));
    assert!(colours.windows(2).all(|pair| pair[0].light.colour != pair[1].light.colour));
    let alike = |pair: &[Slot]| pair[0].light.part == pair[1].light.part;
    assert!(colours.windows(2).all(|pair| !alike(pair) || pair[0].light.part == Part::Whole));
    let of = |part| colours.iter().filter(move |slot| slot.light.part == part).map(|slot| slot.light.colour);
    for (part, times) in [(Part::Left, 2), (Part::Right, 2), (Part::Top, 1), (Part::Bottom, 1)] {
        assert_eq!(of(part).count(), times, "{part:?}");
    }
    let luminous: BTreeSet<_> = HALVES.into_iter().flat_map(of).collect();
    assert_eq!(luminous, BTreeSet::from([[0, 255, 0], [255, 255, 0], [0, 255, 255]]));
    let wholes: Vec<_> = of(Part::Whole).collect();
    assert!(wholes.len() == 2 && wholes[0] != wholes[1] && colours.len() == 8);
    assert!(wholes.iter().all(|colour| [[255, 110, 110], [0, 0, 255], [255, 0, 255]].contains(colour)));
    assert_eq!(plan.spares.len(), 64);
    assert!(plan.spares.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(plan.spares.iter().all(|spare| LightPlan::LUMINOUS.contains(spare)));
}

#[test]
fn every_seed_gives_a_plan_that_keeps_all_rules() {
    for number in 0..100_000 {
        let plan = LightPlan::mint(&seed(number)).unwrap();
        plan.check().unwrap();
        assert_structure(&plan);
        if number % 100 == 0 {
            let written = serde_json::to_string(&plan).unwrap();
            assert_eq!(serde_json::from_str::<LightPlan>(&written).unwrap(), plan);
            let challenge = Challenge::mint(&seed(number), Level::ActionLight, NOON, HOUR).unwrap();
            assert_eq!(Challenge::read(json(&challenge).as_bytes()).unwrap(), challenge);
        }
    }
}

#[test]
fn one_bit_of_the_seed_changes_everything() {
    let whole = seed_of_32();
    let mut plans = BTreeSet::from([json(&minted(Level::ActionLight))]);
    for bit in 0..256 {
        let mut other = whole;
        other[bit / 8] ^= 1 << (bit % 8);
        let challenge = Challenge::mint(&other, Level::ActionLight, NOON, HOUR).unwrap();
        assert_ne!(challenge.light, minted(Level::Light).light, "bit {bit}");
        assert_ne!(challenge.id, minted(Level::Light).id, "bit {bit}");
        plans.insert(json(&challenge));
    }
    assert_eq!(plans.len(), 257);
}

/// Pearson's statistic of counts that should be equal.
fn chi2(counts: &[u32]) -> f64 {
    let mean = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    counts.iter().map(|count| (f64::from(*count) - mean).powi(2) / mean).sum()
}

#[test]
fn everything_drawn_is_drawn_evenly() {
    let (mut half, mut wholes, mut order) = ([0; 3], [0; 6], [0; 2]);
    let (mut luminous, mut lasting) = ([0; 3], [0; 5]);
    let index = |colours: [[u8; 3]; 3], colour| colours.iter().position(|other| *other == colour).unwrap();
    for number in 0..20_000 {
        let plan = LightPlan::mint(&seed(number)).unwrap();
        let of = |part| plan.slots[1..9].iter().position(|slot| slot.light.part == part).unwrap() + 1;
        half[index(LightPlan::LUMINOUS, plan.slots[of(Part::Top)].light.colour)] += 1;
        let pair: Vec<_> = plan.slots[1..9].iter().filter(|slot| slot.light.part == Part::Whole).collect();
        let [one, other] = [0, 1].map(|i| index(LightPlan::DARKER, pair[i].light.colour));
        wholes[2 * one + (other + 2 - one) % 3] += 1;
        order[usize::from(of(Part::Top) < of(Part::Bottom))] += 1;
        luminous[index(LightPlan::LUMINOUS, plan.spares[63])] += 1;
        lasting[usize::from(plan.slots[5].ms - 400) / 40] += 1;
    }
    // At most 5 degrees of freedom: 30 is passed once in 70 000 times.
    for (what, counts) in [
        ("colour of a half", &half[..]),
        ("colours of the wholes", &wholes),
        ("top before bottom", &order),
        ("luminous spare", &luminous),
        ("time", &lasting),
    ] {
        assert!(chi2(counts) < 30.0, "{what}: {counts:?}");
    }
}

#[test]
fn every_sequence_comes_equally_often() {
    // Of 2 632 176 sequences 40 000 draws hit 39 698 different ones, give or take 17: fewer would tell of favourites.
    let lights = |number| {
        let plan = LightPlan::mint(&seed(number)).unwrap();
        plan.slots[1..9].iter().map(|slot| (slot.light.colour, slot.light.part.name())).collect::<Vec<_>>()
    };
    let different: BTreeSet<_> = (0..40_000).map(lights).collect();
    assert!((39_600..39_800).contains(&different.len()), "{}", different.len());
}

/// Slots as `rrggbb:part:ms`, spares as indices into the palette.
fn in_short(plan: &LightPlan) -> (String, String) {
    let slot = |Slot { light: Light { colour: [r, g, b], part }, ms }: &Slot| {
        format!("{r:02x}{g:02x}{b:02x}:{}:{ms}", part.name())
    };
    let slots: Vec<_> = plan.slots.iter().map(slot).collect();
    let index = |spare| LightPlan::PALETTE.iter().position(|other| other == spare).unwrap().to_string();
    (slots.join(" "), plan.spares.iter().map(index).collect())
}

/// The expected values come from another implementation, in Python: HKDF spelled out with `hmac`, and the order of the
/// parts looked up in a list of all permutations.
#[test]
fn two_seeds_give_the_plans_that_another_implementation_gives() {
    let one = LightPlan::mint(&seed_of_32()).unwrap();
    assert_eq!(in_short(&one), (ONE.0.into(), ONE.1.into()));
    let other = LightPlan::mint(&[3; 16]).unwrap();
    assert_eq!(in_short(&other), (OTHER.0.into(), OTHER.1.into()));
    let challenge = minted(Level::ActionLight);
    assert_eq!(challenge.id, "61e6f6ae4db276ce4a866d9bd12e8865");
    assert_eq!(challenge.actions, [Action::Mouth, Action::Blink]);
    assert_eq!(challenge.light, Some(one));
}

#[test]
fn entropy_is_what_counting_says() {
    // 2 632 176 sequences, listed by a program in Python.
    let plan = LightPlan::mint(&seed(0)).unwrap();
    assert!((plan.entropy_bits() - 21.327_824).abs() < 1e-5);
    let mut foreign = plan;
    foreign.slots[1].light.colour = WHITE;
    assert_eq!(foreign.entropy_bits(), 0.0);
    let bits = |level| minted(level).entropy_bits;
    assert_eq!(bits(Level::Silent), 0.0);
    assert!((bits(Level::Action) - 12_f32.log2()).abs() < 1e-6);
    assert!((bits(Level::ActionLight) - bits(Level::Action) - bits(Level::Light)).abs() < 1e-5);
}

// What a level asks for.

#[test]
fn a_level_asks_for_what_it_says_and_two_levels_need_no_light() {
    for (level, actions, light) in [
        (Level::Silent, 0, false),
        (Level::Action, 2, false),
        (Level::Light, 0, true),
        (Level::ActionLight, 2, true),
    ] {
        let challenge = minted(level);
        assert_eq!((challenge.actions.len(), challenge.light.is_some()), (actions, light), "{level:?}");
        let plan = challenge.plan();
        assert_eq!((&plan.actions, &plan.light), (&challenge.actions, &challenge.light));
        assert!(!plan.compare && !plan.whole_video);
        assert_eq!(plan.challenge.as_ref(), Some(&challenge.id), "for the issuer to recognise");
        assert!(Plan::with_actions(&plan.actions).is_ok());
        assert_eq!(Challenge::read(json(&challenge).as_bytes()).unwrap(), challenge);
        assert_eq!(serde_json::from_str::<Challenge>(&json(&challenge)).unwrap(), challenge);
    }
    let silent = minted(Level::Silent);
    assert_eq!(silent.plan(), Plan { challenge: Some(silent.id.clone()), ..Plan::silent() });
}

#[test]
fn seeds_of_other_lengths_are_refused_and_none_is_shown() {
    let mint = |seed: &[u8]| Challenge::mint(seed, Level::ActionLight, NOON, HOUR);
    for bytes in [16, 64] {
        assert!(mint(&vec![9; bytes]).is_ok());
    }
    for bytes in [0, 15, 65] {
        let error = mint(&vec![9; bytes]).unwrap_err().to_string();
        assert!(error.contains(&format!("{bytes} bytes")) && error.contains("16 to 64"), "{error}");
    }
    let secret = [0xA7; 32];
    let challenge = mint(&secret).unwrap();
    for text in [json(&challenge), format!("{challenge:?}")] {
        assert!(!text.to_lowercase().contains("a7a7") && !text.contains("167, 167"), "{text}");
    }
}

#[test]
fn a_challenge_is_valid_for_its_time() {
    let challenge = minted(Level::Silent);
    let end = NOON + HOUR.as_secs();
    for now in [NOON - TOLERANCE, NOON, end, end + TOLERANCE] {
        assert_eq!(challenge.check_time(now), Ok(()), "{now}");
    }
    let late = challenge.check_time(end + TOLERANCE + 1).unwrap_err().to_string();
    assert_eq!(
        late,
        "the plan expired at 2026-03-01T13:00:00Z and it is 2026-03-01T13:01:01Z: mint another one"
    );
    let early = challenge.check_time(NOON - TOLERANCE - 1).unwrap_err().to_string();
    assert!(
        early.starts_with(
            "the plan is valid from 2026-03-01T12:00:00Z on and it is 2026-03-01T11:58:59Z: set"
        )
    );
    assert!(challenge.check_time(0).is_err() && challenge.check_time(u64::MAX).is_err());
    for (issued, span) in [(NOON, Duration::from_millis(999)), (u64::MAX, HOUR), (NOON, Duration::MAX)] {
        let refused = Challenge::mint(&seed_of_32(), Level::Silent, issued, span);
        assert_eq!(refused, Err(ChallengeError::Validity));
    }
}

// What is not read.

/// The message for a minted challenge of which `from` was replaced by `to`.
fn message(level: Level, from: &str, to: &str) -> String {
    let text = json(&minted(level));
    assert!(text.contains(from), "{from:?} is not in {text}");
    Challenge::read(text.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_challenge_that_was_tampered_with_is_refused_by_name() {
    use Level::{Action, ActionLight, Light, Silent};
    let slot = r#""part":"left"},"ms":480"#;
    for (level, from, to, said) in [
        (
            Silent,
            r#""schema":1"#,
            r#""schema":7"#,
            "the plan has schema 7, this build reads 1: mint it with the same",
        ),
        (Silent, r#""expansion":1"#, r#""expansion":2"#, "expansion 2, this build knows 1"),
        (Silent, r#""level":1"#, r#""level":5"#, "there is no level 5"),
        (
            Silent,
            r#""level":1"#,
            r#""level":2"#,
            "of level 2, which has actions and no light, but holds neither",
        ),
        (ActionLight, r#""level":4"#, r#""level":3"#, "light and no actions, but holds actions and light"),
        (Light, r#""level":3"#, r#""level":1"#, "neither actions nor light, but holds light and no actions"),
        (Action, r#"["mouth","blink"]"#, r#"["mouth","mouth"]"#, "two different actions"),
        (Action, r#"["mouth","blink"]"#, r#"["jump"]"#, "jump"),
        (Silent, r#""id":"6"#, r#""id":"X"#, "32 hexadecimal digits"),
        (Silent, r#""id""#, r#""extra":1,"id""#, "unknown field `extra`"),
        (Silent, r#""entropy_bits":0.0"#, r#""entropy_bits":64.0"#, "claims 64 bits of entropy and has 0"),
        (Silent, r#""expires_at":1772370000"#, r#""expires_at":1772366400"#, "at least one second"),
        (Light, slot, r#""part":"left"},"ms":349"#, "slot 2 lasts 349 ms: give it at least 350 ms"),
        (Light, slot, r#""part":"left"},"ms":2001"#, "slot 2 lasts 2001 ms: give it at most 2000 ms"),
        (Light, "[0,255,0]", "[255,0,0]", "slot 2: a saturated red can harm"),
        (Light, "[0,255,0]", "[0,254,0]", "not ones that minting draws"),
        (Light, "[0,255,0]", "[0,0,255]", "not ones that minting draws"),
        (Light, "[255,0,255]", "[255,110,110]", "not ones that minting draws"),
        (Light, "[255,0,255]", "[0,255,0]", "not ones that minting draws"),
        (Light, "[0,255,255]", "[0,255,0]", "not ones that minting draws"),
        (Light, "[0,255,0]", "[255,255,0]", "slot 3: it has the colour of the slot before it"),
        (Light, r#""part":"top""#, r#""part":"left""#, "never lights the part top"),
        (Light, r#""part":"left""#, r#""part":"top""#, "not ones that minting draws"),
        (Light, r#""part":"left""#, r#""part":"right""#, "not ones that minting draws"),
        (Light, r#""spares":[["#, r#""spares":[[1,2,3],["#, "has 65 spare colours"),
        (Light, r#""spares":[[0,255,0]"#, r#""spares":[[0,254,0]"#, "not ones that minting draws"),
        (Light, "[128,128,128]", "[127,127,127]", "slot 1: the first and the last slot"),
    ] {
        let message = message(level, from, to);
        assert!(message.contains(said) && !message.contains('\n'), "{from} -> {to}: {message}");
    }
}

#[test]
fn what_is_no_challenge_is_refused_with_its_place() {
    let read = |bytes: &[u8]| Challenge::read(bytes).unwrap_err();
    assert_eq!(read(b"{\n  \"schema\": ?}"), ChallengeError::NotJson { line: 2, column: 13 });
    assert!(matches!(read(b""), ChallengeError::NotJson { line: 1, column: 0 }));
    assert!(matches!(read(b"\xff\xfe\0"), ChallengeError::NotJson { .. }));
    assert!(matches!(read(b"[]"), ChallengeError::Malformed { .. }));
    assert!(read(b"{}").to_string().contains("missing field `schema`"));
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), ChallengeError::TooLong { bytes: MAX_BYTES + 1 });
    let cut = json(&minted(Level::Light));
    assert!(matches!(read(&cut.as_bytes()[..200]), ChallengeError::NotJson { line: 1, .. }));
}

#[test]
fn a_plan_with_a_harmful_light_is_not_read_from_anywhere() {
    let plan = serde_json::to_string(&minted(Level::Light).plan()).unwrap();
    assert!(serde_json::from_str::<Plan>(&plan).is_ok());
    let harmful = plan.replacen("[0,255,0]", "[255,0,0]", 1);
    let error = serde_json::from_str::<Plan>(&harmful).unwrap_err().to_string();
    assert!(error.contains("slot 2: a saturated red can harm"), "{error}");
}

#[test]
fn a_plan_put_together_wrongly_is_found_out() {
    let good = LightPlan::mint(&seed_of_32()).unwrap();
    let check = |change: fn(&mut LightPlan)| {
        let mut plan = good.clone();
        change(&mut plan);
        plan.check()
    };
    assert_eq!(check(|_| ()), Ok(()));
    assert_eq!(check(|plan| plan.slots.clear()), Err(LightPlanError::Length { slots: 0 }));
    assert_eq!(check(|plan| plan.slots.truncate(7)), Err(LightPlanError::Length { slots: 7 }));
    assert_eq!(check(|plan| drop(plan.slots.drain(1..2))), Ok(()));
    assert_eq!(check(|plan| plan.slots[1].light.part = Part::Whole), Ok(()));
    assert_eq!(check(|plan| plan.slots[1].light = whole(WHITE)), Ok(()));
    assert_eq!(
        check(|plan| plan.slots[3].light = Light::GUARD),
        Err(LightPlanError::GuardInside { slot: 4 })
    );
    assert_eq!(check(|plan| plan.slots[9].light.part = Part::Top), Err(LightPlanError::NoGuard { slot: 10 }));
    assert_eq!(
        check(|plan| plan.slots[2].light.part = Part::Whole),
        Err(LightPlanError::Half { part: Part::Top })
    );
    assert_eq!(check(|plan| plan.spares = vec![WHITE; 65]), Err(LightPlanError::Spares { spares: 65 }));
    assert_eq!(check(|plan| plan.spares[1] = [255, 0, 60]), Err(LightPlanError::SaturatedSpare { spare: 2 }));
}

// The governor.

/// `count` changes between two lights, `ms` apart.
fn alternating(one: Light, other: Light, count: usize, ms: u64) -> Vec<Shown> {
    let light = |i: usize| if i.is_multiple_of(2) { one } else { other };
    (0..=count).map(|i| Shown { at: Timestamp::from_millis(i as u64 * ms), light: light(i) }).collect()
}

fn whole(colour: [u8; 3]) -> Light {
    Light { colour, part: Part::Whole }
}

fn slots(lights: &[Light], ms: u16) -> Vec<Slot> {
    lights.iter().map(|light| Slot { light: *light, ms }).collect()
}

#[test]
fn flashes_are_counted_in_the_worst_second() {
    let (white, black) = (whole(WHITE), whole(BLACK));
    // Two changes a flash: every 1000/(2n) ms gives n flashes a second, however long it goes on.
    for (ms, flashes) in [(500, 1), (350, 2), (250, 2), (167, 3), (143, 4), (125, 4), (100, 5), (50, 10)] {
        assert_eq!(governor::flashes(&alternating(white, black, 60, ms)), flashes, "every {ms} ms");
    }
    assert_eq!(governor::flashes(&[]), 0);
    assert_eq!(governor::flashes(&alternating(white, black, 0, 100)), 0);
    assert_eq!(governor::flashes(&alternating(white, black, 2, 100)), 1);
}

#[test]
fn only_what_the_standard_calls_a_flash_counts() {
    let grey = |level| whole([level; 3]);
    let flashes = |one, other| governor::flashes(&alternating(one, other, 20, 100));
    // Relative luminance of 128 is 0.216, of 150 0.305, of 155 0.328; of 230 0.791, of 231 0.799, of 232 0.807.
    assert_eq!(flashes(grey(128), grey(150)), 0, "less than a tenth");
    assert_eq!(flashes(grey(128), grey(155)), 5);
    assert_eq!(flashes(grey(232), grey(255)), 0, "the darker is too bright");
    assert_eq!(flashes(grey(230), grey(255)), 5);
    // A saturated red against a grey of its luminance, 0.213: no general flash, but a red one.
    assert_eq!(flashes(whole([255, 0, 0]), grey(127)), 5);
    assert_eq!(flashes(whole([255, 110, 110]), grey(166)), 0, "unsaturated, of nearly the same luminance");
}

#[test]
fn halves_that_take_turns_flash_although_the_mean_does_not() {
    let [top, bottom, left, _] = HALVES.map(|part| Light { colour: WHITE, part });
    assert_eq!(governor::flashes(&alternating(top, bottom, 20, 100)), 5);
    // The upper left quarter stays white, the mean stays half: two other quarters take turns.
    assert_eq!(governor::flashes(&alternating(top, left, 20, 100)), 5);
}

#[test]
fn small_steps_the_same_way_are_one_change() {
    let ramp: Vec<u8> = (100..=250).step_by(5).chain((100..=250).rev().step_by(5)).collect();
    let shown = |(i, level): (usize, &u8)| Shown {
        at: Timestamp::from_millis(10 * i as u64),
        light: whole([*level; 3]),
    };
    let shown: Vec<_> = ramp.iter().enumerate().map(shown).collect();
    assert_eq!(governor::flashes(&shown), 1, "up and down once");
}

#[test]
fn offenders_are_refused() {
    let (white, black) = (whole(WHITE), whole(BLACK));
    let flashing = slots(&[white, black].repeat(5), 125);
    assert!(
        matches!(governor::check(&flashing), Err(LightPlanError::Flashes { flashes, .. }) if flashes > MAX_FLASHES)
    );
    assert_eq!(
        governor::check(&slots(&[white, black, white], 349)),
        Err(LightPlanError::SlotTooShort { slot: 1, ms: 349 })
    );
    assert_eq!(governor::check(&slots(&[white, black], 350)), Ok(()));
    for red in [[255, 0, 0], [255, 99, 99], [128, 0, 0], [1, 0, 0]] {
        let refused = governor::check(&slots(&[Light::GUARD, whole(red)], 500));
        assert_eq!(refused, Err(LightPlanError::SaturatedRed { slot: 2 }), "{red:?}");
    }
    // In linear light 99 is 0.1248, and 1/(1 + 2 · 0.1248) = 0.8002; 100 is just below 0.8.
    assert!(!governor::saturated_red([255, 100, 100]));
    assert!(LightPlan::PALETTE.iter().all(|colour| !governor::saturated_red(*colour)));
    assert_eq!(
        governor::check(&slots(&[white, black].repeat(4), 1_876)),
        Err(LightPlanError::TooLong { ms: 15_008 })
    );
    assert_eq!(
        governor::check(&slots(&[white], 2_001)),
        Err(LightPlanError::SlotTooLong { slot: 1, ms: 2_001 })
    );
}

#[test]
fn no_sequence_of_slots_long_enough_can_flash_too_often() {
    // The worst there is: every slot the shortest, every change the greatest.
    let worst = slots(&[whole(WHITE), whole(BLACK)].repeat(21), 350);
    assert_eq!(governor::check(&worst), Ok(()));
    for number in 0..1_000 {
        let mut plan = LightPlan::mint(&seed(number)).unwrap();
        plan.slots.iter_mut().for_each(|slot| slot.ms = 350);
        assert_eq!(plan.check(), Ok(()));
    }
}
