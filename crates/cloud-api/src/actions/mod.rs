//! The actions of `faceid`: a request and a response each.

mod aml;
mod bank;
mod database;
mod identity;
mod liveness;
mod nfc;
mod phone;
mod reflect;
mod selfie;
mod web;
mod webhook;

pub use aml::*;
pub use bank::*;
pub use database::*;
pub use identity::*;
pub use liveness::*;
pub use nfc::*;
pub use phone::*;
pub use reflect::*;
pub use selfie::*;
pub use web::*;
pub use webhook::*;

use crate::wire::{Action, Field, Object as _};

/// What an action takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name, as `X-TC-Action` says it.
    pub name: &'static str,
    /// The fields of its request.
    pub request: Vec<Field>,
    /// The fields of its response, without the `RequestId` that every response has.
    pub response: Vec<Field>,
    /// How often the cloud takes it from one account, calls a second.
    pub calls_per_second: u32,
}

impl Schema {
    /// That of `A`.
    pub fn of<A: Action>() -> Self {
        Self {
            name: A::NAME,
            request: A::fields(),
            response: A::Response::fields(),
            calls_per_second: A::CALLS_PER_SECOND,
        }
    }
}

/// Every action.
pub fn all() -> Vec<Schema> {
    vec![
        Schema::of::<ApplyLivenessToken>(),
        Schema::of::<ApplySdkVerificationToken>(),
        Schema::of::<ApplyWebVerificationBizTokenIntl>(),
        Schema::of::<BankCard2EVerification>(),
        Schema::of::<BankCard4EVerification>(),
        Schema::of::<BankCardVerification>(),
        Schema::of::<CheckBankCardInformation>(),
        Schema::of::<CheckIdCardInformation>(),
        Schema::of::<CheckIdNameDate>(),
        Schema::of::<CompareFaceLiveness>(),
        Schema::of::<CreateEKYCWebhook>(),
        Schema::of::<CreateUploadUrl>(),
        Schema::of::<DeleteEKYCWebhook>(),
        Schema::of::<DetectAIFakeFaces>(),
        Schema::of::<DetectReflectLivenessAndCompare>(),
        Schema::of::<GenerateReflectSequence>(),
        Schema::of::<GetAMLScreeningResult>(),
        Schema::of::<GetFaceIdResultIntl>(),
        Schema::of::<GetFaceIdTokenIntl>(),
        Schema::of::<GetLivenessResult>(),
        Schema::of::<GetNFCResult>(),
        Schema::of::<GetNFCToken>(),
        Schema::of::<GetSdkVerificationResult>(),
        Schema::of::<GetWebVerificationResultIntl>(),
        Schema::of::<IdCardOCRVerification>(),
        Schema::of::<IdCardVerification>(),
        Schema::of::<ImageRecognitionV2>(),
        Schema::of::<ListEKYCWebhooks>(),
        Schema::of::<LivenessCompare>(),
        Schema::of::<MobileNetworkTimeVerification>(),
        Schema::of::<MobileStatus>(),
        Schema::of::<PhoneVerification>(),
        Schema::of::<RunAMLNameScreening>(),
        Schema::of::<UpdateAMLCustomerProfile>(),
        Schema::of::<UpdateAMLOngoingScreeningStatus>(),
        Schema::of::<UpdateEKYCWebhook>(),
        Schema::of::<VideoLivenessCompare>(),
    ]
}
