// A 3-wise binary fuse filter (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller Than Xor Filters", 2022)
// over 64-bit fingerprints. The twin is mamori_filter/short/fuse.py; both make the same octets.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

namespace mamori {

struct FuseShape {
  uint64_t seed = 0;
  uint32_t segment = 0;  // cells, a power of two
  uint32_t size = 0;     // cells of the array, three segments or more
  unsigned width = 1;    // octets of a cell, 1 or 2

  bool sound() const {
    return segment && (segment & (segment - 1)) == 0 && segment <= 1u << 18 && size % segment == 0 &&
           size / segment >= 3 && (width == 1 || width == 2);
  }
};

class Fuse {
 public:
  Fuse() = default;
  Fuse(const FuseShape& shape, const uint8_t* cells)
      : seed_(shape.seed), segment_(shape.segment), span_(shape.size - 2 * shape.segment), width_(shape.width),
        cells_(cells) {}

  uint64_t hash(uint64_t fingerprint) const {
    uint64_t h = fingerprint + seed_;
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdULL;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53ULL;
    return h ^ (h >> 33);
  }
  std::array<uint32_t, 3> places(uint64_t hash) const {
    const uint32_t first = uint32_t((unsigned __int128)hash * span_ >> 64), mask = segment_ - 1;
    return {first, (first + segment_) ^ (uint32_t(hash >> 18) & mask),
            (first + 2 * segment_) ^ (uint32_t(hash) & mask)};
  }
  uint16_t mark(uint64_t hash) const {
    const uint64_t folded = hash ^ (hash >> 32);
    return width_ == 1 ? uint8_t(folded) : uint16_t(folded);
  }
  uint16_t cell(uint32_t at) const {
    if (width_ == 1) return cells_[at];
    uint16_t value;
    std::memcpy(&value, cells_ + 2 * size_t(at), 2);
    return value;
  }
  bool has(uint64_t hash) const {
    const auto at = places(hash);
    return mark(hash) == (cell(at[0]) ^ cell(at[1]) ^ cell(at[2]));
  }
  void prefetch(uint64_t hash) const {
    for (uint32_t at : places(hash)) __builtin_prefetch(cells_ + size_t(at) * width_);
  }

 private:
  uint64_t seed_ = 0;
  uint32_t segment_ = 0, span_ = 0;
  unsigned width_ = 1;
  const uint8_t* cells_ = nullptr;
};

// Fills `out` (size x width octets, zeroed) for distinct fingerprints; false where this seed does not serve.
inline bool fill_fuse(const FuseShape& shape, const uint64_t* fingerprints, size_t count, uint8_t* out) {
  const Fuse fuse(shape, out);
  std::vector<uint32_t> counts(shape.size, 0), alone;
  std::vector<uint64_t> sums(shape.size, 0);
  for (size_t i = 0; i < count; ++i) {
    const uint64_t hash = fuse.hash(fingerprints[i]);
    for (uint32_t at : fuse.places(hash)) ++counts[at], sums[at] ^= hash;
  }
  for (uint32_t at = 0; at < shape.size; ++at)
    if (counts[at] == 1) alone.push_back(at);
  std::vector<std::pair<uint64_t, uint32_t>> order;
  order.reserve(count);
  while (!alone.empty()) {
    const uint32_t taken = alone.back();
    alone.pop_back();
    if (counts[taken] != 1) continue;
    const uint64_t hash = sums[taken];
    order.emplace_back(hash, taken);
    for (uint32_t at : fuse.places(hash)) {
      sums[at] ^= hash;
      if (--counts[at] == 1) alone.push_back(at);
    }
  }
  if (order.size() != count) return false;
  for (size_t i = count; i-- > 0;) {
    const auto [hash, at] = order[i];
    const auto places = fuse.places(hash);
    const uint16_t value =
        fuse.mark(hash) ^ fuse.cell(places[0]) ^ fuse.cell(places[1]) ^ fuse.cell(places[2]);
    std::memcpy(out + size_t(at) * shape.width, &value, shape.width);
  }
  return true;
}

}  // namespace mamori
