#pragma once

#include <zip.h>

#include <string>
#include <utility>
#include <vector>

/// A zip in memory, of entries by name. `stored` leaves them as they are, for who looks for what is in them.
inline std::string zipped(const std::vector<std::pair<std::string, std::string>>& entries,
                          bool stored = false) {
  auto* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  auto* zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, text] : entries) {
    auto* content = zip_source_buffer(zip, text.data(), text.size(), 0);
    const auto index = zip_file_add(zip, name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (stored) zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  zip_close(zip);
  std::string bytes;
  zip_source_open(source);
  char chunk[4096];
  for (zip_int64_t count; (count = zip_source_read(source, chunk, sizeof chunk)) > 0;)
    bytes.append(chunk, static_cast<std::size_t>(count));
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}
