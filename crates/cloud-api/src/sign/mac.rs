//! HMAC with a key of any length, without an error that cannot happen.

use hmac::digest::generic_array::GenericArray;
use hmac::digest::typenum::U64;
use hmac::digest::{Digest, KeyInit};
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::{Zeroize as _, Zeroizing};

/// Bytes in a block of SHA-1 and of SHA-256.
const BLOCK: usize = 64;

/// HMAC-SHA1, not yet fed.
pub(super) fn sha1(key: &[u8]) -> Hmac<Sha1> {
    keyed::<Sha1, _>(key)
}

/// HMAC-SHA256, not yet fed.
pub(super) fn sha256(key: &[u8]) -> Hmac<Sha256> {
    keyed::<Sha256, _>(key)
}

/// HMAC-SHA256 of `message`, as the key of the next one.
pub(super) fn derive(key: &[u8], message: &str) -> Zeroizing<[u8; 32]> {
    let mut output = sha256(key).chain_update(message).finalize().into_bytes();
    let mut derived = Zeroizing::new([0; 32]);
    derived.copy_from_slice(&output);
    output.as_mut_slice().zeroize();
    derived
}

/// RFC 2104: a key longer than a block is replaced by its hash, a shorter one is filled up with zeros.
fn keyed<D: Digest, M: KeyInit<KeySize = U64>>(key: &[u8]) -> M {
    let mut block = Zeroizing::new([0; BLOCK]);
    if key.len() > BLOCK {
        fill(&mut block, &D::digest(key));
    } else {
        fill(&mut block, key);
    }
    M::new(<&GenericArray<u8, U64>>::from(&*block))
}

fn fill(block: &mut [u8; BLOCK], from: &[u8]) {
    for (to, byte) in block.iter_mut().zip(from) {
        *to = *byte;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_have_any_length() {
        for length in [0, 1, 32, 63, 64, 65, 131, 1000] {
            let key = vec![0xaa; length];
            let known = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).unwrap().chain_update("message");
            assert_eq!(
                derive(&key, "message").as_slice(),
                known.finalize().into_bytes().as_slice(),
                "{length}"
            );
            let known = <Hmac<Sha1> as KeyInit>::new_from_slice(&key).unwrap().chain_update("message");
            let ours = sha1(&key).chain_update("message").finalize().into_bytes();
            assert_eq!(ours, known.finalize().into_bytes(), "{length}");
        }
    }
}
