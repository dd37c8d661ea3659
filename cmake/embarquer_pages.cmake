# Writes a .cpp that holds the pages of the codes, for dsl/source/code_page.hpp.
#   cmake -DOUTPUT=file.cpp "-DFILES=a.md;b.md" -P embarquer_pages.cmake
include(${CMAKE_CURRENT_LIST_DIR}/octets.cmake)
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  get_filename_component(stem "${file}" NAME_WLE)
  octets_de("${file}" bytes)
  string(APPEND arrays "const unsigned char bytes_${number}[] = {\n${bytes}};\n")
  string(APPEND rows "    {\"${stem}\", {reinterpret_cast<const char*>(bytes_${number}), sizeof bytes_${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "#include \"dsl/source/code_page.hpp\"\n
namespace filrouge::dsl {\nnamespace {\n\n${arrays}\nconst EmbeddedPage pages[] = {\n${rows}};\n
}  // namespace\n\nstd::span<const EmbeddedPage> embedded_pages() {\n  return pages;\n}\n\n}  // namespace filrouge::dsl\n")
