// The Python face of the native core: mamori_filter._native. What it answers, the twin answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "engine.h"
#include "sealing.h"
#include "short_type.h"
#include "tables.h"

namespace {

using namespace mamori;

PyObject* form_tuple(const Form& form) {
  const char* text = form.text.data();
  if (!form.has_query)
    return Py_BuildValue("(s#s#O)", text, Py_ssize_t(form.host), text + form.host,
                         Py_ssize_t(form.path_end - form.host), Py_None);
  return Py_BuildValue("(s#s#s#)", text, Py_ssize_t(form.host), text + form.host,
                       Py_ssize_t(form.path_end - form.host), text + form.path_end + 1,
                       Py_ssize_t(form.text.size() - form.path_end - 1));
}

PyObject* forms(PyObject*, PyObject* url) {
  std::string_view text;
  if (!address_text(url, text)) return nullptr;
  Canonical canonical;
  const int found = canonical.read(text);
  if (found == 0) Py_RETURN_NONE;
  PyObject* strict = form_tuple(canonical.strict);
  PyObject* second = found == 2 ? form_tuple(canonical.second) : Py_NewRef(Py_None);
  PyObject* both = strict && second ? PyTuple_Pack(2, strict, second) : nullptr;
  Py_XDECREF(strict);
  Py_XDECREF(second);
  return both;
}

PyMethodDef METHODS[] = {
    {"forms", forms, METH_O, "The strict form of an address, and its second form where that differs."},
    {"crc32", tables::crc, METH_O, "CRC-32 of a buffer, as zlib computes it."},
    {"encode", tables::encode_keys, METH_VARARGS, "Ascending keys as the two parts of a list file."},
    {"decode", tables::decode_keys, METH_VARARGS, "The keys of a list file's two parts."},
    {"merge", tables::merge, METH_VARARGS, "Keys and records without some ranks and with some keys."},
    {"record_sum", tables::sum_records, METH_VARARGS, "The sum of the digests of records."},
    {"seal_records", tables::seal_records, METH_VARARGS, "Many records sealed for their fingerprints."},
    {"rice_encode", tables::encode_rice, METH_VARARGS, "Numbers as Rice codes."},
    {"rice_decode", tables::decode_rice, METH_VARARGS, "Numbers from Rice codes."},
    {"rice_read", tables::read_rice, METH_VARARGS, "Numbers from Rice codes at the start of a text."},
    {"fuse", build_fuse, METH_VARARGS, "The array of a binary fuse filter for one seed, or None."},
    {nullptr, nullptr, 0, nullptr}};

PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "mamori_filter._native",
                      "The native core; mamori_filter.engines chooses it.", -1, METHODS,
                      nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit__native() {
#if defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) {
    PyErr_SetString(PyExc_ImportError, "the native core was built for a newer processor");
    return nullptr;
  }
#endif
  PyObject* module = PyModule_Create(&MODULE);
  if (!module) return nullptr;
  if (!add_engine(module) || !add_short(module) || PyModule_AddStringConstant(module, "ADA_VERSION", ADA_VERSION) < 0) {
    Py_DECREF(module);
    return nullptr;
  }
  return module;
}
