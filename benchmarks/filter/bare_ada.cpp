// Ada's parser and nothing else, called as the filter is called: a list of str in, a list of objects out.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "ada.cpp"

static PyObject* parsed(PyObject* url) {
  Py_ssize_t size;
  const char* text = PyUnicode_AsUTF8AndSize(url, &size);
  if (!text) return nullptr;
  const auto found = ada::parse<ada::url_aggregator>(std::string_view(text, size_t(size)));
  return Py_NewRef(found ? Py_True : Py_False);
}

static PyObject* parse(PyObject*, PyObject* url) { return parsed(url); }

static PyObject* parse_many(PyObject*, PyObject* urls) {
  const Py_ssize_t size = PyList_GET_SIZE(urls);
  PyObject* out = PyList_New(size);
  for (Py_ssize_t i = 0; out && i < size; ++i) PyList_SET_ITEM(out, i, parsed(PyList_GET_ITEM(urls, i)));
  return out;
}

static PyMethodDef METHODS[] = {{"parse", parse, METH_O, ""}, {"parse_many", parse_many, METH_O, ""}, {}};
static PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "bare_ada", "", -1, METHODS, nullptr, nullptr, nullptr, nullptr};
PyMODINIT_FUNC PyInit_bare_ada() { return PyModule_Create(&MODULE); }
