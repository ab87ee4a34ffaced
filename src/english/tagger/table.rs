// A table from hashes to a few bytes each, read in place: nothing is built at start.
//
// Shared by the program, `build.rs` and `examples/train_names.rs`. The key of an entry is a hash of 32 bits; what was
// hashed is not kept. The upper half of a hash is the number of a bucket; the buckets follow each other, and an index
// says how many entries are in front of each. Whoever looks something up seldom finds it in the processor's caches, so
// that what belongs to a bucket stands together. In bytes, all numbers little-endian:
//
// | part | size |
// | --- | --- |
// | bytes of a value | 4 |
// | number of entries | 4 |
// | entries in front of each bucket, and in all | 4 × 65,537 |
// | of each bucket: lower halves of the hashes, sorted | 2 × its entries |
// | and the values | width × its entries |

const BUCKETS: usize = 1 << 16;
const HEAD: usize = 8;
/// How many bytes a key takes.
const KEY: usize = 2;

/// A table that lies in somebody else's bytes.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    index: &'a [u8],
    /// The buckets, and whatever stands behind the table.
    buckets: &'a [u8],
    width: usize,
}

impl<'a> Table<'a> {
    /// Opens the table at the front of `bytes` and gives back what stands behind it; `None` if there is none.
    pub fn open(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
        let (width, entries) = (number(0)?, number(4)?);
        let (index, buckets) = bytes.get(HEAD..)?.split_at_checked(4 * (BUCKETS + 1))?;
        let behind = buckets.get((KEY + width).checked_mul(entries)?..)?;
        Some((Table { index, buckets, width }, behind))
    }

    /// The value of a hash. Something that was never entered has one in about `entries / 2³²` cases.
    pub fn get(&self, hash: u32) -> Option<&'a [u8]> {
        self.get_on(hash)?.get(..self.width)
    }

    /// The value of a hash and all bytes behind it.
    #[inline]
    pub fn get_on(&self, hash: u32) -> Option<&'a [u8]> {
        self.bucket(hash).get_on(hash)
    }

    /// The bucket of a hash, with the keys in front. Nothing is decided yet, so that the memory for several hashes can be
    /// asked for at once.
    #[inline]
    pub fn bucket(&self, hash: u32) -> Bucket<'a> {
        let ends = self.index.get(4 * (hash >> 16) as usize..).and_then(|ends| ends.first_chunk::<8>());
        let ends = ends.map_or(0, |ends| u64::from_le_bytes(*ends));
        let (start, end) = (ends as u32 as usize, (ends >> 32) as usize);
        let bytes = self.buckets.get((KEY + self.width) * start..).unwrap_or_default();
        Bucket { bytes, keys: four_keys(bytes, 0), count: end.saturating_sub(start), width: self.width }
    }
}

/// A bucket of a table, and whatever stands behind it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bucket<'a> {
    bytes: &'a [u8],
    /// The first keys.
    keys: u64,
    count: usize,
    width: usize,
}

impl<'a> Bucket<'a> {
    /// The value of a hash of this bucket and all bytes behind it.
    #[inline]
    pub fn get_on(&self, hash: u32) -> Option<&'a [u8]> {
        // Four keys at once: most buckets hold no more, and the processor need not guess where the wanted one is.
        const EACH: u64 = 0x0001_0001_0001_0001;
        let wanted = u64::from(hash as u16) * EACH;
        let (mut first, mut keys) = (0, self.keys);
        while first < self.count {
            let differ = keys ^ wanted;
            let same = differ.wrapping_sub(EACH) & !differ & EACH << 15;
            if same != 0 {
                let at = first + same.trailing_zeros() as usize / 16;
                return if at < self.count {
                    self.bytes.get(KEY * self.count + self.width * at..)
                } else {
                    None
                };
            }
            first += 4;
            keys = four_keys(self.bytes, first);
        }
        None
    }
}

/// Four keys of a bucket from one on, or what stands where keys would.
#[inline]
fn four_keys(bucket: &[u8], first: usize) -> u64 {
    let keys = bucket.get(KEY * first..).unwrap_or_default();
    keys.first_chunk().map_or_else(|| number(keys), |keys| u64::from_le_bytes(*keys))
}

/// Fewer than eight bytes as a number.
#[cold]
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Writes a table of values of `width` bytes. Of entries with the same hash the first stays.
#[allow(dead_code, reason = "the program only reads tables")]
pub fn write(width: usize, mut entries: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    entries.sort_by_key(|entry| entry.0);
    entries.dedup_by_key(|entry| entry.0);
    let mut bytes = Vec::new();
    bytes.extend((width as u32).to_le_bytes());
    bytes.extend((entries.len() as u32).to_le_bytes());
    for bucket in 0..=BUCKETS as u64 {
        let begins = entries.partition_point(|entry| u64::from(entry.0) < bucket << 16);
        bytes.extend((begins as u32).to_le_bytes());
    }
    for bucket in entries.chunk_by(|a, b| a.0 >> 16 == b.0 >> 16) {
        bucket.iter().for_each(|entry| bytes.extend((entry.0 as u16).to_le_bytes()));
        for (_, value) in bucket {
            assert_eq!(value.len(), width, "all values of a table are as wide");
            bytes.extend(value);
        }
    }
    bytes
}

/// A hash of text that is the same on every machine and in every version (FNV-1a, 64 bits).
pub fn hash_of(bytes: &[u8]) -> u64 {
    bytes.iter().fold(OFFSET, |hash, byte| add(hash, *byte))
}

/// Where [`hash_of`] begins.
pub const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// [`hash_of`], one byte on.
pub const fn add(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x100_0000_01b3)
}

/// Brings the entropy of a hash into 32 bits (the finaliser of MurmurHash3).
pub const fn fold(mut hash: u64) -> u32 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash >> 32) as u32
}
