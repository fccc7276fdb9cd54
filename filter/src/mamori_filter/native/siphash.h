// SipHash-2-4 with a 128-bit key (Aumasson and Bernstein, 2012). The message of a fingerprint is the text of
// an expression and one octet for its scope, so that the text can be cut at many places in one pass.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

namespace mamori {

struct SipKey {
  uint64_t k0 = 0, k1 = 0;
};

class SipHash {
 public:
  explicit SipHash(const SipKey& key)
      : v0_(key.k0 ^ 0x736f6d6570736575ULL),
        v1_(key.k1 ^ 0x646f72616e646f6dULL),
        v2_(key.k0 ^ 0x6c7967656e657261ULL),
        v3_(key.k1 ^ 0x7465646279746573ULL) {}

  void word(uint64_t m) {
    v3_ ^= m;
    round();
    round();
    v0_ ^= m;
  }

  uint64_t finish() {
    v2_ ^= 0xff;
    round();
    round();
    round();
    round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  void round() {
    v0_ += v1_;
    v2_ += v3_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v1_;
    v0_ += v3_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ = std::rotl(v2_, 32);
  }
  uint64_t v0_, v1_, v2_, v3_;
};

inline uint64_t load64(const char* p) {
  uint64_t w;
  std::memcpy(&w, p, 8);
  return w;
}

// The last `rest` octets (0 to 7) of a text of `length` octets, without reading outside it.
inline uint64_t load_tail(const char* text, size_t length, size_t rest) {
  if (rest == 0) return 0;
  if (length >= 8) return load64(text + length - 8) >> (64 - 8 * rest);
  uint64_t word = 0;
  for (size_t i = length - rest; i < length; ++i) word |= uint64_t(uint8_t(text[i])) << (8 * (i + rest - length));
  return word;
}

// Fingerprints of prefixes of one text, asked for in ascending order of length.
class Cuts {
 public:
  Cuts(const SipKey& key, const char* text) : state_(key), text_(text) {}

  uint64_t at(size_t length, uint8_t scope) {
    while (done_ + 8 <= length) {
      state_.word(load64(text_ + done_));
      done_ += 8;
    }
    const size_t rest = length - done_;
    SipHash copy = state_;
    uint64_t last = load_tail(text_, length, rest) | (uint64_t(scope) << (8 * rest));
    const uint64_t size = uint64_t(length + 1) << 56;
    if (rest == 7) {
      copy.word(last);
      last = 0;
    }
    copy.word(last | size);
    return copy.finish();
  }

 private:
  SipHash state_;
  const char* text_;
  size_t done_ = 0;
};

inline uint64_t siphash(const SipKey& key, const char* data, size_t length) {
  SipHash state(key);
  size_t i = 0;
  for (; i + 8 <= length; i += 8) state.word(load64(data + i));
  state.word(load_tail(data, length, length - i) | (uint64_t(length) << 56));
  return state.finish();
}

}  // namespace mamori
