#pragma once

#include <memory>
#include <mutex>

#include "apps/serveur/acte/act_form.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// The forms of acts by the rules in force, made again when other rules are. Any thread.
class FormsInForce {
 public:
  /// The forms, and the rules that they point into.
  struct Forms {
    explicit Forms(std::shared_ptr<const LoadedRules> by) : rules(std::move(by)), acts(rules->model()) {}

    std::shared_ptr<const LoadedRules> rules;
    acte::ActForms acts;

    const Model& model() const { return rules->model(); }
    const Program& program() const { return *rules->program; }
  };

  /// The bench must outlive it.
  explicit FormsInForce(Bench& bench) : bench_(bench) {}

  std::shared_ptr<const Forms> now() {
    auto rules = bench_.rules.now();
    const std::scoped_lock lock(mutex_);
    if (!forms_ || forms_->rules != rules) forms_ = std::make_shared<const Forms>(std::move(rules));
    return forms_;
  }

 private:
  Bench& bench_;
  std::mutex mutex_;
  std::shared_ptr<const Forms> forms_;
};

}  // namespace filrouge::pages
