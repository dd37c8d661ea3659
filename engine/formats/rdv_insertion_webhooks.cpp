#include "engine/formats/rdv_insertion_webhooks.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/core/dossier/departement.hpp"
#include "engine/core/dossier/later_state.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/formats/json_walk.hpp"
#include "engine/formats/not_json.hpp"
#include "engine/formats/open_file.hpp"
#include "engine/formats/rdv_insertion_webhook.hpp"
#include "engine/formats/rdv_insertion_words.hpp"

namespace filrouge {
namespace {

namespace words = rdv_insertion;
using words::State;
using words::Untold;
using words::User;
using words::Webhook;
using Counted = std::map<std::string, std::uint64_t>;

constexpr std::size_t most_keys_told = 100;

/// What the webhooks say of one person.
struct Dossier {
  User user;
  std::string told;  ///< moment of the webhook that last told of her
  bool several_departements = false;
  std::uint64_t line = 0;
  std::map<std::string, std::vector<State>> acts;
};

/// What an act says when its beginning was not told: neither how it ended nor until when it ran was known
/// then.
RawEvent as_begun(RawEvent act) {
  std::erase_if(act.fields,
                [](const RawField& field) { return field.name == "statut" || field.name == "expire_le"; });
  return act;
}

bool says_the_same(const RawEvent& one, const RawEvent& other) {
  return one.on == other.on && one.fields == other.fields;
}

RawEvent later(const State& state) {
  RawEvent event;
  event.target = state.act.id;
  event.cancels = state.gone;
  event.id = later_state_name(event.target, event.cancels, state.moment);
  event.type = state.gone ? "annulation" : "correction";
  event.on = event.known = parse_iso_date(std::string_view(state.moment).substr(0, 10)).value_or(Date{});
  event.source = state.act.source;
  event.origin = "constat";
  if (state.gone) return event;
  event.fields.push_back({"le", {RawValue::Kind::text, iso_date(state.act.on)}});
  event.fields.insert(event.fields.end(), state.act.fields.begin(), state.act.fields.end());
  return event;
}

/// The act as it began, then what was said of it later.
void tell(std::vector<State> states, std::vector<RawEvent>& events) {
  std::ranges::stable_sort(states, [](const State& one, const State& other) {
    return one.moment != other.moment ? one.moment < other.moment : one.first && !other.first;
  });
  const auto& begin = states.front();
  events.push_back(begin.first ? begin.act : as_begun(begin.act));
  const State* last = begin.first ? &begin : nullptr;
  for (std::size_t i = last ? 1 : 0; i < states.size(); ++i) {
    const auto& state = states[i];
    // Of two states told in one second, the one that comes last in the file.
    if (i + 1 < states.size() && states[i + 1].moment == state.moment && states[i + 1].gone == state.gone)
      continue;
    if (last && last->gone == state.gone && says_the_same(last->act, state.act)) continue;
    events.push_back(later(state));
    last = &state;
  }
}

}  // namespace

class RdvInsertionWebhooks::Impl {
 public:
  Impl(std::unique_ptr<std::istream> opened, std::istream& input, std::string name,
       const std::string& departement)
      : name_(std::move(name)), opened_(std::move(opened)), input_(opened_ ? *opened_ : input) {
    if (departement.empty()) return;
    const auto code = read_departement(departement);
    if (!code) throw FormatError("--departement : " + departement_refused(departement));
    departement_ = *code;
  }

  ReadStatus next(Record& record, Reject& reject) {
    if (!read_) read();
    if (refused_ < rejects_.size()) {
      reject = std::move(rejects_[refused_++]);
      return ReadStatus::reject;
    }
    if (given_ == dossiers_.end()) return ReadStatus::end;
    give(given_->second, record);
    ++given_;
    return ReadStatus::record;
  }

  std::uint64_t line() const { return line_given_; }
  const Counted& unread() const { return unread_; }
  const Counted& left() const { return left_; }

 private:
  void read() {
    read_ = true;
    std::string line;
    for (std::uint64_t number = 1; std::getline(input_, line); ++number) {
      std::string_view text = line;
      if (number == 1) {
        if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        if (const auto what = not_json(text)) throw FormatError("« " + name_ + " » " + *what);
      }
      text = trimmed_of_ascii(text);
      if (text.empty()) continue;
      if (text == "{" || text == "[" || text == "[{")
        throw FormatError("« " + name_ +
                          " » : attendu, un corps de webhook par ligne (NDJSON) ; celui-ci est écrit sur "
                          "plusieurs lignes : « jq -c . » le met sur une");
      if (auto refused = read_line(text, number)) {
        rejects_.push_back({name_, number, 0, {}, std::move(refused->where), std::move(refused->reason)});
      }
    }
    if (input_.bad()) throw FormatError("la lecture de « " + name_ + " » s'est interrompue");
    for (const auto& [rdv, moment] : gone_) annul(rdv, moment);
    given_ = dossiers_.begin();
  }

