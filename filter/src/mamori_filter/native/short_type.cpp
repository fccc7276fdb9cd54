#include "short_type.h"

#include <vector>

#include "engine.h"
#include "fuse.h"
#include "tables.h"

namespace mamori {
namespace {

struct Short {
  PyObject_HEAD
  Py_buffer file;
  Fuse fuse;
  SipKey key;
  std::unique_ptr<Room> spare;  // empty while a question is in progress
};

// Short(file, array, seed, segment, size, width, key); `array` is where the cells begin.
int init(PyObject* object, PyObject* args, PyObject*) {
  Short* self = reinterpret_cast<Short*>(object);
  PyObject *file, *key;
  Py_ssize_t at;
  unsigned long long seed;
  FuseShape shape;
  if (self->file.obj) {
    PyErr_SetString(PyExc_TypeError, "a short list is opened once");
    return -1;
  }
  if (!PyArg_ParseTuple(args, "OnKIIIS", &file, &at, &seed, &shape.segment, &shape.size, &shape.width, &key)) return -1;
  shape.seed = seed;
  if (PyBytes_GET_SIZE(key) != 16) {
    PyErr_SetString(PyExc_ValueError, "a key of 16 octets is needed");
    return -1;
  }
  std::memcpy(&self->key.k0, PyBytes_AS_STRING(key), 8);
  std::memcpy(&self->key.k1, PyBytes_AS_STRING(key) + 8, 8);
  if (PyObject_GetBuffer(file, &self->file, PyBUF_SIMPLE) < 0) return -1;
  if (at < 0 || !shape.sound() ||
      uint64_t(at) + uint64_t(shape.size) * shape.width > uint64_t(self->file.len)) {
    PyErr_SetString(PyExc_ValueError, "the parts do not fit the file");
    return -1;
  }
  self->fuse = Fuse(shape, static_cast<const uint8_t*>(self->file.buf) + at);
  return 0;
}

PyObject* make(PyTypeObject* type, PyObject*, PyObject*) {
  PyObject* object = type->tp_alloc(type, 0);
  if (!object) return nullptr;
  Short* self = reinterpret_cast<Short*>(object);
  new (&self->fuse) Fuse();
  new (&self->key) SipKey();
  new (&self->spare) std::unique_ptr<Room>();
  return object;
}

void let_go(PyObject* object) {
  Short* self = reinterpret_cast<Short*>(object);
  if (self->file.obj) PyBuffer_Release(&self->file);
  self->spare.~unique_ptr();
  PyTypeObject* type = Py_TYPE(object);
  type->tp_free(object);
  Py_DECREF(type);
}

// Joins one more hit to the tuple of an address; takes over `held`.
PyObject* joined(PyObject* held, const Candidate& how) {
  PyObject* hit = Py_BuildValue("(KIII)", (unsigned long long)how.fingerprint, unsigned(how.form), unsigned(how.scope),
                                unsigned(how.steps));
  PyObject* one = hit ? PyTuple_Pack(1, hit) : nullptr;
  PyObject* both = one ? PySequence_Concat(held, one) : nullptr;
  Py_XDECREF(hit);
  Py_XDECREF(one);
  Py_DECREF(held);
  return both;
}

// Hits of items[start, stop), into `out`, which holds an empty tuple everywhere.
bool hits_of(Short* self, PyObject** items, Py_ssize_t start, Py_ssize_t stop, PyObject* out) {
  if (!self->file.obj) return tables::refuse("the list was not opened") != nullptr;
  const Taken<Short> taken(self);
  Candidates& found = (*taken).found;
  found.clear();
  for (Py_ssize_t i = start; i < stop; ++i) {
    std::string_view text;
    if (!address_text(items[i], text)) return false;
    if (!gather(*taken, self->key, DEEPEST_PREFIX, text, uint8_t(i - start))) PyList_SetItem(out, i, Py_NewRef(Py_None));
  }
  found.finish();
  for (size_t i = 0; i < found.size(); ++i) self->fuse.prefetch(self->fuse.hash(found[i].fingerprint));
  for (size_t i = 0; i < found.size(); ++i) {
    const Candidate& how = found[i];
    if (!self->fuse.has(self->fuse.hash(how.fingerprint))) continue;
    PyObject* hits = joined(Py_NewRef(PyList_GET_ITEM(out, start + how.address)), how);
    if (!hits) return false;
    PyList_SetItem(out, start + how.address, hits);
  }
  return true;
}

PyObject* hits_many(PyObject* object, PyObject* from) {
  Short* self = reinterpret_cast<Short*>(object);
  PyObject* addresses = PySequence_Fast(from, "addresses are a list or another iterable of str");
  if (!addresses) return nullptr;
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(addresses);
  PyObject *out = PyList_New(size), *none = PyTuple_New(0);
  for (Py_ssize_t i = 0; out && i < size; ++i) PyList_SET_ITEM(out, i, Py_NewRef(none));
  for (Py_ssize_t start = 0; out && start < size; start += BATCH)
    if (!hits_of(self, PySequence_Fast_ITEMS(addresses), start, std::min(start + BATCH, size), out))
      Py_CLEAR(out);
  Py_XDECREF(none);
  Py_DECREF(addresses);
  return out;
}

PyObject* hits(PyObject* object, PyObject* address) {
  PyObject* out = PyList_New(1);
  if (!out) return nullptr;
  PyList_SET_ITEM(out, 0, PyTuple_New(0));
  PyObject* found = nullptr;
  if (hits_of(reinterpret_cast<Short*>(object), &address, 0, 1, out)) found = Py_NewRef(PyList_GET_ITEM(out, 0));
  Py_DECREF(out);
  return found;
}

PyMethodDef METHODS[] = {
    {"hits", hits, METH_O, "What of an address the list may hold: (fingerprint, form, scope, steps) each."},
    {"hits_many", hits_many, METH_O, "The hits of many addresses, in their order."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot SLOTS[] = {{Py_tp_new, reinterpret_cast<void*>(make)},
                       {Py_tp_init, reinterpret_cast<void*>(init)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(let_go)},
                       {Py_tp_methods, METHODS},
                       {0, nullptr}};
PyType_Spec SPEC = {"mamori_filter._native.Short", sizeof(Short), 0, Py_TPFLAGS_DEFAULT, SLOTS};

}  // namespace

bool add_short(PyObject* module) {
  PyObject* type = PyType_FromSpec(&SPEC);
  return type && PyModule_AddObject(module, "Short", type) == 0;
}

PyObject* build_fuse(PyObject*, PyObject* args) {
  PyObject* source;
  FuseShape shape;
  unsigned long long seed;
  if (!PyArg_ParseTuple(args, "OIIIK", &source, &shape.width, &shape.segment, &shape.size, &seed)) return nullptr;
  tables::View view;
  if (!view.take(source)) return nullptr;
  shape.seed = seed;
  if (!shape.sound()) return tables::refuse("the array has another shape");
  const auto fingerprints = view.numbers();
  PyObject* out = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(size_t(shape.size) * shape.width));
  if (!out) return nullptr;
  auto* cells = reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(out));
  std::memset(cells, 0, size_t(shape.size) * shape.width);
  if (fill_fuse(shape, fingerprints.data(), fingerprints.size(), cells)) return out;
  Py_DECREF(out);
  Py_RETURN_NONE;
}

}  // namespace mamori
