#include "apps/filrouge/output_options.hpp"

#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/standard_streams.hpp"

namespace filrouge {

CLI::Option* add_group_option(CLI::App& verb, std::string& group) {
  return verb
      .add_option("--groupe", group,
                  "Groupe de comptes qui peut aussi le lire (droits 640) ; sinon son propriétaire seul (600)")
      ->check(written_path());
}

void add_output_options(CLI::App& verb, OutputOptions& options) {
  auto* path = verb.add_option("--sortie", options.path, "Fichier à écrire ; par défaut la sortie standard")
                   ->check(written_path());
  add_group_option(verb, options.group)->needs(path);
}

std::unique_ptr<Output> open_output(const OutputOptions& options, Tells tells,
                                    std::span<const std::string> read) {
  auto output = std::make_unique<Output>(options.path, tells, rights_of(options.group), read);
  if (tells == Tells::persons && options.group.empty())
    if (const auto open = open_to_all(output->file()); !open.empty()) say("remarque : {}\n", open);
  return output;
}

}  // namespace filrouge
