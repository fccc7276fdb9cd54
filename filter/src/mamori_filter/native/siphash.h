// SipHash-2-4 with a 128-bit key (Aumasson and Bernstein, 2012). The message of a fingerprint is the text of
// an expression and one octet for its scope, so that the text can be cut at many places in one pass.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

namespace mamori {

struct SipKey {
  uint64_t k0 = 0, k1 = 0;
};

// One round, of one hash or of several in the lanes of a vector.
template <class Word>
inline void sip_round(Word& v0, Word& v1, Word& v2, Word& v3) {
  const auto turned = [](Word w, int by) { return w << by | w >> (64 - by); };
  v0 += v1;
  v2 += v3;
  v1 = turned(v1, 13) ^ v0;
  v3 = turned(v3, 16) ^ v2;
  v0 = turned(v0, 32);
  v2 += v1;
  v0 += v3;
  v1 = turned(v1, 17) ^ v2;
  v3 = turned(v3, 21) ^ v0;
  v2 = turned(v2, 32);
}

class SipHash {
 public:
  explicit SipHash(const SipKey& key)
      : v0_(key.k0 ^ 0x736f6d6570736575ULL),
        v1_(key.k1 ^ 0x646f72616e646f6dULL),
        v2_(key.k0 ^ 0x6c7967656e657261ULL),
        v3_(key.k1 ^ 0x7465646279746573ULL) {}

  SipHash(uint64_t v0, uint64_t v1, uint64_t v2, uint64_t v3) : v0_(v0), v1_(v1), v2_(v2), v3_(v3) {}

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
  friend class Unfinished;
  void round() { sip_round(v0_, v1_, v2_, v3_); }
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

// Hashes whose last word is still to come, side by side, so that several are finished at once.
class Unfinished {
 public:
  explicit Unfinished(size_t most) : v0_(most + LANES), v1_(v0_), v2_(v0_), v3_(v0_), last_(v0_) {}

  void put(size_t i, const SipHash& state, uint64_t last) {
    v0_[i] = state.v0_;
    v1_[i] = state.v1_;
    v2_[i] = state.v2_;
    v3_[i] = state.v3_;
    last_[i] = last;
  }

  // out(i, hash) for the first `count`.
  template <class Out>
  void finish(size_t count, Out out) const {
    if (count <= FEW) {
      for (size_t i = 0; i < count; ++i) out(i, alone(i));
      return;
    }
    for (size_t i = 0; i < count; i += LANES) {
      Lanes v0 = load(v0_, i), v1 = load(v1_, i), v2 = load(v2_, i), v3 = load(v3_, i);
      const Lanes last = load(last_, i);
      v3 ^= last;
      sip_round(v0, v1, v2, v3);
      sip_round(v0, v1, v2, v3);
      v0 ^= last;
      v2 ^= 0xff;
      for (int k = 0; k < 4; ++k) sip_round(v0, v1, v2, v3);
      const Lanes hash = v0 ^ v1 ^ v2 ^ v3;
      const size_t here = count - i < LANES ? count - i : LANES;
      for (size_t k = 0; k < here; ++k) out(i + k, hash[k]);
    }
  }

 private:
  static constexpr size_t LANES = 4;
  // What was just written word by word is slow to read as a vector, so a few are finished one by one.
  static constexpr size_t FEW = 16;
  uint64_t alone(size_t i) const {
    SipHash state(v0_[i], v1_[i], v2_[i], v3_[i]);
    state.word(last_[i]);
    return state.finish();
  }
  typedef uint64_t Lanes __attribute__((vector_size(8 * LANES)));
  static Lanes load(const std::vector<uint64_t>& from, size_t i) {
    Lanes lanes;
    std::memcpy(&lanes, from.data() + i, sizeof lanes);
    return lanes;
  }
  std::vector<uint64_t> v0_, v1_, v2_, v3_, last_;
};

// Hashes of prefixes of one text, asked for in ascending order of length.
class Cuts {
 public:
  Cuts(const SipKey& key, const char* text) : state_(key), text_(text) {}

  void at(size_t length, uint8_t scope, Unfinished& out, size_t i) {
    for (; done_ + 8 <= length; done_ += 8) state_.word(load64(text_ + done_));
    const size_t rest = length - done_;
    const uint64_t last = load_tail(text_, length, rest) | uint64_t(scope) << (8 * rest);
    const uint64_t size = uint64_t(length + 1) << 56;
    if (rest < 7) return out.put(i, state_, last | size);
    SipHash full = state_;
    full.word(last);
    out.put(i, full, size);
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
