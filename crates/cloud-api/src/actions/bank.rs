//! Bank cards checked with Chinese banks. Needs them to answer.

use crate::types::Encryption;
use crate::wire::object;

object! {
    /// Whether a name and a bank card belong together.
    request BankCard2EVerification -> BankCard2EVerificationResponse {
        /// The holder's name.
        name: String = "Name",
        /// Number of the card.
        bank_card: String = "BankCard",
        /// Which of the fields are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The bank's answer.
    response BankCard2EVerificationResponse {
        /// `0` they do, `-1` they do not, from `-2` down what is wrong with the card or the question.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
    }
}

object! {
    /// Whether a name, an identity number and a bank card belong together.
    request BankCardVerification -> BankCardVerificationResponse {
        /// Number of the document the account was opened with.
        id_card: String = "IdCard",
        /// The holder's name.
        name: String = "Name",
        /// Number of the card.
        bank_card: String = "BankCard",
        /// Kind of that document; 0 (default) identity card, the only one known.
        cert_type: Option<i64> = "CertType",
        /// Which of the fields are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The bank's answer.
    response BankCardVerificationResponse {
        /// `0` they do, `-1` they do not, from `-2` down what is wrong with the card or the question.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
    }
}

object! {
    /// Whether a name, an identity number, a mobile number and a bank card belong together.
    request BankCard4EVerification -> BankCard4EVerificationResponse {
        /// The holder's name.
        name: String = "Name",
        /// Number of the card.
        bank_card: String = "BankCard",
        /// The mobile number the bank knows.
        phone: String = "Phone",
        /// Number of the document the account was opened with.
        id_card: String = "IdCard",
        /// Kind of that document; 0 (default) identity card, the only one known.
        cert_type: Option<i64> = "CertType",
        /// Which of the fields are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The bank's answer.
    response BankCard4EVerificationResponse {
        /// `0` they do, `-1` they do not, from `-2` down what is wrong with the card or the question.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
    }
}

object! {
    /// Which bank a card is from and of what kind it is.
    request CheckBankCardInformation -> CheckBankCardInformationResponse {
        /// Number of the card.
        bank_card: String = "BankCard",
        /// Whether the number is encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// What is known about the card.
    response CheckBankCardInformationResponse {
        /// `0` found, `-1` not found, `-5` no valid number, otherwise the question could not be answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// The bank.
        account_bank: String = "AccountBank",
        /// 1 debit, 2 credit, 3 prepaid, 4 semi-credit.
        account_type: i64 = "AccountType",
    }
}
