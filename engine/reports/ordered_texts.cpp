#include "engine/reports/ordered_texts.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace filrouge {
namespace {

/// What stands before each text in the file.
struct Heading {
  std::int64_t key;
  std::uint64_t size;
};

constexpr std::size_t read_bytes = std::size_t{1} << 16;

}  // namespace

/// One sorted part of the file, read a piece at a time.
class OrderedTexts::Reader {
 public:
  Reader(std::FILE* file, Run run) : file_(file), run_(run) { next(); }

  bool over() const { return over_; }
  std::int64_t key() const { return heading_.key; }
  std::string_view text() const { return std::string_view(buffer_).substr(at_, heading_.size); }

  void next() {
    at_ += heading_.size;
    heading_.size = 0;
    over_ = at_ == buffer_.size() && run_.begin == run_.end;
    if (over_) return;
    Heading heading;
    want(sizeof heading);
    std::memcpy(&heading, buffer_.data() + at_, sizeof heading);
    at_ += sizeof heading;
    want(heading.size);
    heading_ = heading;
  }

 private:
  /// That many bytes stand after `at_`.
  void want(std::size_t bytes) {
    if (buffer_.size() - at_ >= bytes) return;
    buffer_.erase(0, at_);
    at_ = 0;
    const auto there = buffer_.size();
    const auto more =
        static_cast<std::size_t>(std::min<std::uint64_t>(run_.end - run_.begin, bytes + read_bytes));
    buffer_.resize(there + more);
    if (std::fseek(file_, static_cast<long>(run_.begin), SEEK_SET) != 0 ||
        std::fread(buffer_.data() + there, 1, more, file_) != more)
      throw std::runtime_error("le fichier temporaire ne se relit pas");
    run_.begin += more;
  }

  std::FILE* file_;
  Run run_;
  std::string buffer_;
  std::size_t at_ = 0;
  Heading heading_{};
  bool over_ = false;
};

void OrderedTexts::add(std::int64_t key, std::string_view text) {
  if (may_spill_ && !held_.empty() && texts_.size() + text.size() > most_bytes_) spill();
  // Twice as much at each growth would go past the limit.
  if (texts_.capacity() < most_bytes_) texts_.reserve(most_bytes_);
  held_.push_back({key, texts_.size(), text.size()});
  texts_ += text;
}

void OrderedTexts::sort() {
  std::ranges::stable_sort(held_, {}, &Held::key);
}

void OrderedTexts::spill() {
  if (!file_) file_.reset(std::tmpfile());
  may_spill_ = file_ != nullptr;
  if (!may_spill_) return;
  sort();
  const auto begin = runs_.empty() ? 0 : runs_.back().end;
  auto end = begin;
  for (const auto& one : held_) {
    const Heading heading{one.key, one.size};
    may_spill_ = may_spill_ && std::fwrite(&heading, sizeof heading, 1, file_.get()) == 1 &&
                 std::fwrite(texts_.data() + one.begin, 1, one.size, file_.get()) == one.size;
    end += sizeof heading + one.size;
  }
  // A full disk: what is held stays held.
  if (std::fflush(file_.get()) != 0) may_spill_ = false;
  if (!may_spill_) return;
  runs_.push_back({begin, end});
  held_.clear();
  texts_.clear();
}

void OrderedTexts::each(const std::function<void(std::int64_t key, std::string_view text)>& visit) {
  sort();
  std::vector<Reader> readers;
  for (const auto run : runs_) readers.emplace_back(file_.get(), run);
  auto held = held_.begin();
  for (;;) {
    Reader* least = nullptr;
    for (auto& reader : readers)
      if (!reader.over() && (!least || reader.key() < least->key())) least = &reader;
    // What is held came last.
    if (held != held_.end() && (!least || held->key < least->key())) {
      visit(held->key, std::string_view(texts_).substr(held->begin, held->size));
      ++held;
    } else if (least) {
      visit(least->key(), least->text());
      least->next();
    } else {
      break;
    }
  }
}

}  // namespace filrouge
