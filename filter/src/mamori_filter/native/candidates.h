// The fingerprints an address may be listed under, in the order in which they are asked.
#pragma once
#include <vector>

#include "canonical.h"
#include "siphash.h"

namespace mamori {

enum Scope : uint8_t { SCOPE_HOST = 1, SCOPE_PREFIX = 2, SCOPE_PATH = 3, SCOPE_QUERY = 4 };

constexpr size_t LONGEST_HOST = 253;
constexpr unsigned DEEPEST_PREFIX = 32;

struct Candidate {
  uint64_t fingerprint;
  uint32_t address;  // which of a batch
  uint8_t form;      // 0 strict, 1 Safe Browsing
  uint8_t scope;
  uint8_t steps;  // labels left off for a host, segments kept for a prefix
};

// The most one address can have, in both forms.
constexpr size_t MOST = 2 * (LONGEST_HOST / 2 + 1 + DEEPEST_PREFIX + 2);

// The candidates of a batch. Their fingerprints are there after `finish`.
class Candidates {
 public:
  explicit Candidates(size_t addresses) : all_(addresses * MOST), hashes_(addresses * MOST) {}

  void clear() { size_ = 0; }
  size_t size() const { return size_; }
  const Candidate& operator[](size_t i) const { return all_[i]; }

  void add(const SipKey& key, const Form& form, uint32_t address, uint8_t number);

  void finish() {
    hashes_.finish(size_, [this](size_t i, uint64_t hash) { all_[i].fingerprint = hash; });
  }

 private:
  void cut(Cuts& cuts, size_t length, Candidate how) {
    cuts.at(length, how.scope, hashes_, size_);
    all_[size_++] = how;
  }

  std::vector<Candidate> all_;
  Unfinished hashes_;
  size_t size_ = 0;
};

inline void Candidates::add(const SipKey& key, const Form& form, uint32_t address, uint8_t number) {
  const char* text = form.text.data();
  const size_t host = form.host;
  Cuts cuts(key, text);
  if (is_ip(form.text.substr(0, host))) {
    cut(cuts, host, {0, address, number, SCOPE_HOST, 0});
  } else {
    // A single label is never listed: it would be a whole top-level domain.
    size_t last_dot = host;
    while (last_dot > 0 && text[last_dot - 1] != '.') --last_dot;
    uint8_t steps = 0;
    for (size_t start = 0; start < last_dot; ++steps) {
      if (host - start <= LONGEST_HOST) {
        Cuts below(key, text + start);
        cut(start == 0 ? cuts : below, host - start, {0, address, number, SCOPE_HOST, steps});
      }
      while (text[start] != '.') ++start;
      ++start;
    }
  }
  uint8_t kept = 0;
  for (size_t i = host + 1; i < form.path_end && kept < DEEPEST_PREFIX; ++i)
    if (text[i] == '/') cut(cuts, i + 1, {0, address, number, SCOPE_PREFIX, ++kept});
  cut(cuts, form.path_end, {0, address, number, SCOPE_PATH, 0});
  if (form.has_query) cut(cuts, form.text.size(), {0, address, number, SCOPE_QUERY, 0});
}

}  // namespace mamori
