// Sorted 64-bit numbers in little more than the fewest bits possible, asked without unpacking. The layout is
// told octet by octet in docs/policy/address-list-format.md.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>
#if defined(__BMI2__)
#include <immintrin.h>
#endif

namespace mamori {

inline unsigned low_bits_for(uint64_t n) {
  if (n < 256) return 56;
  const unsigned k = 63 - std::countl_zero(n);
  return (n & (n - 1)) == 0 ? 64 - k : 63 - k;
}
inline uint64_t bucket_count(unsigned low_bits) { return 1ULL << (64 - low_bits); }
inline uint64_t upper_octets(uint64_t n, unsigned low_bits) {
  return (n + bucket_count(low_bits) + 63) / 64 * 8;
}
inline uint64_t lower_octets(uint64_t n, unsigned low_bits) {
  return (n * low_bits + 63) / 64 * 8 + 8;  // eight more, so that the last number is read as any other
}

// Position of the k-th set bit (from 0) of a word that has more than k.
inline unsigned select_in_word(uint64_t word, unsigned k) {
#if defined(__BMI2__)
  return unsigned(std::countr_zero(_pdep_u64(1ULL << k, word)));
#else
  unsigned shift = 0;
  for (unsigned width = 32; width >= 8; width /= 2) {
    const uint64_t half = word & ((1ULL << width) - 1);
    const unsigned ones = std::popcount(half);
    if (k >= ones) {
      k -= ones;
      word >>= width;
      shift += width;
    } else {
      word = half;
    }
  }
  while (k--) word &= word - 1;
  return shift + std::countr_zero(word);
#endif
}

class EliasFano {
 public:
  static constexpr unsigned EVERY = 16;  // buckets between two notes of a position

  // False where the parts do not hold n numbers; nothing is asked of such a list.
  [[nodiscard]] bool open(const uint8_t* upper, const uint8_t* lower, uint64_t n, unsigned low_bits) {
    upper_ = upper;
    lower_ = lower;
    n_ = n;
    low_bits_ = low_bits;
    mask_ = (1ULL << low_bits) - 1;
    return note_positions() == n && !beyond_buckets();
  }

  struct Bucket {
    uint64_t first, count;
  };

  void prefetch_upper(uint64_t key) const {
    __builtin_prefetch(upper_ + (positions_[(key >> low_bits_) / EVERY] >> 3));
  }
  void prefetch_lower(uint64_t rank) const { __builtin_prefetch(lower_ + (rank * low_bits_ >> 3)); }

  // The ranks of the keys that share a key's upper bits.
  Bucket bucket(uint64_t key) const {
    const uint64_t h = key >> low_bits_;
    const uint64_t position = positions_[h / EVERY];  // of the first bit of bucket h - h % EVERY
    const unsigned skip = h % EVERY;
    // Sixteen buckets and what they hold mostly lie within the 57 bits that one load is sure to bring; bits
    // it does not bring read as set, so that a run reaching them is seen to be unfinished.
    const uint64_t bits = load64(upper_ + (position >> 3)) >> (position & 7) | ~(~0ULL >> 7);
    const uint64_t zeros = ~bits;
    if (unsigned(std::popcount(zeros)) <= skip) return far_bucket(h, position, skip);
    const unsigned start = skip ? select_in_word(zeros, skip - 1) + 1 : 0;
    return {position + start - h, unsigned(std::countr_one(bits >> start))};
  }

  uint64_t low(uint64_t rank) const {
    const uint64_t bit = rank * low_bits_;
    return (load64(lower_ + (bit >> 3)) >> (bit & 7)) & mask_;
  }

  void prefetch_tags(uint64_t rank) const { __builtin_prefetch(tags_.data() + rank); }

  // False where the tags of a bucket rule a key out. Eight tags are compared at once, without a branch.
  bool may_hold(const Bucket& bucket, uint64_t key) const {
    if (tags_.empty() || bucket.count > 8) return bucket.count != 0;
    constexpr uint64_t EACH = 0x0101010101010101, TOP = 0x8080808080808080;
    const uint64_t other = load64(tags_.data() + bucket.first) ^ EACH * tag(key & mask_);
    const uint64_t same = (other - EACH) & ~other & TOP;  // exact up to the first that is the same
    const uint64_t here = bucket.count == 8 ? ~0ULL : (1ULL << (8 * bucket.count)) - 1;
    return (same & here) != 0;
  }

  // The rank of a key, or -1.
  int64_t rank_in(const Bucket& bucket, uint64_t key) const {
    const uint64_t wanted = key & mask_;
    for (uint64_t i = 0; i < bucket.count; ++i)
      if (low(bucket.first + i) == wanted) return int64_t(bucket.first + i);
    return -1;
  }

