#include "dsl/diff/pairing.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace filrouge::dsl {
namespace {

/// How much two sheets without name have in common; 0: nothing that shows they tell of one thing.
int in_common(const Sheet& a, const Sheet& b) {
  int score = 0;
  for (const auto& line : a.lines) {
    const auto* other = b.line(line.aspect);
    if (!other || other->key != line.key) continue;
    switch (line.aspect) {
      case Aspect::condition:
      case Aspect::label:
        score += 4;
        break;
      case Aspect::target:
      case Aspect::proposes:
      case Aspect::facts:
        score += 3;
        break;
      case Aspect::act:
        score += 2;
        break;
      case Aspect::role:
      case Aspect::every:
      case Aspect::value:
        score += 1;
        break;
      default:
        break;
    }
  }
  std::multiset<std::string> parts;
  for (const auto& part : b.parts) parts.insert(part.digest);
  for (const auto& part : a.parts)
    if (const auto found = parts.find(part.digest); found != parts.end()) score += 2, parts.erase(found);
  // « exige a et b » that becomes « exige a et c » shares a part of its condition.
  if (score == 0) {
    const auto *one = a.line(Aspect::condition), *other = b.line(Aspect::condition);
    if (one && other && one->form && other->form && strength(one->form, other->form) != Moves::unknown)
      score = 1;
  }
  return score;
}

/// Do all lines but one, and all parts, say the same?
bool but_one(const Sheet& a, const Sheet& b) {
  if (a.kind != b.kind || a.parts.size() != b.parts.size()) return false;
  std::size_t same = 0, different = 0;
  const auto count = [&](const Sheet& one, const Sheet& other, bool both) {
    for (const auto& line : one.lines) {
      if (line.inherited || line.aspect == Aspect::basis || line.aspect == Aspect::status) continue;
      const auto* there = other.line(line.aspect);
      if (there && there->key == line.key)
        same += both;
      else if (both || !there)
        ++different;
    }
  };
  count(a, b, true);
  count(b, a, false);
  std::multiset<std::string> parts;
  for (const auto& part : b.parts) parts.insert(part.digest);
  for (const auto& part : a.parts) {
    const auto found = parts.find(part.digest);
    if (found == parts.end()) return false;
    parts.erase(found);
  }
  return different == 1 && (same > 0 || !a.parts.empty());
}

class Pairing {
 public:
  Pairing(const std::vector<Sheet>& before, const std::vector<Sheet>& after) {
    for (const auto& one : before) before_.push_back(&one);
    for (const auto& one : after) after_.push_back(&one);
  }

  std::vector<Pair> all() {
    const auto same_name = [](const Sheet& a, const Sheet& b) {
      return !a.identity.empty() && a.identity == b.identity && a.kind == b.kind;
    };
    const auto same_text = [](const Sheet& a, const Sheet& b) {
      return a.digest == b.digest && a.group == b.group && a.kind == b.kind;
    };
    // Versions of one name, word for word first.
    match([&](const Sheet& a, const Sheet& b) { return same_name(a, b) && same_text(a, b); });
    match(same_name);
    match([&](const Sheet& a, const Sheet& b) {
      return a.identity.empty() && b.identity.empty() && same_text(a, b);
    });
    by_likeness();
    match([](const Sheet& a, const Sheet& b) {
      return a.identity.empty() && b.identity.empty() && but_one(a, b);
    });
    alone_in_their_group();
    // A value that begins another day.
    match([](const Sheet& a, const Sheet& b) {
      return a.kind == SheetKind::value && b.kind == a.kind && a.group == b.group &&
             a.line(Aspect::value)->key == b.line(Aspect::value)->key;
    });
    for (const auto* one : before_) pairs_.push_back({one, nullptr});
    for (const auto* one : after_) pairs_.push_back({nullptr, one});
    return std::move(pairs_);
  }

 private:
  template <class Same>
  void match(const Same& same) {
    std::erase_if(before_, [&](const Sheet* one) {
      const auto found = std::ranges::find_if(after_, [&](const Sheet* other) { return same(*one, *other); });
      if (found == after_.end()) return false;
      pairs_.push_back({one, *found});
      after_.erase(found);
      return true;
    });
  }

  void by_likeness() {
    for (;;) {
      int best = 0;
      Pair pair;
      for (const auto* one : before_)
        for (const auto* other : after_) {
          if (one->kind != other->kind || one->group != other->group || !one->identity.empty()) continue;
          if (const int score = in_common(*one, *other); score > best) best = score, pair = {one, other};
        }
      if (best == 0) return;
      take(pair);
    }
  }

  /// « tant que a » that becomes « tant que b » where there was but one.
  void alone_in_their_group() {
    std::map<std::string, std::pair<std::vector<const Sheet*>, std::vector<const Sheet*>>> groups;
    for (const auto* one : before_)
      if (one->kind == SheetKind::clause) groups[one->group].first.push_back(one);
    for (const auto* one : after_)
      if (one->kind == SheetKind::clause) groups[one->group].second.push_back(one);
    for (const auto& [group, both] : groups)
      if (group.starts_with("des:") && both.first.size() == 1 && both.second.size() == 1)
        take({both.first.front(), both.second.front()});
  }

