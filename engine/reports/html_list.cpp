#include "engine/reports/html_list.hpp"

#include <fmt/format.h>

#include <cstring>
#include <ostream>
#include <utility>

#include "engine/core/text/markup.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/reports/page_names.hpp"

namespace filrouge {
namespace {

constexpr int order_bits = 37;  ///< room for any order_in_list
static_assert(rank_of(std::int64_t{1} << order_bits) > settled_begins);

/// What is packed before a dossier.
using Territoire = std::uint64_t;

Territoire unpack(std::string_view packed, HtmlDossier& dossier) {
  Territoire territoire = 0;
  std::memcpy(&territoire, packed.data(), sizeof territoire);
  dossier.unpack(packed.substr(sizeof territoire));
  return territoire;
}

}  // namespace

/// The pages, one after the other.
class HtmlList::Writing {
 public:
  Writing(const HtmlList& list, const RunEnvelope& envelope, const Pages& pages)
      : list_(list), envelope_(envelope), pages_(pages), tallies_(list.tallies_) {
    std::vector<std::string> territoires;
    for (const auto& one : tallies_) territoires.push_back(one.territoire);
    names_ = page_names(territoires);
  }

  void add(Territoire territoire, const HtmlDossier& dossier) {
    if (page_ && (territoire != territoire_ || things_ + dossier.things() > *list_.most_lines_))
      close(territoire == territoire_);
    if (!page_) {
      number_ = territoire == territoire_ ? number_ + 1 : 1;
      territoire_ = territoire;
      page_.emplace(list_.words_);
    }
    page_->add(dossier);
    things_ += dossier.things();
    ++shown_.dossiers;
    shown_.findings += dossier.findings;
  }

  std::vector<TerritoireTally> finish() {
    if (page_) close(false);
    return std::move(tallies_);
  }

 private:
  void close(bool more) {
    const auto& name = names_[territoire_];
    const auto file = page_file(name, number_);
    const HtmlPlace place{tallies_[territoire_].territoire,
                          number_,
                          html_page_mark(pages_.index, file),
                          in_link("../" + pages_.index),
                          number_ > 1 ? in_link(page_file(name, number_ - 1)) : "",
                          more ? in_link(page_file(name, number_ + 1)) : ""};
    shown_.asked = envelope_.asked;
    shown_.known = envelope_.known;
    shown_.rules_digest = envelope_.rules_digest;
    pages_.write(file, [&](std::ostream& out) { page_->write(out, shown_, &place); });
    tallies_[territoire_].pages.push_back(in_link(pages_.folder + "/" + file));
    page_.reset();
    things_ = 0;
    shown_ = {};
  }

  const HtmlList& list_;
  const RunEnvelope& envelope_;
  const Pages& pages_;
  std::vector<TerritoireTally> tallies_;
  std::vector<std::string> names_;
  std::optional<HtmlPage> page_;
  RunEnvelope shown_;
  Territoire territoire_ = ~Territoire{0};
  std::size_t number_ = 0;
  std::uint64_t things_ = 0;
};

std::size_t HtmlList::count(const HtmlDossier& dossier) {
  const auto [known, is_new] = territoires_.try_emplace(dossier.territoire, tallies_.size());
  if (is_new) tallies_.emplace_back().territoire = dossier.territoire;
  auto& tally = tallies_[known->second];
  ++tally.dossiers;
  if (dossier.given_up) ++tally.given_up;
  for (std::size_t rank = 0; rank < tally.listed.size(); ++rank) tally.listed[rank] += dossier.listed[rank];
  return known->second;
}

void HtmlList::add_by_territoire(const HtmlDossier& dossier, std::string_view packed) {
  // It has nothing to list, and is counted.
  if (dossier.lines.empty()) return;
  Territoire territoire = 0;
  std::memcpy(&territoire, packed.data(), sizeof territoire);
  by_territoire_.add(static_cast<std::int64_t>(territoire << order_bits) + dossier.most_urgent(), packed);
}

void HtmlList::add(const HtmlDossier& dossier) {
  const bool had_pages = has_pages();
  lines_ += dossier.things();
  if (!most_lines_) return page_.add(dossier);
  const Territoire territoire = count(dossier);
  packed_.assign(reinterpret_cast<const char*>(&territoire), sizeof territoire);
  dossier.pack(packed_);
  if (!has_pages()) return in_order_.add(0, packed_);
  if (!had_pages)
    std::exchange(in_order_, OrderedTexts()).each([&](std::int64_t, std::string_view packed) {
      unpack(packed, unpacked_);
      add_by_territoire(unpacked_, packed);
    });
  add_by_territoire(dossier, packed_);
}

void HtmlList::write(std::ostream& out, const RunEnvelope& envelope) {
  in_order_.each([&](std::int64_t, std::string_view bytes) {
    unpack(bytes, unpacked_);
    page_.add(unpacked_);
  });
  page_.write(out, envelope);
}

std::size_t HtmlList::write_pages(std::ostream& index, const RunEnvelope& envelope, const Pages& pages) {
  Writing writing(*this, envelope, pages);
  by_territoire_.each(
      [&](std::int64_t, std::string_view packed) { writing.add(unpack(packed, unpacked_), unpacked_); });
  auto tallies = writing.finish();
  std::size_t written = 0;
  for (const auto& one : tallies) written += one.pages.size();
  write_html_index(index, envelope, std::move(tallies));
  return written;
}

std::string html_page_mark(const std::string& index, const std::string& page) {
  return fmt::format("<meta name=\"filrouge\" content=\"{} de {}\">\n", in_markup(page),
                     in_markup(visible_line(index)));
}

}  // namespace filrouge
