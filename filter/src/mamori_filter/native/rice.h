// Rice codes for ascending numbers: least significant bit first; the quotient as ones and a zero, then the
// rest. A damaged text ends in an error, never in a read beyond it.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mamori {

class BitWriter {
 public:
  void put(uint64_t value, unsigned count) {
    while (count) {
      const unsigned take = std::min(count, 8u - used_);
      if (used_ == 0) out_ += '\0';
      out_.back() = char(uint8_t(out_.back()) | uint8_t((value & ((1u << take) - 1)) << used_));
      used_ = (used_ + take) % 8;
      value >>= take;
      count -= take;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  unsigned used_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::string_view text) : text_(text) {}
  uint64_t get(unsigned count) {
    uint64_t value = 0;
    for (unsigned done = 0; done < count;) {
      if (at_ / 8 >= text_.size()) throw std::runtime_error("the coded numbers end too early");
      const unsigned take = std::min<unsigned>(count - done, unsigned(8 - at_ % 8));
      const uint64_t part = (uint8_t(text_[at_ / 8]) >> (at_ % 8)) & ((1u << take) - 1);
      value |= part << done;
      done += take;
      at_ += take;
    }
    return value;
  }
  uint64_t left() const { return text_.size() * 8 - at_; }

 private:
  std::string_view text_;
  uint64_t at_ = 0;
};

inline std::string rice_encode(const uint64_t* values, size_t n, unsigned parameter) {
  BitWriter out;
  for (size_t i = 0; i < n; ++i) {
    uint64_t quotient = parameter == 64 ? 0 : values[i] >> parameter;
    for (; quotient >= 32; quotient -= 32) out.put(0xffffffff, 32);
    out.put((1ULL << quotient) - 1, unsigned(quotient) + 1);
    out.put(values[i], parameter);
  }
  return out.take();
}

// The numbers at the start of a text; how many of its octets they took.
inline size_t rice_read(std::string_view text, uint64_t* values, size_t n, unsigned parameter) {
  BitReader in(text);
  for (size_t i = 0; i < n; ++i) {
    uint64_t quotient = 0;
    while (in.get(1)) ++quotient;
    if (parameter > 0 && quotient >> (64 - parameter))
      throw std::runtime_error("a coded number passes 64 bits");
    values[i] = (parameter == 64 ? 0 : quotient << parameter) | in.get(parameter);
  }
  return text.size() - size_t(in.left() / 8);
}

inline void rice_decode(std::string_view text, uint64_t* values, size_t n, unsigned parameter) {
  if (rice_read(text, values, n, parameter) != text.size())
    throw std::runtime_error("octets are left over after the coded numbers");
}

}  // namespace mamori
