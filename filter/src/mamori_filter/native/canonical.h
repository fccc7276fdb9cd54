// The two canonical forms of a web address: as a browser would send it (WHATWG, by Ada), and the Safe
// Browsing form of that. Rules: docs/policy/address-list-format.md, section 2; the twin is
// mamori_filter/canonical.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ada.h"

namespace mamori {

// host, path and, after a question mark, the query; scheme, user, port and fragment take no part.
struct Form {
  std::string_view text;
  uint32_t host = 0;      // octets of the host
  uint32_t path_end = 0;  // where the path ends
  bool has_query = false;
};

constexpr size_t LONGEST_HOST = 253;
constexpr unsigned DEEPEST_PREFIX = 32;

// Where a form's text may be cut: the first octet of each label but the first, as far as it lies within the
// last 253 of the host, and the octet after each slash of the path but the first, as far as it is asked for.
struct Places {
  uint32_t labels = 0, slashes = 0, labels_before = 0;
  uint32_t label[LONGEST_HOST + 1], slash[DEEPEST_PREFIX];

  void add_slash(size_t at) {
    if (slashes < DEEPEST_PREFIX) slash[slashes++] = uint32_t(at);
  }
};

enum : uint8_t { LABEL = 1, SEGMENT = 2, QUERY = 4, HEX = 8 };

// Characters that stand for themselves in every form.
constexpr std::array<uint8_t, 256> character_classes() {
  std::array<uint8_t, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c) classes[c] = LABEL | SEGMENT | QUERY;
  for (int c = '0'; c <= '9'; ++c) classes[c] = LABEL | SEGMENT | QUERY;
  for (int c = 'A'; c <= 'Z'; ++c) classes[c] = SEGMENT | QUERY;
  for (char c : std::string_view("-_")) classes[uint8_t(c)] = LABEL | SEGMENT | QUERY;
  for (char c : std::string_view(".~!$&()*+,;=:@")) classes[uint8_t(c)] = SEGMENT | QUERY;
  classes['\''] = SEGMENT;
  classes['/'] = classes['?'] = QUERY;
  for (int c = '0'; c <= '9'; ++c) classes[c] |= HEX;
  for (int c = 'a'; c <= 'f'; ++c) classes[c] |= HEX;
  for (int c = 'A'; c <= 'F'; ++c) classes[c] |= HEX;
  return classes;
}
inline constexpr auto CLASSES = character_classes();

