// What lists and deltas are made of, over plain buffers: keys are native 64-bit numbers one after another.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <algorithm>
#include <vector>

#include "crc32.h"
#include "elias_fano.h"
#include "records.h"
#include "rice.h"

namespace mamori::tables {

// A buffer that lets go of itself.
class View {
 public:
  View() = default;
  ~View() {
    if (view_.obj) PyBuffer_Release(&view_);
  }
  View(const View&) = delete;
  bool take(PyObject* from) { return PyObject_GetBuffer(from, &view_, PyBUF_SIMPLE) == 0; }
  const uint8_t* octets() const { return static_cast<const uint8_t*>(view_.buf); }
  size_t size() const { return size_t(view_.len); }
  std::vector<uint64_t> numbers() const {
    std::vector<uint64_t> out(size() / 8);
    if (!out.empty()) std::memcpy(out.data(), octets(), out.size() * 8);
    return out;
  }

 private:
  Py_buffer view_{};
};

inline PyObject* refuse(const char* message) {
  PyErr_SetString(PyExc_ValueError, message);
  return nullptr;
}

inline PyObject* octets(const void* data, size_t size) {
  return PyBytes_FromStringAndSize(static_cast<const char*>(data), Py_ssize_t(size));
}

inline PyObject* zeros(size_t size) {
  PyObject* out = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(size));
  if (out) std::memset(PyBytes_AS_STRING(out), 0, size);
  return out;
}

inline PyObject* crc(PyObject*, PyObject* data) {
  View view;
  if (!view.take(data)) return nullptr;
  return PyLong_FromUnsignedLong(crc32(view.octets(), view.size()));
}

inline PyObject* encode_keys(PyObject*, PyObject* args) {
  PyObject* source;
  if (!PyArg_ParseTuple(args, "O", &source)) return nullptr;
  View view;
  if (!view.take(source)) return nullptr;
  std::vector<uint64_t> copy;
  const bool aligned = reinterpret_cast<uintptr_t>(view.octets()) % alignof(uint64_t) == 0;
  if (!aligned) copy = view.numbers();
  const auto* keys = aligned ? reinterpret_cast<const uint64_t*>(view.octets()) : copy.data();
  const size_t n = view.size() / 8;
  for (size_t i = 1; i < n; ++i)
    if (keys[i] <= keys[i - 1]) return refuse("keys must ascend");
  const unsigned low_bits = low_bits_for(n);
  PyObject* upper = zeros(upper_octets(n, low_bits));
  PyObject* lower = zeros(lower_octets(n, low_bits));
  if (upper && lower)
    encode(keys, n, low_bits, reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(upper)),
           reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(lower)));
  return Py_BuildValue("(NN)", upper, lower);  // lets go of both where one is null
}

inline bool sizes_fit(size_t upper, size_t lower, unsigned long long n, unsigned low_bits) {
  return n < (1ULL << 32) && low_bits == low_bits_for(n) && upper == upper_octets(n, low_bits) &&
         lower == lower_octets(n, low_bits);
}

inline PyObject* decode_keys(PyObject*, PyObject* args) {
  PyObject *upper_from, *lower_from;
  unsigned long long n;
  if (!PyArg_ParseTuple(args, "OOK", &upper_from, &lower_from, &n)) return nullptr;
  View upper, lower;
  if (!upper.take(upper_from) || !lower.take(lower_from)) return nullptr;
  const unsigned low_bits = low_bits_for(n);
  if (!sizes_fit(upper.size(), lower.size(), n, low_bits)) return refuse("the parts have another size");
  EliasFano list;
  if (!list.open(upper.octets(), lower.octets(), n, low_bits)) return refuse("the parts hold another count");
  PyObject* out = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(n * 8));
  if (out) list.decode(reinterpret_cast<uint64_t*>(PyBytes_AS_STRING(out)));
  return out;
}

