// One open list: a verdict for an address, one at a time or many. All it reads lies in the mapped file.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <ctime>
#include <vector>

#include "elias_fano.h"
#include "records.h"
#include "room.h"

namespace mamori {

constexpr Py_ssize_t AHEAD = 8;   // addresses fetched before they are read
constexpr uint64_t SETTLED = 2000;  // questions after which a list is taken to be asked often
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
  unsigned deepest;  // segments that no prefix of the list has more of
  Counts counts;
  std::unique_ptr<Room> spare;  // empty while a question is in progress
  PyTypeObject* verdict;  // a named tuple: listed, scope, entry_id, list_version, matched, problem
  PyObject *version, *not_listed, *no_address, *damaged, *scopes[5], *matched[2][5][KNOWN_STEPS];
};

// Adds an address's candidates; false for no web address.
inline bool collect(Engine* self, Room& room, std::string_view text, uint8_t number) {
  if (++self->counts.checked == SETTLED) self->list.note_tags();
  const bool found = gather(room, self->key, self->deepest, text, number);
  self->counts.no_address += !found;
  return found;
}

// The candidates that the upper part and the tags do not rule out. Without a branch on what is found there, so
// that the reads of many candidates overlap.
inline void sift(const EliasFano& list, Room& room) {
  room.found.finish();
  const size_t size = room.found.size();
  for (size_t i = 0; i < size; ++i) list.prefetch_upper(room.found[i].fingerprint);
  if (room.pending.size() < size) room.pending.resize(size);
  for (size_t i = 0; i < size; ++i) {
    const auto bucket = list.bucket(room.found[i].fingerprint);
    list.prefetch_tags(bucket.first);
    room.pending[i] = {bucket.first, uint32_t(bucket.count), uint32_t(i)};
  }
  size_t kept = 0;
  for (size_t i = 0; i < size; ++i) {
    const Pending maybe = room.pending[i];
    room.pending[kept] = maybe;
    kept += list.may_hold({maybe.first, maybe.count}, room.found[i].fingerprint);
  }
  room.kept = kept;
  for (size_t i = 0; i < kept; ++i) list.prefetch_lower(room.pending[i].first);
}

inline int64_t rank_of(const EliasFano& list, const Room& room, const Pending& maybe) {
  return list.rank_in({maybe.first, maybe.count}, room.found[maybe.candidate].fingerprint);
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

// The moment that decides what has expired: as given, or the clock's, read at the first hit.
class Moment {
 public:
  // False with an error set. Seconds before 1970 and after 2106 are the first and the last there are.
  bool read(PyObject* const* args, Py_ssize_t count) {
    if (count < 2 || args[1] == Py_None) return true;
    int overflow;
    const long long asked = PyLong_AsLongLongAndOverflow(args[1], &overflow);
    if (asked == -1 && PyErr_Occurred()) return false;
    const bool late = overflow > 0 || asked > int64_t(UINT32_MAX), early = overflow < 0 || asked < 0;
    seconds_ = late ? UINT32_MAX : early ? 0 : uint32_t(asked);
    known_ = true;
    return true;
  }
  uint32_t seconds() {
    if (!known_) seconds_ = uint32_t(std::time(nullptr));
    known_ = true;
    return seconds_;
  }

 private:
  uint32_t seconds_ = 0;
  bool known_ = false;
};

inline bool is_open(const Engine* self) {
  if (!self->file.obj) PyErr_SetString(PyExc_ValueError, "the engine has no list");
  return self->file.obj != nullptr;
}

inline PyObject* check(Engine* self, PyObject* const* args, Py_ssize_t count) {
  Moment now;
  std::string_view text;
  if (count < 1 || count > 2) {
    PyErr_SetString(PyExc_TypeError, "check(address, now=None)");
    return nullptr;
  }
  if (!is_open(self) || !now.read(args, count) || !address_text(args[0], text)) return nullptr;
  const Taken<Engine> taken(self);
  Room& room = *taken;
  room.found.clear();
  if (!collect(self, room, text, 0)) return Py_NewRef(self->no_address);
  sift(self->list, room);
  for (size_t i = 0; i < room.kept; ++i) {
    const Candidate& how = room.found[room.pending[i].candidate];
    const int64_t rank = rank_of(self->list, room, room.pending[i]);
    if (rank < 0) continue;
    PyObject* verdict = listed(self, how, uint64_t(rank), now.seconds());
    if (verdict || PyErr_Occurred()) return verdict;
  }
  return Py_NewRef(self->not_listed);
}

// Verdicts for the next batch of `size` items from `start` on, into `out`, which already holds "not listed" everywhere.
inline bool check_batch(Engine* self, Room& room, PyObject** items, Py_ssize_t start, Py_ssize_t size, PyObject* out,
                        Moment& now) {
  const Py_ssize_t stop = std::min(start + BATCH, size);
  room.found.clear();
  for (Py_ssize_t i = start; i < stop; ++i) {
    if (i + AHEAD < size) {
      __builtin_prefetch(items[i + AHEAD]);
      __builtin_prefetch(reinterpret_cast<const char*>(items[i + AHEAD]) + 64);
    }
    std::string_view text;
    if (!address_text(items[i], text)) return false;
    if (!collect(self, room, text, uint8_t(i - start))) PyList_SetItem(out, i, Py_NewRef(self->no_address));
  }
  sift(self->list, room);
  room.hits.clear();
  for (size_t i = 0; i < room.kept; ++i) {
    const int64_t rank = rank_of(self->list, room, room.pending[i]);
    if (rank < 0) continue;
    self->records.prefetch(uint64_t(rank));
    room.hits.push_back({uint64_t(rank), 1, room.pending[i].candidate});
  }
  uint32_t done = ~0u;  // the address that has its verdict
  for (const Pending& hit : room.hits) {
    const Candidate& how = room.found[hit.candidate];
    if (how.address == done) continue;
    PyObject* verdict = listed(self, how, hit.first, now.seconds());
    if (!verdict && PyErr_Occurred()) return false;
    if (!verdict) continue;
    PyList_SetItem(out, start + how.address, verdict);
    done = how.address;
  }
  return true;
}

inline PyObject* check_many(Engine* self, PyObject* const* args, Py_ssize_t count) {
  Moment now;
  if (count < 1 || count > 2) {
    PyErr_SetString(PyExc_TypeError, "check_many(addresses, now=None)");
    return nullptr;
  }
  if (!is_open(self) || !now.read(args, count)) return nullptr;
  if (PyUnicode_Check(args[0])) {
    PyErr_SetString(PyExc_TypeError, "addresses are several; of one, ask check");
    return nullptr;
  }
  const Taken<Engine> taken(self);
  PyObject* addresses = PySequence_Fast(args[0], "addresses are a list or another iterable of str");
  if (!addresses) return nullptr;
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(addresses);
  PyObject* out = PyList_New(size);
  for (Py_ssize_t i = 0; out && i < size; ++i) PyList_SET_ITEM(out, i, Py_NewRef(self->not_listed));
  for (Py_ssize_t start = 0; out && start < size; start += BATCH)
    if (!check_batch(self, *taken, PySequence_Fast_ITEMS(addresses), start, size, out, now))
      Py_CLEAR(out);
  Py_DECREF(addresses);
  return out;
}

bool add_engine(PyObject* module);

}  // namespace mamori