  void take(const Pair& pair) {
    pairs_.push_back(pair);
    std::erase(before_, pair.before);
    std::erase(after_, pair.after);
  }

  std::vector<const Sheet*> before_, after_;
  std::vector<Pair> pairs_;
};

/// Those that may be renamed, by what bears them and their owner.
using Named = std::map<std::pair<Bears, std::string>, std::map<std::string, const Sheet*>>;

void gather(const std::vector<Sheet>& sheets, const std::string& owner, Named& named) {
  for (const auto& one : sheets) {
    if (!one.own_name.empty()) {
      // What a module declares may have moved to another.
      const bool of_a_procedure = one.bears == Bears::state || one.bears == Bears::delai;
      named[{one.bears, of_a_procedure ? owner : std::string()}].emplace(one.own_name, &one);
    }
    gather(one.parts, owner + "/" + one.identity, named);
  }
}

double alike(const Sheet& a, const Sheet& b) {
  std::multiset<std::string> there;
  for (const auto& part : b.parts) there.insert(part.digest);
  std::size_t shared = 0;
  for (const auto& part : a.parts)
    if (const auto found = there.find(part.digest); found != there.end()) ++shared, there.erase(found);
  const auto all = std::max(a.parts.size(), b.parts.size());
  return all == 0 ? 0. : static_cast<double>(shared) / static_cast<double>(all);
}

const Sheet* found_in(const Named& named, Bears what, const std::string& own) {
  for (const auto& [key, sheets] : named)
    if (key.first == what)
      if (const auto one = sheets.find(own); one != sheets.end()) return one->second;
  return nullptr;
}

}  // namespace

std::vector<Pair> paired(const std::vector<Sheet>& before, const std::vector<Sheet>& after) {
  return Pairing(before, after).all();
}

std::vector<Unmatched> unmatched(const std::vector<Sheet>& before, const std::vector<Sheet>& after) {
  Named a, b;
  gather(before, {}, a);
  gather(after, {}, b);
  std::vector<Unmatched> all;
  for (const auto& [key, sheets] : a) {
    Unmatched one{key.first, key.second, {}, {}};
    const auto there = b.find(key);
    if (there == b.end()) continue;
    const auto missing = [](const auto& from, const auto& in, std::vector<std::string>& names) {
      std::set<std::string> identities;
      for (const auto& [own, sheet] : in) identities.insert(sheet->identity);
      for (const auto& [own, sheet] : from)
        if (!identities.contains(sheet->identity)) names.push_back(own);
    };
    missing(sheets, there->second, one.before);
    missing(there->second, sheets, one.after);
    if (!one.before.empty() && !one.after.empty()) all.push_back(std::move(one));
  }
  return all;
}

std::vector<Renamed> renamed(const std::vector<Sheet>& before, const std::vector<Sheet>& after,
                             const std::vector<Unmatched>& candidates) {
  Named a, b;
  gather(before, {}, a);
  gather(after, {}, b);
  std::vector<Renamed> all;
  for (const auto& group : candidates) {
    auto left = group.after;
    const auto twins = [&](const Named& named, const std::vector<std::string>& names,
                           const std::string& digest) {
      return std::ranges::count_if(names, [&](const std::string& own) {
        const auto* sheet = found_in(named, group.what, own);
        return sheet && sheet->digest == digest;
      });
    };
    for (const auto& own : group.before) {
      const auto* sheet = found_in(a, group.what, own);
      if (!sheet) continue;
      std::optional<std::string> found;
      if (twins(a, group.before, sheet->digest) == 1 && twins(b, left, sheet->digest) == 1)
        for (const auto& other : left)
          if (found_in(b, group.what, other)->digest == sheet->digest) found = other;
      // What people read of it is still there, of that alone.
      const auto* label = sheet->line(Aspect::label);
      const auto labelled = [&](const Named& named, const std::string& name) {
        const auto* there = found_in(named, group.what, name);
        const auto* its = there ? there->line(Aspect::label) : nullptr;
        return its && label && its->key == label->key;
      };
      if (!found && label &&
          std::ranges::count_if(group.before, [&](const auto& name) { return labelled(a, name); }) == 1 &&
          std::ranges::count_if(left, [&](const auto& name) { return labelled(b, name); }) == 1)
        found = *std::ranges::find_if(left, [&](const auto& name) { return labelled(b, name); });
      // A large thing may have changed a little under its new name.
      double best = 0.6;
      if (!found && sheet->parts.size() >= 3)
        for (const auto& other : left)
          if (const auto* there = found_in(b, group.what, other); there && alike(*sheet, *there) >= best)
            best = alike(*sheet, *there), found = other;
      if (!found) continue;
      all.push_back({group.what, own, *found});
      std::erase(left, *found);
    }
  }
  return all;
}

}  // namespace filrouge::dsl
