#pragma once

#include <span>
#include <string>
#include <vector>

namespace filrouge {

/// A name of file for each of these territoires, without its end, which anyone can read and which leaves no
/// folder: lower-case letters without accents, digits and hyphens. No two are the same, on any disk. They
/// last from one run to the next as long as no other territoire comes to the same letters.
std::vector<std::string> page_names(std::span<const std::string> territoires);

/// The name of a page of a territoire, the first being 1: « adour-bab.html », « adour-bab.2.html ».
std::string page_file(const std::string& name, std::size_t number);

/// A path as a link holds it.
std::string in_link(std::string_view path);

}  // namespace filrouge
