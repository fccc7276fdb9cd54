// One open list: a verdict for an address, one at a time or many. All it reads lies in the mapped file.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <ctime>
#include <vector>

#include "candidates.h"
#include "elias_fano.h"
#include "records.h"
#include "surrogates.h"

namespace mamori {

constexpr Py_ssize_t BATCH = 32;  // addresses whose cache misses overlap
constexpr unsigned KNOWN_STEPS = 16;

struct Counts {
  uint64_t checked = 0, no_address = 0, expired = 0, damaged = 0, listed[5] = {};
};

struct Engine {
  PyObject_HEAD
  Py_buffer file;
  EliasFano list;
  Records records;
  SipKey key;
  Counts counts;
  Canonical canonical;
  std::vector<Candidate> found;
  std::vector<EliasFano::Bucket> buckets;
  PyTypeObject* verdict;  // a named tuple: listed, scope, entry_id, list_version, matched, problem
  PyObject *version, *not_listed, *no_address, *damaged, *scopes[5], *matched[2][5][KNOWN_STEPS];
};

// The UTF-8 of a str, lone surrogates as U+FFFD.
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

// Fills `found` with an address's candidates; false where it is no web address.
inline bool collect(Engine* self, std::string_view text, uint32_t number) {
  ++self->counts.checked;
  const int forms = self->canonical.read(text);
  if (!forms) {
    ++self->counts.no_address;
    return false;
  }
  candidates(self->key, self->canonical.strict, number, 0, self->found);
  if (forms == 2) candidates(self->key, self->canonical.second, number, 1, self->found);
  return true;
}

inline PyObject* matched_text(Engine* self, const Candidate& how) {
  if (how.steps < KNOWN_STEPS) return Py_NewRef(self->matched[how.form][how.scope][how.steps]);
  return PyUnicode_FromFormat("%s:%U:%u", how.form ? "safe_browsing" : "strict", self->scopes[how.scope],
                              unsigned(how.steps));
}

// A new verdict for a key that is in the list; null without an error where its entry has expired.
inline PyObject* listed(Engine* self, const Candidate& how, uint64_t rank, uint32_t now) {
  Record record;
  const bool sound = self->records.read(how.fingerprint, rank, record) && record.scope == how.scope;
  if (sound && record.expires && record.expires <= now) {
    ++self->counts.expired;
    return nullptr;
  }
  ++self->counts.listed[how.scope];
  if (!sound) ++self->counts.damaged;
  PyObject* verdict = self->verdict->tp_alloc(self->verdict, 6);
  if (!verdict) return nullptr;
  PyObject* id = sound ? PyUnicode_DecodeUTF8(record.id, record.id_size, "replace") : Py_NewRef(Py_None);
  PyTuple_SET_ITEM(verdict, 0, Py_NewRef(Py_True));
  PyTuple_SET_ITEM(verdict, 1, Py_NewRef(self->scopes[how.scope]));
  PyTuple_SET_ITEM(verdict, 2, id);
  PyTuple_SET_ITEM(verdict, 3, Py_NewRef(self->version));
  PyTuple_SET_ITEM(verdict, 4, matched_text(self, how));
  PyTuple_SET_ITEM(verdict, 5, Py_NewRef(sound ? Py_None : self->damaged));
  PyObject_GC_UnTrack(verdict);  // it holds no container, so it is in no cycle
  if (!PyTuple_GET_ITEM(verdict, 2) || !PyTuple_GET_ITEM(verdict, 4)) {
    Py_DECREF(verdict);
    return nullptr;
  }
  return verdict;
}

inline uint32_t clock_now() { return uint32_t(std::time(nullptr)); }

inline bool read_now(PyObject* const* args, Py_ssize_t count, uint32_t& now) {
  if (count < 2 || args[1] == Py_None) {
    now = 0;  // read at the first hit
    return true;
  }
  const unsigned long long asked = PyLong_AsUnsignedLongLong(args[1]);
  if (asked == ~0ULL && PyErr_Occurred()) return false;
  now = uint32_t(asked);
  return true;
}

inline PyObject* check(Engine* self, PyObject* const* args, Py_ssize_t count) {
  uint32_t now;
  std::string_view text;
  if (count < 1 || count > 2) {
    PyErr_SetString(PyExc_TypeError, "check(address, now=None)");
    return nullptr;
  }
  if (!read_now(args, count, now) || !address_text(args[0], text)) return nullptr;
  self->found.clear();
  if (!collect(self, text, 0)) return Py_NewRef(self->no_address);
  for (const Candidate& how : self->found) self->list.prefetch_upper(how.fingerprint);
  self->buckets.clear();
  for (const Candidate& how : self->found) {
    self->buckets.push_back(self->list.bucket(how.fingerprint));
    if (self->buckets.back().count) self->list.prefetch_lower(self->buckets.back().first);
  }
  for (size_t i = 0; i < self->found.size(); ++i) {
    if (!self->buckets[i].count) continue;
    const int64_t rank = self->list.rank_in(self->buckets[i], self->found[i].fingerprint);
    if (rank < 0) continue;
    if (!now) now = clock_now();
    PyObject* verdict = listed(self, self->found[i], uint64_t(rank), now);
    if (verdict || PyErr_Occurred()) return verdict;
  }
  return Py_NewRef(self->not_listed);
}

// Verdicts for items[start, stop) of `addresses`, into `out`, which already holds "not listed" everywhere.
inline bool check_batch(Engine* self, PyObject** items, Py_ssize_t start, Py_ssize_t stop, PyObject* out,
                        uint32_t& now) {
  self->found.clear();
  for (Py_ssize_t i = start; i < stop; ++i) {
    std::string_view text;
    if (!address_text(items[i], text)) return false;
    const size_t before = self->found.size();
    if (!collect(self, text, uint32_t(i - start)))
      PyList_SetItem(out, i, Py_NewRef(self->no_address));
    for (size_t k = before; k < self->found.size(); ++k) self->list.prefetch_upper(self->found[k].fingerprint);
  }
  self->buckets.clear();
  for (const Candidate& how : self->found) {
    self->buckets.push_back(self->list.bucket(how.fingerprint));
    if (self->buckets.back().count) self->list.prefetch_lower(self->buckets.back().first);
  }
  uint32_t done = ~0u;  // the address that has its verdict
  for (size_t i = 0; i < self->found.size(); ++i) {
    const Candidate& how = self->found[i];
    if (!self->buckets[i].count || how.address == done) continue;
    const int64_t rank = self->list.rank_in(self->buckets[i], how.fingerprint);
    if (rank < 0) continue;
    if (!now) now = clock_now();
    PyObject* verdict = listed(self, how, uint64_t(rank), now);
    if (!verdict && PyErr_Occurred()) return false;
    if (!verdict) continue;
    PyList_SetItem(out, start + how.address, verdict);
    done = how.address;
  }
  return true;
}

inline PyObject* check_many(Engine* self, PyObject* const* args, Py_ssize_t count) {
  uint32_t now;
  if (count < 1 || count > 2) {
    PyErr_SetString(PyExc_TypeError, "check_many(addresses, now=None)");
    return nullptr;
  }
  if (!read_now(args, count, now)) return nullptr;
  PyObject* addresses = PySequence_Fast(args[0], "addresses are a list or another iterable of str");
  if (!addresses) return nullptr;
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(addresses);
  PyObject* out = PyList_New(size);
  for (Py_ssize_t i = 0; out && i < size; ++i) PyList_SET_ITEM(out, i, Py_NewRef(self->not_listed));
  for (Py_ssize_t start = 0; out && start < size; start += BATCH)
    if (!check_batch(self, PySequence_Fast_ITEMS(addresses), start, std::min(start + BATCH, size), out, now))
      Py_CLEAR(out);
  Py_DECREF(addresses);
  return out;
}

bool add_engine(PyObject* module);

}  // namespace mamori