inline bool is(char c, uint8_t what) { return CLASSES[uint8_t(c)] & what; }
inline int hex_value(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

class Canonical {
 public:
  Form strict, second;
  Places places;  // of `strict`

  // 0: no web address; 1: both forms are `strict`; 2: they differ.
  int read(std::string_view url);

 private:
  bool plain(std::string_view url);
  bool parse(std::string_view url);
  bool second_form();
  bool tidy_host(std::string_view host, std::string& out);

  std::string strict_text_, second_text_, scratch_;
};

inline Places places_of(const Form& form) {
  Places places;
  for (size_t i = 0; i < form.host; ++i)
    if (form.text[i] == '.') {
      if (form.host - (i + 1) <= LONGEST_HOST) places.label[places.labels++] = uint32_t(i + 1);
      else ++places.labels_before;
    }
  for (size_t i = form.host + 1; i < form.path_end; ++i)
    if (form.text[i] == '/') places.add_slash(i + 1);
  return places;
}

// An IPv4 address ends in a label of digits; WHATWG lets no other host do so.
inline bool is_ip(std::string_view host) {
  if (host.empty()) return false;
  if (host.back() == ']') return true;
  const size_t dot = host.rfind('.');
  const std::string_view last = dot == host.npos ? host : host.substr(dot + 1);
  for (char c : last)
    if (c < '0' || c > '9') return false;
  return !last.empty();
}

// Most addresses are in both canonical forms already; one pass over the text proves it and finds its cuts.
inline bool Canonical::plain(std::string_view url) {
  size_t i = 0;
  if (url.starts_with("http://")) i = 7;
  else if (url.starts_with("https://")) i = 8;
  else return false;
  const size_t start = i, end = url.size();
  places.labels = places.slashes = places.labels_before = 0;
  size_t label = i;
  for (;;) {
    while (i < end && is(url[i], LABEL)) ++i;
    if (i == end || i == label) return false;
    if (url[label] == 'x' && url.compare(label, 4, "xn--") == 0) return false;
    if (url[i] != '.') break;
    label = ++i;
    if (label - start > LONGEST_HOST) return false;
    places.label[places.labels++] = uint32_t(label - start);
  }
  if (url[i] != '/' || (url[label] >= '0' && url[label] <= '9')) return false;
  const size_t host_end = i++;
  if (host_end - start > LONGEST_HOST) return false;
  for (;;) {
    if (i < end && (url[i] == '/' || url[i] == '.')) return false;
    while (i < end && is(url[i], SEGMENT)) ++i;
    if (i == end || url[i] != '/') break;
    places.add_slash(++i - start);
  }
  const size_t path_end = i;
  if (i < end && url[i] == '?')
    for (++i; i < end && is(url[i], QUERY);) ++i;
  if (i < end && url[i] != '#') return false;
  const bool has_query = i > path_end + 1;
  strict = {url.substr(start, (has_query ? i : path_end) - start), uint32_t(host_end - start),
            uint32_t(path_end - start), has_query};
  return true;
}

inline std::string_view trimmed(std::string_view url) {
  while (!url.empty() && uint8_t(url.front()) <= 0x20) url.remove_prefix(1);
  while (!url.empty() && uint8_t(url.back()) <= 0x20) url.remove_suffix(1);
  return url;
}

inline bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// "host/path", "host:80" and "//host" are read as a web address without its scheme; "mailto:x" is none.
inline bool lacks_scheme(std::string_view url) {
  if (url.empty()) return false;
  if (url.starts_with("//") || url.starts_with("\\\\")) return true;
  if (std::string_view("/?#:\\").find(url.front()) != url.npos) return false;
  size_t i = 0;
  while (i < url.size() && (is_letter(url[i]) || (url[i] >= '0' && url[i] <= '9') || url[i] == '+' ||
                            url[i] == '-' || url[i] == '.'))
    ++i;
  if (i == url.size() || url[i] != ':' || !is_letter(url.front())) return true;
  std::string scheme(url.substr(0, i));
  for (char& c : scheme) c |= 0x20;
  for (const char* web : {"http", "https", "ftp", "ws", "wss"})
    if (scheme == web) return false;
  if (scheme.find('.') != scheme.npos) return true;
  size_t digits = i + 1;
  while (digits < url.size() && url[digits] >= '0' && url[digits] <= '9') ++digits;
  return digits > i + 1 && (digits == url.size() || std::string_view("/?#\\").find(url[digits]) != url.npos);
}

inline bool Canonical::parse(std::string_view url) {
  std::string_view bare = trimmed(url);
  if (bare.empty()) return false;
  std::string without_breaks;
  if (bare.find_first_of("\t\n\r") != bare.npos) {
    for (char c : bare)
      if (c != '\t' && c != '\n' && c != '\r') without_breaks += c;
    bare = without_breaks;
  }
  std::string_view input = bare;
  if (lacks_scheme(bare)) {
    scratch_ = bare.starts_with("//") || bare.starts_with("\\\\") ? "http:" : "http://";
    scratch_ += bare;
    input = scratch_;
  }
  const auto parsed = ada::parse<ada::url_aggregator>(input);
  if (!parsed || !parsed->is_special() || parsed->type == ada::scheme::type::FILE) return false;
  const std::string_view host = parsed->get_hostname();
  if (host.empty()) return false;
  const std::string_view path = parsed->get_pathname(), query = parsed->get_search();
  strict_text_ = host;
  strict_text_ += path;
  const uint32_t path_end = uint32_t(strict_text_.size());
  const bool has_query = query.size() > 1;  // a bare question mark asks for the same page, §2.6
  if (has_query) strict_text_ += query;
  strict = {strict_text_, uint32_t(host.size()), path_end, has_query};
  return true;
}

// Takes octets one by one and undoes every escape, also those that an undone escape completes.
class Unescaper {
 public:
  explicit Unescaper(std::string& out) : out_(out), start_(out.size()) {}
  void put(char c) {
    out_ += c;
    while (out_.size() - start_ >= 3) {
      const char* last = out_.data() + out_.size() - 3;
      if (last[0] != '%' || !is(last[1], HEX) || !is(last[2], HEX)) return;
      const char octet = char(hex_value(last[1]) * 16 + hex_value(last[2]));
      out_.resize(out_.size() - 3);
      out_ += octet;
    }
  }

 private:
  std::string& out_;
  size_t start_;
};

inline void escape(std::string_view raw, std::string_view besides, std::string& out) {
  constexpr char DIGITS[] = "0123456789ABCDEF";
  for (char c : raw) {
    const uint8_t octet = uint8_t(c);
    if (octet <= 0x20 || octet >= 0x7f || c == '#' || c == '%' || besides.find(c) != besides.npos) {
      out += '%';
      out += DIGITS[octet >> 4];
      out += DIGITS[octet & 15];
    } else {
      out += c;
    }
  }
}

// Dot segments and empty segments of an unescaped path.
inline void tidy_path(std::string_view raw, std::string& out) {
  out = "/";
  size_t i = 0;
  while (i < raw.size()) {
    while (i < raw.size() && raw[i] == '/') ++i;
    const size_t start = i;
    while (i < raw.size() && raw[i] != '/') ++i;
    const std::string_view segment = raw.substr(start, i - start);
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      if (out.size() > 1) out.resize(out.rfind('/', out.size() - 2) + 1);
      continue;
    }
    out += segment;
    if (i < raw.size()) out += '/';
  }
}

