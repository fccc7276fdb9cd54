// CRC-32 as zlib computes it: folded with carry-less multiplication where the processor has it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace mamori {

constexpr std::array<std::array<uint32_t, 256>, 8> crc_tables() {
  std::array<std::array<uint32_t, 256>, 8> tables{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t c = i;
    for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    tables[0][i] = c;
  }
  for (uint32_t i = 0; i < 256; ++i)
    for (int t = 1; t < 8; ++t) tables[t][i] = tables[0][tables[t - 1][i] & 255] ^ (tables[t - 1][i] >> 8);
  return tables;
}
inline constexpr auto CRC = crc_tables();

inline uint32_t crc_portable(uint32_t crc, const uint8_t* p, size_t n) {
  for (; n >= 8; n -= 8, p += 8) {
    uint64_t w;
    std::memcpy(&w, p, 8);
    w ^= crc;
    crc = CRC[7][w & 255] ^ CRC[6][w >> 8 & 255] ^ CRC[5][w >> 16 & 255] ^ CRC[4][w >> 24 & 255] ^
          CRC[3][w >> 32 & 255] ^ CRC[2][w >> 40 & 255] ^ CRC[1][w >> 48 & 255] ^ CRC[0][w >> 56];
  }
  for (; n; --n, ++p) crc = CRC[0][(crc ^ *p) & 255] ^ (crc >> 8);
  return crc;
}

#if defined(__x86_64__)
// Gopal and others, "Fast CRC computation for generic polynomials using PCLMULQDQ", 2009; reflected constants.
__attribute__((target("pclmul,sse4.1"))) inline __m128i crc_fold(__m128i x, __m128i k, __m128i next) {
  return _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(x, k, 0x00), _mm_clmulepi64_si128(x, k, 0x11)), next);
}

__attribute__((target("pclmul,sse4.1"))) inline uint32_t crc_folded(uint32_t crc, const uint8_t* p, size_t n) {
  const auto load = [](const uint8_t* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); };
  const __m128i by_four = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
  const __m128i by_one = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
  const __m128i to_64 = _mm_set_epi64x(0, 0x0163cd6124);
  const __m128i barrett = _mm_set_epi64x(0x01f7011641, 0x01db710641);
  const __m128i low = _mm_setr_epi32(~0, 0, ~0, 0);
  __m128i x[4];
  for (int i = 0; i < 4; ++i) x[i] = load(p + 16 * i);
  x[0] = _mm_xor_si128(x[0], _mm_cvtsi32_si128(int(crc)));
  for (p += 64, n -= 64; n >= 64; p += 64, n -= 64)
    for (int i = 0; i < 4; ++i) x[i] = crc_fold(x[i], by_four, load(p + 16 * i));
  __m128i y = x[0];
  for (int i = 1; i < 4; ++i) y = crc_fold(y, by_one, x[i]);
  for (; n >= 16; p += 16, n -= 16) y = crc_fold(y, by_one, load(p));
  y = _mm_xor_si128(_mm_srli_si128(y, 8), _mm_clmulepi64_si128(y, by_one, 0x10));
  y = _mm_xor_si128(_mm_srli_si128(y, 4), _mm_clmulepi64_si128(_mm_and_si128(y, low), to_64, 0x00));
  __m128i z = _mm_clmulepi64_si128(_mm_and_si128(y, low), barrett, 0x10);
  z = _mm_clmulepi64_si128(_mm_and_si128(z, low), barrett, 0x00);
  return uint32_t(_mm_extract_epi32(_mm_xor_si128(y, z), 1));
}
#endif

inline uint32_t crc32(const uint8_t* p, size_t n) {
  uint32_t crc = ~0u;
#if defined(__x86_64__)
  static const bool folds = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
  if (folds && n >= 64) {
    const size_t whole = n & ~size_t(15);
    crc = crc_folded(crc, p, whole);
    p += whole;
    n -= whole;
  }
#endif
  return ~crc_portable(crc, p, n);
}

}  // namespace mamori
