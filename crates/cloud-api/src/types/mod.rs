//! The parts that requests and responses are made of.
//!
//! In those that a request carries, what the caller need not set is an `Option`;
//! in the others, what may be `null`.

mod attack;
mod card;
mod common;
mod customer;
mod identity;
mod web;
mod webhook;

pub use attack::*;
pub use card::*;
pub use common::*;
pub use customer::*;
pub use identity::*;
pub use web::*;
pub use webhook::*;

use crate::wire::{Field, Object};

/// What a part holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name, as [`Field::kind`] says it.
    pub name: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Schema {
    /// That of `T`.
    pub fn of<T: Object>() -> Self {
        Self { name: T::NAME, fields: T::fields() }
    }
}

/// Every part.
pub fn all() -> Vec<Schema> {
    vec![
        Schema::of::<Address>(),
        Schema::of::<AttackRiskDetail>(),
        Schema::of::<BangladeshIDCard>(),
        Schema::of::<CardInfo>(),
        Schema::of::<CardVerifyResult>(),
        Schema::of::<Company>(),
        Schema::of::<CompareResult>(),
        Schema::of::<EditDetail>(),
        Schema::of::<Encryption>(),
        Schema::of::<ExtraInfo>(),
        Schema::of::<FileInfo>(),
        Schema::of::<GeneralCard>(),
        Schema::of::<HKIDCard>(),
        Schema::of::<HMTPermit>(),
        Schema::of::<IndonesiaDrivingLicense>(),
        Schema::of::<IndonesiaIDCard>(),
        Schema::of::<InternationalIDPassport>(),
        Schema::of::<JapanIDCard>(),
        Schema::of::<MacaoIDCard>(),
        Schema::of::<MainlandIDCard>(),
        Schema::of::<MLIDCard>(),
        Schema::of::<NigeriaDrivingLicense>(),
        Schema::of::<NigeriaIDCard>(),
        Schema::of::<NormalCardInfo>(),
        Schema::of::<NormalHKIDCard>(),
        Schema::of::<NormalIndonesiaIDCard>(),
        Schema::of::<NormalMLIDCard>(),
        Schema::of::<NormalThailandIDCard>(),
        Schema::of::<OCRResult>(),
        Schema::of::<PakistanDrivingLicense>(),
        Schema::of::<PakistanIDCard>(),
        Schema::of::<Person>(),
        Schema::of::<PhilippinesDrivingLicense>(),
        Schema::of::<PhilippinesSSSID>(),
        Schema::of::<PhilippinesTinID>(),
        Schema::of::<PhilippinesUMID>(),
        Schema::of::<PhilippinesVoteID>(),
        Schema::of::<RetrievalLivenessExtraInfo>(),
        Schema::of::<SingaporeIDCard>(),
        Schema::of::<TaiWanIDCard>(),
        Schema::of::<ThailandIDCard>(),
        Schema::of::<VerificationDetail>(),
        Schema::of::<WebhookList>(),
        Schema::of::<WebVerificationConfigIntl>(),
    ]
}
