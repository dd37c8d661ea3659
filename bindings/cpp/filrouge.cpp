#include "filrouge/filrouge.hpp"

#include <dlfcn.h>

#include <optional>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/dossier/coherence.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/session/loaded_rules.hpp"

namespace filrouge {

RulesError::~RulesError() = default;
DossierError::~DossierError() = default;

struct RuleSet::Impl {
  template <class... Source>
  explicit Impl(const Source&... source) : rules(source..., dsl::Extent::to_run) {
    if (!rules.program) throw RulesError(rules.errors);
  }
  LoadedRules rules;
};

RuleSet RuleSet::load(std::span<const std::filesystem::path> paths) {
  return RuleSet(std::make_shared<Impl>(paths));
}
RuleSet RuleSet::load_texts(std::span<const RuleText> texts, const ValuesByName& values) {
  return RuleSet(std::make_shared<Impl>(texts, values));
}

const std::string& RuleSet::digest() const {
  return impl_->rules.model().digest;
}

struct Evaluator::Impl {
  explicit Impl(RuleSet set)
      : rules(std::move(set)), program(*rules.impl_->rules.program), replay(program), publisher(program) {}

  RuleSet rules;
  const Program& program;
  Replay replay;
  Publisher publisher;
  DossierJsonReader reader;
  Record record;
  Journal journal;
  Evaluation evaluation;
  std::vector<std::string> remarks;
  std::optional<std::string> next_change;  ///< once it was asked for

  static Date day(const std::string& text, const char* name) {
    const auto read = parse_iso_date(text);
    if (!read)
      throw DossierError(std::string(name) + " : « " + text +
                         " » n'est pas un jour ; il faut une date comme 2026-04-02");
    return *read;
  }

  void run(std::string_view json, const Question& question) {
    const auto asked = day(question.asked, "jour demandé");
    const auto known = question.known.empty() ? asked : day(question.known, "jour connu");
    if (const auto error = reader.read(json, record)) throw DossierError(display(*error));
    bind(record, program.model.vocabulary, journal, known);
    replay.run(journal, asked, known, evaluation);
    remarks.clear();
    for (const auto& remark : record.remarks)
      remarks.push_back(remark.where.empty() ? remark.text : remark.where + " : " + remark.text);
    for (const auto& remark : journal.remarks) remarks.push_back(remark.text);
    next_change.reset();
  }
};

Evaluator::Evaluator(RuleSet rules) : impl_(std::make_unique<Impl>(std::move(rules))) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

void Evaluator::allow(const Allowance& allowance) {
  impl_->replay.allow(allowance);
}

std::vector<Finding> Evaluator::evaluate(std::string_view dossier_json, const Question& question) {
  impl_->run(dossier_json, question);
  std::vector<Finding> findings;
  impl_->publisher.publish(impl_->journal, impl_->evaluation, findings);
  return findings;
}

const std::vector<std::string>& Evaluator::remarks() const {
  return impl_->remarks;
}
const std::string& Evaluator::next_change() const {
  if (!impl_->next_change) {
    const auto day = impl_->replay.next_change(impl_->journal, impl_->evaluation);
    impl_->next_change = day.known() ? iso_date(day) : std::string();
  }
  return *impl_->next_change;
}

std::string Evaluator::explain(std::string_view dossier_json, const Question& question) {
  impl_->run(dossier_json, question);
  impl_->replay.note_steps(impl_->evaluation);
  return tell(impl_->program, impl_->journal, impl_->evaluation);
}

std::string to_json(const Finding& finding) {
  return finding_json(finding);
}

std::filesystem::path installed_rules() {
  // Beside the library wherever it was moved to, else where it was meant to be.
  Dl_info self{};
  if (dladdr(reinterpret_cast<const void*>(&version), &self) != 0 && self.dli_fname)
    for (auto at = std::filesystem::absolute(self.dli_fname).parent_path(); at.has_relative_path();
         at = at.parent_path())
      if (auto rules = at / "share/filrouge/rules"; std::filesystem::is_directory(rules)) return rules;
  return FILROUGE_INSTALLED_RULES;
}

const char* version() {
  return FILROUGE_VERSION;
}

}  // namespace filrouge
