// A table from words to numbers, read in place: nothing is built at start.
//
// Shared by the program and `build.rs`. The key of an entry is a hash of 64 bits, of which the table holds 46; what was
// hashed is not kept. The highest 14 bits of a hash are the number of a bucket; the buckets follow each other, and an
// index says how many entries are in front of each. What belongs to a bucket stands together, so that a word that was not
// looked up lately is waited for once. In bytes, all numbers little-endian:
//
// | part | size |
// | --- | --- |
// | number of entries | 4 |
// | entries in front of each bucket, and in all | 4 × 16,385 |
// | of each bucket: lower halves of the hashes, sorted | 4 × its entries |
// | and the values | 2 × its entries |

const BUCKET_BITS: u32 = 14;
const BUCKETS: usize = 1 << BUCKET_BITS;
/// How many bytes a key takes.
const KEY: usize = 4;
/// How many bytes a value takes.
const VALUE: usize = 2;

/// A table that lies in somebody else's bytes.
#[derive(Clone, Copy, Debug)]
pub struct WordTable<'a> {
    index: &'a [u8],
    buckets: &'a [u8],
}

#[allow(dead_code, reason = "the builder only writes tables")]
impl<'a> WordTable<'a> {
    /// Opens a table; `None` if the bytes are something else.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let entries = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
        let (index, rest) = bytes.get(4..)?.split_at_checked(4 * (BUCKETS + 1))?;
        let buckets = rest.get(..entries.checked_mul(KEY + VALUE)?)?;
        Some(WordTable { index, buckets })
    }

    /// The value of a word, given its hash. A word that was never entered has one in a case of a thousand million.
    pub fn get(&self, hash: u64) -> Option<u16> {
        let ends = self.index.get(4 * (hash >> (64 - BUCKET_BITS)) as usize..)?.first_chunk::<8>()?;
        let ends = u64::from_le_bytes(*ends);
        let (start, end) = (ends as u32 as usize, (ends >> 32) as usize);
        let bucket = self.buckets.get((KEY + VALUE) * start..(KEY + VALUE) * end)?;
        let (keys, values) = bucket.split_at_checked(KEY * (end - start))?;
        let is_wanted = |key: &[u8; KEY]| u32::from_le_bytes(*key) == hash as u32;
        let at = keys.as_chunks::<KEY>().0.iter().position(is_wanted)?;
        values.as_chunks::<VALUE>().0.get(at).map(|value| u16::from_le_bytes(*value))
    }
}

/// Writes a table. No two words may have a hash in common, so far as the table holds it.
#[allow(dead_code, reason = "the program only reads tables")]
pub fn write<'a>(entries: impl Iterator<Item = (&'a str, u16)>) -> Vec<u8> {
    let mut entries: Vec<(u64, u16, &str)> =
        entries.map(|(word, value)| (WordHash::of(word.as_bytes()).hash, value, word)).collect();
    let kept = |hash: u64| (hash >> (64 - BUCKET_BITS), hash as u32);
    entries.sort_unstable_by_key(|entry| kept(entry.0));
    for pair in entries.windows(2) {
        let (one, two) = (pair[0], pair[1]);
        assert_ne!(
            kept(one.0),
            kept(two.0),
            "{:?} and {:?} share a hash: change its multipliers",
            one.2,
            two.2
        );
    }
    let mut bytes = Vec::new();
    bytes.extend((entries.len() as u32).to_le_bytes());
    for bucket in 0..=BUCKETS as u64 {
        let begins = entries.partition_point(|entry| kept(entry.0).0 < bucket);
        bytes.extend((begins as u32).to_le_bytes());
    }
    for bucket in entries.chunk_by(|a, b| kept(a.0).0 == kept(b.0).0) {
        bucket.iter().for_each(|entry| bytes.extend((entry.0 as u32).to_le_bytes()));
        bucket.iter().for_each(|entry| bytes.extend(entry.1.to_le_bytes()));
    }
    bytes
}

/// A hash of a word in lower case, as far as its letters are of ASCII; others are taken as they stand.
#[derive(Clone, Copy, Debug)]
pub struct WordHash {
    /// The hash, the same on every machine and in every version.
    pub hash: u64,
    /// Whether the word is all ASCII, so that the hash is that of the word in lower case.
    #[allow(dead_code, reason = "the builder hashes what is in lower case")]
    pub is_ascii: bool,
}

impl WordHash {
    /// Reads eight letters at a time; those at the end may be read twice.
    pub fn of(word: &[u8]) -> Self {
        let eight = |at: usize| {
            word.get(at..at + 8)
                .map_or(0, |b| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
        };
        let four =
            |at: usize| word.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut hash = (word.len() as u64).wrapping_mul(0x9fb2_1c65_1e98_df25);
        let mut all = 0;
        let mut take = |letters: u64| {
            all |= letters;
            let product = u128::from((hash ^ in_lower_case(letters)).wrapping_add(0x9e37_79b9_7f4a_7c15))
                * 0xa3b1_9535_4a39_b70d;
            hash = (product as u64) ^ (product >> 64) as u64;
        };
        match word.len() {
            0 => {}
            len @ 1..=3 => {
                take(u64::from(word[0]) | u64::from(word[len / 2]) << 8 | u64::from(word[len - 1]) << 16)
            }
            len @ 4..=8 => take(u64::from(four(0)) | u64::from(four(len - 4)) << 32),
            len => {
                let mut at = 0;
                while at + 8 < len {
                    take(eight(at));
                    at += 8;
                }
                take(eight(len - 8));
            }
        }
        WordHash { hash: hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash >> 29, is_ascii: all & HIGH == 0 }
    }
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight letters at once in lower case, as far as they are of ASCII.
const fn in_lower_case(letters: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = letters & !HIGH;
    let from_a = low + EACH * (0x80 - b'A' as u64);
    let past_z = low + EACH * (0x7f - b'Z' as u64);
    letters | ((from_a & !past_z & !letters & HIGH) >> 2)
}
