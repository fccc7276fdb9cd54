// The type mamori_filter._native.Engine: making one, counting, letting go.
#include "engine.h"

namespace mamori {
namespace {

const char* const SCOPE_NAMES[5] = {"", "host", "prefix", "path", "query"};

bool sip_key(PyObject* from, SipKey& key) {
  if (!PyBytes_Check(from) || PyBytes_GET_SIZE(from) != 16) {
    PyErr_SetString(PyExc_ValueError, "a key of 16 octets is needed");
    return false;
  }
  std::memcpy(&key.k0, PyBytes_AS_STRING(from), 8);
  std::memcpy(&key.k1, PyBytes_AS_STRING(from) + 8, 8);
  return true;
}

bool name_matches(Engine* self) {
  for (int scope = 1; scope < 5; ++scope) {
    self->scopes[scope] = PyUnicode_InternFromString(SCOPE_NAMES[scope]);
    if (!self->scopes[scope]) return false;
    for (int form = 0; form < 2; ++form)
      for (unsigned steps = 0; steps < KNOWN_STEPS; ++steps) {
        const char* name = form ? "safe_browsing" : "strict";
        PyObject* text = PyUnicode_FromFormat("%s:%s:%u", name, SCOPE_NAMES[scope], steps);
        if (!text) return false;
        self->matched[form][scope][steps] = text;
      }
  }
  return true;
}

// Engine(file, upper, lower, records, n, width, deepest, (fingerprint key, seal, mask), Verdict, version,
//        not_listed, no_address, damaged); `upper`, `lower` and `records` are where the parts begin.
int init(PyObject* object, PyObject* args, PyObject*) {
  Engine* self = reinterpret_cast<Engine*>(object);
  PyObject *file, *keys[3], *verdict;
  Py_ssize_t upper, lower, records, width;
  unsigned long long n;
  if (self->file.obj) {
    PyErr_SetString(PyExc_TypeError, "an engine is opened once");
    return -1;
  }
  if (!PyArg_ParseTuple(args, "OnnnKnI(OOO)OOOOO", &file, &upper, &lower, &records, &n, &width, &self->deepest, &keys[0], &keys[1],
                        &keys[2], &verdict, &self->version, &self->not_listed, &self->no_address, &self->damaged))
    return -1;
  for (PyObject* kept : {self->version, self->not_listed, self->no_address, self->damaged}) Py_INCREF(kept);
  SipKey seal, mask;
  if (!sip_key(keys[0], self->key) || !sip_key(keys[1], seal) || !sip_key(keys[2], mask) || !name_matches(self))
    return -1;
  if (!PyType_Check(verdict) || !PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(verdict), &PyTuple_Type)) {
    PyErr_SetString(PyExc_TypeError, "a verdict is a named tuple");
    return -1;
  }
  self->verdict = reinterpret_cast<PyTypeObject*>(Py_NewRef(verdict));
  if (PyObject_GetBuffer(file, &self->file, PyBUF_SIMPLE) < 0) return -1;
  const auto size = uint64_t(self->file.len);
  const unsigned low_bits = low_bits_for(n);
  if (upper < 0 || lower < 0 || records < 0 || n == 0 || n >> 32 || width < Py_ssize_t(TAG + FIXED) ||
      width > Py_ssize_t(WIDEST) || uint64_t(upper) + upper_octets(n, low_bits) > size ||
      uint64_t(lower) + lower_octets(n, low_bits) > size || uint64_t(records) + n * uint64_t(width) > size) {
    PyErr_SetString(PyExc_ValueError, "the parts do not fit the file");
    return -1;
  }
  const auto* start = static_cast<const uint8_t*>(self->file.buf);
  if (!self->list.open(start + upper, start + lower, n, low_bits)) {
    PyErr_SetString(PyExc_ValueError, "the parts hold another count");
    return -1;
  }
  self->records.open(start + records, size_t(width), seal, mask);
  return 0;
}

PyObject* make(PyTypeObject* type, PyObject*, PyObject*) {
  PyObject* object = type->tp_alloc(type, 0);
  if (!object) return nullptr;
  Engine* self = reinterpret_cast<Engine*>(object);
  new (&self->list) EliasFano();
  new (&self->records) Records();
  new (&self->key) SipKey();
  new (&self->counts) Counts();
  new (&self->spare) std::unique_ptr<Room>();
  return object;
}

void let_go(PyObject* object) {
  Engine* self = reinterpret_cast<Engine*>(object);
  if (self->file.obj) PyBuffer_Release(&self->file);
  for (PyObject* kept : {self->version, self->not_listed, self->no_address, self->damaged,
                         reinterpret_cast<PyObject*>(self->verdict)})
    Py_XDECREF(kept);
  for (PyObject* kept : self->scopes) Py_XDECREF(kept);
  for (auto& form : self->matched)
    for (auto& scope : form)
      for (PyObject* kept : scope) Py_XDECREF(kept);
  self->list.~EliasFano();
  self->spare.~unique_ptr();
  PyTypeObject* type = Py_TYPE(object);
  type->tp_free(object);
  Py_DECREF(type);
}

PyObject* counts(PyObject* object, PyObject*) {
  const Counts& c = reinterpret_cast<Engine*>(object)->counts;
  return Py_BuildValue("{s:K,s:K,s:K,s:K,s:K,s:K,s:K,s:K}", "checked", c.checked, "no_address", c.no_address,
                       "expired", c.expired, "damaged", c.damaged, "host", c.listed[1], "prefix", c.listed[2],
                       "path", c.listed[3], "query", c.listed[4]);
}

PyObject* rank(PyObject* object, PyObject* asked) {
  const unsigned long long fingerprint = PyLong_AsUnsignedLongLong(asked);
  if (fingerprint == ~0ULL && PyErr_Occurred()) return nullptr;
  if (!is_open(reinterpret_cast<Engine*>(object))) return nullptr;
  const EliasFano& list = reinterpret_cast<Engine*>(object)->list;
  return PyLong_FromLongLong(list.rank_in(list.bucket(fingerprint), fingerprint));
}

PyMethodDef METHODS[] = {
    {"check", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(check)), METH_FASTCALL,
     "The verdict on one address."},
    {"check_many", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(check_many)), METH_FASTCALL,
     "The verdicts on many addresses, in their order."},
    {"counts", counts, METH_NOARGS, "What was answered since the list was opened."},
    {"rank", rank, METH_O, "The place of a fingerprint in the list, or -1."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot SLOTS[] = {{Py_tp_new, reinterpret_cast<void*>(make)},
                       {Py_tp_init, reinterpret_cast<void*>(init)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(let_go)},
                       {Py_tp_methods, METHODS},
                       {0, nullptr}};
PyType_Spec SPEC = {"mamori_filter._native.Engine", sizeof(Engine), 0, Py_TPFLAGS_DEFAULT, SLOTS};

}  // namespace

bool add_engine(PyObject* module) {
  PyObject* type = PyType_FromSpec(&SPEC);
  return type && PyModule_AddObject(module, "Engine", type) == 0;
}

}  // namespace mamori
