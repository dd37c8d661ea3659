#include "engine/formats/cnaf_vrsb0801.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <pugixml.hpp>

#include "engine/formats/encoding.hpp"
#include "engine/formats/open_file.hpp"

namespace filrouge {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 18;
constexpr std::size_t longest_header = std::size_t{64} << 10;
constexpr std::size_t longest_foyer = std::size_t{4} << 20;
constexpr std::string_view opening = "<InfosFoyerRSA";
constexpr std::string_view closing = "</InfosFoyerRSA>";
constexpr auto nowhere = std::string_view::npos;

/// The element of that name in a piece of text, its tags included; empty when it is not whole.
std::string_view element(std::string_view text, const std::string& name) {
  const auto begin = text.find("<" + name + ">");
  if (begin == nowhere) return {};
  const auto end = text.find("</" + name + ">", begin);
  return end == nowhere ? std::string_view{} : text.substr(begin, end + name.size() + 3 - begin);
}

struct OtherFlux {
  std::string_view schema, what;
};
constexpr OtherFlux other_fluxes[] = {{"VIRS0901", "le flux des demandes instruites"},
                                      {"VIRD0201", "le flux des données socioprofessionnelles"},
                                      {"VRSC0201", "le flux des créances"},
                                      {"VRSF0501", "le flux financier"}};

/// A schema is cited in capitals or not.
bool cites(std::string_view text, std::string_view schema) {
  const auto same = [](char one, char other) {
    return one == other || (other >= 'A' && other <= 'Z' && one == other + 32);
  };
  return !std::ranges::search(text, schema, same).empty();
}

/// What the XML declaration says between quotes, in small letters: empty when it is cut there, nothing when
/// it does not speak of it.
std::optional<std::string> declared_encoding(std::string_view head) {
  constexpr std::string_view blank = " \t\r\n";
  constexpr std::string_view word = "encoding";
  auto rest = head.substr(0, head.find("?>"));
  const auto at =
      rest.starts_with("<?xml") || rest.starts_with("\xEF\xBB\xBF<?xml") ? rest.find(word) : nowhere;
  if (at == nowhere) return std::nullopt;
  rest.remove_prefix(at + word.size());
  std::string encoding;
  for (const char expected : {'=', '"'}) {
    rest.remove_prefix(std::min(rest.find_first_not_of(blank), rest.size()));
    const bool met = !rest.empty() && (rest.front() == expected || (expected == '"' && rest.front() == '\''));
    if (!met) return encoding;
    if (expected == '=') rest.remove_prefix(1);
  }
  const auto end = rest.find(rest.front(), 1);
  if (end == nowhere) return encoding;
  for (const char c : rest.substr(1, end - 1))
    encoding += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return encoding;
}

}  // namespace

CnafFlux::CnafFlux(const std::string& path, const NirKey* nir_key)
    : file_(open_file(path)), input_(file_.get()), name_(path), nir_key_(nir_key) {
  read_header();
  refuse_other_flux();
}

CnafFlux::CnafFlux(std::istream& input, std::string name) : input_(&input), name_(std::move(name)) {
  read_header();
  refuse_other_flux();
}

bool CnafFlux::fill() {
  if (exhausted_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const auto held = buffer_.size();
  buffer_.resize(held + chunk_bytes);
  input_->read(buffer_.data() + held, static_cast<std::streamsize>(chunk_bytes));
  buffer_.resize(held + static_cast<std::size_t>(input_->gcount()));
  if (input_->bad()) throw FormatError("la lecture de « " + name_ + " » s'est interrompue");
  exhausted_ = !*input_;
  return buffer_.size() > held;
}

void CnafFlux::pass(std::size_t bytes) {
  line_ += static_cast<std::uint64_t>(
      std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                 buffer_.begin() + static_cast<std::ptrdiff_t>(begin_ + bytes), '\n'));
  begin_ += bytes;
}