// IPv4-mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96) addresses, as Ada writes them, are IPv4 addresses.
inline bool ipv4_inside(std::string_view host, std::string& out) {
  std::string_view rest = host.substr(1, host.size() - 2);
  const bool mapped = rest.starts_with("::ffff:");
  if (mapped) rest.remove_prefix(7);
  else if (rest.starts_with("64:ff9b::")) rest.remove_prefix(9);
  else return false;
  uint32_t groups[2] = {0, 0};
  unsigned count = 0;
  while (!rest.empty()) {
    if (count == 2) return false;
    const size_t colon = rest.find(':');
    const std::string_view group = rest.substr(0, colon);
    if (group.empty() || group.size() > 4) return false;
    uint32_t value = 0;
    for (char c : group) value = value * 16 + hex_value(c);
    groups[count++] = value;
    rest = colon == rest.npos ? std::string_view() : rest.substr(colon + 1);
    if (colon != std::string_view::npos && rest.empty()) return false;
  }
  if (mapped && count != 2) return false;
  const uint32_t address = count == 2 ? groups[0] << 16 | groups[1] : groups[0];
  out.clear();
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string(address >> shift & 255);
    if (shift) out += '.';
  }
  return true;
}

inline bool Canonical::tidy_host(std::string_view host, std::string& out) {
  if (host.back() == ']') {
    if (!ipv4_inside(host, out)) out = host;
    return true;
  }
  out.clear();
  for (char c : host)
    if (c != '.' || (!out.empty() && out.back() != '.')) out += c;
  while (!out.empty() && out.back() == '.') out.pop_back();
  if (out.size() == host.size()) return true;
  if (out.empty()) return false;
  const auto parsed = ada::parse<ada::url_aggregator>("http://" + out + "/");
  if (!parsed) return false;
  out = parsed->get_hostname();
  return true;
}

inline bool Canonical::second_form() {
  if (!tidy_host(strict.text.substr(0, strict.host), second_text_)) return false;
  const uint32_t host = uint32_t(second_text_.size());
  std::string raw;
  Unescaper path(raw);
  for (char c : strict.text.substr(strict.host, strict.path_end - strict.host)) path.put(c);
  tidy_path(raw, scratch_);
  escape(scratch_, "?\\", second_text_);  // read again they would begin a query or a segment, §2.6
  const uint32_t path_end = uint32_t(second_text_.size());
  if (strict.has_query) {
    raw.clear();
    Unescaper query(raw);
    for (char c : strict.text.substr(strict.path_end + 1)) query.put(c);
    second_text_ += '?';
    escape(raw, "", second_text_);
  }
  second = {second_text_, host, path_end, strict.has_query};
  return true;
}

inline int Canonical::read(std::string_view url) {
  if (plain(url)) return 1;
  if (!parse(url)) return 0;
  places = places_of(strict);
  if (!second_form()) return 1;
  return second.text == strict.text && second.host == strict.host && second.path_end == strict.path_end ? 1 : 2;
}

}  // namespace mamori
