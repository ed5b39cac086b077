//! SHA-256 and HMAC-SHA-256, computed by the crate that TLS uses: aws-lc-rs or ring. Without TLS, by `RustCrypto`.

#[cfg(feature = "aws-lc-rs")]
use aws_lc_rs::{digest, hmac};
#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
use ring::{digest, hmac};

/// A SHA-256 hash, or an HMAC with it.
pub type Digest = [u8; 32];

/// The SHA-256 hash of bytes.
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
#[must_use]
pub fn sha256(bytes: &[u8]) -> Digest {
    array(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// The HMAC-SHA-256 of bytes with a key of any length.
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
#[must_use]
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> Digest {
    array(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), bytes).as_ref())
}

#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
fn array(bytes: &[u8]) -> Digest {
    bytes.try_into().expect("SHA-256 has 32 bytes")
}

/// The SHA-256 hash of bytes.
#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
#[must_use]
pub fn sha256(bytes: &[u8]) -> Digest {
    sha2::Digest::finalize(sha2::Digest::chain_update(<sha2::Sha256 as sha2::Digest>::new(), bytes)).into()
}

/// The HMAC-SHA-256 of bytes with a key of any length.
#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "it never panics")]
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> Digest {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::hex;

    /// The examples of FIPS 180-4 and RFC 4231.
    #[test]
    fn hashes_are_the_published_ones() {
        assert_eq!(hex::encode(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(
            hex::encode(&hmac_sha256(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        // A key that is longer than a block.
        assert_eq!(
            hex::encode(&hmac_sha256(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }
}
