#include "apps/filrouge/usage_errors.hpp"

#include <fmt/format.h>

#include <vector>

#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

const CLI::App& chosen_verb(const CLI::App& app) {
  const auto verbs = app.get_subcommands();
  return verbs.empty() ? app : *verbs.front();
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
            ? fmt::format("« {} » n'est pas une option de filrouge {}{}", typed, verb.get_name(),
                          suggestion(typed, known))
            : fmt::format("« {} » est de trop ; une valeur de plusieurs mots se met entre guillemets", typed);
  } else if (dynamic_cast<const CLI::RequiredError*>(&error)) {
    if (!in_verb) {
      std::string verbs;
      for (const auto* one : app.get_subcommands([](const CLI::App*) { return true; }))
        verbs += (verbs.empty() ? "" : ", ") + one->get_name();
      std::string typed;
      for (const auto& word : app.remaining(true)) typed = typed.empty() ? word : typed;
      message =
          typed.empty() ? "il manque un verbe" : fmt::format("« {} » n'est pas un verbe de filrouge", typed);
      if (!typed.empty()) {
        std::vector<std::string> known;
        for (const auto* one : app.get_subcommands([](const CLI::App*) { return true; }))
          known.push_back(one->get_name());
        message += suggestion(typed, known);
      }
      message += " ; les verbes sont : " + verbs;
    } else {
      message = fmt::format("il manque une option à filrouge {} : {}", verb.get_name(),
                            what.substr(0, what.find(" is required")));
    }
  } else if (dynamic_cast<const CLI::RequiresError*>(&error)) {
    message = fmt::format("{} va avec {}", what.substr(0, what.find(' ')), last_word(what));
  } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    message = fmt::format("une option de filrouge {} attend une valeur qui n'est pas là : {}",
                          verb.get_name(), what.substr(0, what.find(':')));
  } else if (dynamic_cast<const CLI::ConversionError*>(&error) ||
             dynamic_cast<const CLI::ValidationError*>(&error)) {
    message = fmt::format("valeur non comprise : {}", what);
  } else {
    message = fmt::format("commande non comprise : {}", what);
  }
  message += fmt::format("\n« filrouge {}--help » montre les options et un exemple",
                         in_verb ? verb.get_name() + " " : "");
  return visible(message);
}

}  // namespace filrouge
