//! Documents of Hong Kong, Macao, Taiwan and the mainland.

use crate::wire::object;

object! {
    /// A Hong Kong identity card, older shape.
    part HKIDCard {
        /// Name in Chinese.
        cn_name: Option<String> = "CnName",
        /// Name in Latin letters.
        en_name: Option<String> = "EnName",
        /// Telegraph code of the Chinese name, as printed.
        telex_code: Option<String> = "TelexCode",
        /// `M` or `F`.
        sex: Option<String> = "Sex",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Right of permanent residence: `1` yes, `0` no, `-1` unknown.
        permanent: Option<String> = "Permanent",
        /// Number of the card.
        id_num: Option<String> = "IdNum",
        /// Letters below the date of birth, e.g. `***AZ`.
        symbol: Option<String> = "Symbol",
        /// Month of first registration, as printed.
        first_issue_date: Option<String> = "FirstIssueDate",
        /// Day of issue of this card, as printed.
        current_issue_date: Option<String> = "CurrentIssueDate",
    }
}

object! {
    /// A Hong Kong identity card.
    part NormalHKIDCard {
        /// Name in Chinese.
        chinese_name: Option<String> = "ChineseName",
        /// Name in Latin letters.
        full_name: Option<String> = "FullName",
        /// Telegraph code of the Chinese name, as printed.
        registration_number: Option<String> = "RegistrationNumber",
        /// `M` or `F`.
        sex: Option<String> = "Sex",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Right of permanent residence: `1` yes, `0` no, `-1` unknown.
        permanent: Option<String> = "Permanent",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Letters below the date of birth, e.g. `***AZ`.
        symbol: Option<String> = "Symbol",
        /// Month of first registration, as printed.
        issued_date: Option<String> = "IssuedDate",
        /// Day of issue of this card, as printed.
        current_issue_date: Option<String> = "CurrentIssueDate",
        /// Series of the card: `HKID-2003` or `HKID-2018`.
        hkid_version: Option<String> = "HKIDVersion",
    }
}

object! {
    /// A travel permit for residents of Hong Kong, Macao or Taiwan.
    part HMTPermit {
        /// Name in Chinese.
        name: Option<String> = "Name",
        /// Name in Latin letters.
        english_name: Option<String> = "EnglishName",
        /// Number of the permit.
        number: Option<String> = "Number",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Period of validity, as printed.
        valid_date: Option<String> = "ValidDate",
        /// Authority that issued it.
        issue_authority: Option<String> = "IssueAuthority",
        /// Place of issue.
        issue_address: Option<String> = "IssueAddress",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
    }
}

object! {
    /// A Macao identity card.
    part MacaoIDCard {
        /// First name.
        first_name: Option<String> = "FirstName",
        /// Last name.
        last_name: Option<String> = "LastName",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Last day of validity, as printed.
        expiration_date: Option<String> = "ExpirationDate",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Age in years.
        age: Option<String> = "Age",
        /// Country or region that issued it.
        issued_country: Option<String> = "IssuedCountry",
        /// First machine-readable line.
        field1: Option<String> = "Field1",
        /// Second machine-readable line.
        field2: Option<String> = "Field2",
    }
}

object! {
    /// A Chinese identity card.
    part MainlandIDCard {
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Ethnic group.
        nation: Option<String> = "Nation",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Address, under its older name.
        address: Option<String> = "Address",
        /// Identity number.
        license_number: Option<String> = "LicenseNumber",
        /// Address.
        formatted_address: Option<String> = "FormattedAddress",
        /// Authority that issued it.
        authority: Option<String> = "Authority",
        /// Period of validity, as printed.
        valid_date: Option<String> = "ValidDate",
    }
}

object! {
    /// A Taiwan identity card.
    part TaiWanIDCard {
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Place of issue.
        issued_country: Option<String> = "IssuedCountry",
        /// Registration number.
        registration_number: Option<String> = "RegistrationNumber",
    }
}
