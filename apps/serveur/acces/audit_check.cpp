#include "apps/serveur/acces/audit_check.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "apps/serveur/acces/audit_chain.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge::acces {
namespace {

constexpr std::uint64_t at_once = 4096;  // entries read before others may write again

std::string entries_named(std::uint64_t from, std::uint64_t to) {
  return from == to ? fmt::format("l'entrée {}", from) : fmt::format("les entrées {} à {}", from, to);
}

std::string said_of(AuditFault::Kind kind, std::uint64_t from, std::uint64_t to) {
  const auto named = entries_named(from, to);
  const bool one = from == to;
  constexpr const char* compare =
      "gardez le fichier en l'état, et comparez avec la sauvegarde de la nuit d'avant";
  switch (kind) {
    case AuditFault::Kind::rewritten:
      return fmt::format("{} {} : ce qu'on y lit n'est pas ce qui a été écrit ; {}", named,
                         one ? "a été retouchée" : "ont été retouchées", compare);
    case AuditFault::Kind::removed:
      return fmt::format("{} {} ; {}", named, one ? "a été retirée" : "ont été retirées", compare);
    case AuditFault::Kind::cut:
      return fmt::format("la fin du journal a été coupée : {} {} plus ; {}", named,
                         one ? "n'y est" : "n'y sont", compare);
    case AuditFault::Kind::other_head:
      return fmt::format(
          "l'entrée {} n'est pas celle que la tête gardée au-dehors a notée : le journal a été refait, ou le "
          "fichier des têtes est d'un autre ; {}",
          from, compare);
    case AuditFault::Kind::other_key:
      return "la clé n'est pas celle du fichier d'accès : ce que disent les entrées ne peut être vérifié ; "
             "reprenez de la sauvegarde la clé qui va avec lui";
  }
  return {};
}

class ChainReading {
 public:
  ChainReading(AccessFile& file, std::span<const AuditHead> heads) : file_(file) {
    for (const auto& head : heads) watched_.insert(head.number);
  }

  void read_all() {
    while (read_some()) {
    }
    if (counter_ > last_) faults_.push_back({AuditFault::Kind::cut, last_ + 1, counter_, {}});
  }

  void hold_against(std::span<const AuditHead> heads) {
    std::uint64_t furthest = counter_;
    for (const auto& head : heads) {
      furthest = std::max(furthest, head.number);
      const auto there = seen_.find(head.number);
      if (there != seen_.end() && there->second != head.mac)
        faults_.push_back({AuditFault::Kind::other_head, head.number, head.number, {}});
    }
    if (furthest <= counter_) return;
    std::erase_if(faults_, [](const AuditFault& fault) { return fault.kind == AuditFault::Kind::cut; });
    faults_.push_back({AuditFault::Kind::cut, last_ + 1, furthest, {}});
  }

  AuditCheck result() {
    if (!file_.key_is_its_own()) {
      // Under another key every entry looks rewritten.
      std::erase_if(faults_, [](const AuditFault& one) { return one.kind == AuditFault::Kind::rewritten; });
      faults_.insert(faults_.begin(), {AuditFault::Kind::other_key, 0, 0, {}});
    }
    for (auto& fault : faults_) fault.said = said_of(fault.kind, fault.from, fault.to);
    return {entries_, std::move(faults_)};
  }

 private:
  /// False once the end is reached, with the counter as it then stood.
  bool read_some() {
    return file_.reading([&](SQLite::Database& database) {
      SQLite::Statement read(
          database,
          "SELECT numero, heure, compte, role, quoi, coalesce(cle_dossier, x''), detail, mac "
          "FROM audit WHERE numero > ? ORDER BY numero LIMIT ?");
      read.bind(1, static_cast<std::int64_t>(last_));
      read.bind(2, static_cast<std::int64_t>(at_once));
      std::uint64_t count = 0;
      while (read.executeStep()) {
        ++count;
        take({static_cast<std::uint64_t>(read.getColumn(0).getInt64()), read.getColumn(1).getInt64(),
              read.getColumn(2).getString(), read.getColumn(3).getString(), read.getColumn(4).getString(),
              read.getColumn(5).getString(), read.getColumn(6).getString()},
             read.getColumn(7).getString());
      }
      if (count == at_once) return true;
      SQLite::Statement counter(database,
                                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit'");
      counter.executeStep();
      counter_ = static_cast<std::uint64_t>(counter.getColumn(0).getInt64());
      return false;
    });
  }

  void take(const ChainedEntry& entry, const std::string& kept) {
    ++entries_;
    AccessKey::Bytes mac{};
    std::copy_n(kept.begin(), std::min(kept.size(), mac.size()), mac.begin());
    const bool follows = entry.number == last_ + 1;
    if (!follows) faults_.push_back({AuditFault::Kind::removed, last_ + 1, entry.number - 1, {}});
    // Of what was removed the mac is lost with it: the entry that came after cannot be held against it.
    if (follows && chained(file_.key(), before_, entry) != mac) rewritten(entry.number);
    if (watched_.contains(entry.number)) seen_[entry.number] = hexadecimal(mac);
    before_ = mac;
    last_ = entry.number;
  }

  void rewritten(std::uint64_t number) {
    if (!faults_.empty() && faults_.back().kind == AuditFault::Kind::rewritten &&
        faults_.back().to + 1 == number)
      faults_.back().to = number;
    else
      faults_.push_back({AuditFault::Kind::rewritten, number, number, {}});
  }

  AccessFile& file_;
  std::set<std::uint64_t> watched_;
  std::map<std::uint64_t, std::string> seen_;
  std::vector<AuditFault> faults_;
  AccessKey::Bytes before_{};
  std::uint64_t entries_ = 0, last_ = 0, counter_ = 0;
};

}  // namespace

AuditCheck check_audit(AccessFile& file, std::span<const AuditHead> heads) {
  ChainReading chain(file, heads);
  chain.read_all();
  chain.hold_against(heads);
  return chain.result();
}

}  // namespace filrouge::acces
