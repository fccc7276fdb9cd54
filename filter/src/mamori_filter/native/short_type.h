// The type mamori_filter._native.Short: which fingerprints of an address a short list may hold.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

namespace mamori {

bool add_short(PyObject* module);

// fuse(fingerprints, width, segment, size, seed) -> bytes, or None where the seed does not serve
PyObject* build_fuse(PyObject*, PyObject* args);

}  // namespace mamori
