#include "dsl/lint/remarks.hpp"

#include "dsl/lint/texts.hpp"

namespace filrouge::dsl {

void remark(const Reviewed& rules, Diagnostics& diagnostics) {
  const Texts texts(rules.trees);
  remark_unused(rules, texts, diagnostics);
  remark_imports(rules, texts, diagnostics);
  remark_delais(rules, texts, diagnostics);
  remark_lengths(rules, texts, diagnostics);
  remark_values(rules, diagnostics);
  remark_scenarios(rules, texts, diagnostics);
  remark_unread(rules, diagnostics);
  remark_labels(rules, texts, diagnostics);
  remark_worlds(rules, texts, diagnostics);
}

}  // namespace filrouge::dsl
