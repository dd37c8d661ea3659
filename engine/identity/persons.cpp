#include "engine/identity/persons.hpp"

#include <algorithm>
#include <set>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

using Kind = PersonCall::Kind;

struct Known {
  std::string id;
  RawPersonRestated told;
  bool listed = false;  ///< does the file speak of her?
};

class Calling {
 public:
  Calling(const Record& held, const Record& incoming, const std::vector<NamedPerson>& known_names,
          Naming naming)
      : incoming_(incoming), known_names_(known_names), naming_(naming) {
    for (const auto& person : held.persons) held_.push_back({person.id, person_as_known(person)});
    calls_.resize(incoming.persons.size());
  }

  std::vector<PersonCall> told() {
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      calls_[i].told = incoming_.persons[i].id;
      told_.push_back(person_as_known(incoming_.persons[i]));
    }
    by_name(naming_ == Naming::same_program);
    each_free([&](std::size_t i) {
      by(
          i, [&](const Known& k) { return same_key(i, k); }, key_reason);
    });
    each_free([&](std::size_t i) {
      by(i, [&](const Known& k) { return same_birth(i, k) && same_role(i, k); }, {});
    });
    if (naming_ == Naming::same_dossier) by_name(true);
    each_free([&](std::size_t i) {
      by(
          i, [&](const Known& k) { return same_birth(i, k); }, birth_reason);
    });
    each_free([&](std::size_t i) {
      by(
          i, [&](const Known& k) { return same_role(i, k) && may_be_born(i, k); }, role_reason);
    });
    each_free([&](std::size_t i) {
      by(
          i, [&](const Known& k) { return same_role(i, k) && mistyped(told_[i].birth, k.told.birth); },
          typed_reason);
    });
    enter_the_rest();
    return std::move(calls_);
  }

 private:
  static constexpr std::string_view key_reason = "le même numéro de sécurité sociale, sous la clé";
  static constexpr std::string_view birth_reason = "seule née ce jour-là dans ce foyer, des deux côtés";
  static constexpr std::string_view role_reason =
      "seule de ce rôle dans ce foyer, et sa naissance n'était pas dite des deux côtés";
  static constexpr std::string_view typed_reason =
      "seule de ce rôle dans ce foyer, et sa naissance diffère d'un jour, d'un mois ou d'une année";

  template <typename Work>
  void each_free(Work work) {
    for (std::size_t i = 0; i < calls_.size(); ++i)
      if (!settled(i)) work(i);
  }
  bool settled(std::size_t i) const { return !calls_[i].called.empty() || calls_[i].kind == Kind::refused; }

  bool same_key(std::size_t i, const Known& k) const {
    return !k.told.nir_key.empty() && k.told.nir_key == told_[i].nir_key;
  }
  /// Two keys that differ are two persons, whatever else they share.
  bool keys_differ(std::size_t i, const Known& k) const {
    return !k.told.nir_key.empty() && !told_[i].nir_key.empty() && k.told.nir_key != told_[i].nir_key;
  }
  bool same_birth(std::size_t i, const Known& k) const {
    return told_[i].birth.known() && k.told.birth == told_[i].birth;
  }
  bool same_role(std::size_t i, const Known& k) const {
    return !told_[i].role.empty() && fold(k.told.role) == fold(told_[i].role);
  }
  bool may_be_born(std::size_t i, const Known& k) const {
    return !told_[i].birth.known() || !k.told.birth.known();
  }

  /// The names already settled, and where `alike`, those that are the same on both sides.
  void by_name(bool alike) {
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (settled(i)) continue;
      const auto& told = calls_[i].told;
      const auto name = std::ranges::find(known_names_, told, &NamedPerson::told);
      const auto& id = name == known_names_.end() ? told : name->called;
      if (name == known_names_.end() && !alike) continue;
      const auto known = std::ranges::find(held_, id, &Known::id);
      if (known == held_.end() || known->listed) continue;
      // Another program may have given her name to somebody else.
      if (name == known_names_.end() && naming_ == Naming::same_dossier && may_be_somebody_else(i, *known))
        continue;
      if (is_another(i, *known)) {
        calls_[i].kind = Kind::refused;
        calls_[i].reason =
            "cet identifiant est celui d'une autre personne du foyer : ni le rôle ni la naissance ne sont "
            "les "
            "siens ; donnez à chacune le sien";
        continue;
      }
      settle(i, *known, {});
    }
  }

  bool births_differ(std::size_t i, const Known& k) const {
    return told_[i].birth.known() && k.told.birth.known() && told_[i].birth != k.told.birth &&
           !mistyped(told_[i].birth, k.told.birth);
  }
  bool roles_differ(std::size_t i, const Known& k) const {
    return !told_[i].role.empty() && !k.told.role.empty() && !same_role(i, k);
  }
  bool may_be_somebody_else(std::size_t i, const Known& k) const {
    if (same_key(i, k)) return false;
    return births_differ(i, k) || roles_differ(i, k);
  }

  /// A NIR alone told otherwise is one corrected: the first ones given are provisional.
  bool is_another(std::size_t i, const Known& k) const {
    if (keys_differ(i, k)) return births_differ(i, k) || roles_differ(i, k);
    return births_differ(i, k) && roles_differ(i, k) && !same_key(i, k);
  }

  /// Settles on the one person that fits, when she fits nobody else of the file.
  template <typename Fits>
  void by(std::size_t i, Fits fits, std::string_view reason) {
    Known* found = nullptr;
    for (auto& known : held_) {
      if (known.listed || keys_differ(i, known) || !fits(known)) continue;
      if (found) return;
      found = &known;
    }
    if (!found) return;
    for (std::size_t j = 0; j < calls_.size(); ++j)
      if (j != i && !settled(j) && !keys_differ(j, *found) && rivals(i, j, *found)) return;
    settle(i, *found, reason);
  }

  /// Do two persons of the file have as good a claim to one of the base?
  bool rivals(std::size_t i, std::size_t j, const Known& k) const {
    if (same_key(i, k)) return same_key(j, k);
    if (same_birth(i, k) && same_role(i, k)) return same_birth(j, k) && same_role(j, k);
    if (same_birth(i, k)) return same_birth(j, k);
    return same_role(j, k) || same_birth(j, k);
  }

  void settle(std::size_t i, Known& known, std::string_view reason) {
    auto& call = calls_[i];
    call.called = known.id;
    known.listed = true;
    const bool birth_told_otherwise =
        told_[i].birth.known() && known.told.birth.known() && told_[i].birth != known.told.birth;
    const bool key_told_otherwise = keys_differ(i, known);
    const bool role_told_otherwise =
        !told_[i].role.empty() && !known.told.role.empty() && !same_role(i, known);
    if (birth_told_otherwise || role_told_otherwise || key_told_otherwise) {
      call.kind = Kind::corrected;
      call.reason = std::string(birth_told_otherwise && role_told_otherwise
                                    ? "sa naissance et son rôle sont dits autrement"
                                : birth_told_otherwise ? "sa naissance est dite autrement"
                                : !role_told_otherwise ? "son NIR, sous la clé, est dit autrement"
                                                       : "son rôle est dit autrement");
      if (!reason.empty()) call.reason += " ; " + std::string(reason);
    } else if (call.told != known.id) {
      call.kind = Kind::joined;
      call.reason = reason.empty() ? "même naissance et même rôle" : std::string(reason);
    }
  }

  void enter_the_rest() {
    std::set<std::string> taken;
    for (const auto& known : held_) taken.insert(known.id);
    for (const auto& call : calls_) taken.insert(call.called);
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (settled(i)) continue;
      auto& call = calls_[i];
      call.kind = Kind::entered;
      call.called = call.told;
      for (int rank = 2; taken.contains(call.called); ++rank)
        call.called = call.told + "-" + std::to_string(rank);
      taken.insert(call.called);
      if (naming_ != Naming::same_program) doubt(i);
    }
  }

  /// Somebody the base knows and the file does not show may be she.
  void doubt(std::size_t i) {
    auto& call = calls_[i];
    const bool told_nothing = told_[i].role.empty() && !told_[i].birth.known() && told_[i].nir_key.empty();
    for (const auto& known : held_) {
      if (known.listed || keys_differ(i, known)) continue;
      if (!told_nothing && !same_birth(i, known) && !same_role(i, known)) continue;
      call.kind = Kind::doubted;
      call.doubted_with = known.id;
      call.reason = told_nothing
                        ? "ni rôle ni naissance ne disent si elle est une personne que le foyer a déjà"
                    : same_birth(i, known)
                        ? "née le même jour qu'une personne du foyer, sans que rien dise laquelle"
                        : "même rôle qu'une personne du foyer que ce fichier ne montre pas, autre naissance";
      return;
    }
  }

  const Record& incoming_;
  const std::vector<NamedPerson>& known_names_;
  Naming naming_;
  std::vector<Known> held_;
  std::vector<RawPersonRestated> told_;
  std::vector<PersonCall> calls_;
};

}  // namespace

std::vector<PersonCall> call_persons(const Record& held, const Record& incoming,
                                     const std::vector<NamedPerson>& known_names, Naming naming) {
  return Calling(held, incoming, known_names, naming).told();
}

bool mistyped(Date one, Date other) {
  if (!one.known() || !other.known() || one == other) return false;
  const auto a = civil_day(one), b = civil_day(other);
  const int same = (a.year == b.year) + (a.month == b.month) + (a.day == b.day);
  return same == 2 || (a.year == b.year && a.month == b.day && a.day == b.month);
}

}  // namespace filrouge
