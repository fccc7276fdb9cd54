// The fingerprints an address may be listed under, in the order in which they are asked.
#pragma once
#include <vector>

#include "canonical.h"
#include "siphash.h"

namespace mamori {

enum Scope : uint8_t { SCOPE_HOST = 1, SCOPE_PREFIX = 2, SCOPE_PATH = 3, SCOPE_QUERY = 4 };

struct Candidate {
  uint64_t fingerprint;
  uint32_t steps;   // labels left off for a host, segments kept for a prefix
  uint8_t address;  // which of a batch
  uint8_t form;     // 0 strict, 1 Safe Browsing
  uint8_t scope;
};

// The most one address can have, in both forms.
constexpr size_t MOST = 2 * (LONGEST_HOST + 1 + DEEPEST_PREFIX + 2);

// The candidates of a batch. Their fingerprints are there after `finish`.
class Candidates {
 public:
  explicit Candidates(size_t addresses) : all_(addresses * MOST), hashes_(addresses * MOST) {}

  void clear() { size_ = 0; }
  size_t size() const { return size_; }
  const Candidate& operator[](size_t i) const { return all_[i]; }

  void add(const SipKey& key, const Form& form, const Places& places, uint32_t deepest,
           uint8_t address, uint8_t number);

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

inline void Candidates::add(const SipKey& key, const Form& form, const Places& places, uint32_t deepest,
                            uint8_t address, uint8_t number) {
  const char* text = form.text.data();
  const size_t host = form.host;
  Cuts cuts(key, text);
  // A single label is never listed: it would be a whole top-level domain.
  const bool ip = is_ip(form.text.substr(0, host));
  if (ip || (places.labels + places.labels_before > 0 && host <= LONGEST_HOST))
    cut(cuts, host, {0, 0, address, number, SCOPE_HOST});
  for (uint32_t k = 0; !ip && k + 1 < places.labels; ++k) {
    const size_t start = places.label[k];
    Cuts below(key, text + start);
    cut(below, host - start, {0, places.labels_before + k + 1, address, number, SCOPE_HOST});
  }
  for (uint32_t k = 0; k < places.slashes && k < deepest; ++k)
    cut(cuts, places.slash[k], {0, k + 1, address, number, SCOPE_PREFIX});
  cut(cuts, form.path_end, {0, 0, address, number, SCOPE_PATH});
  if (form.has_query) cut(cuts, form.text.size(), {0, 0, address, number, SCOPE_QUERY});
}

}  // namespace mamori
