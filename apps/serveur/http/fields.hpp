#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge::http {

/// Named values as they came: of a query, a form, the cookies, the headers. A name may come several times;
/// none of its values is lost.
class Fields {
 public:
  void add(std::string name, std::string value) {
    values_[std::move(name)].push_back(std::move(value));
    ++count_;
  }

  /// The first value of that name; nullptr when it did not come.
  const std::string* first(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second.front();
  }
  /// The same, empty when it did not come.
  const std::string& text(std::string_view name) const {
    static const std::string none;
    const auto* value = first(name);
    return value ? *value : none;
  }
  /// All its values, in the order they came.
  const std::vector<std::string>& all(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
  }
  /// How many values came, of all names.
  std::size_t count() const { return count_; }

  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::size_t count_ = 0;
};

}  // namespace filrouge::http
