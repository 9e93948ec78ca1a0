//! Documents of Indonesia, Malaysia, Singapore and Thailand.

use crate::wire::object;

object! {
    /// An Indonesian identity card, older shape, named as the card names its fields.
    part IndonesiaIDCard {
        /// Identity number, 16 digits.
        nik: Option<String> = "NIK",
        /// The whole name.
        nama: Option<String> = "Nama",
        /// Place and date of birth, as printed.
        tempat_tgl_lahir: Option<String> = "TempatTglLahir",
        /// Sex, as printed.
        jenis_kelamin: Option<String> = "JenisKelamin",
        /// Blood group.
        gol_darah: Option<String> = "GolDarah",
        /// Address.
        alamat: Option<String> = "Alamat",
        /// Neighbourhood (RT/RW).
        rtrw: Option<String> = "RTRW",
        /// Village.
        kel_desa: Option<String> = "KelDesa",
        /// District.
        kecamatan: Option<String> = "Kecamatan",
        /// Religion.
        agama: Option<String> = "Agama",
        /// Marital status.
        status_perkawinan: Option<String> = "StatusPerkawinan",
        /// Occupation (so spelt on the wire).
        perkerjaan: Option<String> = "Perkerjaan",
        /// Nationality.
        kewarga_negaraan: Option<String> = "KewargaNegaraan",
        /// Last day of validity, as printed.
        berlaku_hingga: Option<String> = "BerlakuHingga",
        /// Day of issue, as printed.
        issued_date: Option<String> = "IssuedDate",
        /// Province.
        provinsi: Option<String> = "Provinsi",
        /// City.
        kota: Option<String> = "Kota",
    }
}

object! {
    /// An Indonesian identity card.
    part NormalIndonesiaIDCard {
        /// Identity number, 16 digits.
        license_number: Option<String> = "LicenseNumber",
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Place and date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Blood group.
        blood_type: Option<String> = "BloodType",
        /// Address.
        formatted_address: Option<String> = "FormattedAddress",
        /// Neighbourhood (RT/RW).
        street: Option<String> = "Street",
        /// Village.
        village: Option<String> = "Village",
        /// District.
        area: Option<String> = "Area",
        /// Religion.
        religion: Option<String> = "Religion",
        /// Marital status.
        marital_status: Option<String> = "MaritalStatus",
        /// Occupation.
        occupation: Option<String> = "Occupation",
        /// Nationality.
        nationality: Option<String> = "Nationality",
        /// Last day of validity, as printed.
        due_date: Option<String> = "DueDate",
        /// Day of issue, as printed.
        issued_date: Option<String> = "IssuedDate",
        /// Province.
        province: Option<String> = "Province",
        /// City.
        city: Option<String> = "City",
    }
}

object! {
    /// An Indonesian driving licence.
    part IndonesiaDrivingLicense {
        /// Last name.
        last_name: Option<String> = "LastName",
        /// First name.
        first_name: Option<String> = "FirstName",
        /// Number of the licence.
        license_number: Option<String> = "LicenseNumber",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Address.
        address: Option<String> = "Address",
        /// Last day of validity, as printed.
        expiration_date: Option<String> = "ExpirationDate",
        /// Day of issue, as printed.
        issued_date: Option<String> = "IssuedDate",
        /// Country that issued it.
        issued_country: Option<String> = "IssuedCountry",
    }
}

object! {
    /// A Malaysian identity card, older shape.
    part MLIDCard {
        /// The whole name.
        name: Option<String> = "Name",
        /// Number of the card.
        id: Option<String> = "ID",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Address.
        address: Option<String> = "Address",
        /// `MyKad`, `MyPR`, `MyTentera`, `MyKAS`, `POLIS`, `IKAD` or `MyKid`.
        kind: Option<String> = "Type",
        /// Date of birth; only for `IKAD` and `MyKad`.
        birthday: Option<String> = "Birthday",
    }
}

object! {
    /// A Malaysian identity card.
    part NormalMLIDCard {
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Address.
        formatted_address: Option<String> = "FormattedAddress",
        /// `MyKad`, `MyPR`, `MyTentera`, `MyKAS`, `POLIS`, `IKAD` or `MyKid`.
        kind: Option<String> = "Type",
        /// Date of birth; only for `IKAD` and `MyKad`.
        birthday: Option<String> = "Birthday",
    }
}

object! {
    /// A Singaporean identity card. The back holds the fields from `address` on.
    part SingaporeIDCard {
        /// Name in Chinese, under its older name.
        ch_name: Option<String> = "ChName",
        /// Name in Chinese.
        chinese_name: Option<String> = "ChineseName",
        /// Name in Latin letters, under its older name.
        en_name: Option<String> = "EnName",
        /// Name in Latin letters.
        full_name: Option<String> = "FullName",
        /// Number of the card, under its older name.
        id: Option<String> = "ID",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Sex, as printed.
        sex: Option<String> = "Sex",
        /// Country of birth, under its older name.
        country_of_birth: Option<String> = "CountryOfBirth",
        /// Country of birth.
        nationality: Option<String> = "Nationality",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Address.
        address: Option<String> = "Address",
        /// Ethnic group.
        race: Option<String> = "Race",
        /// Registration number (NRIC).
        nric_code: Option<String> = "NRICCode",
        /// Postal code.
        post_code: Option<String> = "PostCode",
        /// Last day of validity, as printed.
        date_of_expiration: Option<String> = "DateOfExpiration",
        /// Day of issue, as printed.
        date_of_issue: Option<String> = "DateOfIssue",
    }
}

object! {
    /// A Thai identity card, older shape.
    part ThailandIDCard {
        /// Last name.
        last_name: Option<String> = "LastName",
        /// First name.
        first_name: Option<String> = "FirstName",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Date of birth, as printed.
        date_of_birth: Option<String> = "DateOfBirth",
        /// Last day of validity, as printed.
        date_of_expiry: Option<String> = "DateOfExpiry",
        /// Day of issue, as printed.
        date_of_issue: Option<String> = "DateOfIssue",
        /// Country that issued it.
        issued_country: Option<String> = "IssuedCountry",
    }
}

object! {
    /// A Thai identity card.
    part NormalThailandIDCard {
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// The whole name in Thai.
        full_name: Option<String> = "FullName",
        /// Last name in Latin letters.
        last_name: Option<String> = "LastName",
        /// First name in Latin letters.
        first_name: Option<String> = "FirstName",
        /// Date of birth in English.
        birthday: Option<String> = "Birthday",
        /// Address.
        formatted_address: Option<String> = "FormattedAddress",
        /// Last day of validity in English.
        expiration_date: Option<String> = "ExpirationDate",
        /// Day of issue in English.
        issued_date: Option<String> = "IssuedDate",
        /// Serial number.
        registration_number: Option<String> = "RegistrationNumber",
        /// Religion.
        religion: Option<String> = "Religion",
        /// Date of birth in Thai.
        thai_birthday: Option<String> = "ThaiBirthday",
        /// Last day of validity in Thai.
        thai_expiration_date: Option<String> = "ThaiExpirationDate",
        /// Day of issue in Thai.
        thai_issue_date: Option<String> = "ThaiIssueDate",
    }
}
