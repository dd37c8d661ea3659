#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"

using namespace filrouge;

TEST_CASE("La suggestion est le nom à une faute de frappe près", "[text]") {
  const std::string_view names[] = {"orientation", "saisine_ep", "cer_signé", "état"};
  CHECK(closest_names("orientaiton", names).front() == "orientation");
  CHECK(closest_names("CER_SIGNE", names).front() == "cer_signé");
  CHECK(closest_names("saisine", names).front() == "saisine_ep");
  CHECK(closest_names("etta", names).front() == "état");
  CHECK(closest_names("hospitalisation", names).empty());
  CHECK(did_you_mean("orientaton", names).french == "voulez-vous dire « orientation » ?");
  CHECK(did_you_mean("orientaton", names).english == "did you mean « orientation »?");
  CHECK(did_you_mean("orientaton", names).then() == " ; voulez-vous dire « orientation » ?");
  CHECK(did_you_mean("hospitalisation", names).then().empty());
  const std::string_view alike[] = {"lieu", "lien", "lieu"};
  CHECK(did_you_mean("liez", alike).french == "voulez-vous dire « lieu » ou « lien » ?");
}

TEST_CASE("a text that may name a person is not taken for a word from afar", "[text]") {
  const std::string_view words[] = {"martinique", "saint_martin", "social"};
  CHECK_FALSE(closest_names("martineau", words).empty());
  CHECK(closest_names("martineau", words, Written::anything).empty());
  CHECK(closest_names("martin", words, Written::anything).empty());
  CHECK(closest_names("Socail", words, Written::anything).front() == "social");
}

TEST_CASE("lists and counts", "[text]") {
  CHECK(listed(std::vector<std::string>{}).empty());
  CHECK(listed(std::vector<std::string>{"a"}, " ou ") == "a");
  CHECK(listed(std::vector<std::string>{"a", "b", "c"}) == "a, b, c");
  CHECK(listed(std::vector<std::string>{"a", "b", "c"}, " ou ") == "a, b ou c");
  CHECK(counted(0, "dossier", "dossiers") == "0 dossier");
  CHECK(counted(2, "dossier", "dossiers") == "2 dossiers");
}