  // Notes eight bits of every key side by side: a list that is asked often answers most questions from
  // them. It takes a millisecond or two for a million keys, so opening does not wait for it.
  void note_tags() {
    tags_.resize(n_ + 8);
    for (uint64_t rank = 0; rank < n_; ++rank) tags_[rank] = tag(low(rank));
  }

  void decode(uint64_t* out) const {
    uint64_t rank = 0;
    const uint64_t words = upper_octets(n_, low_bits_) / 8;
    for (uint64_t i = 0; i < words && rank < n_; ++i) {
      uint64_t ones = word(i);
      const uint64_t start = i * 64 - rank;  // bucket of a set bit = its position - ones before it
      for (unsigned k = 0; ones && rank < n_; ++k, ones &= ones - 1) {
        const uint64_t bucket = start + std::countr_zero(ones) - k;
        *out++ = (bucket << low_bits_) | low(rank++);
      }
    }
  }

  uint64_t size() const { return n_; }

 private:
  uint8_t tag(uint64_t low) const { return uint8_t(low >> (low_bits_ - 8)); }
  static uint64_t load64(const uint8_t* at) {
    uint64_t w;
    std::memcpy(&w, at, 8);
    return w;
  }
  uint64_t word(uint64_t index) const { return load64(upper_ + index * 8); }

  Bucket far_bucket(uint64_t h, uint64_t position, unsigned skip) const {
    if (skip) {
      uint64_t index = position >> 6;
      uint64_t zeros = ~word(index) & (~0ULL << (position & 63));
      for (unsigned found; (found = unsigned(std::popcount(zeros))) < skip; zeros = ~word(++index)) skip -= found;
      position = (index << 6) + select_in_word(zeros, skip - 1) + 1;
    }
    return {position - h, ones_from(position)};
  }
  uint64_t ones_from(uint64_t position) const {
    uint64_t count = 0;
    uint64_t index = position >> 6;
    unsigned offset = position & 63;
    for (;;) {
      const unsigned run = std::countr_one(word(index) >> offset);
      const unsigned left = 64 - offset;
      if (run < left) return count + run;
      count += left;
      ++index;
      offset = 0;
    }
  }
  // Whether bits are set from the last bucket's zero on, where no key can be.
  bool beyond_buckets() const {
    const uint64_t last = n_ + bucket_count(low_bits_) - 1;
    return word(last / 64) >> (last % 64);
  }
  uint64_t note_positions() {
    const uint64_t buckets = bucket_count(low_bits_);
    positions_.assign(buckets / EVERY + 1, 0);
    const uint64_t words = upper_octets(n_, low_bits_) / 8;
    uint64_t zeros = 0, next = EVERY;
    for (uint64_t i = 0; i < words; ++i) {
      const uint64_t free = ~word(i);
      const unsigned count = std::popcount(free);
      while (next <= zeros + count && next < buckets) {
        positions_[next / EVERY] = uint32_t(i * 64 + select_in_word(free, unsigned(next - zeros - 1)) + 1);
        next += EVERY;
      }
      zeros += count;
    }
    return words * 64 - zeros;
  }

  const uint8_t* upper_ = nullptr;
  const uint8_t* lower_ = nullptr;
  uint64_t n_ = 0, mask_ = 0;
  unsigned low_bits_ = 0;
  std::vector<uint32_t> positions_;
  std::vector<uint8_t> tags_;  // empty until they are noted
};

// Writes bits from the lowest up, a whole word at a time.
class WordWriter {
 public:
  explicit WordWriter(uint8_t* out) : out_(out) {}
  // `value` has no bit at or above `count`, which is 1 to 63.
  void put(uint64_t value, unsigned count) {
    held_ |= value << used_;
    used_ += count;
    if (used_ < 64) return;
    std::memcpy(out_, &held_, 8);
    out_ += 8;
    used_ -= 64;
    held_ = used_ ? value >> (count - used_) : 0;
  }
  void close() { std::memcpy(out_, &held_, 8); }

 private:
  uint8_t* out_;
  uint64_t held_ = 0;
  unsigned used_ = 0;
};

// `upper` and `lower` are zeroed and long enough; `keys` ascend strictly.
inline void encode(const uint64_t* keys, uint64_t n, unsigned low_bits, uint8_t* upper, uint8_t* lower) {
  const uint64_t mask = (1ULL << low_bits) - 1;
  WordWriter lows(lower);
  for (uint64_t i = 0; i < n; ++i) {
    const uint64_t position = (keys[i] >> low_bits) + i;
    upper[position >> 3] |= uint8_t(1u << (position & 7));
    lows.put(keys[i] & mask, low_bits);
  }
  lows.close();  // the lower part is eight octets longer than its numbers
}

}  // namespace mamori
