#include "engine/formats/rdv_insertion_webhook.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/core/calendar/local_moment.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/csv_values.hpp"
#include "engine/formats/rdv_insertion_words.hpp"

namespace filrouge::rdv_insertion {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t most_digits = 18;  ///< of a number of the system

/// The act of that number in a table of the system.
RawEvent act_of(std::string_view type, std::string_view table, const std::string& id, const User& user) {
  RawEvent act;
  act.source = {std::string(system), std::string(table), id};
  act.id = act.source.system + "-" + act.source.object + "-" + id;
  act.type = type;
  act.person = person_named(user.id);
  act.origin = "saisi";
  return act;
}

void say(RawEvent& act, std::string_view name, std::string_view text) {
  if (!text.empty()) act.fields.push_back({std::string(name), {RawValue::Kind::text, std::string(text)}});
}

Date day_of(std::string_view moment) {
  return parse_iso_date(moment.substr(0, 10)).value_or(Date{});
}

/// One webhook: an object looked up by its keys, and a count of those that are not.
class WebhookReading {
 public:
  Webhook read(dom::element webhook) {
    const auto body = object(webhook, "");
    const auto meta = needed_object(body, "meta", "meta");
    const auto data = needed_object(body, "data", "data");
    others(body, "", {"meta", "data"});
    others(meta, "meta/", {"model", "event", "timestamp"});
    const auto model = text(meta, "model"), event = text(meta, "event");
    if (event != "created" && event != "updated" && event != "destroyed")
      throw Untold{"meta/event", "attendu : created, updated ou destroyed"};
    state_.first = event == "created";
    state_.gone = event == "destroyed";
    state_.moment = moment(meta, "timestamp", "meta/timestamp").value_or(std::string());
    said_.moment = state_.moment;
    if (state_.moment.size() <= 10)
      throw Untold{"meta/timestamp",
                   "un webhook dit le moment de son envoi, avec son fuseau : sans lui, on ne sait lequel de "
                   "deux états est le dernier"};
    if (model == "Rdv")
      read_rdv(data);
    else if (model == "Invitation")
      read_invitation(data);
    else
      throw Untold{"meta/model", "attendu : Rdv ou Invitation, les seuls objets que notifie rdv-insertion"};
    return std::move(said_);
  }

 private:
  static dom::object object(dom::element value, const std::string& where) {
    dom::object found;
    if (value.get_object().get(found)) throw Untold{where, "attendu : un objet entre { et }"};
    return found;
  }
  static std::optional<dom::element> at(dom::object in, std::string_view key) {
    dom::element found;
    if (in.at_key(key).get(found) || found.is_null()) return std::nullopt;
    return found;
  }
  static std::optional<dom::object> inner(dom::object in, std::string_view key, const std::string& where) {
    const auto found = at(in, key);
    if (!found) return std::nullopt;
    return object(*found, where);
  }
  static dom::object needed_object(dom::object in, std::string_view key, const std::string& where) {
    const auto found = inner(in, key, where);
    if (!found)
      throw Untold{
          where, "ce n'est pas un webhook de rdv-insertion, dont le corps a deux clés, « data » et « meta »"};
    return *found;
  }
  static std::string_view text(dom::object in, std::string_view key) {
    const auto found = at(in, key);
    std::string_view said;
    if (found && found->get_string().get(said)) return {};
    return said;
  }
  /// A number of the system; empty when it is not told.
  static std::string number(dom::object in, std::string_view key, const std::string& where) {
    const auto found = at(in, key);
    if (!found) return {};
    std::string digits;
    std::uint64_t whole = 0;
    if (std::string_view said; !found->get_string().get(said))
      digits = said;
    else if (!found->get_uint64().get(whole))
      digits = std::to_string(whole);
    if (digits.empty() || digits.size() > most_digits ||
        digits.find_first_not_of("0123456789") != std::string::npos)
      throw Untold{where, "attendu : un numéro de rdv-insertion, un nombre entier"};
    if (holds_nir(digits)) throw Untold{where, std::string(nir_refused)};
    return digits;
  }
  static std::string needed_number(dom::object in, std::string_view key, const std::string& where) {
    auto digits = number(in, key, where);
    if (digits.empty())
      throw Untold{
          where,
          "ce numéro manque : sans lui, l'acte ne se reconnaîtrait ni d'un webhook à l'autre, ni dans "
          "la base de rdv-insertion"};
    return digits;
  }
  /// A moment as the clocks of Paris told it, or a day alone.
  static std::optional<std::string> moment(dom::object in, std::string_view key, const std::string& where) {
    const auto said = text(in, key);
    if (said.empty()) return std::nullopt;
    if (const auto day = parse_iso_date(said)) return iso_date(*day);
    auto there = paris_moment(said);
    if (!there)
      throw Untold{where, shown_value(said) +
                              " n'est pas un moment : attendu, avec son fuseau, 2026-03-15T10:22:07+01:00"};
    (*there)[10] = 'T';
    return there;
  }

