#include "engine/formats/workbook_kind.hpp"

#include <algorithm>
#include <string_view>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

constexpr std::size_t head_bytes = 4'096;
constexpr std::string_view zip = "PK\x03\x04";
constexpr std::string_view compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string utf16(std::string_view ascii) {
  std::string wide;
  for (const char c : ascii) (wide += c) += '\0';
  return wide;
}

/// What a compound file holds: its streams have their names at multiples of 128 bytes, and a workbook's
/// begins a sector of 512.
struct Streams {
  bool workbook = false, ciphered = false;
};
Streams streams_of(std::istream& input) {
  constexpr std::size_t sector = 512, entry = 128;
  const auto book = utf16("Workbook"), old_book = utf16("Book"), package = utf16("EncryptedPackage");
  Streams found;
  std::string bytes(sector, '\0');
  while (input.read(bytes.data(), sector) || input.gcount() > 0) {
    const auto held = std::string_view(bytes).substr(0, static_cast<std::size_t>(input.gcount()));
    for (std::size_t at = 0; at < held.size(); at += entry) {
      // A name ends by a zero, its length and kind of entry follow.
      const auto named = [&](const std::string& name) {
        return held.substr(at).starts_with(name + std::string(2, '\0'));
      };
      found.workbook = found.workbook || named(book) || named(old_book);
      found.ciphered = found.ciphered || named(package);
    }
    // The record that begins a workbook, then the one that says it is ciphered.
    if (held.size() > 8 && held.starts_with("\x09\x08")) {
      const auto length = static_cast<std::size_t>(static_cast<unsigned char>(held[2]));
      found.ciphered =
          found.ciphered ||
          held.substr(std::min(held.size(), 4 + length)).starts_with(std::string_view("\x2F\0", 2));
    }
  }
  input.clear();
  return found;
}

std::string lowered(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return small;
}

bool is_web_page(std::string_view small) {
  for (const std::string_view sign : {"<html", "<!doctype html", "<table", "<head", "<meta", "<style",
                                      "<body", "<div", "<font", "<center", "mime-version:"})
    if (small.starts_with(sign)) return true;
  return small.starts_with("<") && small.find("<html") != std::string_view::npos;
}

/// Of text that no spreadsheet wrote as a workbook.
std::string told_text(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
    return "ce fichier est du texte (UTF-16), pas un classeur : importez-le par --depuis csv, ou "
           "enregistrez-le en XLSX depuis un tableur";
  if (head.starts_with(byte_order_mark)) head.remove_prefix(byte_order_mark.size());
  while (!head.empty() && is_ascii_blank(head.front())) head.remove_prefix(1);
  const auto small = lowered(head);
  if (is_web_page(small))
    return "ce fichier est une page HTML sous un nom de classeur : ouvrez-le dans un tableur et "
           "enregistrez-le "
           "en XLSX";
  const auto says = [&](std::string_view word) { return small.find(word) != std::string::npos; };
  if (small.starts_with("<") && (says("excel.sheet") || says("schemas-microsoft-com:office:spreadsheet")))
    return "ce fichier est un classeur XML d'Excel 2003 : ouvrez-le dans un tableur et enregistrez-le en "
           "XLSX";
  if (small.starts_with("<") && says("office:document"))
    return "ce fichier est un classeur en un seul XML (FODS) : ouvrez-le et enregistrez-le en ODS";
  if (small.starts_with("<")) return "ce fichier est du XML, pas un classeur";
  if (small.starts_with("id;p"))
    return "ce fichier est au format SYLK : ouvrez-le dans un tableur et enregistrez-le en XLSX";
  const bool printable = std::all_of(head.begin(), head.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || is_ascii_blank(c);
  });
  if (printable)
    return "ce fichier est du texte, pas un classeur : si c'est un CSV, importez-le par --depuis csv, ou "
           "enregistrez-le en XLSX depuis un tableur";
  return "ce n'est pas un classeur (ni XLSX, ni ODS, ni XLS), ou il est abîmé";
}

}  // namespace

WorkbookKind workbook_kind(std::istream& input, const std::string& name) {
  const auto refuse = [&](const std::string& why) { throw FormatError("« " + name + " » : " + why); };
  std::string head(head_bytes, '\0');
  input.read(head.data(), head_bytes);
  head.resize(static_cast<std::size_t>(input.gcount()));
  input.clear();
  input.seekg(0);
  if (head.empty()) refuse("le classeur est vide (zéro octet)");
  if (head.starts_with(zip)) return WorkbookKind::zip;
  if (head.starts_with(compound)) {
    const auto streams = streams_of(input);
    input.seekg(0);
    if (streams.ciphered)
      refuse("classeur protégé par un mot de passe ; ouvrez-le et enregistrez-le sans mot de passe");
    if (!streams.workbook)
      refuse("c'est un ancien fichier de bureautique, pas un classeur (ou il est tronqué)");
    return WorkbookKind::xls;
  }
  // Workbooks of before 1995, without anything around them.
  for (const std::string_view sign :
       {std::string_view("\x09\x00\x04\x00", 4), std::string_view("\x09\x02\x06\x00", 4),
        std::string_view("\x09\x04\x06\x00", 4), std::string_view("\x09\x08\x08\x00", 4)})
    if (head.starts_with(sign)) return WorkbookKind::xls;
  refuse(told_text(head));
  return {};
}

bool begins_as_workbook(std::istream& input) {
  std::string head(compound.size(), '\0');
  input.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(input.gcount()));
  input.clear();
  input.seekg(0);
  return head.starts_with(zip) || head == compound;
}

}  // namespace filrouge