/// Where the text stands, counted from begin_, reading on up to the longest foyer; npos when it does not.
std::size_t CnafFlux::find(std::string_view text, std::size_t from) {
  while (true) {
    const auto at = buffer_.find(text, begin_ + from);
    if (at != nowhere) return at - begin_;
    const auto unread = buffer_.size() - begin_;
    from = std::max(from, unread - std::min(unread, text.size()));
    if (unread > longest_foyer || !fill()) return nowhere;
  }
}

std::string CnafFlux::utf8(std::string_view text) const {
  return is_utf8_ ? std::string(text) : from_windows_1252(text);
}

void CnafFlux::read_header() {
  while (buffer_.size() < longest_header && buffer_.find(opening) == nowhere && fill()) {
  }
  const auto head = std::string_view(buffer_).substr(0, longest_header);
  if (const auto encoding = declared_encoding(head)) {
    if (encoding->empty())
      throw FormatError(
          "« " + name_ +
          " » : la première ligne ne finit pas de dire son encodage ; le fichier est sans doute coupé");
    is_utf8_ = *encoding == "utf-8" || *encoding == "us-ascii";
    if (!is_utf8_ && *encoding != "windows-1252" && *encoding != "iso-8859-1" && *encoding != "iso-8859-15")
      throw FormatError("« " + name_ + " » : encodage non lu ; attendu windows-1252 ou UTF-8");
  }
  pugi::xml_document document;
  const auto text = element(head, "IdentificationFlux");
  if (text.empty() || !document.load_buffer(text.data(), text.size()))
    throw FormatError("« " + name_ +
                      " » n'est pas un flux VRSB0801 : pas d'élément IdentificationFlux au début du fichier");
  const auto node = document.child("IdentificationFlux");
  header_.type = node.child_value("TYPEFLUX");
  const auto created = parse_iso_date(node.child_value("DTCREAFLUX"));
  const auto reference = parse_iso_date(node.child_value("DTREF"));
  if (!created || !reference)
    throw FormatError("« " + name_ +
                      " » : DTREF ou DTCREAFLUX manque ou n'est pas une date ; on ne saurait pas de quand "
                      "datent les états");
  header_.created = *created;
  header_.reference = *reference;
  if (header_.type != "M")
    warnings_.push_back(
        "ce flux n'est pas mensuel (TYPEFLUX) : les foyers qu'il ne contient pas restent comme ils sont");
}

/// Foyer after foyer would be a reject, for want of a state that such a flux does not tell.
void CnafFlux::refuse_other_flux() {
  const auto start = find(opening, 0);
  const auto head = std::string_view(buffer_).substr(0, std::min(start, longest_header));
  constexpr const char* unread =
      " : filrouge ne le lit pas encore, rien n'en est pris ; il lit le flux des bénéficiaires, mensuel "
      "(VRSB0801) ou quotidien (VRSD0301)";
  for (const auto& [schema, what] : other_fluxes)
    if (cites(head, schema))
      throw FormatError("« " + name_ + " » est " + std::string(what) + " (" + std::string(schema) + ")" +
                        unread);
  if (buffer_.find("<SuiviAppuiOrientation") != nowhere)
    throw FormatError("« " + name_ + " » est un flux d'instruction (SuiviAppuiOrientation, VIRS0901)" +
                      unread);
  if (start == nowhere) return;
  const auto stop = find(closing, start);
  if (stop == nowhere) return;
  const auto second = buffer_.find(closing, stop + closing.size());
  const auto foyers =
      std::string_view(buffer_).substr(start, second == nowhere ? stop - start : second - start);
  if (foyers.find("<PrestationRSA") == nowhere)
    throw FormatError(
        "« " + name_ +
        " » : ses foyers ne disent pas l'état du droit (PrestationRSA) ; c'est sans doute le flux "
        "des créances (VRSC0201) ou le flux financier (VRSF0501)" +
        unread);
}