  /// Counts the keys of an object that are not read.
  void others(dom::object in, const std::string& where, std::initializer_list<std::string_view> read) {
    for (const auto& [key, value] : in)
      if (std::ranges::find(read, key) == read.end())
        ++said_.unread[where + (is_plain_word(key) ? std::string(key) : shown_word(key))];
  }

  /// `short_name` alone tells the kind of a category whose name begins with it; of the others, the webhook
  /// does not say whether they are of orientation or of accompagnement.
  void say_category(RawEvent& act, dom::object in, const std::string& where) {
    const auto category = inner(in, "motif_category", where + "motif_category");
    if (!category) return;
    others(*category, where + "motif_category/", {"short_name"});
    const auto name = text(*category, "short_name");
    const auto word = categorie(name, {});
    if (word != "autre" || name.starts_with("siae_"))
      say(act, "categorie", word);
    else
      ++said_.left
            ["catégorie dont un webhook ne dit pas si elle est d'orientation ou d'accompagnement : "
             "inconnue"];
  }

  User read_user(dom::object in, const std::string& where) {
    others(in, "user/", {"id", "affiliation_number", "role", "birth_date"});
    User user;
    user.id = needed_number(in, "id", where + "/id");
    user.matricule = trimmed_of_ascii(text(in, "affiliation_number"));
    // At the MSA the number of the household is a NIR.
    const auto digits = std::ranges::count_if(user.matricule, [](char c) { return c >= '0' && c <= '9'; });
    if (digits == 13 || digits == 15 || holds_nir(user.matricule)) {
      user.matricule.clear();
      ++said_.left["numéro d'allocataire qui a la forme d'un NIR"];
    }
    const auto role = text(in, "role");
    if (role == "demandeur" || role == "conjoint")
      user.role = role;
    else if (!role.empty())
      ++said_.left["rôle inconnu"];
    if (const auto birth = text(in, "birth_date"); !birth.empty()) {
      user.birth = read_french_day(birth).value_or(Date{});
      if (!user.birth.known()) ++said_.left["naissance qui n'est pas une date"];
    }
    return user;
  }

  /// What is told of a person where the rendez-vous is told completes what is told with her participation.
  static void complete(User& user, const std::vector<User>& users) {
    const auto same = std::ranges::find(users, user.id, &User::id);
    if (same == users.end()) return;
    if (user.matricule.empty()) user.matricule = same->matricule;
    if (user.role.empty()) user.role = same->role;
    if (!user.birth.known()) user.birth = same->birth;
  }

