#include <zstd.h>

#include "engine/store/stored_findings.hpp"

namespace filrouge {
namespace {

// A tenth larger than level 3, in half the time.
constexpr int level = 1;
constexpr unsigned long long most_bytes = 1ull << 30;  ///< of one dossier; more is no answer of ours

}  // namespace

std::string compressed_lines(std::string_view lines) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                  &ZSTD_freeCCtx);
  std::string bytes(ZSTD_compressBound(lines.size()), '\0');
  const auto size =
      ZSTD_compressCCtx(context.get(), bytes.data(), bytes.size(), lines.data(), lines.size(), level);
  if (ZSTD_isError(size))
    throw StoreError("ce qui est dit d'un dossier n'a pu être rangé dans la base : mémoire insuffisante");
  bytes.resize(size);
  return bytes;
}

StoreError damaged_lines() {
  return StoreError(
      "ce que la base garde de la dernière nuit est abîmé ; « filrouge controler --depuis-derniere --tout » "
      "le "
      "refait");
}

void append_lines(std::string_view compressed, std::string& lines) {
  const auto size = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > most_bytes)
    throw damaged_lines();
  const auto before = lines.size();
  lines.resize(before + size);
  const auto read = ZSTD_decompress(lines.data() + before, size, compressed.data(), compressed.size());
  if (ZSTD_isError(read) || read != size) throw damaged_lines();
}

}  // namespace filrouge
