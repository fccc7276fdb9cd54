// A str that holds lone surrogates, as text: each becomes U+FFFD, as WHATWG's scalar value strings have it.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <string>
#include <string_view>

namespace mamori {

// `out` is good until the next call; false with a Python error set where memory runs out.
inline bool without_surrogates(PyObject* address, std::string_view& out) {
  static std::string text;
  PyObject* octets = PyUnicode_AsEncodedString(address, "utf-8", "surrogatepass");
  if (!octets) return false;
  text.assign(PyBytes_AS_STRING(octets), size_t(PyBytes_GET_SIZE(octets)));
  Py_DECREF(octets);
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    if (uint8_t(text[i]) != 0xed || uint8_t(text[i + 1]) < 0xa0) continue;
    text.replace(i, 3, "\xef\xbf\xbd");
  }
  out = text;
  return true;
}

}  // namespace mamori
