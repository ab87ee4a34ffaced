// A table from hashes to a few bytes each, read in place: nothing is built at start.
//
// Shared by the program, `build.rs` and `examples/train_names.rs`. The key of an entry is a hash of 32 bits; what was
// hashed is not kept. The upper half of a hash is the number of a bucket; the entries of all buckets follow each other,
// sorted, and an index says where each bucket begins. In bytes, all numbers little-endian:
//
// | part | size |
// | --- | --- |
// | bytes of a value | 4 |
// | number of entries | 4 |
// | where each bucket begins, and the end of the last | 4 × 65,537 |
// | lower halves of the hashes | 2 × entries |
// | values | width × entries |

const BUCKETS: usize = 1 << 16;
const HEAD: usize = 8;

/// A table that lies in somebody else's bytes.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    index: &'a [u8],
    keys: &'a [u8],
    /// The values, and whatever stands behind the table.
    values: &'a [u8],
    width: usize,
}

impl<'a> Table<'a> {
    /// Opens the table at the front of `bytes` and gives back what stands behind it; `None` if there is none.
    pub fn open(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
        let (width, entries) = (number(0)?, number(4)?);
        let (index, rest) = bytes.get(HEAD..)?.split_at_checked(4 * (BUCKETS + 1))?;
        let (keys, rest) = rest.split_at_checked(2 * entries)?;
        let behind = rest.get(width.checked_mul(entries)?..)?;
        Some((Table { index, keys, values: rest, width }, behind))
    }

    /// The value of a hash. Something that was never entered has one in about `entries / 2³²` cases.
    pub fn get(&self, hash: u32) -> Option<&'a [u8]> {
        self.get_on(hash)?.get(..self.width)
    }

    /// The value of a hash and all bytes behind it.
    #[inline]
    pub fn get_on(&self, hash: u32) -> Option<&'a [u8]> {
        let bucket = 4 * (hash >> 16) as usize;
        let ends = self.index.get(bucket..bucket + 8)?;
        let start = u32::from_le_bytes([ends[0], ends[1], ends[2], ends[3]]) as usize;
        let end = u32::from_le_bytes([ends[4], ends[5], ends[6], ends[7]]) as usize;
        let keys = self.keys.get(2 * start..2 * end)?;
        let is_wanted = |key: &[u8]| u16::from_le_bytes([key[0], key[1]]) == hash as u16;
        let at = start + keys.chunks_exact(2).position(is_wanted)?;
        self.values.get(at * self.width..)
    }
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
    entries.iter().for_each(|entry| bytes.extend((entry.0 as u16).to_le_bytes()));
    for (_, value) in &entries {
        assert_eq!(value.len(), width, "all values of a table are as wide");
        bytes.extend(value);
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