// merge(keys, records, width, removed_ranks, added_keys, added_records) -> (keys, records)
inline PyObject* merge(PyObject*, PyObject* args) {
  PyObject *from[5];
  Py_ssize_t width;
  if (!PyArg_ParseTuple(args, "OOnOOO", &from[0], &from[1], &width, &from[2], &from[3], &from[4])) return nullptr;
  View keys, records, ranks, added_keys, added_records;
  if (!keys.take(from[0]) || !records.take(from[1]) || !ranks.take(from[2]) || !added_keys.take(from[3]) ||
      !added_records.take(from[4]))
    return nullptr;
  const size_t n = keys.size() / 8, more = added_keys.size() / 8, w = size_t(width);
  const auto removed = ranks.numbers(), fresh = added_keys.numbers();
  if (width < 0 || width > Py_ssize_t(WIDEST) || records.size() != n * w || added_records.size() != more * w || removed.size() > n)
    return refuse("keys and records do not match");
  for (size_t i = 0; i < removed.size(); ++i)
    if (removed[i] >= n || (i && removed[i] <= removed[i - 1])) return refuse("removed ranks must ascend");
  const size_t total = n - removed.size() + more;
  PyObject* out_keys = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(total * 8));
  PyObject* out_records = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(total * w));
  if (!out_keys || !out_records) {
    Py_XDECREF(out_keys);
    Py_XDECREF(out_records);
    return nullptr;
  }
  char *to_keys = PyBytes_AS_STRING(out_keys), *to_records = PyBytes_AS_STRING(out_records);
  size_t from_rank = 0, gone = 0, taken = 0;
  uint64_t here;
  const auto copy = [&](const View& k, const View& r, size_t start, size_t count) {
    std::memcpy(to_keys, k.octets() + start * 8, count * 8);
    std::memcpy(to_records, r.octets() + start * w, count * w);
    to_keys += count * 8;
    to_records += count * w;
  };
  while (from_rank < n || taken < more) {
    if (gone < removed.size() && removed[gone] == from_rank) {
      ++from_rank, ++gone;
      continue;
    }
    size_t stop = gone < removed.size() ? size_t(removed[gone]) : n;
    if (taken < more) {  // run up to where the next new key belongs
      const auto at = [&](size_t i) { return std::memcpy(&here, keys.octets() + i * 8, 8), here; };
      size_t low = from_rank, high = stop, step = 1;
      while (low < high && low + step < high && at(low + step) < fresh[taken]) low += step, step *= 2;
      high = std::min(high, low + step + 1);
      while (low < high) {
        const size_t middle = (low + high) / 2;
        if (at(middle) < fresh[taken]) low = middle + 1;
        else high = middle;
      }
      const size_t run = low - from_rank;
      if (run) copy(keys, records, from_rank, run);
      from_rank = low;
      if (from_rank < stop || stop == n || from_rank == n) copy(added_keys, added_records, taken++, 1);
    } else {
      copy(keys, records, from_rank, stop - from_rank);
      from_rank = stop;
    }
  }
  return Py_BuildValue("(NN)", out_keys, out_records);
}

// sum_records(seal, records, width)
inline PyObject* sum_records(PyObject*, PyObject* args) {
  PyObject* source;
  const char* seal;
  Py_ssize_t size, width;
  if (!PyArg_ParseTuple(args, "y#On", &seal, &size, &source, &width)) return nullptr;
  View view;
  if (!view.take(source)) return nullptr;
  if (size != 16 || width < 1 || view.size() % size_t(width)) return refuse("records of another width");
  SipKey key;
  std::memcpy(&key.k0, seal, 8);
  std::memcpy(&key.k1, seal + 8, 8);
  uint64_t sum;
  Py_BEGIN_ALLOW_THREADS;  // questions are answered while a list that arrives is read
  sum = record_sum(key, view.octets(), view.size() / size_t(width), size_t(width));
  Py_END_ALLOW_THREADS;
  return PyLong_FromUnsignedLongLong(sum);
}

inline PyObject* encode_rice(PyObject*, PyObject* args) {
  PyObject* source;
  unsigned parameter;
  if (!PyArg_ParseTuple(args, "OI", &source, &parameter)) return nullptr;
  View view;
  if (!view.take(source)) return nullptr;
  if (parameter > 64) return refuse("the parameter is 0 to 64");
  const auto values = view.numbers();
  const std::string text = rice_encode(values.data(), values.size(), parameter);
  return octets(text.data(), text.size());
}

inline PyObject* decode_rice(PyObject*, PyObject* args) {
  PyObject* source;
  unsigned long long n;
  unsigned parameter;
  if (!PyArg_ParseTuple(args, "OKI", &source, &n, &parameter)) return nullptr;
  View view;
  if (!view.take(source)) return nullptr;
  if (parameter > 64 || n > view.size() * 8) return refuse("more numbers than the text can hold");
  std::vector<uint64_t> values(n);
  try {
    rice_decode({reinterpret_cast<const char*>(view.octets()), view.size()}, values.data(), n, parameter);
  } catch (const std::runtime_error& error) {
    return refuse(error.what());
  }
  return octets(values.data(), values.size() * 8);
}

// rice_read(text, count, parameter) -> (numbers, octets taken)
inline PyObject* read_rice(PyObject*, PyObject* args) {
  PyObject* source;
  unsigned long long n;
  unsigned parameter;
  if (!PyArg_ParseTuple(args, "OKI", &source, &n, &parameter)) return nullptr;
  View view;
  if (!view.take(source)) return nullptr;
  if (parameter > 64 || n > view.size() * 8) return refuse("more numbers than the text can hold");
  std::vector<uint64_t> values(n);
  size_t used;
  try {
    used = rice_read({reinterpret_cast<const char*>(view.octets()), view.size()}, values.data(), n, parameter);
  } catch (const std::runtime_error& error) {
    return refuse(error.what());
  }
  return Py_BuildValue("(Nn)", octets(values.data(), values.size() * 8), Py_ssize_t(used));
}

}  // namespace mamori::tables
