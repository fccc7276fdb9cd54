// What answering needs beside the list, and how it is taken for a call.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <memory>
#include <vector>

#include "candidates.h"
#include "surrogates.h"

namespace mamori {

constexpr Py_ssize_t BATCH = 32;  // addresses whose cache misses overlap

// A candidate whose bucket holds something; of a hit, its rank.
struct Pending {
  uint64_t first;
  uint32_t count, candidate;
};

// What answering needs beside the list. Making a verdict may run other Python code, which may ask the same
// engine: each question in progress has room of its own.
struct Room {
  Canonical canonical;
  Candidates found{size_t(BATCH)};
  std::vector<Pending> pending, hits;
  size_t kept = 0;  // of `pending`, after a sift
};

// The room of an engine, taken for one call and given back.
template <class Owner>
class Taken {
 public:
  explicit Taken(Owner* engine) : engine_(engine), room_(std::move(engine->spare)) {
    if (!room_) room_ = std::make_unique<Room>();
  }
  ~Taken() {
    if (!engine_->spare) engine_->spare = std::move(room_);
  }
  Taken(const Taken&) = delete;
  Room& operator*() const { return *room_; }

 private:
  Owner* engine_;
  std::unique_ptr<Room> room_;
};

// Adds an address's candidates, prefixes of at most `deepest` segments; false for no web address.
inline bool gather(Room& room, const SipKey& key, uint32_t deepest, std::string_view text, uint8_t number) {
  const int forms = room.canonical.read(text);
  if (!forms) return false;
  const Canonical& canonical = room.canonical;
  room.found.add(key, canonical.strict, canonical.places, deepest, number, 0);
  if (forms == 2) room.found.add(key, canonical.second, places_of(canonical.second), deepest, number, 1);
  return true;
}

// The UTF-8 of a str, lone surrogates as U+FFFD; good until the next call.
inline bool address_text(PyObject* url, std::string_view& out) {
  Py_ssize_t size;
  if (PyUnicode_Check(url)) {
    const char* text = PyUnicode_AsUTF8AndSize(url, &size);
    if (!text) {
      if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return false;
      PyErr_Clear();
      return without_surrogates(url, out);
    }
    out = {text, size_t(size)};
    return true;
  }
  PyErr_Format(PyExc_TypeError, "an address is a str, not %.50s", Py_TYPE(url)->tp_name);
  return false;
}

}  // namespace mamori
