//! What was read from a document: one field is set, the one of its kind.

mod china;
mod other;
mod philippines;
mod southeast_asia;

pub use china::*;
pub use other::*;
pub use philippines::*;
pub use southeast_asia::*;

use crate::wire::object;

object! {
    /// What was read, in the older shapes.
    part CardInfo {
        /// Hong Kong identity card.
        hkid_card: Option<HKIDCard> = "HKIDCard",
        /// Malaysian identity card.
        mlid_card: Option<MLIDCard> = "MLIDCard",
        /// Philippine voter's card.
        philippines_vote_id: Option<PhilippinesVoteID> = "PhilippinesVoteID",
        /// Indonesian identity card.
        indonesia_id_card: Option<IndonesiaIDCard> = "IndonesiaIDCard",
        /// Philippine driving licence.
        philippines_driving_license: Option<PhilippinesDrivingLicense> = "PhilippinesDrivingLicense",
        /// Philippine taxpayer's card.
        philippines_tin_id: Option<PhilippinesTinID> = "PhilippinesTinID",
        /// Philippine social security card.
        philippines_sssid: Option<PhilippinesSSSID> = "PhilippinesSSSID",
        /// Philippine multi-purpose card.
        philippines_umid: Option<PhilippinesUMID> = "PhilippinesUMID",
        /// Passport.
        international_id_passport: Option<InternationalIDPassport> = "InternationalIDPassport",
        /// Any other document.
        general_card: Option<GeneralCard> = "GeneralCard",
        /// Indonesian driving licence.
        indonesia_driving_license: Option<IndonesiaDrivingLicense> = "IndonesiaDrivingLicense",
        /// Thai identity card.
        thailand_id_card: Option<ThailandIDCard> = "ThailandIDCard",
        /// Singaporean identity card.
        singapore_id_card: Option<SingaporeIDCard> = "SingaporeIDCard",
        /// Macao identity card.
        macao_id_card: Option<MacaoIDCard> = "MacaoIDCard",
        /// Taiwan identity card.
        taiwan_id_card: Option<TaiWanIDCard> = "TaiWanIDCard",
        /// Japanese identity card.
        japan_id_card: Option<JapanIDCard> = "JapanIDCard",
        /// Bangladeshi identity card.
        bangladesh_id_card: Option<BangladeshIDCard> = "BangladeshIDCard",
        /// Nigerian identity card.
        nigeria_id_card: Option<NigeriaIDCard> = "NigeriaIDCard",
        /// Nigerian driving licence.
        nigeria_driving_license: Option<NigeriaDrivingLicense> = "NigeriaDrivingLicense",
        /// Pakistani identity card.
        pakistan_id_card: Option<PakistanIDCard> = "PakistanIDCard",
        /// Pakistani driving licence.
        pakistan_driving_license: Option<PakistanDrivingLicense> = "PakistanDrivingLicense",
    }
}

object! {
    /// What was read, with field names that the documents share.
    part NormalCardInfo {
        /// Hong Kong identity card.
        hkid_card: Option<NormalHKIDCard> = "HKIDCard",
        /// Malaysian identity card.
        mlid_card: Option<NormalMLIDCard> = "MLIDCard",
        /// Philippine voter's card.
        philippines_vote_id: Option<PhilippinesVoteID> = "PhilippinesVoteID",
        /// Indonesian identity card.
        indonesia_id_card: Option<NormalIndonesiaIDCard> = "IndonesiaIDCard",
        /// Philippine driving licence.
        philippines_driving_license: Option<PhilippinesDrivingLicense> = "PhilippinesDrivingLicense",
        /// Philippine taxpayer's card.
        philippines_tin_id: Option<PhilippinesTinID> = "PhilippinesTinID",
        /// Philippine social security card.
        philippines_sssid: Option<PhilippinesSSSID> = "PhilippinesSSSID",
        /// Philippine multi-purpose card.
        philippines_umid: Option<PhilippinesUMID> = "PhilippinesUMID",
        /// Passport.
        international_id_passport: Option<InternationalIDPassport> = "InternationalIDPassport",
        /// Any other document.
        general_card: Option<GeneralCard> = "GeneralCard",
        /// Indonesian driving licence.
        indonesia_driving_license: Option<IndonesiaDrivingLicense> = "IndonesiaDrivingLicense",
        /// Thai identity card.
        thailand_id_card: Option<NormalThailandIDCard> = "ThailandIDCard",
        /// Singaporean identity card.
        singapore_id_card: Option<SingaporeIDCard> = "SingaporeIDCard",
        /// Macao identity card.
        macao_id_card: Option<MacaoIDCard> = "MacaoIDCard",
        /// Chinese identity card.
        mainland_id_card: Option<MainlandIDCard> = "MainlandIDCard",
        /// Japanese identity card.
        japan_id_card: Option<JapanIDCard> = "JapanIDCard",
        /// Taiwan identity card.
        taiwan_id_card: Option<TaiWanIDCard> = "TaiWanIDCard",
        /// Travel permit for Hong Kong, Macao and Taiwan.
        hmt_permit_card: Option<HMTPermit> = "HMTPermitCard",
    }
}

object! {
    /// A document of no particular kind.
    part GeneralCard {
        /// Number of the document.
        license_number: String = "LicenseNumber",
        /// Personal number; passports only.
        personal_number: String = "PersonalNumber",
        /// First machine-readable line of a passport.
        passport_code_first: String = "PassportCodeFirst",
        /// Second machine-readable line of a passport.
        passport_code_second: String = "PassportCodeSecond",
        /// Last day of validity, `YYYY-MM-DD`.
        expiration_date: String = "ExpirationDate",
        /// Last day of validity, `YYYY-MM-DD`.
        due_date: String = "DueDate",
        /// Day of issue, `YYYY-MM-DD`.
        issued_date: String = "IssuedDate",
        /// Authority that issued it.
        issued_authority: String = "IssuedAuthority",
        /// Country that issued it, a code of ISO 3166.
        issued_country: String = "IssuedCountry",
        /// The whole name.
        full_name: String = "FullName",
        /// First name.
        first_name: String = "FirstName",
        /// Last name.
        last_name: String = "LastName",
        /// `M`, `F` or `X`.
        sex: String = "Sex",
        /// Age in years; `0` unknown.
        age: String = "Age",
        /// Date of birth.
        birthday: String = "Birthday",
        /// Place of birth.
        birth_place: String = "BirthPlace",
        /// Nationality, a code of ISO 3166.
        nationality: String = "Nationality",
        /// Registration number.
        registration_number: String = "RegistrationNumber",
        /// Address.
        address: Option<Address> = "Address",
        /// The whole name in local script.
        full_name_local: String = "FullNameLocal",
        /// First name in local script.
        first_name_local: String = "FirstNameLocal",
        /// Last name in local script.
        last_name_local: String = "LastNameLocal",
    }
}

object! {
    /// An address, in parts.
    part Address {
        /// Country.
        country: Option<String> = "Country",
        /// Postal code.
        postal_code: Option<String> = "PostalCode",
        /// State, province or the like.
        subdivision: Option<String> = "Subdivision",
        /// City.
        city: Option<String> = "City",
        /// All of it in one text.
        formatted_address: Option<String> = "FormattedAddress",
        /// First line.
        line_one: Option<String> = "LineOne",
        /// Second line.
        line_two: Option<String> = "LineTwo",
        /// Third line.
        line_three: Option<String> = "LineThree",
        /// Fourth line.
        line_four: Option<String> = "LineFour",
        /// Fifth line.
        line_five: Option<String> = "LineFive",
    }
}
