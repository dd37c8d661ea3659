#include "apps/filrouge/usage_errors.hpp"

#include <fmt/format.h>

#include <vector>

#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

/// The verb, or the action of a verb that has some.
const CLI::App& chosen_verb(const CLI::App& app) {
  const auto verbs = app.get_subcommands();
  return verbs.empty() ? app : chosen_verb(*verbs.front());
}

/// « compte ajouter »; nothing of the program itself.
std::string words_of(const CLI::App& app, const CLI::App& verb) {
  if (&verb == &app) return {};
  const auto before = words_of(app, *verb.get_parent());
  return before.empty() ? verb.get_name() : before + " " + verb.get_name();
}

bool wants_a_word(const std::string& what) {
  return what.starts_with("A subcommand");
}

/// The first word in the error that looks like what was typed: CLI11 ends its messages with it.
std::string last_word(const std::string& text) {
  const auto space = text.find_last_of(" \n:");
  return space == std::string::npos ? text : text.substr(space + 1);
}

std::string suggestion(const std::string& typed, const std::vector<std::string>& known) {
  std::vector<std::string_view> names(known.begin(), known.end());
  const auto meant = did_you_mean(typed, names);
  return meant.empty() ? std::string() : " : " + meant.french;
}

}  // namespace

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const auto& verb = chosen_verb(app);
  const bool in_verb = &verb != &app;
  const auto words = words_of(app, verb);
  const std::string what = error.what();
  std::string message;
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
    const auto typed = last_word(what);
    std::vector<std::string> known;
    for (const auto* option : verb.get_options())
      for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    // « --duree 10 jours » without quotes is the commonest slip: « jours » was never meant as an option.
    message =
        typed.starts_with("-")
            ? fmt::format("« {} » n'est pas une option de filrouge {}{}", typed, words,
                          suggestion(typed, known))
            : fmt::format("« {} » est de trop ; une valeur de plusieurs mots se met entre guillemets", typed);
  } else if (dynamic_cast<const CLI::RequiredError*>(&error)) {
    if (!in_verb || wants_a_word(what)) {
      const auto* kind = in_verb ? "une action" : "un verbe";
      std::vector<std::string> known;
      for (const auto* one : verb.get_subcommands([](const CLI::App*) { return true; }))
        known.push_back(one->get_name());
      std::string typed;
      for (const auto& word : verb.remaining(true)) typed = typed.empty() ? word : typed;
      message = typed.empty() ? fmt::format("il manque {}", kind)
                              : fmt::format("« {} » n'est pas {} de filrouge{}", typed, kind,
                                            in_verb ? " " + words : std::string());
      if (!typed.empty()) message += suggestion(typed, known);
      message += fmt::format(" ; les {} sont : {}", in_verb ? "actions" : "verbes", listed(known));
    } else {
      message = fmt::format("il manque une option à filrouge {} : {}", words,
                            what.substr(0, what.find(" is required")));
    }
  } else if (dynamic_cast<const CLI::RequiresError*>(&error)) {
    message = fmt::format("{} va avec {}", what.substr(0, what.find(' ')), last_word(what));
  } else if (dynamic_cast<const CLI::ExcludesError*>(&error)) {
    message = fmt::format("{} ne va pas avec {}", what.substr(0, what.find(' ')), last_word(what));
  } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    message = fmt::format("une option de filrouge {} attend une valeur qui n'est pas là : {}", words,
                          what.substr(0, what.find(':')));
  } else if (dynamic_cast<const CLI::ConversionError*>(&error) ||
             dynamic_cast<const CLI::ValidationError*>(&error)) {
    message = fmt::format("valeur non comprise : {}", what);
  } else {
    message = fmt::format("commande non comprise : {}", what);
  }
  message +=
      fmt::format("\n« filrouge {}--help » montre les options et un exemple", in_verb ? words + " " : "");
  return visible(message);
}

}  // namespace filrouge
