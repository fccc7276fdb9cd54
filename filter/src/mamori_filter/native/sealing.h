// Records sealed many at once: the counterpart of Records::read.
#pragma once
#include "records.h"
#include "tables.h"

namespace mamori::tables {

inline void seal_one(const SipKey& seal, const SipKey& mask, const uint8_t* owner, char* message, size_t size,
                     uint8_t* out) {
  std::memcpy(message, owner, 8);
  const uint64_t tag = siphash(seal, message, 8 + size);
  std::memcpy(out, &tag, TAG);
  char counter[17];
  std::memcpy(counter, owner, 8);
  std::memcpy(counter + 8, &tag, 8);
  for (size_t i = 0; i < size; i += 8) {
    counter[16] = char(i / 8);
    const uint64_t stream = siphash(mask, counter, sizeof counter);
    for (size_t k = i; k < size && k < i + 8; ++k) out[TAG + k] = uint8_t(message[8 + k]) ^ uint8_t(stream >> (8 * (k - i)));
  }
}

// seal_records(seal, mask, width, fingerprints, expires, scopes, ids, lengths) -> the records, one after another
inline PyObject* seal_records(PyObject*, PyObject* args) {
  const char *seal_from, *mask_from;
  Py_ssize_t seal_size, mask_size, width;
  PyObject* from[5];
  if (!PyArg_ParseTuple(args, "y#y#nOOOOO", &seal_from, &seal_size, &mask_from, &mask_size, &width, &from[0], &from[1],
                        &from[2], &from[3], &from[4]))
    return nullptr;
  View fingerprints, expires, scopes, ids, lengths;
  if (!fingerprints.take(from[0]) || !expires.take(from[1]) || !scopes.take(from[2]) || !ids.take(from[3]) ||
      !lengths.take(from[4]))
    return nullptr;
  const size_t n = scopes.size(), room = size_t(width) - TAG - FIXED;
  if (seal_size != 16 || mask_size != 16 || width < Py_ssize_t(TAG + FIXED) || width > Py_ssize_t(WIDEST) ||
      fingerprints.size() != n * 8 || expires.size() != n * 4 || lengths.size() != n)
    return refuse("the parts of the records do not match");
  size_t total = 0;
  for (size_t i = 0; i < n; ++i) {
    if (lengths.octets()[i] > room) return refuse("an id is too long for the width");
    total += lengths.octets()[i];
  }
  if (total != ids.size()) return refuse("the ids have another length");
  SipKey seal, mask;
  std::memcpy(&seal.k0, seal_from, 8), std::memcpy(&seal.k1, seal_from + 8, 8);
  std::memcpy(&mask.k0, mask_from, 8), std::memcpy(&mask.k1, mask_from + 8, 8);
  PyObject* out = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(n * size_t(width)));
  if (!out) return nullptr;
  auto* to = reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(out));
  const uint8_t* id = ids.octets();
  for (size_t i = 0; i < n; ++i, to += width) {
    char message[8 + WIDEST] = {};
    const uint8_t length = lengths.octets()[i];
    std::memcpy(message + 8, expires.octets() + i * 4, 4);
    message[12] = char(scopes.octets()[i]);
    message[13] = char(length);
    std::memcpy(message + 14, id, length);
    id += length;
    seal_one(seal, mask, fingerprints.octets() + i * 8, message, size_t(width) - TAG, to);
  }
  return out;
}

}  // namespace mamori::tables
