#include "engine/formats/workbook_package.hpp"

#include <fmt/format.h>

#include "engine/formats/dossier_source.hpp"
#include "engine/formats/open_file.hpp"

namespace filrouge {
namespace {

std::string key_of(std::string_view part) {
  if (part.starts_with('/')) part.remove_prefix(1);
  std::string key;
  for (const char c : part) key += c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return key;
}

[[noreturn]] void refuse_workbook(const std::string& name, const std::string& why) {
  throw FormatError("« " + name + " » : " + why);
}

constexpr const char* damaged =
    "le classeur est tronqué ou abîmé ; reprenez-en une copie entière, ou ouvrez-le et enregistrez-le de "
    "nouveau en XLSX";

}  // namespace

std::string with_spaces(std::uint64_t number) {
  auto text = std::to_string(number);
  for (auto at = text.size(); at > 3; at -= 3) text.insert(at - 3, " ");
  return text;
}

std::string in_mebibytes(std::uint64_t bytes) {
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  return bytes < mebibyte ? with_spaces(bytes) + " octets" : with_spaces(bytes / mebibyte) + " Mio";
}

std::size_t WorkbookPart::read(char* into, std::size_t most) {
  const auto count = zip_fread(file_.get(), into, most);
  if (count < 0) refuse_workbook(workbook_, damaged);
  read_ += static_cast<std::uint64_t>(count);
  if (read_ > declared_) refuse_workbook(workbook_, damaged);
  if (read_ > limits_.ratio_from_bytes && read_ > limits_.ratio * compressed_)
    refuse_workbook(workbook_,
                    fmt::format("une de ses parties gonfle plus de {} fois en se décompressant ; ce n'est "
                                "pas ce qu'écrit un tableur, elle n'est pas lue",
                                limits_.ratio));
  return static_cast<std::size_t>(count);
}

WorkbookPackage::WorkbookPackage(const std::string& path, const WorkbookLimits& limits,
                                 const std::string& name)
    : name_(name.empty() ? path : name), limits_(limits) {
  open_file(path);
  int code = 0;
  take(zip_open(path.c_str(), ZIP_RDONLY, &code));
}

WorkbookPackage::WorkbookPackage(std::unique_ptr<std::string> bytes, std::string name,
                                 const WorkbookLimits& limits)
    : name_(std::move(name)), bytes_(std::move(bytes)), limits_(limits) {
  auto* source = zip_source_buffer_create(bytes_->data(), bytes_->size(), 0, nullptr);
  auto* zip = source ? zip_open_from_source(source, ZIP_RDONLY, nullptr) : nullptr;
  if (!zip && source) zip_source_free(source);
  take(zip);
}

std::unique_ptr<WorkbookPackage> WorkbookPackage::of_bytes(std::string bytes, std::string name,
                                                           const WorkbookLimits& limits) {
  return std::unique_ptr<WorkbookPackage>(
      new WorkbookPackage(std::make_unique<std::string>(std::move(bytes)), std::move(name), limits));
}

void WorkbookPackage::refuse(const std::string& why) const {
  refuse_workbook(name_, why);
}

void WorkbookPackage::take(zip_t* zip) {
  if (!zip) refuse(damaged);
  zip_.reset(zip);
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(zip, 0));
  if (count > limits_.entries)
    refuse(fmt::format("le classeur a {} entrées, plus que les {} admises", with_spaces(count),
                       with_spaces(limits_.entries)));
  std::uint64_t all = 0;
  for (std::uint64_t index = 0; index < count; ++index) {
    zip_stat_t about;
    zip_stat_init(&about);
    constexpr auto needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(zip, index, 0, &about) != 0 || (about.valid & needed) != needed) refuse(damaged);
    if (about.size > limits_.entry_bytes)
      refuse(fmt::format("une de ses parties fait {} une fois décompressée, plus que les {} admis",
                         in_mebibytes(about.size), in_mebibytes(limits_.entry_bytes)));
    all += about.size;
    if (all > limits_.all_bytes)
      refuse(fmt::format("le classeur dépasse {} une fois décompressé", in_mebibytes(limits_.all_bytes)));
    // Two readers of such a zip do not see the same workbook.
    if (!entries_.emplace(key_of(about.name), index).second)
      refuse("deux de ses parties portent le même nom ; ouvrez-le et enregistrez-le de nouveau en XLSX");
  }
}

bool WorkbookPackage::holds(std::string_view part) const {
  return entries_.contains(key_of(part));
}

std::unique_ptr<WorkbookPart> WorkbookPackage::open(std::string_view part) const {
  const auto found = entries_.find(key_of(part));
  if (found == entries_.end()) refuse(std::string("il y manque une de ses parties ; ") + damaged);
  zip_stat_t about;
  zip_stat_init(&about);
  zip_stat_index(zip_.get(), found->second, 0, &about);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
    refuse("classeur protégé par un mot de passe ; enregistrez-le sans mot de passe");
  auto opened = std::make_unique<WorkbookPart>();
  opened->file_.reset(zip_fopen_index(zip_.get(), found->second, 0));
  if (!opened->file_) refuse(damaged);
  opened->workbook_ = name_;
  opened->declared_ = about.size;
  opened->compressed_ = about.comp_size;
  opened->limits_ = limits_;
  return opened;
}

std::string WorkbookPackage::whole(std::string_view part) const {
  const auto opened = open(part);
  std::string text;
  char chunk[std::size_t{1} << 14];
  while (const auto count = opened->read(chunk, sizeof chunk)) {
    text.append(chunk, count);
    if (text.size() > limits_.part_bytes)
      refuse("sa liste de feuilles ou de styles dépasse " + in_mebibytes(limits_.part_bytes));
  }
  return text;
}

}  // namespace filrouge
