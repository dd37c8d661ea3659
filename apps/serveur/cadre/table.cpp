#include "apps/serveur/cadre/table.hpp"

#include <utility>

namespace filrouge::cadre {

Table::Table(Html& html, std::string_view id, std::string_view caption, std::vector<std::string> titles)
    : html_(html), titles_(std::move(titles)) {
  html_.open("div", {{"class", "defile"}, {"role", "region"}, {"aria-labelledby", id}, {"tabindex", "0"}});
  html_.open("table", {{"class", "empile"}}).element("caption", {{"id", id}}, caption);
  html_.open("thead").open("tr");
  for (const auto& title : titles_) html_.element("th", {{"scope", "col"}}, title);
  html_.close().close().open("tbody");
}

Table& Table::row(const Html& name) {
  end_row();
  html_.open("tr").open("th", {{"scope", "row"}}).add(name).close();
  column_ = 1;
  return *this;
}

Table& Table::row(std::string_view name) {
  Html text;
  text.text(name);
  return row(text);
}

Table& Table::cell(const Html& inside, std::string_view classes) {
  std::vector<Attribute> attributes{{"data-titre", titles_.at(column_++)}};
  if (!classes.empty()) attributes.push_back({"class", classes});
  html_.open("td", attributes).add(inside).close();
  return *this;
}

Table& Table::cell(std::string_view text, std::string_view classes) {
  Html inside;
  inside.text(text);
  return cell(inside, classes);
}

void Table::end_row() {
  if (column_ > 0) html_.close();
  column_ = 0;
}

void Table::end() {
  end_row();
  html_.close().close().close();
}

}  // namespace filrouge::cadre
