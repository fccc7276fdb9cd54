// What the list tells of a key: a sealed record of fixed width at the key's rank, opened only on a hit.
// tag (8) | masked: expires (4) | scope (1) | octets of the id (1) | id, zeros after it
#pragma once
#include <cstring>

#include "siphash.h"

namespace mamori {

constexpr size_t TAG = 8, FIXED = 6, LONGEST_ID = 64, WIDEST = TAG + FIXED + LONGEST_ID;

struct Record {
  uint32_t expires = 0;  // seconds since 1970 UTC; 0 is never
  uint8_t scope = 0;
  uint8_t id_size = 0;
  char id[LONGEST_ID];
};

class Records {
 public:
  void open(const uint8_t* start, size_t width, const SipKey& seal, const SipKey& mask) {
    start_ = start;
    width_ = width;
    seal_ = seal;
    mask_ = mask;
  }

  void prefetch(uint64_t rank) const { __builtin_prefetch(start_ + rank * width_); }

  // False where the record is damaged or belongs to another key.
  bool read(uint64_t fingerprint, uint64_t rank, Record& out) const {
    char sealed[8 + WIDEST];  // fingerprint | plain text, as the seal takes them
    const size_t size = width_ - TAG;
    const uint8_t* record = start_ + rank * width_;
    uint64_t tag;
    std::memcpy(&tag, record, TAG);
    std::memcpy(sealed, &fingerprint, 8);
    std::memcpy(sealed + 8, record + TAG, size);
    char counter[17];
    std::memcpy(counter, &fingerprint, 8);
    std::memcpy(counter + 8, &tag, 8);
    for (size_t i = 0; i < size; i += 8) {
      counter[16] = char(i / 8);
      const uint64_t stream = siphash(mask_, counter, sizeof counter);
      for (size_t k = i; k < size && k < i + 8; ++k) sealed[8 + k] ^= char(stream >> (8 * (k - i)));
    }
    if (siphash(seal_, sealed, 8 + size) != tag) return false;
    std::memcpy(&out.expires, sealed + 8, 4);
    out.scope = uint8_t(sealed[12]);
    out.id_size = uint8_t(sealed[13]);
    if (out.id_size > size - FIXED) return false;
    std::memcpy(out.id, sealed + 14, out.id_size);
    return true;
  }

 private:
  const uint8_t* start_ = nullptr;
  size_t width_ = 0;
  SipKey seal_, mask_;
};

// The sum of the records' digests, which an update can carry on.
inline uint64_t record_sum(const SipKey& seal, const uint8_t* records, size_t count, size_t width) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; ++i)
    sum += siphash(seal, reinterpret_cast<const char*>(records + i * width), width);
  return sum;
}

}  // namespace mamori
