// The fingerprints an address may be listed under, in the order in which they are asked.
#pragma once
#include <vector>

#include "canonical.h"
#include "siphash.h"

namespace mamori {

enum Scope : uint8_t { SCOPE_HOST = 1, SCOPE_PREFIX = 2, SCOPE_PATH = 3, SCOPE_QUERY = 4 };

constexpr size_t LONGEST_HOST = 253;
constexpr unsigned DEEPEST_PREFIX = 32;
constexpr uint8_t MOST_STEPS = 255;  // more labels left off are told as so many

struct Candidate {
  uint64_t fingerprint;
  uint32_t address;  // which of a batch
  uint8_t form;      // 0 strict, 1 Safe Browsing
  uint8_t scope;
  uint8_t steps;  // labels left off for a host, segments kept for a prefix
};

template <class Out>
void candidates(const SipKey& key, const Form& form, uint32_t address, uint8_t number, Out& out) {
  const char* text = form.text.data();
  const size_t host = form.host;
  Cuts cuts(key, text);
  if (is_ip(form.text.substr(0, host))) {
    out.push_back({cuts.at(host, SCOPE_HOST), address, number, SCOPE_HOST, 0});
  } else {
    // A single label is never listed: it would be a whole top-level domain.
    size_t last_dot = host;
    while (last_dot > 0 && text[last_dot - 1] != '.') --last_dot;
    uint8_t steps = 0;
    for (size_t start = 0; start < last_dot; steps += steps < MOST_STEPS) {
      if (host - start <= LONGEST_HOST) {
        const uint64_t found = start == 0 ? cuts.at(host, SCOPE_HOST)
                                          : Cuts(key, text + start).at(host - start, SCOPE_HOST);
        out.push_back({found, address, number, SCOPE_HOST, steps});
      }
      while (text[start] != '.') ++start;
      ++start;
    }
  }
  uint8_t kept = 0;
  for (size_t i = host + 1; i < form.path_end && kept < DEEPEST_PREFIX; ++i)
    if (text[i] == '/') out.push_back({cuts.at(i + 1, SCOPE_PREFIX), address, number, SCOPE_PREFIX, ++kept});
  out.push_back({cuts.at(form.path_end, SCOPE_PATH), address, number, SCOPE_PATH, 0});
  if (form.has_query)
    out.push_back({cuts.at(form.text.size(), SCOPE_QUERY), address, number, SCOPE_QUERY, 0});
}

}  // namespace mamori