  void read_rdv(dom::object data) {
    // The key named after the object is in some descriptions of these bodies, and not in others.
    const auto under = inner(data, "rdv", "data/rdv");
    if (under) others(data, "data/", {"rdv"});
    const auto in = under.value_or(data);
    others(in, "rdv/", {"id", "starts_at", "motif", "organisation", "users", "participations"});
    const auto id = needed_number(in, "id", "data/id");
    const auto starts = moment(in, "starts_at", "data/starts_at");
    RawEvent common;
    if (const auto motif = inner(in, "motif", "data/motif")) {
      others(*motif, "motif/", {"motif_category"});
      say_category(common, *motif, "motif/");
    }
    std::string structure, departement;
    if (const auto organisation = inner(in, "organisation", "data/organisation")) {
      others(*organisation, "organisation/", {"name", "department_number"});
      structure = text(*organisation, "name");
      if (holds_nir(structure)) structure.clear();
      if (const auto code = text(*organisation, "department_number"); !code.empty()) {
        const auto known = read_departement(code);
        if (!known) throw Untold{"data/organisation/department_number", departement_refused(code)};
        departement = *known;
      }
    }
    std::vector<User> users;
    each(in, "users",
         [&](dom::object user, const std::string& where) { users.push_back(read_user(user, where)); });
    each(in, "participations", [&](dom::object participation, const std::string& where) {
      others(participation, "participation/", {"id", "status", "created_at", "starts_at", "user"});
      const auto number = needed_number(participation, "id", where + "/id");
      const auto whose = inner(participation, "user", where + "/user");
      if (!whose) throw Untold{where + "/user", "cette participation ne dit pas de qui elle est"};
      auto user = read_user(*whose, where + "/user");
      complete(user, users);
      user.departement = departement;
      const auto on = starts ? starts : moment(participation, "starts_at", where + "/starts_at");
      if (!on) throw Untold{"data/starts_at", "un rendez-vous a un jour : cette clé manque"};
      auto& state = said_.told.emplace_back(Webhook::Told{user, state_}).state;
      state.act = act_of("rendez_vous", "participations", number, user);
      state.act.on = day_of(*on);
      state.act.known =
          day_of(moment(participation, "created_at", where + "/created_at").value_or(state_.moment));
      state.act.fields = common.fields;
      say_status(state.act, text(participation, "status"), *on > state_.moment);
      say(state.act, "structure", structure);
      state.rdv = id;
    });
    if (said_.told.empty() && state_.gone) {
      said_.rdv_gone = id;
    } else if (said_.told.empty()) {
      ++said_.left["rendez-vous sans participation"];
    }
  }

  void say_status(RawEvent& act, std::string_view status, bool to_come) {
    constexpr std::string_view known[] = {"unknown", "seen", "excused", "revoked", "noshow"};
    if (std::ranges::find(known, status) != std::end(known))
      say(act, "statut", statut(status, to_come));
    else
      ++said_.left["participation dont le statut n'est pas de ceux de rdv-insertion : inconnu"];
  }

  void read_invitation(dom::object data) {
    const auto under = inner(data, "invitation", "data/invitation");
    if (under) others(data, "data/", {"invitation"});
    const auto in = under.value_or(data);
    others(in, "invitation/", {"id", "format", "created_at", "expires_at", "motif_category", "user"});
    const auto number = needed_number(in, "id", "data/id");
    const auto whose = inner(in, "user", "data/user");
    if (!whose) throw Untold{"data/user", "cette invitation ne dit pas de qui elle est"};
    const auto user = read_user(*whose, "data/user");
    const auto made = moment(in, "created_at", "data/created_at");
    if (!made) throw Untold{"data/created_at", "une invitation a un jour : cette clé manque"};
    auto& state = said_.told.emplace_back(Webhook::Told{user, state_}).state;
    state.act = act_of("invitation", "invitations", number, user);
    state.act.on = day_of(*made);
    say_category(state.act, in, "invitation/");
    if (const auto format = text(in, "format"); format == "sms" || format == "email" || format == "postal")
      say(state.act, "canal", format);
    if (const auto end = moment(in, "expires_at", "data/expires_at"))
      say(state.act, "expire_le", iso_date(day_of(*end)));
  }

  template <typename Element>
  void each(dom::object in, std::string_view key, Element element) {
    const auto found = at(in, key);
    if (!found) return;
    const auto where = "data/" + std::string(key);
    dom::array all;
    if (found->get_array().get(all)) throw Untold{where, "attendu : une liste entre [ et ]"};
    std::size_t rank = 0;
    for (const auto item : all) {
      const auto here = where + "/" + std::to_string(rank++);
      element(object(item, here), here);
    }
  }

  Webhook said_;
  State state_;  ///< what the webhook says of whatever it speaks of
};

}  // namespace

Webhook read_webhook(dom::element body) {
  return WebhookReading().read(body);
}

}  // namespace filrouge::rdv_insertion