  std::optional<Untold> read_line(std::string_view text, std::uint64_t number) {
    if (text.size() > dossier_limits::bytes) return Untold{{}, "la ligne dépasse 16 Mio ; elle est passée"};
    simdjson::dom::element body;
    if (const auto error = parser_.parse(text.data(), text.size()).get(body))
      return Untold{{}, std::string(meaning(error))};
    Webhook webhook;
    try {
      webhook = words::read_webhook(body);
    } catch (const Untold& untold) {
      return untold;
    }
    for (const auto& [key, often] : webhook.unread) unread_[key] += often;
    for (const auto& [what, often] : webhook.left) left_[what] += often;
    for (auto& [user, state] : webhook.told) keep(user, std::move(state), number);
    if (!webhook.rdv_gone.empty()) gone_.emplace_back(webhook.rdv_gone, webhook.moment);
    return std::nullopt;
  }

  void keep(const User& user, State state, std::uint64_t number) {
    auto& dossier = dossiers_[words::dossier_named(user.id)];
    if (dossier.line == 0) dossier.line = number;
    auto& known = dossier.user;
    if (!known.departement.empty() && !user.departement.empty() && known.departement != user.departement)
      dossier.several_departements = true;
    const bool later = state.moment >= dossier.told;
    const auto take = [&](auto& held, const auto& said, bool is_said) {
      if (is_said && (later || held == std::decay_t<decltype(held)>{})) held = said;
    };
    known.id = user.id;
    take(known.matricule, user.matricule, !user.matricule.empty());
    take(known.role, user.role, !user.role.empty());
    take(known.departement, user.departement, !user.departement.empty());
    take(known.birth, user.birth, user.birth.known());
    dossier.told = std::max(dossier.told, state.moment);
    auto& states = dossier.acts[state.act.id];
    states.push_back(std::move(state));
  }

  /// A rendez-vous is no more, whose participations are not told: those that the file told of it.
  void annul(const std::string& rdv, const std::string& moment) {
    bool found = false;
    for (auto& [name, dossier] : dossiers_)
      for (auto& [id, states] : dossier.acts)
        if (states.front().rdv == rdv) {
          found = true;
          auto last = states.back();
          last.moment = moment;
          last.first = false;
          last.gone = true;
          states.push_back(std::move(last));
        }
    if (!found)
      ++left_
          ["suppression d'un rendez-vous dont ni le webhook ni le fichier ne disent les participations : "
           "rien n'est annulé"];
  }

  void give(Dossier& dossier, Record& record) {
    record = {};
    line_given_ = dossier.line;
    const auto& user = dossier.user;
    record.dossier = words::dossier_named(user.id);
    record.matricule = user.matricule;
    record.departement = departement_;
    if (!dossier.several_departements && !user.departement.empty()) record.departement = user.departement;
    if (record.departement.empty())
      ++left_
          ["personne dont ni un webhook ni --departement ne dit le département : les règles d'un "
           "département ne s'y appliquent pas, sauf si la base le sait déjà"];
    RawPerson person;
    person.id = words::person_named(user.id);
    person.role = user.role;
    person.birth = user.birth;
    record.persons.push_back(std::move(person));
    for (auto& [id, states] : dossier.acts) tell(std::move(states), record.events);
    std::ranges::stable_sort(record.events, {}, &RawEvent::on);
    // What was not notified may have happened all the same.
    record.coverage.push_back({std::string(words::system), {"aucun"}, {}, {}});
  }

  std::string name_, departement_;
  std::unique_ptr<std::istream> opened_;
  std::istream& input_;
  simdjson::dom::parser parser_;
  std::map<std::string, Dossier> dossiers_;
  std::map<std::string, Dossier>::iterator given_;
  std::vector<std::pair<std::string, std::string>> gone_;  ///< rendez-vous, and when
  std::vector<Reject> rejects_;
  std::size_t refused_ = 0;
  std::uint64_t line_given_ = 0;
  bool read_ = false;
  Counted unread_, left_;
};

RdvInsertionWebhooks::RdvInsertionWebhooks(const std::string& path, const std::string& departement)
    : impl_(path == "-" ? std::make_unique<Impl>(nullptr, std::cin, "entrée standard", departement)
                        : std::make_unique<Impl>(open_file(path), std::cin, path, departement)) {}

RdvInsertionWebhooks::RdvInsertionWebhooks(std::istream& input, std::string name,
                                           const std::string& departement)
    : impl_(std::make_unique<Impl>(nullptr, input, std::move(name), departement)) {}

RdvInsertionWebhooks::~RdvInsertionWebhooks() = default;

ReadStatus RdvInsertionWebhooks::next(Record& record, Reject& reject) {
  return impl_->next(record, reject);
}

std::uint64_t RdvInsertionWebhooks::line() const {
  return impl_->line();
}

std::string RdvInsertionWebhooks::named_by() const {
  return std::string(words::system);
}

std::vector<std::string> RdvInsertionWebhooks::warnings() const {
  std::vector<std::string> all;
  for (const auto& [what, often] : impl_->left()) all.push_back(what + " (" + std::to_string(often) + ")");
  return all;
}

std::string RdvInsertionWebhooks::left_unread() const {
  std::string all;
  std::size_t told = 0;
  for (const auto& [key, often] : impl_->unread()) {
    if (told++ == most_keys_told) return all + ", et d'autres";
    all += (all.empty() ? "clés non lues : " : ", ") + key + " (" + std::to_string(often) + ")";
  }
  return all;
}

}  // namespace filrouge