ReadStatus CnafFlux::refuse(std::string reason, Reject& reject) const {
  reject = {};
  reject.file = name_;
  reject.line = given_line_;
  reject.reason = std::move(reason);
  return ReadStatus::reject;
}

ReadStatus CnafFlux::next(Record& record, Reject& reject) {
  auto start = find(opening, 0);
  while (start == nowhere && !exhausted_) {
    // Nothing but other elements over more than a foyer's length: pass them, keeping what may begin the next.
    pass(buffer_.size() - begin_ - opening.size());
    start = find(opening, 0);
  }
  if (start == nowhere) {
    read_end();
    return ReadStatus::end;
  }
  pass(start);
  given_line_ = line_;
  ++foyers_;
  const auto stop = find(closing, opening.size());
  const auto another = buffer_.find(opening, begin_ + opening.size());
  if (stop == nowhere && another == nowhere) {
    if (exhausted_)
      throw FormatError("« " + name_ + " » s'arrête au milieu d'un foyer (ligne " + std::to_string(line_) +
                        ") : flux incomplet, rien n'en est pris");
    pass(opening.size());
    return refuse("ce foyer dépasse 4 Mio ; il est passé", reject);
  }
  if (stop == nowhere || (another != nowhere && another - begin_ < stop)) {
    pass(another - begin_);
    return refuse("ce foyer n'est pas fermé par </InfosFoyerRSA> ; il est passé", reject);
  }
  const auto status = take(std::string_view(buffer_).substr(begin_, stop + closing.size()), record, reject);
  pass(stop + closing.size());
  return status;
}

ReadStatus CnafFlux::take(std::string_view element, Record& record, Reject& reject) {
  const auto text = utf8(element);
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    refuse("le XML de ce foyer est mal formé : une balise manque ou n'est pas fermée", reject);
    const auto offset = std::min(static_cast<std::size_t>(parsed.offset), text.size());
    reject.line += static_cast<std::uint64_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    return ReadStatus::reject;
  }
  try {
    const auto foyer = document.child("InfosFoyerRSA");
    record = read_foyer(foyer, header_, nir_key_);
    unread_.count(foyer);
    if (record.matricule.empty() && !named_by_request_.insert(record.dossier).second)
      throw FoyerRefusal{"NUMDEMRSA",
                         "un autre foyer de ce flux porte le même numéro de demande : rien d'autre ne les "
                         "distingue sans lire leur NIR ; demandez à la MSA de corriger le flux"};
    return ReadStatus::record;
  } catch (const FoyerRefusal& refusal) {
    refuse(refusal.reason, reject);
    reject.where = refusal.where;
    return ReadStatus::reject;
  }
}

void CnafFlux::read_end() {
  const auto rest = std::string_view(buffer_).substr(begin_);
  if (foyers_ == 0)
    warnings_.emplace_back(
        "ce flux n'a aucun foyer (InfosFoyerRSA) ; est-ce bien celui des bénéficiaires, VRSB0801 ou VRSD0301 "
        "?");
  if (rest.find("</Racine>") == nowhere)
    throw FormatError("« " + name_ + " » s'arrête avant </Racine> : flux incomplet, rien n'en est pris");
  pugi::xml_document document;
  const auto text = element(rest, "TransmissionFlux");
  if (text.empty() || !document.load_buffer(text.data(), text.size())) {
    warnings_.emplace_back("le flux n'a pas de compteurs (TransmissionFlux)");
  } else {
    const std::string_view counter = document.child("TransmissionFlux").child_value("NBTOTDOSRSATRANSM");
    std::uint64_t announced = 0;
    std::from_chars(counter.data(), counter.data() + counter.size(), announced);
    whole_ = announced == foyers_;
    if (!whole_)
      warnings_.push_back("le flux annonce " + std::to_string(announced) + " foyer(s) et en contient " +
                          std::to_string(foyers_));
  }
  pass(buffer_.size() - begin_);
  buffer_ = "</Racine>";  // asked again, the end is still the end
  begin_ = 0;
}

}  // namespace filrouge
