//! Documents of the Philippines.

use crate::wire::object;

object! {
    /// A driving licence.
    part PhilippinesDrivingLicense {
        /// The whole name.
        name: Option<String> = "Name",
        /// Last name.
        last_name: Option<String> = "LastName",
        /// First name.
        first_name: Option<String> = "FirstName",
        /// Middle name.
        middle_name: Option<String> = "MiddleName",
        /// Nationality.
        nationality: Option<String> = "Nationality",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Address.
        address: Option<String> = "Address",
        /// Number of the licence.
        license_no: Option<String> = "LicenseNo",
        /// Last day of validity, as printed.
        expires_date: Option<String> = "ExpiresDate",
        /// Code of the office that issued it.
        agency_code: Option<String> = "AgencyCode",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
    }
}

object! {
    /// A social security card.
    part PhilippinesSSSID {
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
    }
}

object! {
    /// A taxpayer's card.
    part PhilippinesTinID {
        /// Taxpayer's number.
        license_number: Option<String> = "LicenseNumber",
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Address.
        address: Option<String> = "Address",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Day of issue, as printed.
        issue_date: Option<String> = "IssueDate",
    }
}

object! {
    /// A multi-purpose card of the social insurers.
    part PhilippinesUMID {
        /// Last name.
        surname: Option<String> = "Surname",
        /// Middle name.
        middle_name: Option<String> = "MiddleName",
        /// First name.
        given_name: Option<String> = "GivenName",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Address.
        address: Option<String> = "Address",
        /// Common reference number.
        crn: Option<String> = "CRN",
    }
}

object! {
    /// A voter's card.
    part PhilippinesVoteID {
        /// Voter's number.
        vin: Option<String> = "VIN",
        /// First name.
        first_name: Option<String> = "FirstName",
        /// Last name.
        last_name: Option<String> = "LastName",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Marital status.
        civil_status: Option<String> = "CivilStatus",
        /// Nationality.
        citizenship: Option<String> = "Citizenship",
        /// Address.
        address: Option<String> = "Address",
        /// Number of the precinct.
        precinct_no: Option<String> = "PrecinctNo",
    }
}
